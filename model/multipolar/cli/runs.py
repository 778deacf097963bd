"""`multipolar run` and `multipolar show`: simulate a scenario and summarise it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from multipolar.cli.common import CAVEAT, plain_errors, print_table

if TYPE_CHECKING:
    from multipolar.ensemble import Results
    from multipolar.scenario import Spec


@click.command()
@click.argument("scenario", default="baseline")
@click.option("--runs", type=click.IntRange(1), default=200, show_default=True, help="Runs.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Seed.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Directory for the results [default: results/SCENARIO-RUNS-SEED-DIGEST].",
)
@click.option("--fixed", is_flag=True, help="Default parameters in every run, no draws.")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes.")
@click.option(
    "--block", type=click.IntRange(1), default=64, show_default=True, help="Runs computed together."
)
@plain_errors
def run(
    scenario: str, runs: int, seed: int, out: Path | None, fixed: bool, jobs: int, block: int
) -> None:
    """Run SCENARIO (a name or a file) many times and summarise it."""
    from multipolar.model import load_scenario, stability_notes

    spec = load_scenario(scenario)
    for note in [*spec.notes, *stability_notes(spec)]:
        click.echo(f"note: {note}", err=True)
    folder = out or Path("results") / f"{spec.name}-{runs}-{seed}-{spec.digest[:8]}"
    results = _simulate(spec, runs, seed, fixed, jobs, block, folder)
    _present(results, folder)


def _simulate(
    spec: Spec, runs: int, seed: int, fixed: bool, jobs: int, block: int, folder: Path
) -> Results:
    from tqdm import tqdm

    from multipolar.ensemble import simulate
    from multipolar.ensemble.executors import processes

    with (
        tqdm(total=runs, unit="run", desc=spec.name, file=sys.stderr) as bar,
        processes(jobs) as pool,
    ):
        return simulate(
            spec,
            runs=runs,
            seed=seed,
            fixed=fixed,
            block=block,
            executor=pool,
            out=folder,
            progress=bar.update,
        )


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@plain_errors
def show(folder: Path) -> None:
    """Print again the summary of the results in FOLDER."""
    from multipolar.ensemble import open_results

    _present(open_results(folder), folder)


def _present(results: Results, folder: Path) -> None:
    from multipolar.ensemble.summary import moments, summarise
    from multipolar.figures import summary

    rows = list(summarise(results))
    months = moments(results.months)
    for spec in results.specs:
        click.echo(f"\n{spec.name}: {spec.title}\n{spec.question}\n")
        mine: dict[str, dict[str, Any]] = {}
        for row in rows:
            if row.scenario == spec.name:
                mine.setdefault(row.measure, {})[row.month] = row
        print_table(
            f"Median and 5-95 % interval of {results.runs} runs, seed {results.seed}",
            ["measure", "unit", *months],
            (
                [next(iter(cells.values())).title, next(iter(cells.values())).unit]
                + [_cell(cells[month]) for month in months]
                for cells in mine.values()
            ),
        )
        _print_rarities(results, spec.name)
        picture = folder / f"summary-{spec.name}.png"
        summary(results, spec.name).savefig(picture)
        click.echo(f"\nPicture: {picture}")
    click.echo(f"Results: {folder}\n{CAVEAT}")


def _print_rarities(results: Results, scenario: str) -> None:
    from multipolar.ensemble.summary import rarities

    click.echo("")
    print_table(
        f"Rare events per simulated decade: mean of {results.runs} runs and its 90 % interval",
        ["event", "in the model", "since 1945"],
        (
            [r.title, f"{_number(r.mean)} [{_number(r.low)}, {_number(r.high)}]", f"{r.base_rate}"]
            for r in rarities(results, scenario)
        ),
    )


def _cell(row: Any) -> str:
    return f"{_number(row.median)} [{_number(row.low)}, {_number(row.high)}]"


def _number(value: float) -> str:
    if value == float("inf"):
        return "not yet"
    return f"{value:.2f}" if abs(value) < 100 else f"{value:.0f}"
