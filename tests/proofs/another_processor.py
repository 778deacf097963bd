"""The same answers on another processor: a part of the suite with vector instructions off.

``python tests/proofs/another_processor.py`` runs ``CHOSEN`` as a processor without AVX-512 would,
on one and on two threads of BLAS; ``--sample SEED`` runs two of its files on two. 8 minutes.

NumPy is told to leave out its kernels for AVX-512, and OpenBLAS, which looks at the processor
itself, to take those of an older one. On a processor that lacks them nothing changes.
"""

import argparse
import os
import random
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
OLDER = {
    "NPY_DISABLE_CPU_FEATURES": "X86_V4 AVX512_ICL AVX512_SPR",
    "OPENBLAS_CORETYPE": "Haswell",
}
THREADS = (1, 2)
CHOSEN = (
    "tests/calibration/test_posterior.py",
    "tests/claims",
    "tests/record",
    "tests/reference",
    "tests/rules",
    "tests/study",
    "tests/test_numbers.py",
    "tests/test_readme.py",
    "tests/trade",
)
"""What compares with numbers that were found once, or with a solver's answer."""
SAMPLE = tuple(f"tests/{name}" for name in ("trade", "reference", "test_numbers.py"))
"""What is quick enough for a sample; the inference is always in it."""


def command(parts):
    return [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadfile", *parts]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sample", type=int, metavar="SEED", help="a part, drawn with this seed")
    seed = parser.parse_args().sample
    parts = CHOSEN if seed is None else (CHOSEN[0], random.Random(seed).choice(SAMPLE))
    for threads in THREADS if seed is None else THREADS[-1:]:
        print(f"older processor, {threads} thread(s) of BLAS: {' '.join(parts)}", flush=True)
        older = os.environ | OLDER | {"OPENBLAS_NUM_THREADS": str(threads)}
        subprocess.run(command(parts), cwd=ROOT, env=older, check=True)


if __name__ == "__main__":
    main()
