"""Time to an event that some runs never see: Kaplan-Meier curves over the runs."""

from __future__ import annotations

import warnings
from typing import NamedTuple

import numpy as np

from multipolar.arrays import Array


class Survival(NamedTuple):
    """A Kaplan-Meier curve.

    Parameters
    ----------
    months : ndarray
        Times at which something happened, increasing.
    share : ndarray
        Share of the runs in which the event is still to come after each time.
    low, high : ndarray
        90 % interval of the share (Greenwood's formula on the log-log scale); NaN where it is
        not defined.
    median : float
        Time by which half of the runs have seen the event; NaN if the curve stays above half.
    runs, seen : int
        Number of runs, and of those that saw the event.
    """

    months: Array
    share: Array
    low: Array
    high: Array
    median: float
    runs: int
    seen: int

    @property
    def median_interval(self) -> tuple[float, float]:
        """90 % interval of the median: where the ends of the band cross half; NaN where never."""
        return self._crosses_half(self.low), self._crosses_half(self.high)

    def _crosses_half(self, edge: Array) -> float:
        below = self.months[edge <= 0.5]
        return float(below[0]) if below.size else float("nan")

    def median_text(self) -> str:
        """Return the median with its 90 % interval as text, … where the band stays above half."""
        low, high = ("…" if np.isnan(end) else f"{end:.0f}" for end in self.median_interval)
        return f"{self.median:.0f} months [{low}, {high}]"


def kaplan_meier(times: Array, watched: Array) -> Survival:
    """Return the curve of an event over the runs.

    Parameters
    ----------
    times : ndarray
        Months until the event in each run, shape (runs,); NaN where it was not seen.
    watched : ndarray
        Months for which each run was watched; read where the event was not seen.

    Raises
    ------
    ValueError
        When no run is given, or a run was neither watched nor saw the event.

    Examples
    --------
    >>> curve = kaplan_meier([3.0, 5.0, float("nan")], [9.0, 9.0, 9.0])
    >>> curve.seen, curve.runs, curve.median
    (2, 3, 5.0)
    >>> curve.median_text()
    '5 months [3, …]'
    """
    from scipy.stats import CensoredData, ecdf

    times, watched = np.asarray(times, dtype=np.float64), np.asarray(watched, dtype=np.float64)
    unseen = np.isnan(times)
    if not times.size or np.isnan(watched[unseen]).any():
        raise ValueError("a survival curve needs a run, and each run's event or time watched")
    curve = ecdf(CensoredData(uncensored=times[~unseen], right=watched[unseen])).sf
    with np.errstate(divide="ignore", invalid="ignore"), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "The confidence interval is undefined", RuntimeWarning)
        interval = curve.confidence_interval(confidence_level=0.9, method="log-log")
    reached = curve.quantiles[curve.probabilities <= 0.5]
    return Survival(
        months=np.asarray(curve.quantiles, dtype=np.float64),
        share=np.asarray(curve.probabilities, dtype=np.float64),
        low=np.asarray(interval.low.probabilities, dtype=np.float64),
        high=np.asarray(interval.high.probabilities, dtype=np.float64),
        median=float(reached[0]) if reached.size else float("nan"),
        runs=int(times.size),
        seen=int((~unseen).sum()),
    )
