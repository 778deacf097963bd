"""`multipolar coalition --stable`: who would join of its own accord, at what transfer, who tips."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from multipolar.caveat import CAVEAT
from multipolar.cli.common import print_table, say
from multipolar.cli.writing import write_picture
from multipolar.files import csv_text, make_folder, replace_file

if TYPE_CHECKING:
    from multipolar.trade.stable import Prospect, StableCoalition

SHOWN = 30
TERMS = ("norm", "vote", "loss", "gain", "transfer")


def answer_stable(target: str, measures: str | None, out: Path | None, as_json: bool) -> None:
    """Find the stable coalition and print, keep or draw it.

    Raises
    ------
    UnknownName
        When the target or the measures are unknown.
    """
    from multipolar.trade import stable_coalition

    answer = stable_coalition(target, measures)
    if out is not None:
        _keep(answer, out)
    if as_json:
        say(json.dumps(asdict(answer) | {"note": answer.note}, indent=2))
        return
    _print(answer)
    if out is not None:
        say(f"\nPicture: {out / 'stable_coalition.png'}\nTable: {out / 'stable_coalition.csv'}")
    say(CAVEAT)


def _print(answer: StableCoalition) -> None:
    print_table(
        f"Who would join measures against {answer.target} ({answer.measures.replace('_', ' ')}): "
        f"gain in % of real income, median and 90 % of the priors, {answer.settings} settings",
        ["state", "joins", "chance", "norm", "vote", "own loss", "gain", "USD bn to win it"],
        (
            [row.name, "yes" if row.joins else "no", f"{row.chance:.2f}"]
            + [with_interval(*getattr(row, name)) for name in TERMS[:-1]]
            + ["" if row.joins else with_interval(*row.transfer)]
            for row in answer.rows[:SHOWN]
        ),
    )
    if len(answer.rows) > SHOWN:
        left = ", ".join(row.name for row in answer.rows[SHOWN:])
        say(f"Not shown, less likely than these: {left}.")
    say(sentences(answer))
    if answer.settled < 1.0:
        say(f"In {1.0 - answer.settled:.0%} of the settings the search came to no rest.")
    source = "Sources: trade/columns.csv and trade/joining.csv, whose worth of norms is judged."
    say(f"{source} {answer.note}." if answer.note else source)


def sentences(answer: StableCoalition) -> str:
    """Say in words who joins, who is cheapest to win, and who tips whom."""
    inside = [row.name for row in answer.rows if row.joins]
    outside = sorted((row for row in answer.rows if not row.joins), key=lambda r: r.transfer[0])
    said = [f"At the medians {len(inside)} of {len(answer.rows)} join: {', '.join(inside)}."]
    if outside:
        cheap = (f"{row.name} ({row.transfer[0]:.2g} USD bn a year)" for row in outside[:3])
        said.append(f"Cheapest to win: {', '.join(cheap)}.")
    tips = [f"{row.name} would bring {', '.join(row.tips)}" for row in outside if row.tips]
    said.append(f"{'; '.join(tips)}." if tips else "Nobody who is won brings anybody else.")
    if answer.target == "RUS" and answer.measures == "in_force":
        ours, led = answer.against_2022()
        said.append(
            f"Against the coalition of 2022 the chances score {ours:.2f} nats a state, "
            f"'the G7 and the Union alone' {led:.2f} (smaller is better)."
        )
    return " ".join(said)


def with_interval(*spread: float) -> str:
    """Write a number with the ends of its interval: middle, low end and high end."""
    middle, low, high = (round(value, 2) + 0.0 for value in spread)
    return f"{middle:.2f} [{low:.2f}, {high:.2f}]"


def _keep(answer: StableCoalition, out: Path) -> None:
    from multipolar.figures.stable_coalition import stable_coalition as draw

    make_folder(out)
    columns = ["state", "joins", "chance"]
    columns += [f"{name}{end}" for name in TERMS for end in ("", "_low", "_high")] + ["tips"]
    text = csv_text(columns, (_row(row) for row in answer.rows))
    replace_file(out / "stable_coalition.csv", text)
    write_picture(draw(answer), out / "stable_coalition.png")


def _row(row: Prospect) -> list[object]:
    numbers = (value for name in TERMS for value in getattr(row, name))
    return [row.name, int(row.joins), row.chance, *numbers, " ".join(row.tips)]
