"""Evidence: what a run, or the record itself, says in numbers that can be set side by side.

Checks of facts and half-years of series, from January 2022 to the last month that is known, June
2024 unless told otherwise:

* a fact whose band has two ends: its value, with an error as wide as the band; the record says
  the middle;
* a fact whose band has one end: whether the run lies in the band; the record says yes;
* a series: the mean of what would have been counted in each half-year, error included. The error
  of a half-year is drawn once for all its counts, which is careful where errors last. Levels that
  the observation fits say nothing, so such a series is told relative to its own mean.

Facts that only an ensemble has, and the run without the attack of 7 October, are left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite

import numpy as np

from multipolar.arrays import Array
from multipolar.luck import Luck
from multipolar.months import CUT
from multipolar.record.observation import Observation, observe, of_the_run, rates, signal_of
from multipolar.record.paths import Paths
from multipolar.record.scoring import check_value
from multipolar.record.signals import OF_ENSEMBLES
from multipolar.record.tables import START, Check, Period, checks, targets

LEAST = 1e-3
"""Share of the record's mean below which a count is taken for that share: its logarithm is told."""

EDGE = 1e-12
"""Distance that quantiles of an error keep from 0 and 1."""


@dataclass(frozen=True)
class Evidence:
    """How evidence is read: the observation models, fitted on a reference ensemble.

    Parameters
    ----------
    observations : tuple of Observation
        Observation model of each series that is a target.
    last : str
        Last month that is known: nothing counted later says anything.

    Examples
    --------
    >>> evidence = Evidence(())  # facts alone
    >>> evidence.record["C-9 output"]  # middle of the band, million rounds a month
    0.275
    """

    observations: tuple[Observation, ...]
    last: str = CUT

    @property
    def record(self) -> dict[str, float]:
        """What the record says, by name."""
        said = {c.id: _middle(c) if _two_ended(c) else 1.0 for c in self._facts()}
        for observation in self.observations:
            told = _told(observation, _recorded(observation)[None, :])
            said |= {name: float(value[0]) for name, value in told.items()}
        return said

    def of(self, paths: Paths, first_run: int = 0) -> dict[str, Array]:
        """Return what runs say, by name, each of shape (runs,).

        Parameters
        ----------
        paths : Paths
            Runs that reach the last month known.
        first_run : int
            Index of the first run: errors of counting are drawn by run.
        """
        luck = Luck(paths.seed, first_run, len(paths["aid"]))
        said = {c.id: _fact(c, paths, luck) for c in self._facts()}
        for observation in self.observations:
            said |= _told(observation, _counted(observation, paths, luck))
        return said

    def _facts(self) -> Iterator[Check]:
        """Yield the checks that single runs have and that read no later month."""
        for check in checks():
            single = check.run == "record" and check.signal not in OF_ENSEMBLES
            if single and START <= max((*check.window, *check.base)) <= self.last:
                yield check


def gather_evidence(reference: Paths, last: str = CUT) -> Evidence:
    """Return how to read evidence, with observation models fitted on a reference ensemble.

    Parameters
    ----------
    reference : Paths
        An ensemble from the priors that reaches the last month known.
    last : str
        Last month known. A series without a figure by then says nothing.
    """
    counted = (series for series in targets() if of_the_run(series, last))
    return Evidence(tuple(observe(series, reference, last) for series in counted), last)


def _two_ended(check: Check) -> bool:
    return isfinite(check.band.low) and isfinite(check.band.high)


def _middle(check: Check) -> float:
    return (check.band.low + check.band.high) / 2.0


def _fact(check: Check, paths: Paths, luck: Luck) -> Array:
    value = check_value(check, paths)
    if not _two_ended(check):
        return np.array([float(check.band.holds(v)) for v in value])
    half = (check.band.high - check.band.low) / 2.0
    error = 2.0 * luck.uniform(f"calibration.{check.id}", 0, 1)[:, 0] - 1.0
    return np.asarray(np.nan_to_num(value, nan=_middle(check)) + half * error)


def _halves(periods: tuple[Period, ...]) -> dict[str, list[int]]:
    """Return the places of the periods of each half-year, by its name."""
    found: dict[str, list[int]] = {}
    for place, period in enumerate(periods):
        year, month = period.last.split("-")
        found.setdefault(f"{year}-H{1 if int(month) <= 6 else 2}", []).append(place)
    return found


def _periods(observation: Observation) -> tuple[Period, ...]:
    return of_the_run(observation.series, observation.known_to)


def _recorded(observation: Observation) -> Array:
    """Return what was counted in the periods known, shape (periods,)."""
    return rates(observation.series, _periods(observation))


def _counted(observation: Observation, paths: Paths, luck: Luck) -> Array:
    """Return what each run would have counted in each period, shape (runs, periods)."""
    series, periods = observation.series, _periods(observation)
    signal = signal_of(series, paths, periods)
    drawn = np.empty_like(signal)
    for half, places in _halves(periods).items():
        error = luck.uniform(f"calibration.{series.series}.{half}", 0, 1)
        error = np.broadcast_to(np.clip(error, EDGE, 1.0 - EDGE), (len(signal), len(places)))
        drawn[:, places] = observation.drawn(signal[:, places], error)
    return drawn


def _told(observation: Observation, counted: Array) -> dict[str, Array]:
    """Return the half-years of counts (rows, periods), as they are told, by name."""
    series = observation.series
    halves = _halves(_periods(observation))
    means = np.stack([counted[:, places].mean(axis=1) for places in halves.values()], axis=1)
    if series.family in ("lognormal", "root"):
        own = _recorded(observation).mean()
        means = np.log(np.maximum(means, LEAST * own))
        if series.scale == "fitted":
            means -= means.mean(axis=1, keepdims=True)
    return {f"{series.series} {half}": means[:, k] for k, half in enumerate(halves)}
