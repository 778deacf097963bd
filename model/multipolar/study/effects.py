"""The effect scale: what research measured, link by link, and where the model carries it.

The table ``effects.csv`` has a row for each published link: cause, effect, size in the unit in
which it was measured, interval, horizon, population and source, and, where its data end in 2022 or
later, their last month (``data_to``). Its column ``use`` says what the model does with the row:

* ``carried``: parameters in the published unit; an experiment on the model gives the size back.
* ``sign``: an experiment must show the direction; the size is judged or recalled with doubt.
* ``context``: no lever or no outcome of this model; ``why`` says which is missing.

An experiment is a change of the baseline in the words of a scenario file. ``setting`` holds in both
worlds, ``lever`` in the world with the cause alone; each is the inside of a TOML table in one line,
and events need no name. ``outcome`` is read in both (``multipolar.study.outcomes``) over the months
``window``, counted from the month of the lever, and ``transform`` turns what is read into the unit
of the row (``multipolar.study.transforms``), per unit of ``per`` where one is named.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from multipolar.arguments import known
from multipolar.definition import SHIPPED
from multipolar.loading import load_over, under
from multipolar.months import month_number, month_text
from multipolar.readonly import kept
from multipolar.rules.parameters import READINGS
from multipolar.scenario import Layer, Spec
from multipolar.study.intervals import Interval
from multipolar.study.transforms import TRANSFORMS
from multipolar.world.tables import read_table

USES = ("carried", "sign", "context")
UNITS = {
    "ratio": 1.0,
    "odds_ratio": 1.0,
    "pp": 0.0,
    "share": 0.0,
    "elasticity": 0.0,
    "hazard_per_month": 0.0,
    "half_life_months": 0.0,
}
"""Units of published effects, each with the value that means no effect."""

FACTOR = 1.5
"""A missing end of an interval is the value times or by this; judged."""

HALF = 0.5
"""In points and shares a missing end is the value plus or minus this part of it; judged."""

TOLERANCE = 0.10
"""Relative distance from the published value that counts as that value."""

TOO_WEAK = 0.10
"""Part of the published effect below which the model transmits nothing."""


@dataclass(frozen=True)
class Experiment:
    """How an effect is read off the model: do(cause), and what is looked at.

    Parameters
    ----------
    setting, lever : str
        Contents of a scenario file, as the inside of a TOML table in one line: what both worlds
        share, and what the one with the cause adds.
    month : str
        Month of the lever, from which the window counts.
    outcome : str
        What is read; see ``multipolar.study.outcomes``.
    first, last : int
        Months of the window, both included, from the month of the lever on.
    transform : str
        A name of ``TRANSFORMS``.
    per : str
        Size of the cause: a number, an outcome that is read in the same runs, or empty.
    reading : str
        Reading of the literature under which the row is tested.
    """

    setting: str
    lever: str
    month: str
    outcome: str
    first: int
    last: int
    transform: str
    per: str
    reading: str

    def worlds(self, reading: str | None = None) -> tuple[Spec, Spec]:
        """Return the scenarios with and without the cause, as long as the window asks for.

        Under the row's own reading of the literature, or under another.
        """
        setting, lever = _layer("setting", self.setting), _layer("lever", self.lever)
        start = load_over("baseline", setting).start
        months = {"title": "window", "months": self._months_from(start)}
        with_it = load_over("baseline", setting, lever, months)
        without = load_over("baseline", setting, months)
        how = self.reading if reading is None else reading
        return under(with_it, how), under(without, how)

    def _months_from(self, start: str) -> int:
        return month_number(self.month) - month_number(start) + self.last + 1


@dataclass(frozen=True)
class Link:
    """A published link between a cause and an effect.

    Parameters
    ----------
    link_id, cause, effect : str
        Name of the link, and what it says.
    claims : tuple of str
        Claims of the article that rest on it.
    unit : str
        A name of ``UNITS``.
    value : float
        Published size; the cause does this to the effect at the horizon.
    interval : Interval
        Spread of the named studies, or what is judged where an end was not read.
    judged : bool
        Whether an end of the interval is judged by the rule of ``FACTOR`` and ``HALF``.
    horizon : float or None
        Months after which the size holds.
    population, source, evidence, note : str
        Who was studied, by whom, the evidence tag, and facts and figures beside it.
    data_to : str
        Last month ``YYYY-MM`` of the data; empty where they end before 2022.
    use : str
        A name of ``USES``.
    parameters : tuple of str
        Parameters that name it among their published effects.
    experiment : Experiment or None
        How it is read off the model; none for context.
    why : str
        Why it is used so; for context, what the model lacks.
    """

    link_id: str
    cause: str
    effect: str
    claims: tuple[str, ...]
    unit: str
    value: float
    interval: Interval
    judged: bool
    horizon: float | None
    population: str
    data_to: str
    source: str
    evidence: str
    note: str
    use: str
    parameters: tuple[str, ...]
    experiment: Experiment | None
    why: str

    @property
    def none(self) -> float:
        """The value that means no effect in its unit."""
        return UNITS[self.unit]


@kept
def effects() -> dict[str, Link]:
    """Return the published links by their names, in the order of the table.

    Raises
    ------
    ValueError
        When a row names a use, unit, transform or reading that there is not, or lacks what its use
        asks for.
    """
    return {row["link_id"]: _effect(row) for row in read_table("effects.csv", "multipolar.study")}


def _effect(row: Mapping[str, str]) -> Link:
    use = known(row["use"], USES, f"use of {row['link_id']}")
    unit = known(row["unit"], UNITS, f"unit of {row['link_id']}")
    value = float(row["value"])
    if bool(row["lever"] or row["setting"]) == (use == "context"):
        raise ValueError(f"{row['link_id']}: {use} rows have an experiment, context rows have none")
    if not row["why"] and use != "carried":
        raise ValueError(f"{row['link_id']}: why is it {use}?")
    return Link(
        link_id=row["link_id"],
        cause=row["cause"],
        effect=row["effect"],
        claims=tuple(row["claims"].split()),
        unit=unit,
        value=value,
        interval=interval_of(unit, value, row["low"], row["high"]),
        judged=not (row["low"] and row["high"]),
        horizon=float(row["horizon"]) if row["horizon"] else None,
        population=row["population"],
        data_to=_month(row["data_to"], row["link_id"]),
        source=row["source"],
        evidence=row["evidence"],
        note=row["note"],
        use=use,
        parameters=tuple(
            name for name, p in SHIPPED.parameters.items() if row["link_id"] in p.effects.split()
        ),
        experiment=None if use == "context" else _experiment(row),
        why=row["why"],
    )


def _month(text: str, link: str) -> str:
    """Return a month of the table, or nothing.

    Raises
    ------
    ValueError
        When it is no month ``YYYY-MM``.
    """
    try:
        return month_text(month_number(text)) if text else ""
    except ValueError as error:
        raise ValueError(f"data_to of {link}: {error}") from None


def interval_of(unit: str, value: float, low: str, high: str) -> Interval:
    """Return the interval of an effect, a missing end of it judged.

    Examples
    --------
    >>> interval_of("ratio", 3.0, "", "3.4")
    Interval(low=2.0, high=3.4)
    >>> interval_of("pp", -4.0, "", "")
    Interval(low=-6.0, high=-2.0)
    """
    if unit in ("pp", "share"):
        ends = (value - HALF * abs(value), value + HALF * abs(value))
    else:
        ends = (min(value / FACTOR, value * FACTOR), max(value / FACTOR, value * FACTOR))
    return Interval(float(low) if low else ends[0], float(high) if high else ends[1])


def _experiment(row: Mapping[str, str]) -> Experiment:
    link = row["link_id"]
    first, _, last = row["window"].partition("-")
    return Experiment(
        setting=row["setting"],
        lever=row["lever"],
        month=row["month"],
        outcome=row["outcome"],
        first=int(first),
        last=int(last or first),
        transform=known(row["transform"], TRANSFORMS, f"transform of {link}"),
        per=row["per"],
        reading=known(row["reading"] or "centre", READINGS, f"reading of {link}"),
    )


def _layer(name: str, cell: str) -> Layer:
    """Return what a cell says as a scenario file; events take the name of the cell."""
    said = tomllib.loads(f"said = {{ {cell} }}")["said"]
    events = [{"name": name, **event} for event in said.get("events", ())]
    return {"title": name, **said, "events": events}
