"""What must work on the lowest versions of every dependency: the gate runs this file on them.

Commands that reach every export and the batch are in ``test_the_commands_work``; the rest is what
they do not reach. What the calibration asks of SALib is in ``tests/study/test_indices.py``, which
the gate runs beside this file.
"""

import re
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner

from multipolar import MultipolarModel, simulate
from multipolar.cli import main
from multipolar.figures import FIGURES

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
COMMANDS = (
    "run baseline --runs 2 --out small",
    "batch baseline --sweep theatres.mirroring=0,0.01 --runs 2 --out two",
    "export two --to csv",
    "export two --to netcdf",
    "export two --to parquet",
    "show small",
    "report small",
    "calibrate --pins",
    "coalition --target RUS --add CHN",
    "scenarios schema",
)


def test_the_commands_work(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for line in COMMANDS:
        result = CliRunner().invoke(main, line.split())
        assert result.exit_code == 0, f"{line}\n{result.output}"


@pytest.fixture(scope="module")
def results():
    return simulate("baseline", runs=2)


@pytest.mark.parametrize("name", sorted(FIGURES))
def test_every_figure_is_drawn(results, name):
    assert FIGURES[name](results, None)._repr_png_().startswith(b"\x89PNG")


def test_a_model_explains_itself():
    model = MultipolarModel(runs=1, rng=1)
    model.step()
    assert str(model.explain("PRK"))


@pytest.mark.parametrize(
    "source", sorted(NOTEBOOKS.glob("[0-9]*.py")), ids=lambda source: source.stem
)
def test_what_a_notebook_imports_is_there(source):
    text = source.read_text(encoding="utf-8")
    lines = re.findall(r"^(?:import|from) [^(\n]+$", text, re.MULTILINE)
    assert lines
    exec("\n".join(lines), {})


@pytest.mark.parametrize("name", ["dask.distributed", "ipykernel", "ipywidgets", "jupytext"])
def test_what_an_extra_brings_can_be_imported(name):
    assert import_module(name)
