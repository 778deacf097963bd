"""How sure a difference of scores is: a bootstrap of blocks of months, and Holm's adjustment.

Scores of neighbouring months are alike, so whole blocks of months are drawn with replacement; all
forecasts of a month, whatever their origin, go together. With two years of months there are four
blocks of half a year: an interval says the order of the doubt, no more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from multipolar.arrays import Array
from multipolar.luck import Luck
from multipolar.quantiles import ENDS

BLOCK = 6
"""Months that are drawn together; judged: errors of forecasts outlast a quarter."""

DRAWS = 2000
SEED = 1
STREAM = "record.bootstrap"


class Skill(NamedTuple):
    """One minus a score over that of an opponent, with a 90 % interval.

    ``p_value`` is the two-sided chance of so large a skill, up or down, where there is none.
    Interval and chance are NaN where there are too few figures for two blocks.
    """

    value: float
    low: float
    high: float
    p_value: float


def drawn_blocks(places: int, block: int = BLOCK, draws: int = DRAWS) -> NDArray[np.intp]:
    """Return places drawn in circular blocks, shape (draws, places)."""
    blocks = -(-places // block)
    start = np.floor(Luck(SEED, 0, draws).uniform(STREAM, places, blocks) * places)
    drawn = (start[:, :, None] + np.arange(block)).reshape(draws, -1)[:, :places]
    return np.asarray(drawn % places, dtype=np.intp)


def skill(ours: Mapping[int, float], theirs: Mapping[int, float], block: int = BLOCK) -> Skill:
    """Return the skill of scores against those of an opponent.

    Parameters
    ----------
    ours, theirs : mapping of int to float
        Sum of the scores of all forecasts of a month, by the number of the month.
    block : int
        Months that are drawn together.
    """
    months = sorted(ours)
    mine, others = (np.array([scores[m] for m in months]) for scores in (ours, theirs))
    value = 1.0 - mine.sum() / others.sum()
    if len(months) < 2 * block:
        return Skill(float(value), np.nan, np.nan, np.nan)
    drawn = drawn_blocks(len(months), block)
    return _skill(float(value), 1.0 - mine[drawn].sum(axis=1) / others[drawn].sum(axis=1))


def mean_skill(pairs: Sequence[tuple[Mapping[int, float], Mapping[int, float]]]) -> Skill:
    """Return the mean skill over series; months and series are both drawn.

    In a draw every series has the same months. Series are drawn too, so that the interval also
    says how much hangs on which few series the record holds.

    Parameters
    ----------
    pairs : sequence of pairs of mappings
        As ``skill`` takes them, one pair for each series; without any the skill is NaN.
    """
    if not pairs:
        return Skill(np.nan, np.nan, np.nan, np.nan)
    months = sorted({month for ours, _ in pairs for month in ours})
    drawn, count = drawn_blocks(len(months)), len(pairs)
    values, samples = [], []
    for pair in pairs:
        mine, others = (np.array([one.get(month, 0.0) for month in months]) for one in pair)
        values.append(1.0 - mine.sum() / others.sum())
        with np.errstate(divide="ignore", invalid="ignore"):
            samples.append(1.0 - mine[drawn].sum(axis=1) / others[drawn].sum(axis=1))
    picked = np.floor(Luck(SEED, 0, DRAWS).uniform(f"{STREAM}.series", 0, count) * count)
    each = np.take_along_axis(np.array(samples).T, picked.astype(np.intp), axis=1)
    return _skill(float(np.mean(values)), np.nanmean(each, axis=1))


def _skill(value: float, samples: Array) -> Skill:
    low, high = np.quantile(samples, ENDS)
    rest = [(1.0 + (samples <= 0.0).sum()), (1.0 + (samples >= 0.0).sum())]
    chance = min(1.0, 2.0 * min(rest) / (1.0 + len(samples)))
    return Skill(value, float(low), float(high), float(chance))


def holm(chances: Mapping[str, float]) -> dict[str, float]:
    """Return the chances of several tests adjusted so that none is found by trying many (1979).

    Those that are NaN stay so and do not count.
    """
    known = sorted((p, name) for name, p in chances.items() if not np.isnan(p))
    adjusted, largest = dict(chances), 0.0
    for place, (p, name) in enumerate(known):
        largest = max(largest, min(1.0, (len(known) - place) * p))
        adjusted[name] = largest
    return adjusted
