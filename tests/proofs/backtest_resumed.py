"""A backtest that is killed, continued by more workers or damaged leaves the same bytes.

``python tests/proofs/backtest_resumed.py`` makes a small backtest of a short and a long origin and
continues it in every way: four minutes. With ``--sample SEED`` of two short ones.
"""

import argparse
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from multipolar.backtest import Sizes, backtest
from multipolar.backtest.page import page
from multipolar.backtest.table import backtest_csv
from multipolar.ensemble import StoreError
from multipolar.ensemble.executors import processes

SMALL = Sizes(runs=8, seeds=(1, 2), sample=300, trajectories=4)
LEAST = Sizes(runs=4, seeds=(1,), sample=120, trajectories=2)
LONG, SHORT = ("2022-12", "2024-06"), ("2022-12", "2023-03")


class Kill(Exception):
    """Someone pulls the plug."""


def kill(_):
    raise Kill


def ways(origins, sizes, folder):
    """Yield each way to go on, and whether it came to what was made at once."""
    asked = {"sizes": sizes, "origins": origins}
    found = backtest(**asked)
    with suppress(Kill):
        backtest(**asked, folder=folder, progress=kill)
    [kept] = folder.rglob("told.json")
    written = kept.stat().st_mtime_ns
    with processes(2) as pool:
        again = backtest(**asked, folder=folder, executor=pool)
    yield "what was done is not done again", kept.stat().st_mtime_ns == written
    yield "killed, and continued by two workers", backtest_csv(again) == backtest_csv(found)
    yield "read from the folder", page(backtest(**asked, folder=folder)) == page(found)
    kept.write_text("half", encoding="utf-8")
    try:
        backtest(**asked, folder=folder)
    except StoreError as error:
        yield "a damaged file is named", "told.json: damaged" in str(error)
    else:
        yield "a damaged file is named", False
    kept.unlink()
    sorted(kept.parent.rglob("*.npz")).pop().unlink()
    amid = backtest(**asked, folder=folder)
    yield "killed amid a calibration, from its blocks", page(amid) == page(found)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sample", type=int, metavar="SEED")
    whole = parser.parse_args().sample is None
    asked = (LONG, SMALL) if whole else (SHORT, LEAST)
    failed = 0
    with TemporaryDirectory() as folder:
        for way, same in ways(*asked, Path(folder)):
            print(f"{way}: {'the same' if same else 'ANOTHER'}", flush=True)
            failed += not same
    return failed


if __name__ == "__main__":
    sys.exit(main())
