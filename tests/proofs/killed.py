"""A batch that is killed at any moment and continued leaves the same directory to the last byte.

``python tests/proofs/killed.py`` kills ten batches: a minute. With ``--sample SEED`` one, at a
moment drawn by the seed.
"""

import argparse
import multiprocessing
import random
import sys
import time
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from multipolar.ensemble import StoreError, open_results, resume, simulate
from multipolar.loading import load_scenario

ASKED = {"runs": 6, "seed": 5, "block": 2}
KILLS = 10


def start(folder):
    """Return a process that has begun a batch."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["multipolar.ensemble"])
    child = context.Process(
        target=simulate,
        args=(load_scenario("baseline", {"months": 3}),),
        kwargs={**ASKED, "out": folder},
    )
    child.start()
    return child


def seconds(folder):
    """Return how long an undisturbed batch takes, once everything is loaded."""
    for attempt in ("first", "second"):
        begin = time.perf_counter()
        child = start(folder / attempt)
        child.join()
        assert child.exitcode == 0
    return time.perf_counter() - begin


def digests(folder):
    """Return the digests of the files of a directory."""
    return {
        path.relative_to(folder): sha256(path.read_bytes()).digest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def left(folder):
    """Return what a killed batch has left."""
    try:
        open_results(folder)
    except StoreError as error:
        return "unfinished results" if "unfinished" in str(error) else "nothing"
    return "everything"


def killed(folder, after):
    """Kill a batch after so many seconds, continue it, and return what had been left."""
    child = start(folder)
    time.sleep(after)
    child.kill()
    child.join()
    there = left(folder)
    if there == "nothing":
        simulate(load_scenario("baseline", {"months": 3}), **ASKED, out=folder)
    else:
        resume(folder)
    return there


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sample", type=int, metavar="SEED")
    sample = parser.parse_args().sample
    luck = random.Random(1 if sample is None else sample)
    found, wrong = [], 0
    with TemporaryDirectory() as place:
        folder = Path(place)
        take = seconds(folder)
        whole = digests(folder / "first")
        for number in range(KILLS if sample is None else 1):
            share = luck.uniform(0.05, 1.0)
            there = killed(folder / str(number), share * take)
            same = digests(folder / str(number)) == whole
            found.append(there)
            wrong += not same
            said = "the same" if same else "NOT the same"
            print(f"killed after {share:.0%}, there was {there}: {said}", flush=True)
    amid = sample is not None or "unfinished results" in found
    if not amid:
        print("no batch was killed amid its work")
    return bool(wrong) or not amid


if __name__ == "__main__":
    sys.exit(main())
