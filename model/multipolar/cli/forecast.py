"""`multipolar forecast`: what the model expects to be counted, from what was known in a month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, fields
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING

import click

from multipolar.caveat import CAVEAT
from multipolar.cli.common import (
    RunsRange,
    blamed_on,
    plain_errors,
    print_table,
    progress_bar,
    say,
    workers,
)
from multipolar.cli.present import NO_INTERVAL
from multipolar.cli.writing import write_picture
from multipolar.files import csv_text, make_folder, replace_file

if TYPE_CHECKING:
    from multipolar.record import Forecast
    from multipolar.record.forecast import Predicted
    from multipolar.record.known import Information


@click.command()
@click.option("--from", "first", default="2024-12", show_default=True, help="First month.")
@click.option("--to", "last", default="2026-06", show_default=True, help="Last month.")
@click.option(
    "--information",
    "named",
    type=click.Choice(["author", "full"]),
    multiple=True,
    help="What the runs know: what was known in June 2024 (author, the default), or every dated "
    "event of the calendar (full), which is hindsight and no forecast. Can be repeated.",
)
@click.option(
    "--known-to",
    "months",
    metavar="MONTH",
    multiple=True,
    help="Know what was known at the end of MONTH, from 2022-12 on; beside --information both are "
    "told, side by side. Can be repeated.",
)
@click.option("--runs", type=RunsRange(2), default=400, show_default=True, help="Runs.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Seed.")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes.")
@click.option(
    "--samples",
    type=click.Choice(["csv", "parquet"]),
    help="Write every sample, too: one row for each figure and run.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Directory for forecast.csv, votes.csv and forecast.png; with several informations a "
    "directory in it for each [default: results/forecast-INFORMATION, results/hindsight].",
)
@plain_errors
def forecast(
    first: str,
    last: str,
    named: tuple[str, ...],
    months: tuple[str, ...],
    runs: int,
    seed: int,
    jobs: int,
    samples: str | None,
    out: Path | None,
) -> None:
    """Write what the model expects of every series with a mechanism, to be scored later."""
    from multipolar.record.forecast import forecast as tell

    asked = _asked(named, months, first, last)
    folders = [_folder(out, known, len(asked)) for known in asked]
    for folder in folders:
        make_folder(folder)
    told = []
    for known, folder in zip(asked, folders, strict=True):
        with workers(jobs) as (pool, _), progress_bar(runs, known.word) as done:
            one = tell(
                first,
                last,
                information=known.name,
                runs=runs,
                seed=seed,
                executor=pool,
                progress=done,
            )
        _write(one, folder, samples)
        told.append(one)
    _print(told)
    for name, why in dict.fromkeys(pair for one in told for pair in one.untold.items()):
        say(f"{name} is not told: {why}.")
    for one, folder in zip(told, folders, strict=True):
        say(f"{_title(one)}: {folder}")
    say(CAVEAT)


def _asked(named: Sequence[str], months: Sequence[str], first: str, last: str) -> list[Information]:
    """Return the informations asked for, each once; the author's where none is."""
    from multipolar.record.forecast import check_window
    from multipolar.record.known import AUTHOR, Information

    with blamed_on("--known-to"):
        asked = [Information(name) for name in dict.fromkeys((*named, *months)) or (AUTHOR,)]
    with blamed_on("--from, --to"):
        for known in asked:
            check_window(first, last, known.month)
    return asked


def _folder(out: Path | None, known: Information, several: int) -> Path:
    if out is not None and several == 1:
        return out
    name = known.word if known.hindsight else f"{known.word}-{known.name}"
    return (out or Path("results")) / name


def _write(told: Forecast, folder: Path, samples: str | None) -> None:
    from multipolar.ensemble.export import write_table
    from multipolar.figures.forecast import forecast as draw
    from multipolar.quantiles import FAN
    from multipolar.record.forecast_votes import Chances

    word = told.information.word
    names = [f"q{round(100 * q):02d}" for q in FAN]
    figures = (
        [row.period, row.series, *(f"{value:.6g}" for value in row.values)] for row in told.figures
    )
    replace_file(folder / f"{word}.csv", csv_text(["period", "series", *names], figures))
    chances = (
        [*astuple(row)[:2], *(f"{chance:.6f}" for chance in astuple(row)[2:])] for row in told.votes
    )
    columns = [field.name for field in fields(Chances)]
    replace_file(folder / "votes.csv", csv_text(columns, chances))
    if samples is not None:
        write_table(told.frame(), folder / f"samples.{samples}")
    write_picture(draw(told), folder / f"{word}.png")


def _title(told: Forecast) -> str:
    """Return what was told from which information, in words."""
    known = told.information
    if known.hindsight:
        return f"Hindsight, no forecast (dated events to {told.known})"
    return f"Forecast, information {known.name} (dated events to {told.known})"


def _print(told: Sequence[Forecast]) -> None:
    """Print one with its quantiles, or several side by side."""
    titles = "; ".join(_title(one) for one in told)
    head = f"{titles}: {told[0].first} to {told[0].last}, first, middle and last period"
    runs = f"{told[0].runs} runs, seed {told[0].seed}"
    if len(told) == 1:
        columns = ["runs", "median", "half of the runs", "nine in ten"]
    else:
        columns = [f"{one.information.word}: {one.information.name}" for one in told]
        runs += "; median and 90 % interval"
    rows = [
        [name, period, *_cells(told, name, period), unit] for name, period, unit in _shown(told)
    ]
    print_table(f"{head}; {runs}", ["series", "period", *columns, "unit"], rows)


def _shown(told: Sequence[Forecast]) -> list[tuple[str, str, str]]:
    """Return series, period and unit of each row: the first, middle and last period of each."""
    from multipolar.record.forecast import forecast_targets

    units = {target.forecast: target.unit for target in forecast_targets()}
    shown = []
    for name in dict.fromkeys(row.series for one in told for row in one.figures):
        periods = sorted({row.period for one in told for row in one.of(name)})
        for period in dict.fromkeys((periods[0], periods[len(periods) // 2], periods[-1])):
            shown.append((name, period, units.get(name, "states")))
    return shown


def _cells(told: Sequence[Forecast], name: str, period: str) -> list[str]:
    found = [next((r for r in one.of(name) if r.period == period), None) for one in told]
    if len(told) > 1:
        both = zip(found, told, strict=True)
        return ["not told" if row is None else _short(row, one.runs) for row, one in both]
    [row] = (row for row in found if row)
    low, lower, median, upper, high = (f"{value:.4g}" for value in row.values)
    behind = _behind(row)
    if behind < 2:
        return [f"{behind}", median, NO_INTERVAL, NO_INTERVAL]
    return [f"{behind}", median, f"{lower} to {upper}", f"{low} to {high}"]


def _short(row: Predicted, runs: int) -> str:
    low, _, median, _, high = row.values
    behind = _behind(row)
    few = "" if behind == runs else f", {behind} of {runs} runs"
    bounds = f"{low:.4g}, {high:.4g}" if behind > 1 else NO_INTERVAL
    return f"{median:.4g} [{bounds}]{few}"


def _behind(row: Predicted) -> int:
    """Return how many runs have a figure: a text is not put to the vote in each."""
    return sum(map(isfinite, row.samples))
