"""What a choice says: its sentences, its tables and its plain values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from multipolar.scenario.levers import FREE, LeverTable
from multipolar.study.choice import Judged, PolicyChoice, Regret
from multipolar.study.findings import beyond, within
from multipolar.study.intervals import Interval, in_steps
from multipolar.world.roster import with_names

if TYPE_CHECKING:
    import pandas as pd

HOW = (
    "Every option meets the same parameters and the same luck. Regret: what an option falls short "
    "of the best one, in standard deviations of the outcome; the best is picked in the even runs, "
    "and the regret measured in the odd ones. Intervals: 90 %. Satisfied: the share of runs in "
    "which every outcome is at least as good as what the file calls enough, else the median when "
    "all is left to itself."
)


TOLD = 4
"""Options that are named, of those that the runs cannot tell apart."""

_WANTED = {"up": "more", "down": "less"}


def option_name(choice: PolicyChoice, option: int) -> str:
    """Return an option in words: what is set, and what it is set to."""
    parts = [
        _setting(lever, value)
        for lever, value in zip(choice.file.levers, choice.options[option], strict=True)
        if value != FREE
    ]
    return ", ".join(parts) or "leave it to itself"


def _setting(lever: LeverTable, value: object) -> str:
    """Return what a lever is set to, in words; the seat has set them all and is not named."""
    if isinstance(value, bool):
        return f"{lever.parameter} {'on' if value else 'off'}"
    if isinstance(value, float):
        return f"{lever.parameter} {value:g}"
    what, done = (str(name).replace("_", " ") for name in (lever.name, value))
    return done if done == what else f"{what}: {done}"


def seat_names(codes: Iterable[str]) -> str:
    """Return the names of states, as a sentence lists them."""
    *others, last = (with_names(code) for code in dict.fromkeys(codes))
    return f"{', '.join(others)} and {last}" if others else last


def sentences(choice: PolicyChoice) -> list[str]:
    """Return which option stands, against what, and what that rests on."""
    best, regret = choice.recommended, choice.regrets[choice.recommended]
    stands = np.flatnonzero(choice.free.stands).tolist()
    row = choice.file.outcomes[regret.outcome]
    where = choice.file.uncertainty.scenarios[regret.scenario]
    title = with_names(choice.measures[regret.outcome].title)
    share, interval = choice.free.satisfied(best, choice.enough)
    return [
        f"{_judged(choice)} {_standing(len(stands))}",
        f"What {seat_names([choice.file.levers[0].seat])} would regret least: "
        f"{option_name(choice, best)}.",
        f"At worst it falls short by {_deviations(regret)} standard deviations of {title} "
        f"({row.month}), in {where}; it satisfies in "
        f"{share:.0%} [{interval.low:.0%}, {interval.high:.0%}] of the runs.",
        *_close(choice, stands),
        *_answered(choice),
        HOW,
    ]


def _standing(stands: int) -> str:
    """Return how many options nothing beats.

    Examples
    --------
    >>> _standing(1)
    'One stands: on average no other beats it by what matters.'
    """
    who = "One stands" if stands == 1 else f"{stands} stand"
    return f"{who}: on average no other beats {'it' if stands == 1 else 'them'} by what matters."


def _judged(choice: PolicyChoice) -> str:
    if choice.judged == choice.possible:
        return f"All {choice.possible} options were judged."
    return (
        f"Of {choice.possible:,} options an evolutionary search (NSGA-II) judged {choice.judged}; "
        f"{len(choice.options)} are told."
    )


def _close(choice: PolicyChoice, stands: list[int]) -> Iterator[str]:
    """Yield which other options the runs do not tell from the one that is recommended."""
    best = choice.regrets[choice.recommended]
    close = [
        option_name(choice, k)
        for k in stands
        if k != choice.recommended and choice.regrets[k].low <= best.high
    ]
    if close:
        others = "one other option" if len(close) == 1 else f"{len(close)} other options"
        names = "; ".join(f"“{name}”" for name in close[:TOLD])
        more = f" and {len(close) - TOLD} more" if len(close) > TOLD else ""
        yield f"The runs cannot tell it from {others}: {names}{more}."


def _answered(choice: PolicyChoice) -> Iterator[str]:
    if choice.held is None:
        yield "The file names no answers of other seats."
        return
    regret = choice.held.largest_regret(choice.recommended)
    who = seat_names(answer.seat for answer in choice.file.answers)
    verdict = "it still stands" if choice.survives else "another option then beats it"
    yield (
        f"Without an answer of {who}, its largest regret is {_deviations(regret)}, and {verdict}."
    )


def _deviations(regret: Regret) -> str:
    """Return a regret with its interval, in hundredths of a standard deviation."""
    return _number(regret.size, Interval(regret.low, regret.high), 1.0)


def _number(value: float, interval: Interval, matters: float) -> str:
    """Return a number with its interval, to about a hundredth of the change that matters."""
    middle, low, high = (in_steps(one, matters / 100.0) for one in (value, *interval))
    return f"{middle} [{low}, {high}]"


def outcome_titles(choice: PolicyChoice) -> list[str]:
    """Return what each outcome is called, its unit, its months, and what is wanted of it."""
    return [
        f"{with_names(measure.title)}, {measure.unit} "
        f"({row.month}, {_WANTED[row.direction]} is wanted)"
        for measure, row in zip(choice.measures, choice.file.outcomes, strict=True)
    ]


def option_line(choice: PolicyChoice, option: int) -> list[str]:
    """Return the line of an option in the table of a terminal."""
    regret = choice.regrets[option]
    share, satisfied = choice.free.satisfied(option, choice.enough)
    changes = [choice.free.difference(option, k) for k in range(len(choice.file.outcomes))]
    verdict = "stands" if choice.free.stands[option] else "beaten"
    matters = choice.free.matters.tolist()
    return [
        option_name(choice, option),
        *(_number(*change, least) for change, least in zip(changes, matters, strict=True)),
        _deviations(regret),
        f"{share:.0%} [{satisfied.low:.0%}, {satisfied.high:.0%}]",
        "recommended" if option == choice.recommended else verdict,
    ]


def payer_lines(table: pd.DataFrame) -> Iterator[list[str]]:
    """Yield the lines of who pays, those who clearly pay or gain alone."""
    for _, row in table[table["verdict"].isin(["pays", "gains"])].iterrows():
        interval = Interval(row["change_low"], row["change_high"])
        change = _number(row["change"], interval, row["matters"])
        yield [row["option"], row["who"], f"{change} {row['unit']}", row["verdict"]]


def options_table(choice: PolicyChoice) -> pd.DataFrame:
    """Return one row for each option, outcome and world of answers."""
    import pandas as pd

    worlds = [("free", choice.free)]
    worlds += [("held", choice.held)] if choice.held is not None else []
    return pd.DataFrame(
        [
            _row(choice, world, judged, option, outcome)
            for world, judged in worlds
            for option in range(len(choice.options))
            for outcome in range(len(choice.file.outcomes))
        ]
    )


def _row(
    choice: PolicyChoice, world: str, judged: Judged, option: int, outcome: int
) -> dict[str, object]:
    row = choice.file.outcomes[outcome]
    regret = judged.largest_regret(option)
    change, interval = judged.difference(option, outcome)
    share, satisfied = judged.satisfied(option, choice.enough)
    return {
        "option": option_name(choice, option),
        "answers": world,
        "measure": row.measure,
        "month": row.month,
        "direction": row.direction,
        "unit": choice.measures[outcome].unit,
        "mean": float(judged.means[option, outcome]),
        "change": change,
        "change_low": interval.low,
        "change_high": interval.high,
        "largest_regret": regret.size,
        "regret_low": regret.low,
        "regret_high": regret.high,
        "regret_measure": choice.file.outcomes[regret.outcome].measure,
        "regret_scenario": choice.file.uncertainty.scenarios[regret.scenario],
        "satisfied": share,
        "satisfied_low": satisfied.low,
        "satisfied_high": satisfied.high,
        "stands": bool(judged.stands[option]),
        "recommended": option == choice.recommended,
    }


def regrets_table(choice: PolicyChoice) -> pd.DataFrame:
    """Return the regret of each option for each outcome in each scenario."""
    import pandas as pd

    rows = []
    for option in range(len(choice.options)):
        for place, scenario in enumerate(choice.file.uncertainty.scenarios):
            for outcome, row in enumerate(choice.file.outcomes):
                size, interval = choice.free.regret(option, place, outcome)
                unit = float(choice.free.spread[outcome])
                rows.append(
                    {
                        "option": option_name(choice, option),
                        "scenario": scenario,
                        "measure": row.measure,
                        "regret": size * unit,
                        "regret_low": interval.low * unit,
                        "regret_high": interval.high * unit,
                        "unit": choice.measures[outcome].unit,
                        "deviations": size,
                    }
                )
    return pd.DataFrame(rows)


def payers_table(choice: PolicyChoice) -> pd.DataFrame:
    """Return who pays for each option: the change against leaving it, better or worse for them."""
    import pandas as pd

    columns = ["option", "who", "measure", "unit", "change", "change_low", "change_high"]
    columns += ["matters", "verdict"]
    rows = []
    for option in range(1, len(choice.options)) if choice.paid is not None else ():
        for place, payer in enumerate(choice.file.payers):
            assert choice.paid is not None
            change, interval = choice.paid.difference(option, place)
            matters = float(choice.paid.matters[place])
            verdict = _verdict(interval, payer.direction, matters)
            name, unit = option_name(choice, option), choice.of_payers[place].unit
            rows.append([name, payer.who, payer.measure, unit, change, *interval, matters, verdict])
    return pd.DataFrame(rows, columns=columns)


def _verdict(interval: Interval, direction: str, matters: float) -> str:
    """Return who pays: where all of the interval lies beyond what matters, or none of it does."""
    if beyond(interval, matters):
        return "gains" if (interval.low > 0.0) == (direction == "up") else "pays"
    return "too small" if within(interval, matters) else "cannot tell"


def as_plain(choice: PolicyChoice) -> dict[str, Any]:
    """Return a choice as plain values, as for JSON."""
    return {
        "title": choice.file.title,
        "question": choice.file.question,
        "scenarios": list(choice.file.uncertainty.scenarios),
        "runs": choice.runs,
        "seed": choice.seed,
        "possible": choice.possible,
        "judged": choice.judged,
        "recommended": option_name(choice, choice.recommended),
        "survives": choice.survives,
        "enough": choice.enough.tolist(),
        "options": options_table(choice).to_dict(orient="records"),
        "regrets": regrets_table(choice).to_dict(orient="records"),
        "payers": payers_table(choice).to_dict(orient="records"),
        "sentences": sentences(choice),
    }
