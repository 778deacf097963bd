"""`multipolar compare`: scenarios beside a reference, run by run."""

from __future__ import annotations

import json
from collections.abc import Sequence
from math import isfinite, isnan
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from multipolar.caveat import CAVEAT
from multipolar.cli.common import (
    BadInput,
    RunsRange,
    definition_option,
    plain_errors,
    print_table,
    progress_bar,
    say,
    workers,
)
from multipolar.cli.names import ScenarioName
from multipolar.cli.present import NO_INTERVAL
from multipolar.cli.reading import CENTRE, reading_option
from multipolar.cli.writing import write_picture, write_table
from multipolar.files import make_folder

if TYPE_CHECKING:
    from multipolar.definition import Definition
    from multipolar.study.compare import Comparison, Difference
    from multipolar.study.intervals import Interval

MANIFEST = "manifest.json"


class SideName(ScenarioName):
    """A scenario, or a directory of results."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return what was given; a directory of results is meant by its path alone."""
        return value if _holds_results(value) else super().convert(value, param, ctx)


def _holds_results(side: str) -> bool:
    return (Path(side) / MANIFEST).is_file()


@click.command()
@click.argument("sides", nargs=-1, type=SideName(), required=True, metavar="A [B]...")
@click.option(
    "--runs",
    type=RunsRange(2),
    help="Runs of each scenario [default: as in the results, else 400].",
)
@click.option("--seed", type=click.IntRange(0), help="Seed [default: as in the results, else 1].")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes.")
@click.option(
    "--month", help="Month to compare [default: mean from the first difference to the end]."
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Directory for differences.csv and differences.png.",
)
@reading_option()
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
@definition_option
@plain_errors
def compare(
    sides: tuple[str, ...],
    runs: int | None,
    seed: int | None,
    jobs: int,
    month: str | None,
    out: Path | None,
    reading: str,
    as_json: bool,
    definition: Definition,
) -> None:
    """Compare scenarios with A: paired differences of every headline measure, largest first.

    A and B are all directories of results, or all scenarios (names or files), which are then run
    with common random numbers. One directory will do if it holds several scenarios.
    """
    from multipolar.study.compare import compare_results, compare_scenarios

    stored = [_holds_results(side) for side in sides]
    if any(stored) and not all(stored):
        names = ", ".join(side for side, here in zip(sides, stored, strict=True) if not here)
        raise BadInput(
            f"{names}: no results here; compare directories of results, or scenarios by name"
        )
    if any(stored):
        from multipolar.ensemble import open_results

        if runs is not None or seed is not None or reading != CENTRE:
            raise click.UsageError(
                "results have their runs, seed and reading; leave out --runs, --seed, --reading"
            )
        found = compare_results(
            [open_results(side, definition=definition) for side in sides], month
        )
    else:
        count = runs or 400
        with (
            workers(jobs) as (pool, _),
            progress_bar(count * len(sides), "compare") as done,
        ):
            done(0)
            found = compare_scenarios(
                sides,
                runs=count,
                seed=1 if seed is None else seed,
                executor=pool,
                progress=done,
                month=month,
                definition=definition,
                reading=reading,
            )
    if out is not None:
        _keep(found, out)
    if as_json:
        say(json.dumps(json.loads(found.to_frame().to_json(orient="records")), indent=2))
        return
    for scenario in found.scenarios:
        _print(found, scenario)
    if found.left_out:
        say(f"\nLeft out, since one side lacks it: {', '.join(found.left_out)}")
    if out is not None:
        say(f"\nKept: differences.csv and differences.png in {out}")
    say(CAVEAT)


def _keep(found: Comparison, out: Path) -> None:
    from multipolar.figures import differences

    make_folder(out)
    write_table(found.to_frame(), out / "differences.csv")
    write_picture(differences(found), out / "differences.png")


def _print(found: Comparison, scenario: str) -> None:
    from multipolar.study.findings import MOVED

    rows: Sequence[Difference] = found.of(scenario)
    span = rows[0].first if rows[0].first == rows[0].last else f"{rows[0].first} to {rows[0].last}"
    say("")
    print_table(
        f"{scenario} minus {found.reference}, {span}: mean paired difference [90 % interval], "
        f"{found.runs} runs of each side, seed {found.seed}",
        ["measure", "difference", "unit", "matters from", "5-95 % of runs", "in sd", "n", ""],
        (_row(row) for row in rows),
    )
    moved, defined = found.moved(scenario)
    say(f"{moved} of {defined} headline measures moved: {MOVED}")


def _bounds(interval: Interval, pairs: int) -> str:
    """Return an interval as text; a single pair has none."""
    low, high = interval
    return f"[{NO_INTERVAL}]" if pairs < 2 else f"[{low:+.3g}, {high:+.3g}]"


def _row(row: Difference) -> list[str]:
    if not row.pairs:
        return [row.title, "not defined", row.unit, "", "", "", "0", ""]
    return [
        row.title,
        f"{row.mean:+.3g} {_bounds(row.of_mean, row.pairs)}",
        row.unit,
        f"{row.relevant:.3g}" if isfinite(row.relevant) else NO_INTERVAL,
        _bounds(row.runs, row.pairs),
        NO_INTERVAL if isnan(row.standardised) else f"{row.standardised:+.2f}",
        str(row.pairs),
        row.verdict,
    ]
