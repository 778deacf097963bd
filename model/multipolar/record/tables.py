"""The tables of the record: what was counted, what is a fact, and where the record is cut."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from multipolar.months import CUT, month_number, month_range
from multipolar.readonly import kept
from multipolar.world.tables import read_table

START = "2022-01"
"""First month of the calibration block."""


END = "2024-12"
"""Last month of the hold-out block, and of the record."""

HISTORY, CALIBRATION, HOLD_OUT = "history", "calibration", "hold-out"
_PACKAGE = "multipolar.record"


def block_of(last: str) -> str:
    """Return the block of what was counted up to and including a month ``YYYY-MM``."""
    number = month_number(last)
    if number < month_number(START):
        return HISTORY
    return CALIBRATION if number <= month_number(CUT) else HOLD_OUT


def months_of(text: str) -> tuple[str, ...]:
    """Return the months that a table names: one, several with spaces, or ``first..last``."""
    if ".." not in text:
        return tuple(text.split())
    first, last = text.split("..")
    return month_range(first, month_number(last) - month_number(first) + 1)


@dataclass(frozen=True)
class Period:
    """What was counted in a period.

    Parameters
    ----------
    first, last : str
        First and last month, inclusive.
    value : float
        Figure of the period, in the unit of the series.
    """

    first: str
    last: str
    value: float

    @property
    def block(self) -> str:
        """Block to which the period belongs: that of its last month."""
        return block_of(self.last)

    @property
    def months(self) -> tuple[str, ...]:
        """Months of the period."""
        return months_of(f"{self.first}..{self.last}")


@dataclass(frozen=True)
class Series:
    """A recorded series and how a state of the model maps to it; fields as in columns.csv."""

    series: str
    group: str
    title: str
    unit: str
    signal: str
    aggregate: str
    family: str
    scale: str
    offset: str
    spread: str
    noughts: str
    unscored: str
    producer: str
    licence: str
    note: str

    @property
    def periods(self) -> tuple[Period, ...]:
        """All periods counted, by date, those before the run included.

        Months of ``noughts`` that the table does not list are noughts.
        """
        listed = _periods()[self.series]
        if not self.noughts:
            return listed
        there = {period.last for period in listed}
        empty = (Period(m, m, 0.0) for m in months_of(self.noughts) if m not in there)
        return tuple(sorted((*listed, *empty), key=lambda p: (p.last, p.first)))

    @property
    def monthly(self) -> bool:
        """Whether every figure is of a single month."""
        return all(period.first == period.last for period in self.periods)

    def up_to(self, month: str) -> tuple[Period, ...]:
        """Return the periods that end by a month, by date."""
        return tuple(period for period in self.periods if period.last <= month)

    def of(self, block: str) -> tuple[Period, ...]:
        """Return the periods of a block."""
        return tuple(period for period in self.periods if period.block == block)


@kept
def _periods() -> dict[str, tuple[Period, ...]]:
    found: dict[str, list[Period]] = {}
    for row in read_table("observations.csv", _PACKAGE):
        period = Period(row["first"], row["last"], float(row["value"]))
        found.setdefault(row["series"], []).append(period)
    return {
        name: tuple(sorted(rows, key=lambda p: (p.last, p.first))) for name, rows in found.items()
    }


@kept
def all_series() -> tuple[Series, ...]:
    """Return every recorded series, checks on attention included."""
    return tuple(Series(**row) for row in read_table("series.csv", _PACKAGE))


def targets() -> tuple[Series, ...]:
    """Return the series that the model is scored on."""
    return tuple(series for series in all_series() if series.family != "check")


@dataclass(frozen=True)
class Band:
    """A closed band; an end that a table leaves empty is open.

    Parameters
    ----------
    low, high : float
        Ends, minus and plus infinity when open.
    """

    low: float
    high: float

    def holds(self, value: float) -> bool:
        """Return whether a value lies in the band; NaN does not."""
        return self.low <= value <= self.high

    def __str__(self) -> str:
        if self.low == -inf:
            return f"≤ {self.high:g}"
        return f"≥ {self.low:g}" if self.high == inf else f"{self.low:g} to {self.high:g}"


def _band(row: dict[str, str]) -> Band:
    return Band(float(row["low"] or -inf), float(row["high"] or inf))


@dataclass(frozen=True)
class Check:
    """A computation that decides whether a fact is met; fields as in columns.csv."""

    fact: str
    name: str
    title: str
    signal: str
    form: str
    window: tuple[str, ...]
    base: tuple[str, ...]
    other: str
    run: str
    band: Band
    unit: str
    stated: str
    how: str

    @property
    def id(self) -> str:
        """Name of the check among all."""
        return f"{self.fact} {self.name}"

    @property
    def block(self) -> str:
        """Block of the latest month that the check reads."""
        return block_of(max((*self.window, *self.base)))


@kept
def checks() -> tuple[Check, ...]:
    """Return the checks of the facts, in the order of the facts."""
    return tuple(
        Check(
            fact=row["fact"],
            name=row["check"],
            title=row["title"],
            signal=row["signal"],
            form=row["form"],
            window=months_of(row["window"]),
            base=months_of(row["base"]),
            other=row["other"],
            run=row["run"],
            band=_band(row),
            unit=row["unit"],
            stated=row["band"],
            how=row["how"],
        )
        for row in read_table("checks.csv", _PACKAGE)
    )


@kept
def facts() -> dict[str, dict[str, str]]:
    """Return the facts by their id, as rows of facts.csv."""
    return {row["id"]: row for row in read_table("facts.csv", _PACKAGE)}


@dataclass(frozen=True)
class Structural:
    """A published finding on sanctions and its statistic; fields as in columns.csv."""

    fact: str
    name: str
    title: str
    statistic: str
    band: Band
    unit: str
    published: str
    effects: tuple[str, ...]
    how: str


@kept
def structural() -> tuple[Structural, ...]:
    """Return the structural checks, in the order of the facts."""
    return tuple(
        Structural(
            row["fact"],
            row["check"],
            row["title"],
            row["statistic"],
            _band(row),
            row["unit"],
            row["published"],
            tuple(row["effects"].split()),
            row["how"],
        )
        for row in read_table("structural.csv", _PACKAGE)
    )


@dataclass(frozen=True)
class Text:
    """A text voted on: resolution, month ``YYYY-MM`` and strictness (0 to 1, judged).

    ``scored`` says whether it stands on the calendar of the model, so that the model tells it.
    """

    resolution: str
    month: str
    title: str
    strictness: float

    scored: bool


@kept
def every_text() -> dict[str, Text]:
    """Return the texts on Ukraine, in order of their months, by resolution."""
    found = (
        Text(
            row["resolution"],
            row["month"],
            row["title"],
            float(row["strictness"]),
            row["use"] == "score",
        )
        for row in read_table("texts.csv", _PACKAGE)
    )
    return {text.resolution: text for text in sorted(found, key=lambda text: text.month)}


@kept
def texts() -> dict[str, Text]:
    """Return the texts that stand on the calendar of the model and are scored, by resolution."""
    return {name: text for name, text in every_text().items() if text.scored}


NO, ABSTAIN, YES = 0, 1, 2
_POSSIBLE = {
    "no": (NO,),
    "abstain": (ABSTAIN,),
    "absent": (ABSTAIN,),
    "abstain_or_absent": (ABSTAIN,),
    "yes": (YES,),
    "yes_or_absent": (ABSTAIN, YES),
}


@kept
def votes() -> dict[str, dict[str, tuple[int, ...]]]:
    """Return the votes on the texts of ``texts``; see ``every_vote``."""
    return {name: cast for name, cast in every_vote().items() if name in texts()}


@kept
def every_vote() -> dict[str, dict[str, tuple[int, ...]]]:
    """Return which votes each state may have cast, by resolution and state, in order of codes.

    Abstention and absence are one category. Two categories stand where the lists do not tell.
    """
    found: dict[str, dict[str, tuple[int, ...]]] = {}
    for row in sorted(read_table("votes.csv", _PACKAGE), key=lambda row: row["iso3"]):
        found.setdefault(row["resolution"], {})[row["iso3"]] = _POSSIBLE[row["vote"]]
    return found
