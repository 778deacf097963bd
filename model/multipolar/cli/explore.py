"""`multipolar explore`: one page with levers, for a browser without a network."""

from __future__ import annotations

from pathlib import Path
from shlex import quote

import click

from multipolar.caveat import CAVEAT
from multipolar.cli.common import RunsRange, keeping, plain_errors, progress_bar, say, workers
from multipolar.cli.names import ScenarioName, measure_meant
from multipolar.files import replace_file


@click.command()
@click.argument("scenario", type=ScenarioName())
@click.option(
    "--levers",
    required=True,
    help="One to four, with commas: parameters, switches.MECHANISM, or STATE.choice.column.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="HTML file to write.",
)
@click.option("--measure", "measures", multiple=True, help="What is shown; repeat it for several.")
@click.option(
    "--from",
    "first_month",
    default="2024-07",
    show_default=True,
    help="Month from which states are ordered.",
)
@click.option("--runs", type=RunsRange(2), default=64, show_default=True, help="Runs of each.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Seed.")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes.")
@plain_errors
def explore(
    scenario: str,
    levers: str,
    out: Path,
    measures: tuple[str, ...],
    first_month: str,
    runs: int,
    seed: int,
    jobs: int,
) -> None:
    """Write a page whose levers move the fan of SCENARIO while they are dragged.

    Each combination of the levers is run before. Interrupted, the same command goes on.
    """
    from multipolar.measures import MEASURES
    from multipolar.seminar.explore import SHOWN, compute, exploration, forget, page, work_folder

    shown = tuple(measure_meant(name, MEASURES) for name in measures) or SHOWN
    names = [name.strip() for name in levers.split(",") if name.strip()]
    what = exploration(
        scenario,
        names,
        measures=shown,
        first_month=first_month,
        runs=runs,
        seed=seed,
    )
    cells = len(what.cells)
    with (
        keeping(work_folder(what)),
        workers(jobs) as (pool, _),
        progress_bar(runs * cells, f"{cells} combinations") as done,
    ):
        done(0)
        grid = compute(what, executor=pool, progress=done, folder=work_folder(what))
    asked = "".join(f" --measure {name}" for name in measures)
    command = (
        f"multipolar explore {quote(scenario)} --levers {quote(','.join(names))}{asked} "
        f"--from {first_month} --runs {runs} --seed {seed} --out {quote(out.name)}"
    )
    text = page(what, grid, command)
    replace_file(out, text)
    forget(what)
    say(f"Kept: {out} ({len(text.encode()) // 1000} KB). Open it in a browser.")
    say(CAVEAT)
