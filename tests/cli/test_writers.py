"""Every writer writes whole or not at all, and follows no link; reading commands write nothing."""

import ast
import csv
import os
import sys
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from matplotlib.text import Text

import multipolar
from multipolar.cli import main
from multipolar.ensemble import prepare, simulate
from multipolar.figures import FIGURES, summary
from multipolar.files import (
    NotRead,
    NotWritten,
    csv_text,
    harmless,
    read_file,
    replace_file,
    whole_folder,
)

resource = pytest.importorskip("resource")
PACKAGE = Path(multipolar.__file__).parent
WRITES = {
    *("write_text", "write_bytes", "savefig", "to_csv", "to_parquet", "to_netcdf", "to_zarr"),
    *("to_excel", "to_hdf", "savez", "imsave", "touch"),
}
THROUGH_THE_HELPER = {
    ("files.py", "open"),
    ("cli/writing.py", "savefig"),
    ("cli/writing.py", "to_csv"),
    ("figures/picture.py", "savefig"),  # into memory
    ("seminar/hold.py", "open"),  # a log that only grows, flushed line by line
    ("calibration/sample.py", "savez"),
    ("ensemble/export.py", "open"),
    ("scenario/update.py", "write_bytes"),  # into the partial file of the helper
    ("ensemble/export.py", "to_csv"),
    ("ensemble/export.py", "to_netcdf"),
    ("ensemble/export.py", "to_zarr"),
}
"""Where a file is written: under a temporary name, or in memory."""


