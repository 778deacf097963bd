"""The result store: whole or not at all, continued with the same bytes, never overwritten."""

import json
from pathlib import Path

import pytest

from comparing import assert_same_bytes
from multipolar.ensemble import StoreError, computing, open_results, simulate

FEW = ("escalation", "gains")
"""What is recorded: what a store does is the same for more."""


@pytest.fixture(scope="module")
def short(make_spec):
    """Baseline of two months: what a store does is the same for more."""
    return make_spec(months=2)


@pytest.fixture(scope="module")
def small(short):
    return simulate(short, runs=7, seed=5, block=4, record=FEW)


def run(short, folder, **more):
    return simulate(
        short, **{"runs": 7, "seed": 5, "block": 2, "out": folder, "record": FEW, **more}
    )


class Stop(Exception):
    """Someone pulls the plug."""


def interrupted(short, folder, after):
    """Leave a store with so many runs done."""
    done = 0

    def pull(runs):
        nonlocal done
        done += runs
        if done >= after:
            raise Stop

    with pytest.raises(Stop):
        run(short, folder, progress=pull)


def contents(folder):
    return {p: p.read_bytes() for p in sorted(Path(folder).rglob("*")) if p.is_file()}


def test_unfinished_results_do_not_open_and_the_same_call_finishes_them(short, small, tmp_path):
    folder = tmp_path / "r"
    interrupted(short, folder, after=4)
    with pytest.raises(StoreError, match=r"unfinished.*4 of 7 runs.*multipolar batch --resume"):
        open_results(folder)
    counted = []
    assert_same_bytes(run(short, folder, progress=counted.append), small)
    assert counted[0] == 4
    assert_same_bytes(open_results(folder), small)


def test_results_are_continued_with_the_blocks_they_were_begun_with(short, small, tmp_path):
    folder = tmp_path / "r"
    interrupted(short, folder, after=2)
    assert_same_bytes(run(short, folder, block=64), small)


def test_finished_results_are_not_computed_again(short, tmp_path, monkeypatch):
    run(short, tmp_path / "r")
    before = contents(tmp_path / "r")
    monkeypatch.setattr(computing, "run_blocks", None)
    run(short, tmp_path / "r")
    assert contents(tmp_path / "r") == before


@pytest.mark.parametrize(
    ("other", "named"),
    [({"seed": 6}, "seed"), ({"runs": 8}, "runs"), ({"parameters": "default"}, "parameters")],
)
def test_another_experiment_is_refused_and_what_is_there_stays(short, tmp_path, other, named):
    folder = tmp_path / "r"
    run(short, folder)
    before = contents(folder)
    with pytest.raises(StoreError, match=f"{folder}.*another experiment.*{named}"):
        run(short, folder, **other)
    assert contents(folder) == before


def test_another_scenario_is_refused_and_what_is_there_stays(short, make_spec, tmp_path):
    folder = tmp_path / "r"
    run(short, folder)
    before = contents(folder)
    with pytest.raises(StoreError, match="other scenarios"):
        run(make_spec(months=17), folder)
    assert contents(folder) == before


def test_a_foreign_directory_is_neither_filled_nor_opened(short, tmp_path):
    (tmp_path / "letter.txt").write_text("dear reader")
    for use in (lambda: run(short, tmp_path), lambda: open_results(tmp_path)):
        with pytest.raises(StoreError, match=str(tmp_path)):
            use()
    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]


def test_a_file_or_nothing_is_no_result_directory(short, tmp_path):
    file = tmp_path / "file"
    file.write_text("x")
    for path in (file, tmp_path / "nothing"):
        with pytest.raises(StoreError, match=str(path)):
            open_results(path)
    with pytest.raises(StoreError, match=str(file)):
        run(short, file)


DAMAGES = {
    "empty": lambda text: "",
    "cut": lambda text: text[: len(text) // 2],
    "a list": lambda text: "[]",
    "another format": lambda text: text.replace("multipolar results", "something else"),
    "a later version": lambda text: text.replace('"format_version": 5', '"format_version": 99'),
    "a key gone": lambda text: json.dumps(
        {k: v for k, v in json.loads(text).items() if k != "done"}
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_manifest_is_named(short, tmp_path, damage):
    folder = tmp_path / "r"
    run(short, folder, runs=2)
    manifest = folder / "manifest.json"
    manifest.write_text(DAMAGES[damage](manifest.read_text()))
    for use in (lambda: open_results(folder), lambda: run(short, folder, runs=2)):
        with pytest.raises(StoreError, match=r"manifest\.json"):
            use()


WRONG_VALUES = {"runs": "two", "done": 3, "cases": [{"name": "x"}], "labels": {}, "block": 0}


@pytest.mark.parametrize("key", WRONG_VALUES)
def test_a_manifest_with_a_senseless_value_is_an_error_of_the_store(short, tmp_path, key):
    folder = tmp_path / "r"
    run(short, folder, runs=2)
    manifest = folder / "manifest.json"
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), key: WRONG_VALUES[key]}))
    with pytest.raises(StoreError, match=str(folder)):
        _ = open_results(folder).specs


def test_missing_arrays_are_named(short, tmp_path):
    folder = tmp_path / "r"
    run(short, folder, runs=2)
    (folder / "results.zarr").rename(tmp_path / "elsewhere")
    with pytest.raises(StoreError, match=r"results\.zarr"):
        open_results(folder)


def test_the_manifest_is_replaced_whole_or_not_at_all(short, small, tmp_path, monkeypatch):
    folder = tmp_path / "r"
    interrupted(short, folder, after=2)
    before = (folder / "manifest.json").read_bytes()

    def fail(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("multipolar.ensemble.files.os.fsync", fail)
        with pytest.raises(StoreError, match=r"No space left.*finished blocks are kept.*--resume"):
            run(short, folder)
    assert (folder / "manifest.json").read_bytes() == before
    assert_same_bytes(run(short, folder), small)


def test_a_read_only_place_is_named(short, tmp_path, monkeypatch):
    def refuse(self, *_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(StoreError, match=rf"{tmp_path / 'r'}.*Permission denied"):
        run(short, tmp_path / "r")


def test_a_directory_that_cannot_be_made_is_named(short, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="file"):
        run(short, tmp_path / "file" / "r")


def test_scenarios_of_other_months_do_not_share_a_store(short, make_spec):
    with pytest.raises(StoreError, match="must share"):
        simulate([short, make_spec("longer", 19)], runs=1)


def test_the_manifest_says_what_was_run(short, tmp_path):
    run(short, tmp_path / "r")
    manifest = json.loads((tmp_path / "r" / "manifest.json").read_text())
    assert manifest["seed"] == 5
    assert manifest["cases"][0]["digest"] == short.digest
    assert {"multipolar", "mesa", "numpy"} <= set(manifest["packages"])
    assert open_results(tmp_path / "r").specs == (short,)
