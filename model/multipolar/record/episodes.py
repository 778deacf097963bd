"""Synthetic episodes of sanctions: the sanctions block alone, beside what is published.

Each study is five hundred made-up episodes of seven years. An episode has a coalition's share, a
stringency, perhaps an institution, commercial and political busters and a stake; the rules of the
sanctions block watch, leak, press, adapt and concede month by month. Circumstances and parameters
are drawn by address, so an effect is the difference of paired episodes. The ranges of the
circumstances are judged: nobody has published the distribution of episodes in these terms.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from multipolar.luck import Luck
from multipolar.record.paths import Array
from multipolar.rules import concession, sanctions
from multipolar.rules.concession import Concession
from multipolar.rules.phases import parameter_table
from multipolar.rules.sampling import draw_parameters
from multipolar.rules.sanctions import Sanctions
from multipolar.world.tables import read_table

EPISODES = 500
STUDIES = 20
MONTHS = 84
SUCCESS = 0.5
YEAR, FIVE_YEARS = 12, 60
STRATEGIC = 1

ATTENTION, UNITY, CEILING, START_LEAKAGE = 0.2, 0.9, 0.6, 0.05
"""Interest and unity of the senders, ceiling and leakage at the outset of an episode; judged."""


@dataclass(frozen=True)
class Circumstances:
    """What sets episodes apart, each of shape (episodes, 1), shares of 0 to 1."""

    coalition: Array
    stringency: Array
    institution: Array
    commercial: Array
    patron: Array
    stake: Array

    def but(self, **fixed: float) -> Circumstances:
        """Return the same episodes with some circumstances fixed for all."""
        return replace(self, **{k: np.full_like(self.stake, v) for k, v in fixed.items()})


@dataclass(frozen=True)
class Course:
    """What episodes came to, each of shape (studies, episodes).

    Parameters
    ----------
    stage : ndarray
        Stage of concession after seven years: 0, 0.25, 0.5 or 1.
    cost : ndarray
        Cost to the target in the first year, points of a year's output.
    leakage : ndarray
        Leakage of strategic goods after five years.
    """

    stage: Array
    cost: Array
    leakage: Array

    @property
    def won(self) -> Array:
        """Whether the target conceded in part or in full, 0 or 1."""
        return (self.stage >= SUCCESS).astype(np.float64)

    @property
    def success(self) -> Array:
        """Share of episodes with partial or full concession, by study."""
        return np.asarray(self.won.mean(axis=1))


@dataclass(frozen=True)
class Laboratory:
    """Studies of synthetic episodes with a seed, 0 or larger."""

    seed: int = 1

    @property
    def _runs(self) -> int:
        return STUDIES * EPISODES

    @cached_property
    def luck(self) -> Luck:
        """Luck of the episodes, one run for each."""
        return Luck(self.seed, 0, self._runs)

    @cached_property
    def circumstances(self) -> Circumstances:
        """Circumstances of the episodes; a third has an institution, three tenths a patron."""
        u = self.luck.uniform("record.episode", 0, 8)[:, :, None]
        return Circumstances(
            coalition=0.3 + 0.6 * u[:, 0],
            stringency=0.3 + 0.5 * u[:, 1],
            institution=(u[:, 2] < 0.35).astype(np.float64),
            commercial=0.6 * u[:, 3],
            patron=np.where(u[:, 4] < 0.3, 0.2 + 0.6 * u[:, 5], 0.0),
            stake=0.2 + 0.6 * u[:, 6],
        )

    @cached_property
    def parameters(self) -> tuple[Sanctions, Concession]:
        """Parameters of the episodes, drawn from the priors.

        Not from the posterior: the record is of Russia and North Korea since 2022, the published
        findings are of other targets in other decades.
        """
        drawn = draw_parameters(parameter_table(), self.seed, 0, self._runs, source="prior")
        return Sanctions.of(drawn), Concession.of(drawn)

    @cached_property
    def base(self) -> Course:
        """Course of the episodes as they are."""
        return self.course(self.circumstances)

    def course(self, given: Circumstances) -> Course:
        """Play episodes to their end."""
        p, yielding = self.parameters
        runs, products = self._runs, read_table("products.csv")
        weight = np.array([float(row["weight"]) for row in products])
        profit = np.array([float(row["profit"]) for row in products])
        stringency = np.repeat(given.stringency[..., None], len(products), axis=-1)
        one, none = np.ones((runs, 1)), np.zeros((runs, 1))
        monitoring, secondary, adaptation, cost, stage = 0.35 * one, none, none, none, none
        leakage = np.full_like(stringency, START_LEAKAGE)
        after: dict[int, Array] = {}
        spent: dict[int, Array] = {}
        for month in range(MONTHS):
            age = month * one
            monitoring, secondary = sanctions.monitor(
                monitoring=monitoring,
                monitoring_ceiling=CEILING * one,
                secondary=secondary,
                senders_attention=np.full((runs, 2), ATTENTION),
                senders_unity=np.full(runs, UNITY),
                target_theatre=np.ones((1, 1)),
                p=p,
            )
            leakage = sanctions.leak(
                leakage=leakage,
                monitoring=monitoring,
                secondary=secondary,
                secondary_reach=np.ones(runs),
                commercial_support=given.commercial,
                patron_support=given.patron,
                institution=given.institution,
                profit=profit,
                p=p,
            )
            pressure = sanctions.press(
                stringency=stringency,
                leakage=leakage,
                adaptation=adaptation,
                coalition_share=given.coalition,
                joined=np.zeros((runs, 1, 4)),
                p=p,
            )
            loss = sanctions.lose(
                stringency=stringency,
                leakage=leakage,
                coalition_share=given.coalition,
                joined=np.zeros((runs, 1, 4)),
                p=p,
            )
            stage = concession.concede(
                concession=stage,
                pressure=pressure,
                leakage=leakage,
                product_weight=weight,
                stake=given.stake,
                patron_support=given.patron,
                institution=given.institution,
                sanctions_age=age,
                luck=self.luck.uniform("record.concession", month, 1),
                p=yielding,
            )
            adaptation, _, cost = sanctions.adapt(
                adaptation=adaptation,
                stringency=stringency,
                static_loss=loss,
                sanctions_age=age,
                sanctions_cost=cost,
                product_weight=weight,
                p=p,
            )
            after[month + 1], spent[month + 1] = leakage[:, 0, STRATEGIC], cost[:, 0]
        shape = (STUDIES, EPISODES)
        return Course(
            stage=stage[:, 0].reshape(shape),
            cost=spent[YEAR].reshape(shape),
            leakage=after[FIVE_YEARS].reshape(shape),
        )


PATRON, BUSTERS = 0.6, 0.7
"""A patron and strong commercial busters, as the paired episodes have them."""


def _split(course: Course, by: Array, low: float, high: float) -> Array:
    """Return success above a quantile of ``by`` less success below another, by study."""
    upper = by >= np.quantile(by, high, axis=1, keepdims=True)
    lower = by <= np.quantile(by, low, axis=1, keepdims=True)
    return _among(course.won, upper) - _among(course.won, lower)


def _among(values: Array, chosen: NDArray[np.bool_]) -> Array:
    return np.asarray((values * chosen).sum(axis=1) / chosen.sum(axis=1))


def _modest_less_major(lab: Laboratory) -> Array:
    return -_split(lab.base, lab.circumstances.stake.reshape(STUDIES, EPISODES), 0.5, 0.5)


def _cost_ratio(lab: Laboratory) -> Array:
    won = lab.base.won > 0.0
    return _among(lab.base.cost, won) / _among(lab.base.cost, ~won)


def _institution_effect(lab: Laboratory) -> Array:
    backed, adhoc = (lab.course(lab.circumstances.but(institution=v)) for v in (1.0, 0.0))
    return backed.success - adhoc.success


def _adhoc_leakage(lab: Laboratory) -> Array:
    adhoc = lab.course(lab.circumstances.but(institution=0.0))
    backed = lab.course(lab.circumstances.but(institution=1.0))
    return np.asarray((adhoc.leakage - backed.leakage).mean(axis=1))


def _patron_effect(lab: Laboratory, commercial: float) -> Array:
    """Return what a patron does to the logarithm of the odds of success, by study."""

    def odds(patron: float) -> Array:
        won = lab.course(lab.circumstances.but(patron=patron, commercial=commercial)).success
        return np.asarray(np.log((won * EPISODES + 0.5) / ((1.0 - won) * EPISODES + 0.5)))

    return odds(PATRON) - odds(0.0)


def _cost(lab: Laboratory, **fixed: float) -> Array:
    return np.asarray(lab.course(lab.circumstances.but(**fixed)).cost.mean(axis=1))


def _convexity(lab: Laboratory) -> Array:
    return _cost(lab, coalition=0.8) / _cost(lab, coalition=0.4)


STATISTICS: dict[str, Callable[[Laboratory], Array]] = {
    "success": lambda lab: lab.base.success,
    "full_success": lambda lab: np.asarray((lab.base.stage >= 1.0).mean(axis=1)),
    "modest_less_major": _modest_less_major,
    "cost_ratio": _cost_ratio,
    "institution_effect": _institution_effect,
    "cost_effect": lambda lab: _split(lab.base, lab.base.cost, 1 / 3, 2 / 3),
    "adhoc_leakage": _adhoc_leakage,
    "patron_alone": lambda lab: _patron_effect(lab, 0.0),
    "patron_and_trade": lambda lab: _patron_effect(lab, BUSTERS),
    "patron_interaction": lambda lab: _patron_effect(lab, BUSTERS) - _patron_effect(lab, 0.0),
    "cost_institution": lambda lab: _cost(lab, coalition=0.95, stringency=0.7, institution=1.0),
    "cost_comprehensive": lambda lab: _cost(lab, coalition=0.95, stringency=1.0, institution=1.0),
    "cost_alone": lambda lab: _cost(lab, coalition=0.35, stringency=0.6, institution=0.0),
    "convexity": _convexity,
}
"""Statistics by name, as structural.csv uses them: one number for each study."""
