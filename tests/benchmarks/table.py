"""How fast it is: a table of ratios, measured in one process on the machine at hand.

    python tests/benchmarks/table.py            # about two minutes
    python tests/benchmarks/table.py --quick    # about half a minute

Times of a machine mean little elsewhere; what carries over are the ratios between rows.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import replace
from inspect import signature
from pathlib import Path
from time import perf_counter

import mesa

sys.path.insert(0, str(Path(__file__).parents[1]))

from multipolar.ensemble import blocks
from multipolar.ensemble.blocks import Task, run_block, split
from multipolar.ensemble.executors import processes
from multipolar.luck import Luck
from multipolar.model import MultipolarModel, load_scenario
from multipolar.rules.phases import SWITCHES
from multipolar.scenario import Spec
from reference.plain import PlainModel

PLAIN = ("attention", "provocation", "theatres", "alignment")


def seconds(job: Callable[[], object], times: int = 2) -> float:
    """Return the time of the fastest of several tries: a busy machine only ever slows."""
    taken = []
    for _ in range(times):
        begin = perf_counter()
        job()
        taken.append(perf_counter() - begin)
    return min(taken)


def rate(spec: Spec, runs: int, block: int, pool: Executor | None = None) -> float:
    """Return runs per second of warm blocks, in this process or in a pool."""
    tasks = split(spec, 1, runs, block=block)

    def compute() -> None:
        for _ in map(run_block, tasks) if pool is None else pool.map(_outcomes, tasks):
            pass

    compute()
    return runs / seconds(compute)


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


def by_plain_model(spec: Spec, runs: int) -> float:
    """Return runs per second of the plain model, agent by agent."""

    def compute() -> None:
        for run in range(runs):
            model = PlainModel(spec, 1, run)
            for _ in range(spec.months):
                model.step()

    return runs / seconds(compute, times=1)


def share_of_luck(spec: Spec, runs: int) -> float:
    """Return the share of a block's time that goes into random numbers."""
    task = Task(spec, 1, 0, runs)
    run_block(task)
    model = MultipolarModel(spec, runs=runs, collect=False)
    calls: list[tuple[object, int, int]] = []
    plain = Luck.draw

    def note(self: Luck, draw: object, month: int, lanes: int) -> object:
        calls.append((draw, month, lanes))
        return plain(self, draw, month, lanes)  # type: ignore[arg-type]

    Luck.draw = note  # type: ignore[assignment, method-assign]
    try:
        model.run()
    finally:
        Luck.draw = plain  # type: ignore[method-assign]
    luck = Luck(1, 0, runs)
    drawn = seconds(lambda: [luck.draw(*call) for call in calls])  # type: ignore[arg-type]
    return drawn / seconds(lambda: run_block(task))


def share_of_recording(spec: Spec, runs: int) -> float:
    """Return the share of a block's time that goes into recording and measuring."""
    task = Task(spec, 1, 0, runs)
    run_block(task)
    model = MultipolarModel(spec, runs=runs, collect=False)

    def bare() -> None:
        model.rewind(0)
        model.run()

    whole = seconds(lambda: run_block(task), times=3)
    return max(0.0, 1.0 - seconds(bare, times=3) / whole)


def rows(quick: bool) -> list[tuple[str, str]]:
    """Return what is measured and what came out."""
    spec = load_scenario("baseline")
    runs = 512 if quick else 1024
    best = rate(spec, runs, blocks.BLOCK)
    found = [(f"default block of {blocks.BLOCK} runs, one process", f"{best:.0f} runs/s")]
    for block in (1, 16, 64, 256) if quick else (1, 16, 64, 128, 256, 512):
        count = 2 if block == 1 else max(block, min(runs, 16 * block))
        found.append((f"block of {block}", f"{rate(spec, count, block):.0f} runs/s"))
    for months in (36, 108):
        short = replace(spec, months=months)
        found.append((f"{months} months", f"{rate(short, runs, blocks.BLOCK):.0f} runs/s"))
    warm = replace(spec, months=36)
    task = Task(warm, 1, 0, 200)
    run_block(task)
    found.append(("200 runs of 36 months, warm", f"{seconds(lambda: run_block(task)):.2f} s"))
    with processes(2) as pool:
        two = rate(spec, 2 * runs, blocks.BLOCK, pool)
    found.append(("two processes", f"{two:.0f} runs/s, {two / best:.1f} times one"))
    found.append(("share of random numbers", f"{share_of_luck(spec, blocks.BLOCK):.0%}"))
    found.append(("share of recording", f"{share_of_recording(spec, blocks.BLOCK):.0%}"))
    mesa_rate = by_batch_run(spec, 4)
    found.append(("mesa.batch_run, one run at a time", f"{mesa_rate:.1f} runs/s"))
    found.append(("... one process is faster by", f"{best / mesa_rate:.0f} times"))
    four = replace(spec, switches={name: name in PLAIN for name in SWITCHES}, events=())
    plain, fast = by_plain_model(four, 4), rate(four, runs, blocks.BLOCK)
    found.append(("plain model, four mechanisms, agent by agent", f"{plain:.1f} runs/s"))
    found.append(
        ("... the same four here, one process, are faster by", f"{fast / plain:.0f} times")
    )
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--quick", action="store_true", help="fewer runs")
    for what, result in rows(parser.parse_args().quick):
        print(f"{what:55} {result}", flush=True)


if __name__ == "__main__":
    main()
