"""How fast it is: a table of ratios, measured in one process on the machine at hand.

    python tests/benchmarks/table.py            # about five minutes
    python tests/benchmarks/table.py --quick    # about two minutes
    python tests/benchmarks/table.py --memory   # also the memory of 20,000 runs: ten minutes

Times of a machine mean little elsewhere; what carries over are the ratios between rows.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from inspect import signature
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

import mesa

sys.path.insert(0, str(Path(__file__).parents[1]))

from multipolar.ensemble import blocks
from multipolar.ensemble.blocks import Recorder, Task, run_block, split
from multipolar.ensemble.executors import processes
from multipolar.loading import load_scenario
from multipolar.luck import Luck
from multipolar.measures.sanctions import CARRIERS
from multipolar.model import MultipolarModel
from multipolar.rules.phases import SWITCHES
from multipolar.scenario import Spec
from multipolar.world.roster import full_roster
from peak_memory import FEW, MANY, peak_megabytes
from reference.plain import PlainModel

PLAIN = ("attention", "provocation", "theatres", "alignment")


def seconds(
    job: Callable[[], object], times: int = 2, clock: Callable[[], float] = process_time
) -> float:
    """Return the time of the fastest of several tries: a busy machine only ever slows.

    Work in this process is timed by what the processor gives to it, whatever else is going on.
    """
    taken = []
    for _ in range(times):
        begin = clock()
        job()
        taken.append(clock() - begin)
    return min(taken)


def rate(spec: Spec, runs: int, block: int, pool: Executor | None = None) -> float:
    """Return runs per second of warm blocks, in this process or in a pool."""
    tasks = split(spec, 1, runs, block=block)

    def compute() -> None:
        for _ in map(run_block, tasks) if pool is None else pool.map(_outcomes, tasks):
            pass

    compute()
    return runs / seconds(compute, clock=process_time if pool is None else perf_counter)


def _outcomes(task: Task) -> object:
    """Compute a block in a worker and send back its outcomes."""
    return run_block(task).outcomes


def by_batch_run(spec: Spec, runs: int) -> float:
    """Return runs per second of Mesa's own batch_run, one run at a time in this process."""
    seeds = list(range(runs))
    takes_seeds = "rng" in signature(mesa.batch_run).parameters
    parameters = {"spec": spec} if takes_seeds else {"spec": spec, "rng": seeds}
    options = {"rng": seeds} if takes_seeds else {}

    def compute() -> None:
        mesa.batch_run(
            MultipolarModel,
            parameters,
            number_processes=1,
            max_steps=spec.months,
            display_progress=False,
            **options,
        )

    return runs / seconds(compute, times=1)


def four_mechanisms(spec: Spec) -> Spec:
    """Return the scenario with the mechanisms of the plain model alone, and no events."""
    return replace(spec, switches={name: name in PLAIN for name in SWITCHES}, events=())


def by_plain_model(spec: Spec, runs: int) -> float:
    """Return runs per second of the plain model, agent by agent."""

    def compute() -> None:
        for run in range(runs):
            model = PlainModel(spec, 1, run)
            for _ in range(spec.months):
                model.step()

    return runs / seconds(compute, times=1)


def share(spec: Spec, runs: int, *parts: tuple[object, str]) -> float:
    """Return the share of a block's time spent in some functions, each named by its owner.

    Measured inside the block itself; of several tries the one that took least counts.
    """
    task = Task(spec, 1, 0, runs)
    run_block(task)
    tries = []
    for _ in range(3):
        spent: list[float] = []
        with ExitStack() as stack:
            for owner, name in parts:
                stack.enter_context(_timed(owner, name, spent))
            begin = process_time()
            run_block(task)
            tries.append((process_time() - begin, sum(spent)))
    whole, part = min(tries)
    return part / whole


@contextmanager
def _timed(owner: object, name: str, spent: list[float]) -> Iterator[None]:
    """Note how long each call of a function takes."""
    plain = getattr(owner, name)

    def timed(*arguments: object) -> object:
        begin = process_time()
        result = plain(*arguments)
        spent.append(process_time() - begin)
        return result

    setattr(owner, name, timed)
    try:
        yield
    finally:
        setattr(owner, name, plain)


LUCK = ((Luck, "draw"),)
RECORDING = ((Recorder, "__init__"), (Recorder, "keep"))
MEASURING = ((blocks, "at_the_end"),)


def named_states_only(spec: Spec) -> Spec:
    """Return the scenario without most of the Global South; those who carry trade stay."""
    roster = full_roster()
    kept = tuple(
        iso3
        for iso3, role in zip(roster.iso3, roster.role, strict=True)
        if role != "global_south_state" or iso3 in CARRIERS
    )
    return replace(spec, states=kept)


Row = tuple[str, str]


