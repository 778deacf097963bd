"""Boxes in which an outcome falls: the patient rule induction method (Friedman and Fisher 1999).

A box restricts some columns of a table: a number to a range, a word to some of the words there are.
Peeling cuts a box down, a few rows at a time, where that raises the share of interesting rows most.
Pasting moves its borders out again as long as that share rises. Of all boxes on the way the one
with the best balance of coverage and density is kept, and loses every restriction that chance
explains.

A box is found in one half of the rows and judged in the other. It is reported only if it holds
there: rows of pure noise give none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from multipolar.arguments import ArgumentError
from multipolar.arrays import Array, Flags
from multipolar.study.boxes import Box, Restriction, Table, count_inside, rows_in

PEEL = 0.05
"""Share of the rows of a box that one step peels off or pastes on."""

LEAST_ROWS = 20
"""Rows that a box holds, in the half in which it is found."""

CHANCE = 0.05
"""Probability, over all borders together, that chance alone lets a border stand."""

NO_BOX = 0.001
"""Probability of a box at least as dense by chance, in the other half, above which it is none."""


def find_boxes(
    table: Table,
    interesting: Flags,
    judging: Flags,
    *,
    group: NDArray[np.integer] | None = None,
    most: int = 3,
) -> tuple[Box, ...]:
    """Return boxes that hold interesting rows, the first found first.

    Each box is looked for outside those before it. The order of rows and of columns changes
    nothing.

    Parameters
    ----------
    table : mapping of str to ndarray
        Columns of numbers or words, each of shape (rows,), without NaN.
    interesting : ndarray of bool
        Which rows are to be told from the others, shape (rows,).
    judging : ndarray of bool
        Rows that judge a box; in the others it is found. Shape (rows,).
    group : ndarray of int, optional
        To which group each row belongs, shape (rows,): rows of a group are no independent
        witnesses. By default each row is its own.
    most : int
        Boxes to look for, 1 or more.

    Raises
    ------
    ArgumentError
        When columns differ in length or hold NaN.

    Examples
    --------
    >>> draws = np.random.default_rng(1)
    >>> table = {"x": draws.random(1000), "y": draws.random(1000)}
    >>> [box] = find_boxes(table, table["x"] < 0.3, np.arange(1000) % 2 == 1)
    >>> box.restrictions[0].column, round(box.restrictions[0].high, 2), box.held.density > 0.9
    ('x', 0.3, True)
    """
    groups = np.arange(len(interesting)) if group is None else group
    _check(table, {"interesting": interesting, "judging": judging, "group": groups})
    boxes: list[Box] = []
    left = np.ones(len(interesting), dtype=bool)
    while len(boxes) < most:
        finding, checking = left & ~judging, left & judging
        restrictions = _found(_part(table, finding), interesting[finding])
        if not restrictions:
            break
        inside = rows_in(restrictions, table)
        box = Box(
            restrictions,
            *(count_inside(inside, interesting, groups, half) for half in (~judging, judging)),
        )
        if count_inside(inside, interesting, groups, checking).chance > NO_BOX:
            break
        boxes.append(box)
        left &= ~inside
    return tuple(boxes)


def _check(table: Table, others: Table) -> None:
    rows = len(others["interesting"])
    for name, column in {**table, **others}.items():
        if column.shape != (rows,):
            raise ArgumentError(f"{name} has the shape {column.shape}; allowed: ({rows},)")
        if column.dtype.kind == "f" and np.isnan(column).any():
            raise ArgumentError(f"{name} holds NaN; allowed: numbers or words in every row")


def _part(table: Table, rows: Flags) -> Table:
    return {name: table[name][rows] for name in sorted(table)}


Limits = dict[str, Restriction]
"""The restrictions of a box that is being made, by column."""


def _found(table: Table, hits: Flags) -> tuple[Restriction, ...]:
    """Return the restrictions of the best box of some rows; none where there is no good one.

    Peeling wastes rows on columns that do not matter. So these are left out, and the others are
    peeled anew until all that are left matter. A column that matters alone is never left out at
    first: peeled together with many others it may not have had its turn.
    """
    strict = CHANCE / (2 * len(table))
    matters = set(_good_box(table, hits))
    matters |= {name for name in table if _good_box({name: table[name]}, hits)}
    while True:
        table = {name: table[name] for name in sorted(matters)}
        limits = _good_box(table, hits)
        if len(limits) == len(table):
            return tuple(_mattering(limits, table, hits, strict).values())
        matters = set(limits)


def _good_box(table: Table, hits: Flags) -> Limits:
    """Return the best box, without the restrictions that chance explains."""
    return _mattering(_paste(_best_of(table, hits), table, hits), table, hits, CHANCE)


def _best_of(table: Table, hits: Flags) -> Limits:
    """Return the box on the way of peeling with the best balance."""
    best, limits = 0.0, {}
    for peeled in _peel(table, hits):
        value = _balance(rows_in(peeled.values(), table), hits)
        if value > best:
            best, limits = value, peeled
    return limits


def _balance(inside: Flags, hits: Flags) -> float:
    """Return the harmonic mean of coverage and of density above that of all rows, 0 to 1."""
    count, base = int((inside & hits).sum()), float(hits.mean())
    if not count or base == 1.0:
        return 0.0
    coverage = count / int(hits.sum())
    density = (count / int(inside.sum()) - base) / (1.0 - base)
    return 2.0 * coverage * density / (coverage + density) if density > 0.0 else 0.0


def _peel(table: Table, hits: Flags) -> Iterator[Limits]:
    """Yield ever smaller boxes, each one cut away from the last."""
    limits: Limits = {}
    while True:
        rows, now = len(hits), np.count_nonzero(hits) / len(hits)
        gains = []
        for cut in _cuts(table, limits):
            kept = cut.holds(table)
            left = np.count_nonzero(kept)
            if LEAST_ROWS <= left < rows:
                share = np.count_nonzero(hits & kept) / left
                gains.append(((share - now) / (rows - left), cut, kept))
        if not gains:
            return
        _, cut, kept = max(gains, key=lambda found: found[0])
        table, hits = _part(table, kept), hits[kept]
        limits = {**limits, cut.column: cut}
        yield limits


def _cuts(inner: Table, limits: Limits) -> Iterator[Restriction]:
    """Yield every way to peel a few rows off a box: each restricts one column more than now."""
    for name, column in inner.items():
        now = limits.get(name, Restriction(name))
        if column.dtype.kind in "US":
            words = tuple(str(word) for word in np.unique(column))
            for word in words if len(words) > 1 else ():
                yield Restriction(name, words=tuple(other for other in words if other != word))
            continue
        ordered = np.sort(column.astype(np.float64))
        few = max(1, int(PEEL * len(ordered)))
        low, high = _border(ordered, few), -_border(-ordered[::-1], few)
        if np.isfinite(low):
            yield Restriction(name, low, now.high)
        if np.isfinite(high):
            yield Restriction(name, now.low, high)


def _border(ordered: Array, few: int) -> float:
    """Return a border that leaves out about ``few`` of the smallest numbers, equal ones together.

    It lies midway between the last that is left out and the first that is kept; infinite if all
    numbers are equal.
    """
    few = max(few, int(np.searchsorted(ordered, ordered[0], side="right")))
    if few >= len(ordered):
        return np.inf
    first = int(np.searchsorted(ordered, ordered[few], side="left"))
    return float(ordered[first - 1] + ordered[first]) / 2.0


def _paste(limits: Limits, table: Table, hits: Flags) -> Limits:
    """Return a box whose borders moved out while its density rose."""
    while True:
        inside = rows_in(limits.values(), table) if limits else np.ones_like(hits)
        rows, now = int(inside.sum()), float(hits[inside].mean())
        wider = []
        for one in _widened(limits, table, rows):
            kept = rows_in({**limits, one.column: one}.values(), table)
            if int(kept.sum()) > rows:
                wider.append((float(hits[kept].mean()), one))
        if not wider:
            return limits
        density, one = max(wider, key=lambda found: found[0])
        if density <= now:
            return limits
        limits = {**limits, one.column: one}


def _widened(limits: Limits, table: Table, rows: int) -> Iterator[Restriction]:
    """Yield the restrictions of a box with one border moved out by a few rows, or one word more."""
    few = max(1, int(PEEL * rows))
    for name, now in limits.items():
        others = tuple(one for one in limits.values() if one.column != name)
        free = rows_in(others, table)
        column = table[name][free]
        if now.words is not None:
            for word in sorted({str(word) for word in np.unique(column)} - set(now.words)):
                yield Restriction(name, words=tuple(sorted((*now.words, word))))
            continue
        numbers = column.astype(np.float64)
        below, above = np.sort(numbers[numbers < now.low]), np.sort(numbers[numbers > now.high])
        if len(below):
            yield Restriction(name, below[-few] if few < len(below) else -np.inf, now.high)
        if len(above):
            yield Restriction(name, now.low, above[few - 1] if few < len(above) else np.inf)


def _mattering(limits: Limits, table: Table, hits: Flags, allowed: float) -> Limits:
    """Return the restrictions of a box, by column, but for those that chance explains.

    The least likely to matter goes first, and the others are then judged anew.
    """
    while limits:
        judged = {name: _border_by_chance(limits, name, table, hits) for name in sorted(limits)}
        worst = max(judged, key=lambda name: judged[name])
        if judged[worst] <= allowed:
            return {name: replace(limits[name], chance=judged[name]) for name in judged}
        limits = {name: now for name, now in limits.items() if name != worst}
    return {}


def _border_by_chance(limits: Limits, name: str, table: Table, hits: Flags) -> float:
    """Return the probability that a restriction gains as much density by chance."""
    from scipy import stats

    inside = rows_in(limits.values(), table)
    others = tuple(one for one in limits.values() if one.column != name)
    without = rows_in(others, table)
    count, rows = int((inside & hits).sum()), int(inside.sum())
    return float(stats.binom.sf(count - 1, rows, float(hits[without].mean())))
