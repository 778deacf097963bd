"""`multipolar coalition`: what a coalition costs its target and its members, and who to win."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from multipolar.caveat import CAVEAT
from multipolar.cli.common import plain_errors, print_table, say
from multipolar.cli.names import economies_meant, economy_meant
from multipolar.cli.stable import answer_stable, with_interval
from multipolar.cli.writing import write_picture
from multipolar.files import csv_text, make_folder, replace_file

if TYPE_CHECKING:
    from multipolar.trade import Answer

Row = dict[str, Any]
MEMBERS_SHOWN = 12
ADD = "CHN,IND,TUR,ARE"
WORDS = {"in_force": "the measures in force", "embargo": "a full embargo"}


@click.command()
@click.option("--target", default="RUS", show_default=True, help="RUS, PRK or IRN.")
@click.option(
    "--add",
    help="Economies that may join, by code (ISO 3166 alpha-3) or name, with commas between; at "
    f"most 10.  [default: {ADD}]",
)
@click.option(
    "--stable",
    is_flag=True,
    help="Who would join of its own accord, at what transfer, and who tips whom.",
)
@click.option(
    "--elasticity",
    type=click.FloatRange(1.0, 20.0),
    help="One trade elasticity instead of the prior (mode 4, 3 to 6).",
)
@click.option(
    "--measures",
    type=click.Choice(["in-force", "embargo"]),
    help="Measures in force (Russia only, its default) or a full embargo by the members.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Directory for the tables and coalition.png.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
@plain_errors
def coalition(
    target: str,
    add: str | None,
    stable: bool,
    elasticity: float | None,
    measures: str | None,
    out: Path | None,
    as_json: bool,
) -> None:
    """Compare coalitions against a target: cost to it, to each member, and who adds most.

    General equilibrium on the trade table (Dekle, Eaton and Kortum 2008) under the measures in
    force; static real income, without what firms and states do about it over the years.
    """
    from multipolar.trade import ask

    target, kind = economy_meant(target, "--target"), measures and measures.replace("-", "_")
    if stable:
        if add is not None or elasticity is not None:
            raise click.UsageError("--stable asks every state, over all priors: leave out --add "
                                   "and --elasticity")  # fmt: skip
        answer_stable(target, kind, out, as_json)
        return
    names = economies_meant(ADD if add is None else add, "--add")
    if not names:
        raise click.BadParameter(
            f"{add!r} names nobody. Allowed: codes or names of economies with commas between, or "
            f"no --add for {ADD}.",
            param_hint="--add",
        )
    spread = None if elasticity is None else (elasticity,) * 3
    answer = ask(target, names, spread, kind)
    tables = {
        "coalitions": answer.rows(),
        "contributions": answer.contributions(),
        "members": answer.members(),
    }
    if out is not None:
        _keep(answer, tables, out)
    if as_json:
        head = {"target": answer.target, "elasticities": list(answer.elasticities)}
        say(json.dumps(head | tables, indent=2))
        return
    _print(answer, tables)
    if out is not None:
        say(f"\nPicture: {out / 'coalition.png'}\nTables: {out}")
    say(CAVEAT)


def _print(answer: Answer, tables: dict[str, list[Row]]) -> None:
    low, mid, high = answer.elasticities
    prior = f"trade elasticity {mid:.2g} [{low:.2g}, {high:.2g}]"
    print_table(
        f"{answer.target}: change of real income under {WORDS[answer.measures]}, median and 90 % "
        f"interval over the {prior}",
        ["coalition of 2022 and", "target, %", "members, %", "others, %", "target loses, USD bn"],
        (
            [
                row["added"] or "nobody else",
                *(_cell(row, name) for name in ("target", "members", "third", "target_loss")),
            ]
            for row in tables["coalitions"]
        ),
    )
    if tables["contributions"]:
        say("")
        print_table(
            "What each adds on average over the orders of joining (Shapley value)",
            ["member", "target loses, pp", "itself loses, pp", "its loss, USD bn", "per own loss"],
            (
                [
                    row["member"],
                    *(_cell(row, name) for name in ("target_pp", "own_pp", "own_loss", "leverage")),
                ]
                for row in tables["contributions"]
            ),
        )
        best = tables["contributions"][0]["member"]
        say(f"Most per unit of its own loss: {best}.")
    say("")
    print_table(
        f"The {MEMBERS_SHOWN} members that lose most, change of real income in %",
        ["member", "as it is", "with all of them"],
        (
            [row["member"], _cell(row, "actual"), _cell(row, "all")]
            for row in tables["members"][:MEMBERS_SHOWN]
        ),
    )
    source = "Source: the producers cited column by column in trade/columns.csv."
    say(f"{source} {answer.note}." if answer.note else source)


def _cell(row: Row, name: str) -> str:
    return with_interval(*(row[f"{name}{end}"] for end in ("", "_low", "_high")))


def _keep(answer: Answer, tables: dict[str, list[Row]], out: Path) -> None:
    from multipolar.figures.coalition import coalition as draw

    make_folder(out)
    for name, rows in tables.items():
        columns = list(rows[0]) if rows else []
        text = csv_text(columns, ([row[column] for column in columns] for row in rows))
        replace_file(out / f"{name}.csv", text)
    write_picture(draw(answer), out / "coalition.png")
