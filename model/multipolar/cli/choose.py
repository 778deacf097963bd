"""`multipolar choose`: options of one seat, judged over what is not known."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from multipolar.caveat import CAVEAT
from multipolar.cli.common import (
    RunsRange,
    definition_option,
    plain_errors,
    print_table,
    say,
)
from multipolar.cli.names import say_taken
from multipolar.cli.studied import studied
from multipolar.cli.writing import write_picture, write_table
from multipolar.files import make_folder, replace_file

if TYPE_CHECKING:
    from multipolar.definition import Definition
    from multipolar.study.choice import PolicyChoice


@click.command()
@click.argument("levers", required=False)
@click.option(
    "--runs",
    type=RunsRange(4),
    default=100,
    show_default=True,
    help="Runs of each option in each scenario.",
)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Seed.")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes.")
@click.option(
    "--most",
    type=click.IntRange(1),
    default=64,
    show_default=True,
    help="Options up to which all are judged; of more a search proposes some.",
)
@click.option(
    "--evaluations",
    type=click.IntRange(1),
    default=400,
    show_default=True,
    help="Options that the search proposes.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Directory for options.csv, regrets.csv, payers.csv, choice.json and trade-off.png; "
    "blocks that are done are kept in it, and the same command goes on from them.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
@definition_option
@plain_errors
def choose(
    levers: str | None,
    jobs: int,
    out: Path | None,
    as_json: bool,
    definition: Definition,
    **asked: Any,
) -> None:
    """Judge the options that LEVERS open to one seat: a shipped case, or a file ending in .toml.

    Without LEVERS the shipped cases are listed.
    """
    from multipolar.study.cases import SUFFIX, case_file
    from multipolar.study.choice import choose as judge
    from multipolar.study.choice import first_runs, read_levers
    from multipolar.study.choice_words import as_plain

    if levers is None:
        _list_cases(as_json)
        return
    file = read_levers(levers, definition)
    if not levers.endswith(SUFFIX):
        say_taken("case", levers, case_file(levers).stem)
    total = first_runs(file, asked["runs"], asked["most"], asked["evaluations"])
    asked |= {"definition": definition}
    found = studied(partial(judge, file), "choose", total, jobs=jobs, out=out, **asked)
    if out is not None:
        _keep(found, out)
    if as_json:
        say(json.dumps(as_plain(found), indent=2, allow_nan=False))
        return
    _print(found)
    if out is not None:
        say(f"\nKept: options.csv, regrets.csv, payers.csv, choice.json and trade-off.png in {out}")
    say(CAVEAT)


def _list_cases(as_json: bool) -> None:
    from multipolar.study.cases import case_names
    from multipolar.study.choice import read_levers

    files = {name: read_levers(name) for name in case_names()}
    if as_json:
        rows = {name: {"title": f.title, "question": f.question} for name, f in files.items()}
        say(json.dumps(rows, indent=2))
        return
    print_table(
        "Cases that are shipped",
        ["case", "seat", "levers", "question"],
        (
            [
                name,
                file.levers[0].seat,
                ", ".join(lever.choice or lever.parameter or "" for lever in file.levers),
                file.question,
            ]
            for name, file in files.items()
        ),
    )


def _keep(found: PolicyChoice, out: Path) -> None:
    from multipolar.figures.trade_off import trade_off
    from multipolar.study import choice_words as words

    make_folder(out)
    write_table(words.options_table(found), out / "options.csv")
    write_table(words.regrets_table(found), out / "regrets.csv")
    write_table(words.payers_table(found), out / "payers.csv")
    plain = json.dumps(words.as_plain(found), indent=2, allow_nan=False)
    replace_file(out / "choice.json", plain)
    write_picture(trade_off(found), out / "trade-off.png")


def _print(found: PolicyChoice) -> None:
    from multipolar.study import choice_words as words

    say(f"{found.file.title}: {found.file.question}\n")
    print_table(
        f"Options: change against leaving all to itself [90 % interval], {found.runs} runs in each "
        f"of {len(found.file.uncertainty.scenarios)} scenarios, seed {found.seed}",
        [
            "option",
            *words.outcome_titles(found),
            "largest regret, standard deviations",
            "satisfied",
            "verdict",
        ],
        (words.option_line(found, option) for option in range(len(found.options))),
    )
    paid = words.payers_table(found)
    if paid["verdict"].isin(["pays", "gains"]).any():
        say()
        print_table(
            "Who pays: change against leaving all to itself [90 % interval]",
            ["option", "who", "change", "verdict"],
            words.payer_lines(paid),
        )
    say()
    for sentence in words.sentences(found):
        say(sentence)
