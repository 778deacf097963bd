"""`multipolar carriers`: where goods go when a route closes, at what price, whom to designate."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from multipolar.arguments import known
from multipolar.axes import TARGET
from multipolar.caveat import CAVEAT
from multipolar.cli.common import RunsRange, blamed_on, plain_errors, print_table, say
from multipolar.cli.names import economies_meant, economy_meant
from multipolar.cli.writing import write_picture
from multipolar.files import csv_text, make_folder, replace_file

if TYPE_CHECKING:
    from multipolar.study.carriers import Closing

Row = dict[str, Any]
FATES = ("carriers", "makers", "lost", "dearer")


@click.command()
@click.option(
    "--target", default="RUS", show_default=True, help="RUS, PRK or IRN, by code or name."
)
@click.option(
    "--close",
    "closed",
    default="",
    help="Carriers that close, by code or name, with commas between.",
)
@click.option(
    "--budget",
    type=click.IntRange(0, 100),
    default=0,
    show_default=True,
    help="Designations to pick, those first that do most per unit of own cost.",
)
@click.option(
    "--months",
    type=click.IntRange(1, 60),
    default=12,
    show_default=True,
    help="Months to follow.",
)
@click.option(
    "--runs", type=RunsRange(1), default=100, show_default=True, help="Runs of both worlds."
)
@click.option(
    "--seed", type=click.IntRange(0), default=1, show_default=True, help="Seed of both worlds."
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Directory for the tables and carriers.png.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
@plain_errors
def carriers(
    target: str,
    closed: str,
    budget: int,
    months: int,
    runs: int,
    seed: int,
    out: Path | None,
    as_json: bool,
) -> None:
    """Show who carries forbidden goods to a target, and close carriers.

    Two worlds with the same luck and parameters from the priors, alike until July 2024.
    """
    from multipolar.study.carriers import close_carriers
    from multipolar.world.roster import full_roster

    target = economy_meant(target, "--target")
    with blamed_on("--target"):
        known(target, full_roster().labels[TARGET], "target")
    names = economies_meant(closed, "--close")
    with blamed_on("--close"):
        answer = close_carriers(target, names, budget=budget, months=months, runs=runs, seed=seed)
    tables = {
        "edges": answer.edges(),
        "fate": answer.fate(),
        "where": answer.where() if answer.closed else [],
        "designations": list(answer.listings),
    }
    if out is not None:
        _keep(answer, tables, out)
    if as_json:
        head = {"target": answer.target, "closed": list(answer.closed), "month": answer.month}
        say(json.dumps(head | tables, indent=2))
        return
    _print(answer, tables)
    if out is not None:
        say(f"\nPicture: {out / 'carriers.png'}\nTables: {out}")
    say(CAVEAT)


def _print(answer: Closing, tables: dict[str, list[Row]]) -> None:
    print_table(
        f"{answer.target}: forbidden goods by carrier, EUR m a month, {answer.after_months} months "
        f"after {answer.month}; median and 90 % of the runs",
        ["carrier", "goods", "as it is", "with the closing", "change"],
        (
            [row["carrier"], row["good"], *(_cell(row[k]) for k in ("before", "after", "change"))]
            for row in tables["edges"]
        ),
    )
    if tables["fate"]:
        say("")
        print_table(
            f"What becomes of goods that passed through {', '.join(answer.closed)}, shares",
            ["goods", "months", "other carriers", "other makers", "lost", "dearer, log"],
            (
                [row["goods"], str(row["months"]), *(_cell(row[k]) for k in FATES)]
                for row in tables["fate"]
            ),
        )
    if tables["designations"]:
        say("")
        print_table(
            "Designations, one after the other, that do most per unit of own cost",
            ["carrier", "goods", "kept out, EUR m a month", "own cost, EUR m", "inflow left"],
            (
                [
                    row["carrier"],
                    row["good"],
                    _cell(row["kept_out"]),
                    f"{row['own_cost']:.1f}",
                    _cell(row["inflow_left"]),
                ]
                for row in tables["designations"]
            ),
        )
    for sentence in answer.sentences():
        say(sentence)
    say("Sources: world/routes.csv, ties.csv, goods.csv; substitution between routes is judged.")


def _cost(row: Row) -> str:
    return f"{row['own_cost']:.1f}"


def _cell(values: list[float]) -> str:
    low, middle, high = values
    return f"{middle:.3g} [{low:.3g}, {high:.3g}]"


def _keep(answer: Closing, tables: dict[str, list[Row]], out: Path) -> None:
    from multipolar.figures.carriers import carriers as draw

    make_folder(out)
    for name, rows in tables.items():
        if rows:
            flat = [_flat(row) for row in rows]
            replace_file(out / f"{name}.csv", csv_text(flat[0], [row.values() for row in flat]))
    write_picture(draw(answer), out / "carriers.png")


def _flat(row: Row) -> Row:
    """Return a row with a column for each end of an interval."""
    flat: Row = {}
    for name, value in row.items():
        ends = zip(("low", "median", "high"), value, strict=True) if isinstance(value, list) else ()
        flat |= {f"{name}_{end}": x for end, x in ends} or {name: value}
    return flat
