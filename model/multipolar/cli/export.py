"""`multipolar export`: results as tables or arrays for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from multipolar.cli.common import plain_errors, say
from multipolar.cli.names import measure_meant


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option(
    "--to",
    type=click.Choice(["csv", "netcdf", "parquet", "zarr"]),
    default="csv",
    show_default=True,
    help="Long tables, or labelled arrays in one netCDF file or zarr directory.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Directory to make [default: DIR/FORMAT].",
)
@click.option(
    "--measure",
    "measures",
    multiple=True,
    metavar="NAME",
    help="Month by month; can be repeated [default: the headline measures].",
)
@click.option(
    "--attribute",
    "attributes",
    multiple=True,
    metavar="NAME",
    help="Recorded attribute of the world to write in full; can be repeated.",
)
@plain_errors
def export(
    folder: Path,
    to: Any,
    out: Path | None,
    measures: tuple[str, ...],
    attributes: tuple[str, ...],
) -> None:
    """Export the results in DIR, with one row for each run, month and measure, and its unit.

    A table of runs tells what varied, the parameters drawn and every measure in the last month.
    """
    from multipolar.ensemble import open_results
    from multipolar.ensemble.export import export as write

    results = open_results(folder)
    there = results.manifest.labels["measure"]
    files = write(
        results,
        to,
        out or folder / to,
        measures=[measure_meant(name, there) for name in measures] or None,
        trajectories=attributes,
    )
    for file in files:
        say(str(file))
