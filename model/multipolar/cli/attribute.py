"""`multipolar attribute`: which mechanism, claim or parameter an outcome owes to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from multipolar.caveat import CAVEAT
from multipolar.cli.common import (
    Interrupted,
    ScenarioName,
    definition_option,
    measure_meant,
    plain_errors,
    print_table,
    progress_bar,
    say,
    workers,
)
from multipolar.cli.writing import write_picture, write_table
from multipolar.files import make_folder, replace_file

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from multipolar.definition import Definition
    from multipolar.study.shares import Attribution


@click.command()
@click.argument("measure")
@click.option("--scenario", type=ScenarioName(), default="baseline", show_default=True)
@click.option("--month", metavar="YYYY-MM", help="The month that counts [default: mean of all].")
@click.option(
    "--over",
    type=click.Choice(["switches", "claims"]),
    default="switches",
    show_default=True,
    help="Who shares: mechanisms that are on, or claims of the article.",
)
@click.option(
    "--only",
    metavar="NAMES",
    help="These mechanisms or claims, separated by commas [default: all].",
)
@click.option(
    "--runs",
    type=click.IntRange(16),
    default=1600,
    show_default=True,
    help="Runs of each world at most.",
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
    only: str | None,
    runs: int,
    jobs: int,
    out: Path | None,
    as_json: bool,
    definition: Definition,
    **asked: Any,
) -> None:
    """Share the level of MEASURE among the mechanisms, or the claims, that make it.

    The whole is the difference from the world without all of them. Shares are Shapley values, with
    intervals; they add up to the whole. A placebo that changes nothing shares nothing.
    """
    measure = measure_meant(measure, definition.measures)
    names = None if only is None else tuple(name.strip() for name in only.split(","))
    asked |= {"only": names, "runs": runs, "definition": definition}
    with workers(jobs) as (pool, _):
        found = _found(measure, asked, pool, out, as_json)
    if out is not None:
        _keep(found, out)
    if as_json:
        say(json.dumps(found.to_dict(), indent=2, allow_nan=False))
        return
    _print(found)
    if out is not None:
        say(f"\nKept: attribution.csv, attribution.json and attribution.png in {out}")
    say(CAVEAT)


def _found(
    measure: str, asked: dict[str, Any], pool: Executor | None, out: Path | None, quiet: bool
) -> Attribution:
    from multipolar.study.attribution import attribute as shared
    from multipolar.study.attribution import most_runs

    total = most_runs(_players(asked), asked["runs"])
    folder = None if out is None else make_folder(out) / "blocks"
    try:
        with progress_bar(total, "attribute", quiet=quiet) as done:
            done(0)
            return shared(measure, **asked, executor=pool, folder=folder, progress=done)
    except KeyboardInterrupt:
        kept = "nothing is kept without --out" if out is None else f"what is done is kept in {out}"
        raise Interrupted(f"interrupted; {kept}") from None


def _players(asked: dict[str, Any]) -> int:
    """Return about how many share, with the placebo: the bar ends early when it is fewer."""
    from multipolar.study.claims import claims

    if asked["only"] is not None:
        return 1 + len(asked["only"])
    of_claims = {claim.knock_out for claim in claims().values()} - {"none"}
    return 1 + len(of_claims if asked["over"] == "claims" else asked["definition"].switches)


def _keep(found: Attribution, out: Path) -> None:
    from multipolar.figures.attribution import attribution
    from multipolar.study.shares import attribution_table

    write_table(attribution_table(found), out / "attribution.csv")
    replace_file(
        out / "attribution.json", json.dumps(found.to_dict(), indent=2, allow_nan=False) + "\n"
    )
    write_picture(attribution(found), out / "attribution.png")


def _print(found: Attribution) -> None:
    from multipolar.study.shares import sentences

    print_table(
        f"Shares of the whole, Shapley values [90 % interval], {found.runs} runs of each world, "
        f"seed {found.seed}",
        ["player", "share", "of the whole", "claims"],
        (
            [
                row.player.name,
                f"{row.share:+.3g} [{row.interval.low:+.3g}, {row.interval.high:+.3g}]",
                f"{row.share / found.whole:+.1%}" if found.whole else "",
                " ".join(row.player.claims),
            ]
            for row in found.owed
        ),
    )
    say("\n".join(sentences(found)))
