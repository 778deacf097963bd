"""The turn: whether tension in Korea rises, falls or stays after the treaty of June 2024.

The mean level of the year before the treaty is set against that of the two years after it, run by
run. This is before and after, not with and without: other events fall into the same years. What
the visit and the treaty add is the question of scenario d01.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from multipolar.ensemble import Results
from multipolar.months import month_number
from multipolar.study.intervals import Interval, of_share

Array = NDArray[np.float64]

TREATY = "2024-06"
MEASURE = "escalation_korea"
BEFORE, AFTER = 12, 24
BAND = 0.25
"""Change of the mean level, in rungs, that counts as none; judged."""


@dataclass(frozen=True)
class Share:
    """A share of the runs.

    Parameters
    ----------
    runs : int
        Number of runs.
    share : float
        The same as a share of all runs, 0 to 1.
    interval : Interval
        Wilson's 90 % interval of the share.
    """

    runs: int
    share: float
    interval: Interval


@dataclass(frozen=True)
class Turn:
    """How many runs rise, fall and stay.

    Parameters
    ----------
    scenario : str
        Scenario of the runs.
    month : str
        Month of the treaty, the first of the months after.
    before, after : int
        Months averaged on either side.
    band : float
        Largest change that counts as staying, in rungs.
    rises, falls, stays : Share
        Shares of the runs; they sum to one.
    """

    scenario: str
    month: str
    before: int
    after: int
    band: float
    rises: Share
    falls: Share
    stays: Share


def turn(
    results: Results,
    scenario: str | None = None,
    *,
    band: float = BAND,
    before: int = BEFORE,
    after: int = AFTER,
) -> Turn:
    """Return the shares of runs in which tension in Korea rises, falls or stays.

    Parameters
    ----------
    results : Results
        An ensemble that covers the months on both sides of the treaty.
    scenario : str, optional
        One of its scenarios; the first by default.
    band : float
        Largest change of the mean level that counts as staying, in rungs, 0 or larger.
    before, after : int
        Months averaged on either side, 1 or larger; the month of the treaty is the first after.

    Raises
    ------
    KeyError
        When the results hold no such scenario.
    ValueError
        When the results do not cover these months, or the band is negative.
    """
    place = month_number(TREATY) - month_number(results.months[0])
    if band < 0.0 or min(before, after) < 1:
        raise ValueError(f"band {band}, before {before}, after {after}: 0, 1 and 1 or larger")
    if place < before or place + after > len(results.months):
        raise ValueError(
            f"the results cover {results.months[0]} to {results.months[-1]}; wanted are {before} "
            f"months before {TREATY} and {after} from it on"
        )
    path = results.measure(MEASURE, scenario).values
    change = path[:, place : place + after].mean(axis=1) - path[:, place - before : place].mean(
        axis=1
    )
    rises, falls, stays = shares(change, band)
    name = results.scenarios[0] if scenario is None else scenario
    return Turn(name, TREATY, before, after, band, rises, falls, stays)


def shares(change: Array, band: float) -> tuple[Share, Share, Share]:
    """Return the shares of changes, shape (runs,), above, below and within a band around nought."""
    up, down = int((change > band).sum()), int((change < -band).sum())
    total = change.size
    rises, falls, stays = (
        Share(count, count / total, of_share(count, total))
        for count in (up, down, total - up - down)
    )
    return rises, falls, stays
