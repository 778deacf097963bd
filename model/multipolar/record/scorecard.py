"""The scorecard: the model beside the record and beside fair opponents, misses first.

A fact is met when the median of every check that ends by June 2024 lies in its band; a check that
ends later is hold-out and counted apart. Beside it stand the share of the runs in the band, for a
median says nothing of how many runs agree, and the number of seeds that meet it each for itself. A
series is met when what the model told at rolling origins scores better (CRPS) than the best fair
opponent.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, cast

import numpy as np

from multipolar.months import CUT
from multipolar.record.rolling_table import RollingScores
from multipolar.record.tables import CALIBRATION, HOLD_OUT, facts


@dataclass(frozen=True)
class FactRow:
    """A check of a fact: target, median and 90 % interval of the runs, and their share in band.

    ``seeds_inside`` of the ``seeds`` have a median in the band on their own.
    """

    fact: str
    check: str
    title: str
    unit: str
    block: str
    target: str
    median: float
    low: float
    high: float
    share: float
    inside: bool
    seeds: int
    seeds_inside: int
    source: str
    how: str


@dataclass(frozen=True)
class AttentionRow:
    """Attention in the model beside the press on risk: a check, no target.

    Shares of a theatre among the four, averages of 2022-24, and their rank correlation by month.
    """

    theatre: str
    model: float
    press: float
    correlation: float


@dataclass(frozen=True)
class StructuralRow:
    """A published finding on sanctions beside studies of synthetic episodes.

    ``studies`` is how far the published studies of the quantity lie apart, with their names.
    """

    fact: str
    check: str
    title: str
    unit: str
    target: str
    median: float
    low: float
    high: float
    inside: bool | None
    published: str
    studies: str
    how: str


@dataclass(frozen=True)
class Scorecard:
    """The model beside the record, ``runs`` for each seed; rows of each part, misses first."""

    runs: int
    seeds: tuple[int, ...]
    facts: tuple[FactRow, ...]
    rolling: RollingScores
    attention: tuple[AttentionRow, ...]
    structural: tuple[StructuralRow, ...]

    def met(self, block: str = CALIBRATION) -> dict[str, bool]:
        """Return which facts are met, by id: those with a check in the block."""
        found: dict[str, bool] = {}
        for row in self.facts:
            if row.block == block:
                found[row.fact] = found.get(row.fact, True) and row.inside
        return {fact: found[fact] for fact in facts() if fact in found}

    def met_by_every_seed(self) -> dict[str, bool]:
        """Return which facts up to the cut the median of each seed meets on its own, by id."""
        found = self.met()
        for row in self.facts:
            if row.block == CALIBRATION and row.seeds_inside < row.seeds:
                found[row.fact] = False
        return found

    @property
    def summary(self) -> dict[str, Any]:
        """Counts: facts, checks, series and findings that are met, out of how many."""
        calibration, every = (
            {k: v for k, v in met.items() if k.startswith("C-")}
            for met in (self.met(), self.met_by_every_seed())
        )

        def share(rows: Iterable[bool]) -> list[int]:
            listed = list(rows)
            return [sum(listed), len(listed)]

        known = [row for row in self.facts if row.block == CALIBRATION]
        return {
            "cut": CUT,
            "facts": share(calibration.values()),
            "facts_by_every_seed": share(every.values()),
            "facts_missed": [fact for fact, met in calibration.items() if not met],
            "checks": share(row.inside for row in known),
            "runs_in_band": float(np.mean([row.share for row in known])) if known else None,
            "checks_hold_out": share(r.inside for r in self.facts if r.block == HOLD_OUT),
            "series": share(row.skill > 0.0 for row in self.rolling.monthly),
            "series_worse": [r.series for r in self.rolling.series if r.verdict == "worse"],
            "skill": list(self.rolling.mean),
            "structural": share(bool(r.inside) for r in self.structural if r.inside is not None),
            "structural_absent": sum(r.inside is None for r in self.structural),
        }

    def to_dict(self) -> dict[str, Any]:
        """Return the scorecard as dictionaries, lists, texts and numbers; NaN becomes ``None``."""
        return cast(dict[str, Any], _plain({"summary": self.summary, **asdict(self)}))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return None if isinstance(value, float) and not np.isfinite(value) else value
