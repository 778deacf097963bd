"""`multipolar backtest`: what the model would have told at origins in the past."""

from __future__ import annotations

from pathlib import Path

import click

from multipolar.caveat import CAVEAT
from multipolar.cli.common import (
    Interrupted,
    RunsRange,
    blamed_on,
    plain_errors,
    progress_bar,
    say,
    workers,
)
from multipolar.cli.writing import write_picture
from multipolar.files import make_folder, replace_file


def _known(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    """Return the origins that are asked for, all by default."""
    from multipolar.arguments import known
    from multipolar.record.rolling import ORIGINS

    with blamed_on("--origin"):
        return tuple(sorted({known(one, ORIGINS, "origin") for one in given})) or ORIGINS


@click.command()
@click.option(
    "--runs",
    type=RunsRange(2),
    default=200,
    show_default=True,
    help="Runs of each ensemble, for each of three seeds.",
)
@click.option(
    "--sample",
    type=RunsRange(120),
    default=24_000,
    show_default=True,
    help="Runs of the calibration at each origin.",
)
@click.option(
    "--trajectories",
    type=click.IntRange(4),
    default=120,
    show_default=True,
    help="Morris trajectories of its screening.",
)
@click.option(
    "--origin",
    "origins",
    multiple=True,
    metavar="YYYY-MM",
    callback=_known,
    help="Only this origin; may be given again [default: each quarter, 2022-12 to 2024-06].",
)
@click.option(
    "--jobs", type=click.IntRange(1), default=1, show_default=True, help="Origins at a time."
)
@click.option(
    "--resume", is_flag=True, help="Continue what was interrupted; without it all begins anew."
)
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("results") / "backtest",
    show_default=True,
    help="Directory where finished origins are kept.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Directory for table, page and picture [default: that of --folder].",
)
@plain_errors
def backtest(
    runs: int,
    sample: int,
    trajectories: int,
    origins: tuple[str, ...],
    jobs: int,
    resume: bool,
    folder: Path,
    out: Path | None,
) -> None:
    """Calibrate at origins in the past and score what the model would have told.

    Origins that are done are kept: with --resume the same command continues.
    """
    from multipolar.backtest import Sizes
    from multipolar.backtest import backtest as find
    from multipolar.backtest.page import CSV, PAGE, PICTURE, misses, page, verdict
    from multipolar.backtest.table import backtest_csv, best_source
    from multipolar.figures.backtest import backtest as draw
    from multipolar.record.scores_page import summary

    into = make_folder(out or folder)
    sizes = Sizes(runs=runs, sample=sample, trajectories=trajectories)
    try:
        with (
            workers(jobs) as (pool, _),
            progress_bar(len(origins), "backtest", unit="origin") as done,
        ):
            found = find(
                sizes=sizes,
                origins=origins,
                folder=folder,
                resume=resume,
                executor=pool,
                progress=done,
            )
    except KeyboardInterrupt:
        raise Interrupted(
            "interrupted; finished origins are kept, the same command with --resume continues"
        ) from None
    replace_file(into / CSV, backtest_csv(found))
    replace_file(into / PAGE, page(found))
    write_picture(draw(found), into / PICTURE)
    say(f"Misses:\n{misses(found)}\n\n{summary(found.scores[best_source(found)])}")
    say(f"{verdict(found)}\n\nTable, page and picture: {into}\n{CAVEAT}")
