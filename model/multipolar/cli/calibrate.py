"""`multipolar calibrate`: what the record says of the parameters."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import click

from multipolar.caveat import CAVEAT
from multipolar.cli.common import (
    PictureFile,
    RunsRange,
    keeping,
    plain_errors,
    print_table,
    progress_bar,
    refuse_with,
    refuse_without,
    say,
    workers,
)
from multipolar.cli.writing import write_picture

if TYPE_CHECKING:
    from multipolar.calibration import Pin, Settings

VERDICTS = ("pinned", "narrowed", "prior")

COMPUTING = ("runs", "seed", "trajectories", "records", "jobs", "out", "install")
"""Options of a calibration, which printing the last one does not take."""

INSTALLED = {
    "posterior.csv": "multipolar.rules",
    "accepted.csv": "multipolar.rules",
    "pins.csv": "multipolar.calibration",
    "settings.json": "multipolar.calibration",
}
"""Room of the package that each table belongs to."""


@click.command()
@click.option(
    "--runs",
    type=RunsRange(2000),
    default=60_000,
    show_default=True,
    help="Runs of the sample.",
)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Seed.")
@click.option(
    "--trajectories",
    type=click.IntRange(4),
    default=250,
    show_default=True,
    help="Morris trajectories of the screening.",
)
@click.option(
    "--records",
    type=click.IntRange(10),
    default=400,
    show_default=True,
    help="Synthetic records whose parameters are to be recovered.",
)
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Directory for blocks, tables and page [default: results/calibration-RUNS-SEED].",
)
@click.option(
    "--install",
    is_flag=True,
    help="Put the tables into the package, for --parameters posterior.",
)
@click.option(
    "--pins",
    is_flag=True,
    help="Compute nothing: print what the calibration of the package found.",
)
@click.option("--page", is_flag=True, help="With --pins: print the page, as Markdown.")
@click.option(
    "--picture",
    type=PictureFile(),
    help="With --pins: draw priors and posteriors to FILE.png, .svg or .pdf.",
)
@plain_errors
def calibrate(
    runs: int,
    seed: int,
    trajectories: int,
    records: int,
    jobs: int,
    out: Path | None,
    install: bool,
    pins: bool,
    page: bool,
    picture: Path | None,
) -> None:
    """Find which parameters the record up to June 2024 pins, and vectors that it accepts.

    Blocks that are done are kept: the same command continues what was interrupted.
    """
    if pins:
        refuse_with("--pins", COMPUTING)
        _tell_pins(page, picture)
        return
    refuse_without("--pins", ("page", "picture"))
    from multipolar.calibration import calibrate as find
    from multipolar.files import replace_file
    from multipolar.loading import load_scenario

    folder = out or Path("results") / f"calibration-{runs}-{seed}"
    with keeping(folder), workers(jobs) as (pool, _), _bars() as watch:
        found = find(
            load_scenario("baseline"),
            runs=runs,
            seed=seed,
            trajectories=trajectories,
            records=records,
            folder=folder,
            executor=pool,
            watch=watch,
        )
    found.write(folder)
    if install:
        for name, room in INSTALLED.items():
            replace_file(Path(str(files(room).joinpath(name))), found.files()[name].encode())
    _print(found.pins, found.settings)
    say(f"\nTables and page: {folder}\n{CAVEAT}")


def _tell_pins(as_page: bool, picture: Path | None) -> None:
    """Print which parameters the record pins, narrows or leaves at their prior."""
    from multipolar.calibration import calibrated, pins
    from multipolar.calibration.page import page

    if as_page:
        say(page(pins(), calibrated()), end="")
    else:
        _print(pins(), calibrated())
    if picture is not None:
        from multipolar.figures.pins import pins as draw

        write_picture(draw(pins(), calibrated()), picture)
        say(f"Picture: {picture}", err=True)


@contextmanager
def _bars() -> Iterator[Callable[[str, int], Callable[[int], object]]]:
    """Yield a maker of progress bars, one for each step."""
    with ExitStack() as stack:
        yield lambda name, total: stack.enter_context(progress_bar(total, name))


def _print(rows: tuple[Pin, ...], settings: Settings) -> None:
    counts = {kind: sum(row.verdict == kind for row in rows) for kind in VERDICTS}
    say(
        f"Of {len(rows)} free parameters the record up to {settings.last} pins "
        f"{counts['pinned']}, narrows {counts['narrowed']} and leaves {counts['prior']} at their "
        f"prior; {settings.vectors:,} vectors accepted from {settings.runs:,} runs, seed "
        f"{settings.seed}.\n"
    )
    print_table(
        "Median and 90 % interval; width as a share of the prior's; recovered: synthetic records "
        f"({settings.records}) whose true value lies in the 90 % interval",
        ("", "parameter", "prior", "posterior", "width", "recovered", "clearly moves most"),
        (
            (
                row.verdict,
                row.parameter,
                f"{row.prior_median:.3g} [{row.prior_low:.3g}, {row.prior_high:.3g}]",
                f"{row.median:.3g} [{row.low:.3g}, {row.high:.3g}]",
                f"{row.width:.0%}",
                "-" if math.isnan(row.coverage) else f"{row.coverage:.0%}",
                row.moves or "nothing",
            )
            for row in rows
        ),
    )
