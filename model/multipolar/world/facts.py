"""The facts of 194 states, checked on load, with every gap filled by a rule that has a name.

The figures of ``states.csv`` are those of their producers and an empty cell is a gap of the
source. A gap is filled first from ``estimates.csv``, where each value carries its evidence tag
and its source, then by ``RULES``, in their order. ``gaps()`` lists what was filled and how.

One kind of figure is taken out before filling. BACI HS22 of 2023 lacks every flow between states
that did not report in HS 2022, and Russia is one of them: the Russian share of such a state is an
exact zero that means "not known". The list of those states is not at hand, so an exact zero is
taken for a hole when the share of 2016 was at least ``HOLE_THRESHOLD``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from multipolar.arguments import nearest
from multipolar.arrays import Array
from multipolar.readonly import ReadOnly, kept
from multipolar.world.roles import TABLE as ROLES
from multipolar.world.roles import roles
from multipolar.world.tables import read_table

STATES, COLUMNS, ESTIMATES = "states.csv", "columns.csv", "estimates.csv"
EVIDENCE = ("S", "R-H", "R-M", "R-L", "D", "P", "J")

HOLED = "trade_share_rus_2023"
HOLE_THRESHOLD = 0.001
STOPPED_TRADING = ("UKR",)  # a real zero: Ukraine ended its trade with Russia in 2022
CUSTOMS_PARTNER = {"LIE": "CHE", "MCO": "FRA"}  # the source counts the trade of one in the other

T = TypeVar("T")


@dataclass(frozen=True)
class Gap:
    """A cell that the source leaves empty, and how it was filled.

    Parameters
    ----------
    iso3, column : str
        The cell.
    rule : str
        ``estimate`` or the name of a filling rule.
    value : float
        The value put in.
    evidence : str
        Evidence tag of the value: S published, R-H, R-M or R-L recalled with high, medium or
        low certainty, D derived, P seen in a prototype, J judgement.
    source : str
        Where the value comes from.
    """

    iso3: str
    column: str
    rule: str
    value: float
    evidence: str
    source: str


@dataclass(frozen=True, eq=False)
class Facts:
    """What is known of each state, without gaps.

    Parameters
    ----------
    iso3, name, role : tuple of str
        Code, name and role of each state, in the order of the codes.
    """

    iso3: tuple[str, ...]
    name: tuple[str, ...]
    role: tuple[str, ...]
    _numbers: Mapping[str, Array] = field(repr=False)
    _texts: Mapping[str, tuple[str, ...]] = field(repr=False)

    def __getitem__(self, column: str) -> Array:
        """Return a column of numbers, shape ``(states,)``, read-only, in its unit.

        Raises
        ------
        KeyError
            When there is no such column of numbers; the message names the nearest one.
        """
        return _pick(self._numbers, column, "number")

    def text(self, column: str) -> tuple[str, ...]:
        """Return a column of text; ``""`` where the source is silent.

        Raises
        ------
        KeyError
            When there is no such column of text; the message names the nearest one.
        """
        return _pick(self._texts, column, "text")

    def replaced(self, own: Iterable[tuple[str, str, float]]) -> Facts:
        """Return the facts with own figures in place: (state, column, value)."""
        numbers = {**self._numbers}
        for iso3, column, value in own:
            figures = _pick(numbers, column, "number").copy()
            figures[self.iso3.index(iso3)] = value
            figures.flags.writeable = False
            numbers[column] = figures
        return replace(self, _numbers=ReadOnly(numbers))


@dataclass(frozen=True)
class _Known:
    """What the filling rules read: texts, and published numbers with NaN for a gap."""

    texts: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, Array]
    holes: NDArray[np.bool_]


@dataclass(frozen=True)
class _Rule:
    """A filling rule: candidates for the columns that begin with a prefix, NaN for none."""

    name: str
    prefixes: tuple[str, ...]
    candidates: Callable[[_Known, str], Array]
    evidence: str
    source: str


def _pick(columns: Mapping[str, T], column: str, kind: str) -> T:
    if column in columns:
        return columns[column]
    near = nearest(column, columns)
    hint = f"did you mean {near!r}?" if near else f"it has {', '.join(columns)}"
    raise KeyError(f"{STATES} has no {kind} column {column!r}; {hint}")


def _complain(table: str, row: int, column: str, found: str, allowed: str) -> ValueError:
    return ValueError(f"{table}, row {row}, {column}: found {found!r}, allowed: {allowed}")


def _number(table: str, row: int, column: str, cell: str, allowed: str) -> float:
    """Return a cell as a number, NaN for an empty one, checked against what is allowed."""
    if cell == "":
        return float("nan")
    try:
        value = float(cell)
    except ValueError:
        raise _complain(table, row, column, cell, f"a number, {allowed}") from None
    if ".." in allowed:
        low, high = allowed.split("..")
        fits = float(low) <= value <= float(high or "inf")
    else:
        fits = cell in allowed.split("|")
    if not fits:
        raise _complain(table, row, column, cell, allowed)
    return value


def _text(row: int, column: str, cell: str, allowed: str) -> str:
    if allowed and cell not in allowed.split("|"):
        near = nearest(cell, allowed.split("|"))
        hint = f"; did you mean {near!r}?" if near else ""
        raise _complain(STATES, row, column, cell, allowed.replace("|", ", ") + hint)
    return cell


def _allowed(cell: str) -> str:
    """Return what a column allows; the name of a table stands for the names in it."""
    return "|".join(roles()) if cell == ROLES else cell


def _check_header(rows: tuple[dict[str, str], ...], columns: Mapping[str, dict[str, str]]) -> None:
    if not rows or set(rows[0]) != set(columns):
        found = set(rows[0]) if rows else set()
        raise ValueError(
            f"{STATES}, row 1: columns {sorted(found ^ set(columns))} stand in one of {STATES} "
            f"and {COLUMNS} only; allowed: the same columns in both"
        )


def _check_codes(rows: tuple[dict[str, str], ...]) -> None:
    seen: set[str] = set()
    for number, row in enumerate(rows, start=2):
        if row["iso3"] in seen:
            raise _complain(STATES, number, "iso3", row["iso3"], "each state once")
        seen.add(row["iso3"])


def _read_states(
    rows: tuple[dict[str, str], ...], columns: Mapping[str, dict[str, str]]
) -> tuple[dict[str, tuple[str, ...]], dict[str, Array]]:
    """Return the checked texts and numbers of the states by code, column by column."""
    _check_header(rows, columns)
    _check_codes(rows)
    by_code = sorted(enumerate(rows, start=2), key=lambda numbered: numbered[1]["iso3"])
    texts: dict[str, tuple[str, ...]] = {}
    numbers: dict[str, Array] = {}
    for column, about in columns.items():
        cells = [(number, row[column]) for number, row in by_code]
        allowed = _allowed(about["allowed"])
        if about["kind"] == "text":
            texts[column] = tuple(_text(number, column, cell, allowed) for number, cell in cells)
        else:
            numbers[column] = np.array(
                [_number(STATES, number, column, cell, allowed) for number, cell in cells]
            )
    return texts, numbers


def _open_holes(iso3: tuple[str, ...], numbers: dict[str, Array]) -> NDArray[np.bool_]:
    """Empty the zeros of 2023 that are holes of the source, and return where they were."""
    stopped = np.isin(iso3, STOPPED_TRADING)
    before = np.nan_to_num(numbers["trade_share_rus_2016"])
    holes: NDArray[np.bool_] = (numbers[HOLED] == 0) & (before >= HOLE_THRESHOLD) & ~stopped
    numbers[HOLED] = np.where(holes, np.nan, numbers[HOLED])
    return holes


def _put_estimates(
    rows: tuple[dict[str, str], ...],
    iso3: tuple[str, ...],
    numbers: dict[str, Array],
    columns: Mapping[str, dict[str, str]],
) -> list[Gap]:
    """Put the estimates into the empty cells they are for, and return them as gaps."""
    filled = []
    for row, line in enumerate(rows, start=2):
        state, column, cell = line["iso3"], line["column"], line["value"]
        if state not in iso3:
            raise _complain(ESTIMATES, row, "iso3", state, f"a state of {STATES}")
        if column not in numbers:
            raise _complain(ESTIMATES, row, "column", column, f"a number column of {STATES}")
        if line["evidence"] not in EVIDENCE:
            raise _complain(ESTIMATES, row, "evidence", line["evidence"], ", ".join(EVIDENCE))
        value = _number(ESTIMATES, row, "value", cell, columns[column]["allowed"])
        place = iso3.index(state)
        if np.isnan(value) or not np.isnan(numbers[column][place]):
            allowed = f"a number, for a cell that {STATES} leaves empty and no other row fills"
            raise _complain(ESTIMATES, row, "value", cell, allowed)
        numbers[column][place] = value
        filled.append(Gap(state, column, "estimate", value, line["evidence"], line["source"]))
    return filled


def _itself(known: _Known, _: str) -> Array:
    return np.where(np.array(known.texts["iso3"]) == "RUS", 0.0, np.nan)


def _baci_hole(known: _Known, _: str) -> Array:
    return np.where(known.holes, known.numbers["trade_share_rus_2016"], np.nan)


def _other_year(known: _Known, column: str) -> Array:
    stem, year = column.rsplit("_", 1)
    others = [f"{stem}_{other}" for other in ("2016", "2021", "2023") if other != year]
    return next(known.numbers[other] for other in others if other in known.numbers)


def _customs_partner(known: _Known, column: str) -> Array:
    iso3 = known.texts["iso3"]
    figures = dict(zip(iso3, known.numbers[column], strict=True))
    return np.array([figures.get(CUSTOMS_PARTNER.get(state, ""), np.nan) for state in iso3])


def _median_by(groups: list[str], figures: Array) -> Array:
    """Return for each state the median of the figures known in its group, NaN if none is."""
    known = ~np.isnan(figures)
    labels = np.array(groups)
    medians = {
        label: np.median(figures[known & (labels == label)]) for label in np.unique(labels[known])
    }
    return np.array([medians.get(label, np.nan) for label in groups])


def _region_median(known: _Known, column: str) -> Array:
    return _median_by(list(known.texts["un_region"]), known.numbers[column])


def _role_median(known: _Known, column: str) -> Array:
    return _median_by(list(known.texts["role"]), known.numbers[column])


def _role_region_median(known: _Known, column: str) -> Array:
    pairs = zip(known.texts["role"], known.texts["un_region"], strict=True)
    return _median_by([" / ".join(pair) for pair in pairs], known.numbers[column])


def _allies_median(known: _Known, column: str) -> Array:
    """Return for Taiwan the median of the allies of the United States outside Europe."""
    allies = np.array(known.texts["role"]) == "pacific_ally"
    median = np.nanmedian(known.numbers[column][allies])
    return np.where(np.array(known.texts["role"]) == "taiwan", median, np.nan)


def _role_trade_ratio(known: _Known, column: str) -> Array:
    """Return GDP times the median of trade over GDP in the role, GDP of the nearest year."""
    gdp = known.numbers["gdp_usd_bn_2023" if column.endswith("2023") else "gdp_usd_bn_2021"]
    return gdp * _median_by(list(known.texts["role"]), known.numbers[column] / gdp)


_VOTES = ("unga_", "agree_")
RULES = (
    _Rule("itself", ("trade_share_rus_",), _itself, "D", "no trade with itself, by definition"),
    _Rule("baci_hole", (HOLED,), _baci_hole, "D", "share of 2016: the zero of 2023 is a hole"),
    _Rule(
        "other_year",
        ("trade_", "milex_", "gdp_"),
        _other_year,
        "D",
        "figure of the same producer or series for the other year",
    ),
    _Rule(
        "customs_partner", ("trade_share_",), _customs_partner, "D", "counted there in the source"
    ),
    _Rule("role_trade_ratio", ("trade_usd_bn_",), _role_trade_ratio, "J", "GDP times role median"),
    _Rule("allies_median", _VOTES, _allies_median, "J", "median of pacific_ally: no vote"),
    _Rule("role_region_median", ("milex_",), _role_region_median, "J", "median of role and region"),
    _Rule("region_median", ("polyarchy_", *_VOTES), _region_median, "J", "median of the region"),
    _Rule("role_median", ("milex_",), _role_median, "J", "median of the role"),
)


def _fill(known: _Known, numbers: Mapping[str, Array]) -> list[Gap]:
    """Fill the gaps that are left in the numbers by the rules, and return what was filled.

    Every rule reads published figures only: no rule builds on an estimate or on another rule.
    """
    found = []
    for column, figures in numbers.items():
        for rule in RULES:
            if not (column.startswith(rule.prefixes) and np.isnan(figures).any()):
                continue
            candidates = rule.candidates(known, column)
            for place in np.flatnonzero(np.isnan(figures) & ~np.isnan(candidates)):
                figures[place] = candidates[place]
                state, value = known.texts["iso3"][place], float(candidates[place])
                found.append(Gap(state, column, rule.name, value, rule.evidence, rule.source))
    return found


def _check_full(iso3: tuple[str, ...], numbers: Mapping[str, Array]) -> None:
    for column, figures in numbers.items():
        empty = [iso3[place] for place in np.flatnonzero(np.isnan(figures))]
        if empty:
            raise ValueError(
                f"{STATES}, {column}: empty for {', '.join(empty)} and no rule fills it; "
                f"allowed: a figure, a row of {ESTIMATES} or a filling rule"
            )


def _assemble(
    states: tuple[dict[str, str], ...],
    described: tuple[dict[str, str], ...],
    estimated: tuple[dict[str, str], ...],
) -> tuple[Facts, tuple[Gap, ...]]:
    """Return the facts and the gaps of three tables."""
    columns = {row["column"]: row for row in described}
    texts, numbers = _read_states(states, columns)
    iso3 = texts["iso3"]
    holes = _open_holes(iso3, numbers)
    published = {column: figures.copy() for column, figures in numbers.items()}
    estimates = _put_estimates(estimated, iso3, numbers, columns)
    by_rule = _fill(_Known(texts, published, holes), numbers)
    _check_full(iso3, numbers)
    for figures in numbers.values():
        figures.flags.writeable = False
    views = ReadOnly(numbers), ReadOnly(texts)
    return Facts(iso3, texts["name"], texts["role"], *views), (*estimates, *by_rule)


@kept
def _load() -> tuple[Facts, tuple[Gap, ...]]:
    return _assemble(read_table(STATES), read_table(COLUMNS), read_table(ESTIMATES))


def load_facts() -> Facts:
    """Return the facts of all 194 states, the same object at every call.

    Raises
    ------
    ValueError
        When a table has an unknown role, a repeated state, a cell that is not a number or out of
        range, an estimate for a cell that has a figure, or a gap that no rule fills. The message
        names file, row, column, what was found and what is allowed.
    """
    return _load()[0]


def gaps() -> tuple[Gap, ...]:
    """Return every cell that was filled: the estimates, then the rules column by column."""
    return _load()[1]
