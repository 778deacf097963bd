"""`multipolar attribute`: which mechanism, claim or parameter an outcome owes to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from multipolar.caveat import CAVEAT
from multipolar.cli.attributed import Told, ToldIndices, ToldShares
from multipolar.cli.common import (
    RunsRange,
    definition_option,
    plain_errors,
    print_table,
    refuse_without,
    say,
)
from multipolar.cli.names import ScenarioName, measure_meant
from multipolar.cli.studied import studied
from multipolar.cli.writing import write_picture, write_table
from multipolar.files import replace_file

if TYPE_CHECKING:
    from multipolar.definition import Definition


@click.command()
@click.argument("measure")
@click.option("--scenario", type=ScenarioName(), default="baseline", show_default=True)
@click.option("--month", metavar="YYYY-MM", help="The month that counts [default: mean of all].")
@click.option(
    "--over",
    type=click.Choice(["switches", "claims", "parameters"]),
    default="switches",
    show_default=True,
    help="Who shares: mechanisms that are on, claims of the article, or free parameters.",
)
@click.option(
    "--only",
    metavar="NAMES",
    help="Share among these, separated by commas [default: all].",
)
@click.option(
    "--runs",
    type=RunsRange(1),
    help="Runs of each world at most, 16 or more [default: 1600]; over parameters, of each vector "
    "[default: 8].",
)
@click.option(
    "--method",
    type=click.Choice(["sobol", "pawn", "morris"]),
    default="sobol",
    show_default=True,
    help="Over parameters: which indices.",
)
@click.option(
    "--points",
    type=click.IntRange(4),
    help="Over parameters: base vectors, vectors or trajectories [default: 64, 2000, 60].",
)
@click.option(
    "--within",
    type=click.FloatRange(0.0, 1.0),
    default=0.05,
    show_default=True,
    help="Stop once every interval reaches at most this share of the whole on either side.",
)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Seed.")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Directory for table, picture and JSON; the same command goes on there when it was "
    "interrupted.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table; no bar.")
@definition_option
@plain_errors
def attribute(
    measure: str,
    over: str,
    only: str | None,
    runs: int | None,
    within: float,
    method: str,
    points: int | None,
    jobs: int,
    out: Path | None,
    as_json: bool,
    definition: Definition,
    **asked: Any,
) -> None:
    """Share the level of MEASURE among the mechanisms, or the claims, that make it.

    The whole is the difference from the world without all of them. Shares are Shapley values, with
    intervals; they add up to the whole. A placebo that changes nothing shares nothing. Over
    parameters the spread is shared instead, and every vector meets the same luck.
    """
    measure = measure_meant(measure, definition.measures, "MEASURE")
    names = None if only is None else tuple(name.strip() for name in only.split(","))
    asked |= {"only": names, "definition": definition}
    if over == "parameters":
        refuse_without("--over switches or claims", {"within": within})
        told: Told = ToldIndices(
            measure, {**asked, "runs": runs or 8, "method": method, "points": points}
        )
    else:
        refuse_without("--over parameters", {"method": method, "points": points})
        told = ToldShares(measure, {**asked, "runs": runs or 1600, "within": within, "over": over})
    studied(told.compute, "attribute", told.total, jobs=jobs, out=out, quiet=as_json)
    if out is not None:
        _keep(told, out)
    if as_json:
        say(json.dumps(told.found.to_dict(), indent=2, allow_nan=False))
        return
    print_table(*told.lines())
    say("\n".join(told.sentences()))
    if out is not None:
        say(f"\nKept: attribution.csv, attribution.json and attribution.png in {out}")
    say(CAVEAT)


def _keep(told: Told, out: Path) -> None:
    write_table(told.table(), out / "attribution.csv")
    text = json.dumps(told.found.to_dict(), indent=2, allow_nan=False) + "\n"
    replace_file(out / "attribution.json", text)
    write_picture(told.picture(), out / "attribution.png")
