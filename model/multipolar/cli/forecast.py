"""`multipolar forecast`: what the frozen model expects to be counted."""

from __future__ import annotations

from dataclasses import astuple, fields
from pathlib import Path
from typing import TYPE_CHECKING

import click

from multipolar.caveat import CAVEAT
from multipolar.cli.common import plain_errors, print_table, progress_bar, say, workers
from multipolar.cli.writing import write_picture
from multipolar.files import csv_text, make_folder, replace_file

if TYPE_CHECKING:
    from multipolar.record import Forecast


@click.command()
@click.option("--from", "first", default="2024-12", show_default=True, help="First month.")
@click.option("--to", "last", default="2026-06", show_default=True, help="Last month.")
@click.option(
    "--information",
    type=click.Choice(["author", "full"]),
    default="full",
    show_default=True,
    help="Dated events that the runs know: to June 2024, or all of the calendar.",
)
@click.option("--runs", type=click.IntRange(2), default=400, show_default=True, help="Runs.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Seed.")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Directory for forecast.csv, votes.csv and forecast.png "
    "[default: results/forecast-INFORMATION].",
)
@plain_errors
def forecast(
    first: str, last: str, information: str, runs: int, seed: int, jobs: int, out: Path | None
) -> None:
    """Write predictive quantiles of every observable series, to be scored later."""
    from multipolar.record.forecast import check_window
    from multipolar.record.forecast import forecast as tell

    try:
        check_window(first, last)
    except ValueError as error:
        raise click.ClickException(f"--from, --to: {error}") from None
    folder = out or Path("results") / f"forecast-{information}"
    make_folder(folder)
    with workers(jobs) as (pool, _), progress_bar(runs, "forecast") as done:
        told = tell(
            first,
            last,
            information=information,
            runs=runs,
            seed=seed,
            executor=pool,
            progress=done,
        )
    picture = _write(told, folder)
    _print(told)
    say(
        f"\nPicture: {picture}\nQuantiles: {folder / 'forecast.csv'}\n"
        f"Chances of each state's vote: {folder / 'votes.csv'}\n{CAVEAT}"
    )


def _write(told: Forecast, folder: Path) -> Path:
    from multipolar.figures.forecast import forecast as draw
    from multipolar.quantiles import FAN
    from multipolar.record.forecast import Chances

    names = [f"q{round(100 * q):02d}" for q in FAN]
    figures = (
        [row.period, row.series, *(f"{value:.6g}" for value in row.values)] for row in told.figures
    )
    replace_file(folder / "forecast.csv", csv_text(["period", "series", *names], figures))
    chances = (
        [*astuple(row)[:2], *(f"{chance:.6f}" for chance in astuple(row)[2:])] for row in told.votes
    )
    columns = [field.name for field in fields(Chances)]
    replace_file(folder / "votes.csv", csv_text(columns, chances))
    return write_picture(draw(told), folder / "forecast.png")


def _print(told: Forecast) -> None:
    from multipolar.record.forecast import forecast_targets

    units = {target.forecast: target.unit for target in forecast_targets()}
    rows = []
    for name in dict.fromkeys(row.series for row in told.figures):
        mine = [row for row in told.figures if row.series == name]
        for row in dict.fromkeys((mine[0], mine[len(mine) // 2], mine[-1])):
            low, lower, median, upper, high = (f"{value:.4g}" for value in row.values)
            unit = units.get(name, "states")
            rows.append([name, row.period, median, f"{lower} to {upper}", f"{low} to {high}", unit])
    print_table(
        f"Forecast {told.first} to {told.last}, first, middle and last period: {told.runs} runs, "
        f"seed {told.seed}, information {told.information} (dated events to {told.known})",
        ["series", "period", "median", "half of the runs", "nine in ten", "unit"],
        rows,
    )