def writes(file):
    """Yield the name of each function that a file of the package calls to write."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            words = [word.value for word in ast.walk(node) if isinstance(word, ast.Constant)]
            opened = name == "open" and any(
                isinstance(word, str) and set(word) & set("wax+") and set(word) <= set("wax+btr")
                for word in words
            )
            if name in WRITES or opened:
                yield name


def test_nothing_in_the_package_writes_but_through_the_helper():
    found = {
        (file.relative_to(PACKAGE).as_posix(), name)
        for file in PACKAGE.rglob("*.py")
        for name in writes(file)
    }
    assert found == THROUGH_THE_HELPER


@pytest.fixture(scope="module")
def kept(make_spec, tmp_path_factory):
    folder = tmp_path_factory.mktemp("writers") / "r"
    simulate(make_spec(months=6), runs=2, seed=5, out=folder)
    return folder


@pytest.fixture(autouse=True)
def one_figure(monkeypatch):
    """Let one figure of a report stand for all."""
    monkeypatch.setattr("multipolar.report.render.FIGURES", {"ladder": FIGURES["ladder"]})


@contextmanager
def full_disk(size):
    """Let no file grow beyond so many bytes: the system refuses, as a full disk would.

    Python would keep what it compiles meanwhile cut off.
    """
    before, sys.dont_write_bytecode = resource.getrlimit(resource.RLIMIT_FSIZE), True
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        sys.dont_write_bytecode = False


def call(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


WRITERS = {
    "figure": lambda kept, out: ("figure", "summary", kept, "--out", out / "picture.png"),
    "drawing": lambda kept, out: ("figure", "summary", kept, "--out", out / "picture.svg"),
    "report": lambda kept, out: ("report", kept, "--out", out / "report.html"),
    "odd": lambda kept, out: ("rules", "--odd", "--out", out / "ODD.md"),
    "compare": lambda kept, out: ("compare", kept, kept, "--out", out),
    "pins": lambda kept, out: ("calibrate", "--pins", "--picture", out / "pins.png"),
}


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("writer", WRITERS)
def test_on_a_full_disk_what_was_there_stays_whole(kept, tmp_path, writer):
    words = WRITERS[writer](kept, tmp_path)
    names = {Path(word).name for word in words if Path(word).suffix}
    names |= {"differences.csv", "differences.png"} if writer == "compare" else set()
    for name in names:
        (tmp_path / name).write_text(f"what was in {name}")
    before = contents(tmp_path)
    with full_disk(1000):
        said = call(*words)
    assert said.exit_code == 1
    assert "cannot be written (File too large)" in said.output
    assert contents(tmp_path) == before


@pytest.mark.parametrize("to", ["csv", "netcdf", "parquet", "zarr"])
def test_an_export_on_a_full_disk_leaves_nothing_and_says_why(kept, tmp_path, to):
    with full_disk(1000):
        said = call("export", kept, "--to", to, "--out", tmp_path / "x")
    assert said.exit_code == 1, said.exception
    assert "File too large" in said.output
    assert list(tmp_path.iterdir()) == []


def test_an_export_touches_no_folder_of_somebody_else(kept, tmp_path):
    for name in ("x.partial", ".x.partial"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "letter.txt").write_text("dear reader")
    assert call("export", kept, "--out", tmp_path / "x").exit_code == 0
    assert {path.name for path in tmp_path.iterdir()} == {"x", "x.partial", ".x.partial"}
    assert (tmp_path / "x.partial" / "letter.txt").exists()


def test_commands_that_read_write_nothing_unless_asked(kept):
    before = contents(kept)
    for words in (("show", kept), ("show", kept, "--json"), ("compare", kept, kept)):
        assert call(*words).exit_code == 0
        assert contents(kept) == before
    assert call("show", kept, "--picture").exit_code == 0
    [picture] = contents(kept).keys() - before.keys()
    assert picture == "summary-short.png"
    (kept / picture).unlink()


@pytest.mark.parametrize("command", [("show", "--picture"), ("report",), ("figure", "summary")])
def test_a_link_in_the_place_of_a_file_is_replaced_not_followed(kept, tmp_path, command):
    mine = tmp_path / "mine.txt"
    mine.write_text("dear reader")
    name = {"show": "summary-short.png", "report": "report-short.html"}
    link = kept / name.get(command[0], "summary-short.png")
    link.symlink_to(mine)
    assert call(*command, kept).exit_code == 0
    assert mine.read_text() == "dear reader"
    assert not link.is_symlink()
    link.unlink()


def test_a_scenario_that_is_called_like_a_formula_is_no_formula_in_any_table(make_spec, tmp_path):
    name = "=cmd|' calc'!A0"
    simulate(make_spec(name, 2), runs=2, seed=5, out=tmp_path / "r")
    assert call("export", tmp_path / "r", "--out", tmp_path / "x").exit_code == 0
    said = call("compare", tmp_path / "r", tmp_path / "r", "--out", tmp_path / "y")
    assert said.exit_code == 0, said.output
    for table in [*(tmp_path / "x").iterdir(), tmp_path / "y" / "differences.csv"]:
        with table.open(newline="") as file:
            cells = {cell for row in csv.reader(file) for cell in row}
        assert not {cell for cell in cells if harmless(cell) != cell}, table
        assert table.name == "columns.csv" or f"'{name}" in " ".join(cells)


def test_texts_of_a_table_are_harmless_and_numbers_stay():
    assert csv_text(["=a", "b"], [["@x", -1.5], ["\tx", "-2.5"]]) == (
        "'=a,b\n'@x,-1.5\n'\tx,-2.5\n"
    )


def test_a_pipe_is_neither_read_nor_written_through(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(NotRead, match="no ordinary file"):
        read_file(tmp_path / "pipe", 10)
    replace_file(tmp_path / "pipe", "whole")
    assert read_file(tmp_path / "pipe", 10) == b"whole"
    with pytest.raises(NotRead, match="5 bytes; 4 are allowed"):
        read_file(tmp_path / "pipe", 4)


def test_a_folder_is_there_whole_or_not_at_all(tmp_path):
    def half():
        with whole_folder(tmp_path / "x") as folder:
            (folder / "half").write_text("")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").write_text("mine")
    with (
        pytest.raises(NotWritten, match="file: cannot be written"),
        whole_folder(tmp_path / "file"),
    ):
        pass
    assert contents(tmp_path) == {"file": b"mine"}


@pytest.mark.one_in(3)
@pytest.mark.parametrize("title", ["$\\frac{$", "from $5 to $10", "<b>&$x$"])
def test_a_title_and_a_name_are_drawn_as_they_are_written(make_spec, tmp_path, title):
    name = "a $\\alpha$ b".replace("\\", "")
    spec = replace(make_spec(name, 3), title=title)
    results = simulate(spec, runs=2, seed=5, out=tmp_path / "r")
    drawn = [text for text in summary(results).findobj(Text) if "$" in text.get_text()]
    assert any(title in text.get_text() for text in drawn)
    assert any(name in text.get_text() for text in drawn)
    assert not any(text.get_parse_math() for text in drawn)
    assert call("figure", "summary", tmp_path / "r").exit_code == 0
    assert (tmp_path / "r" / f"summary-{name}.png").exists()


def test_default_folders_of_experiments_that_differ_have_other_names(make_spec):
    spec = make_spec("brief", 3)
    names = {
        prepare(changed, runs=200, seed=seed, parameters=parameters).manifest.digest[:8]
        for changed in (spec, replace(spec, states=spec.states[:-1]))
        for seed in (1, 2)
        for parameters in ("posterior", "prior", "default")
    }
    assert len(names) == 2 * 2 * 3
    recorded = {
        prepare(spec, runs=2, seed=1, record=r).manifest.digest for r in (None, (), ["gains"])
    }
    assert len(recorded) == 3


def test_a_single_run_has_no_interval_anywhere(make_spec, tmp_path):
    spec = make_spec("brief", 3)
    for name, seed in (("r", 5), ("s", 5)):
        simulate(spec, runs=1, seed=seed, out=tmp_path / name)
    for words in (("show", tmp_path / "r"), ("compare", tmp_path / "r", tmp_path / "s")):
        said = call(*words)
        assert said.exit_code == 0, said.output
        assert "[–]" in said.output
        for word in (", not yet]", "inf", "nan"):
            assert word not in said.output.replace("information", ""), word
