"""The scorecard: the model beside the record and beside two naive baselines, misses first.

A fact is met when the median of every check that ends by June 2024 lies in its band; a check that
ends later is hold-out and counted apart. A series is met in a block when the model's samples score
better (CRPS) than both baselines.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any, cast

import numpy as np

from multipolar.months import CUT
from multipolar.record.tables import CALIBRATION, HOLD_OUT, facts


@dataclass(frozen=True)
class FactRow:
    """A check of a fact: target, the runs, and what no change and the years before would give."""

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
    persistence: float
    persistence_inside: bool
    history: float
    history_inside: bool
    source: str
    how: str


@dataclass(frozen=True)
class SeriesRow:
    """A series in a block: counted and predicted average, coverage and scores.

    ``skill`` is one minus the model's CRPS over that of the better baseline; above 0 the model
    beats both. ``coverage`` is the share of the counts inside the model's 90 % intervals.
    """

    series: str
    title: str
    unit: str
    block: str
    figures: int
    counted: float
    median: float
    low: float
    high: float
    inside: bool
    coverage: float
    crps: float
    persistence: float
    persistence_crps: float
    history: float
    history_crps: float
    skill: float
    source: str


@dataclass(frozen=True)
class VoteRow:
    """A vote by states: who predicts it, and how well.

    ``accuracy`` is the share of the known votes that are right, ``moved`` that among the states
    that did not vote as on ES-11/1, ``log_score`` minus the mean logarithm of the chance given to
    what a state did, in nats; yes, abstain (and absent) and no count the predicted votes.
    """

    resolution: str
    method: str
    states: int
    accuracy: float
    moved: float
    log_score: float
    yes: int
    abstain: int
    no: int


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
    """A published finding on sanctions beside studies of synthetic episodes."""

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
    how: str


@dataclass(frozen=True)
class Scorecard:
    """The model beside the record; rows of each part with the misses first."""

    runs: int
    seed: int
    facts: tuple[FactRow, ...]
    series: tuple[SeriesRow, ...]
    votes: tuple[VoteRow, ...]
    attention: tuple[AttentionRow, ...]
    structural: tuple[StructuralRow, ...]
    observation: dict[str, dict[str, float]] = field(default_factory=dict)

    def met(self, block: str = CALIBRATION) -> dict[str, bool]:
        """Return which facts are met, by id: those with a check in the block."""
        found: dict[str, bool] = {}
        for row in self.facts:
            if row.block == block:
                found[row.fact] = found.get(row.fact, True) and row.inside
        return {fact: found[fact] for fact in facts() if fact in found}

    @property
    def summary(self) -> dict[str, Any]:
        """Counts: facts, checks, series and findings that are met, out of how many."""
        calibration = {k: v for k, v in self.met().items() if k.startswith("C-")}

        def share(rows: Iterable[bool]) -> list[int]:
            listed = list(rows)
            return [sum(listed), len(listed)]

        def beaten(block: str) -> list[int]:
            return share(row.skill > 0.0 for row in self.series if row.block == block)

        return {
            "cut": CUT,
            "facts": share(calibration.values()),
            "facts_missed": [fact for fact, met in calibration.items() if not met],
            "checks": share(r.inside for r in self.facts if r.block == CALIBRATION),
            "checks_persistence": share(
                r.persistence_inside for r in self.facts if r.block == CALIBRATION
            ),
            "checks_hold_out": share(r.inside for r in self.facts if r.block == HOLD_OUT),
            "series": beaten(CALIBRATION),
            "series_hold_out": beaten(HOLD_OUT),
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