def rows_of_size(spec: Spec, quick: bool) -> Iterator[Row]:
    """Measure runs per second against block, states, months and runs, in one process."""
    best = blocks.LARGEST_BLOCK
    runs = 2 * best if quick else 4 * best
    for block in (1, 10, 50, 100, 200, best, 2 * best):
        count = 2 if block == 1 else min(runs, 10 * block)
        yield f"blocks of {block}", f"{rate(spec, count, block):.0f} runs/s"
    few = named_states_only(spec)
    for case in (spec, few):
        yield f"{len(case.states)} states", f"{rate(case, runs, best):.0f} runs/s"
    for months in (36, 108):
        short = replace(spec, months=months)
        yield f"{months} months", f"{rate(short, runs, best):.0f} runs/s"
    for count in (best, 4 * best) if quick else (best, 4 * best, 16 * best):
        yield f"{count:,} runs", f"{rate(spec, count, best):.0f} runs/s"
    task = Task(replace(spec, months=36), 1, 0, 200)
    run_block(task)
    taken = seconds(lambda: run_block(task), times=5)
    yield "200 runs of 36 months, warm, one process", f"{1000 * taken:.0f} ms"


def rows_of_parts(spec: Spec) -> Iterator[Row]:
    """Measure what random numbers, recording and the measures at the end take of the time."""
    block = blocks.LARGEST_BLOCK
    yield "share of random numbers", f"{share(spec, block, *LUCK):.0%}"
    yield "share of recording", f"{share(spec, block, *RECORDING):.0%}"
    yield "share of measures at the end", f"{share(spec, block, *MEASURING):.0%}"


def rows_of_ratios(spec: Spec, quick: bool) -> Iterator[Row]:
    """Measure one process against two, Mesa's batch_run and the plain model."""
    block = blocks.LARGEST_BLOCK
    runs = 2 * block if quick else 4 * block
    four = four_mechanisms(spec)
    one, one_of_four = (rate(case, runs, block) for case in (spec, four))
    with processes(2) as pool:
        two, two_of_four = (rate(case, 2 * runs, block, pool) for case in (spec, four))
    yield f"one process, blocks of {block}", f"{one:.0f} runs/s"
    yield "two processes", f"{two:.0f} runs/s, {two / one:.1f} times one"
    mesa_rate = by_batch_run(spec, 4)
    yield "mesa.batch_run, one run at a time", f"{mesa_rate:.1f} runs/s"
    yield "... one process is faster by", f"{one / mesa_rate:.0f} times"
    plain = by_plain_model(four, 4)
    yield "plain model, four mechanisms, agent by agent", f"{plain:.1f} runs/s"
    yield "... the same four here, one process", f"{one_of_four:.0f} runs/s"
    yield "... one process is faster by", f"{one_of_four / plain:.0f} times"
    yield "... two processes are faster by", f"{two_of_four / plain:.0f} times"


WHOLE = {
    "multipolar run baseline": 0,
    "multipolar scenarios": 0,
    "multipolar scenarios check baseline": 0,
    "multipolar claims": 0,
    "multipolar states": 0,
    "multipolar batch baseline --runs 350 --jobs 2": 0,
    "multipolar batch baseline --runs 6000 --jobs 2 --record none": 6000,
}
"""Whole commands, and of how many runs each to tell the rate."""


def wall(words: list[str], times: int = 7) -> float:
    """Return the median time of a whole command, from the second call on, start-up included."""
    taken = []
    for _ in range(times + 1):
        with TemporaryDirectory() as folder:
            begin = perf_counter()
            subprocess.run(
                [sys.executable, "-m", *words], cwd=folder, capture_output=True, check=True
            )
            taken.append(perf_counter() - begin)
    return statistics.median(taken[1:])


def rows_of_whole_commands(quick: bool) -> Iterator[Row]:
    """Measure what a user waits for: commands from start to end, on a quiet machine."""
    for command, runs in WHOLE.items():
        taken = wall(command.split(), times=3 if quick else 7)
        rate_told = f", {runs / taken:.0f} runs/s" if runs else ""
        yield command, f"{taken:.2f} s{rate_told}"


def rows_of_memory(command: str) -> Iterator[Row]:
    """Measure the peak memory of a batch of full length, its summary and its picture included."""
    peaks = {}
    for runs in (FEW, MANY):
        with TemporaryDirectory() as folder:
            peaks[runs] = peak_megabytes(command, runs, Path(folder) / "batch", months=108)
        yield f"peak memory at {runs:,} runs", f"{peaks[runs]:.0f} MB"
    yield "... grows by", f"{peaks[MANY] / peaks[FEW]:.2f} times"


def rows(*, quick: bool, memory: bool) -> Iterator[Row]:
    """Measure row by row."""
    spec = load_scenario("baseline")
    yield from rows_of_whole_commands(quick)
    yield from rows_of_ratios(spec, quick)
    yield from rows_of_parts(spec)
    yield from rows_of_size(spec, quick)
    if memory:
        yield from rows_of_memory(str(Path(sys.executable).with_name("multipolar")))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--quick", action="store_true", help="fewer runs")
    parser.add_argument(
        "--memory", action="store_true", help="also 20,000 runs of full length: 10 GB of disk"
    )
    asked = parser.parse_args()
    for what, result in rows(quick=asked.quick, memory=asked.memory):
        print(f"{what:62} {result}", flush=True)


if __name__ == "__main__":
    main()
