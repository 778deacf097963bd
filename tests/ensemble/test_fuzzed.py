"""Results from others: whatever is in a folder, nothing hangs, grows, leaks out or tracebacks."""

import json
import os
import random
import shutil
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner

from multipolar.cli import main
from multipolar.ensemble import StoreError, open_results, resume, simulate

resource = pytest.importorskip("resource")

TRIALS = 24
GIGABYTE = 2**20  # in the units of the system: kilobytes
STRANGE = [
    *("", "..", "../../x", "x/../../../NAME", "/etc/passwd", "a\x1b[31m", "\ud800", "a" * 400),
    *(-1, 0, 1, 10**9, 10**30, 1.5, True, None, [], {}, [[]], "gains", ["gains"] * 3),
]


@pytest.fixture(scope="module")
def whole(brief, make_spec, tmp_path_factory):
    folder = tmp_path_factory.mktemp("fuzzed") / "r"
    other = make_spec("other", 3, "[switches]\nwar = false\n")
    simulate([brief, other], runs=4, seed=5, block=2, record=["gains"], out=folder)
    return folder


def change_a_value(found, luck):
    """Put something strange in one place of a JSON document."""
    place = found
    while True:
        keys = list(place) if isinstance(place, dict) else list(range(len(place)))
        key = luck.choice(keys)
        inner = place[key]
        if not isinstance(inner, dict | list) or not inner or luck.random() < 0.3:
            place[key] = luck.choice(STRANGE)
            return
        place = inner


def change_json(folder, luck):
    files = [path for path in folder.rglob("*.json") if path.is_file()]
    file = luck.choice(sorted(files))
    found = json.loads(file.read_text())
    change_a_value(found, luck)
    file.write_text(json.dumps(found))


def sizes_that_agree(folder, luck):
    """Say the same enormous size wherever a size is said."""
    runs = luck.choice([10**6, 10**9, 10**12])
    for file in folder.rglob("*.json"):
        text = file.read_text()
        if file.name == "manifest.json":
            said = json.loads(text) | {"runs": runs, "block": runs}
            said |= {"done": [[runs]] * 2, "seals": [["x"]] * 2}
            file.write_text(json.dumps(said))
        elif '"shape"' in text:
            said = json.loads(text)
            said["shape"][1] = runs
            said["chunk_grid"]["configuration"]["chunk_shape"][1] = runs
            file.write_text(json.dumps(said))


def change_bytes(folder, luck):
    file = luck.choice(sorted(path for path in folder.rglob("*") if path.is_file()))
    content = bytearray(file.read_bytes())
    for _ in range(luck.randint(1, 4)):
        content[luck.randrange(len(content))] = luck.randrange(256)
    file.write_bytes(content[: luck.choice([len(content), len(content) // 2, 0])])


def another_kind(folder, luck):
    """Put a pipe, a link or a folder where something was."""
    place = luck.choice(sorted(folder.rglob("*")))
    shutil.rmtree(place) if place.is_dir() else place.unlink()
    outside = folder.parent / "outside"
    kinds = (
        lambda: os.mkfifo(place),
        place.mkdir,
        *(lambda to=to: place.symlink_to(to) for to in (outside, "/dev/zero", "nowhere")),
    )
    luck.choice(kinds)()


def move_chunks(folder, luck):
    chunks = sorted(path for path in folder.rglob("*") if path.is_file() and "/c/" in str(path))
    one, other = luck.sample(chunks, 2)
    shutil.copy(one, other)


def stranger(folder, luck):
    place = folder / luck.choice(["results.zarr/run", "results.zarr/scenario", "x", ".x.partial"])
    shutil.copytree(folder / "results.zarr" / "gains", place)


CHANGES = (change_json, sizes_that_agree, change_bytes, another_kind, move_chunks, stranger)


def everything(folder):
    return {
        str(path): path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        for path in sorted(folder.rglob("*"))
    }


def test_whatever_a_folder_of_results_holds_is_read_or_refused_in_words(whole, tmp_path):
    luck = random.Random(1)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "letter.txt").write_text("dear reader")
    refused = 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for trial in range(TRIALS):
        folder = tmp_path / "r"
        shutil.copytree(whole, folder)
        change = luck.choice(CHANGES)
        change(folder, luck)
        before = everything(outside)
        words = [["show", folder], ["show", folder, "--json"], ["export", folder]][trial % 3]
        said = CliRunner().invoke(main, [str(word) for word in words])
        what = f"trial {trial}, {change.__name__}, {words[0]}"
        assert said.exit_code in (0, 1), what
        assert said.exception is None or isinstance(said.exception, SystemExit), what
        refused += said.exit_code
        with suppress(StoreError):
            resume(folder, extend=luck.choice([0, 2]))
        assert everything(outside) == before, what
        assert {path.name for path in tmp_path.iterdir()} == {"r", "outside"}, what
        shutil.rmtree(folder)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak < GIGABYTE
    assert refused > TRIALS // 2


@pytest.mark.parametrize("part", ["results.zarr", "results.zarr/gains", "results.zarr/gains/c"])
def test_a_linked_part_of_a_store_is_never_written_through(whole, tmp_path, part):
    folder, outside = tmp_path / "r", tmp_path / "outside"
    shutil.copytree(whole, folder)
    (folder / part).rename(outside)
    (folder / part).symlink_to(outside)
    before = everything(outside)
    with pytest.raises(StoreError):
        resume(folder, extend=2)
    assert everything(outside) == before


def test_a_folder_that_is_itself_a_link_is_a_folder(whole, tmp_path):
    shutil.copytree(whole, tmp_path / "r")
    Path(tmp_path / "link").symlink_to(tmp_path / "r")
    assert resume(tmp_path / "link", extend=2).runs == 6
    assert open_results(tmp_path / "r").runs == 6
