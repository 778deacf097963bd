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

from multipolar.arrays import Array
from multipolar.luck import Luck
from multipolar.months import MONTHS_PER_YEAR
from multipolar.rules import carriers, concession, costs, leakage, sanctions
from multipolar.rules.binding import Binder
from multipolar.rules.carriers_parameters import Carriers
from multipolar.rules.concession_parameters import Concession
from multipolar.rules.costs import Costs
from multipolar.rules.phases import parameter_table
from multipolar.rules.sampling import draw_parameters
from multipolar.rules.sanctions_parameters import SanctionsRules
from multipolar.rules.veto import Veto
from multipolar.world.tables import read_table

EPISODES = 500
STUDIES = 20
MONTHS = 84
SUCCESS = 0.5
FIVE_YEARS = 5 * MONTHS_PER_YEAR
PRODUCTS = tuple(row["product"] for row in read_table("products.csv"))

ATTENTION, UNITY, CEILING = 0.2, 0.9, 0.6
"""Interest and unity of the sponsors, and the ceiling of what they can see; judged."""

GOODS = {row["good"]: row["product"] for row in read_table("goods.csv")}

USUAL_BUSTERS, EXPOSURE = 0.3, 0.15
"""Busters of an episode in the middle, and what their trade with the West is of their product."""

START_MONITORING, START_LEAKAGE = 0.35, 0.05
"""Monitoring and leakage at the outset of an episode; judged."""

RULES = (
    leakage.update_monitoring,
    leakage.fade_secondary_fear,
    carriers.carry_goods,
    carriers.replace_brands,
    carriers.update_leakage,
    carriers.price_detours,
    sanctions.apply_pressure,
    costs.count_loss,
    concession.update_concession,
    costs.drag_growth,
    sanctions.update_adaptation,
)
"""The sanctions block, in the order in which an episode takes it, each rule after the last."""


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
    def parameters(self) -> tuple[SanctionsRules, Carriers, Costs, Concession, Veto]:
        """Parameters of the episodes, drawn from the priors.

        Not from the posterior: the record is of Russia and North Korea since 2022, the published
        findings are of other targets in other decades.
        """
        drawn = draw_parameters(parameter_table(), self.seed, 0, self._runs, source="prior")
        return (
            SanctionsRules.of(drawn),
            Carriers.of(drawn),
            Costs.of(drawn),
            Concession.of(drawn),
            Veto.of(drawn),
        )

    @cached_property
    def base(self) -> Course:
        """Course of the episodes as they are."""
        return self.course(self.circumstances)

    def _network(self, given: Circumstances) -> dict[str, Array]:
        """Return the network of an episode: one carrier, as willing as there are busters.

        Makers outside the coalition are left out, and routes are known.
        """
        goods, one = len(GOODS), np.ones((self._runs, 1))
        belongs = np.array([[float(own == name) for name in PRODUCTS] for own in GOODS.values()])
        edges = (self._runs, 1, 1, goods)
        return {
            "carried": np.zeros(edges),
            "replaced": np.zeros((self._runs, 1, goods)),
            "listed": np.zeros(edges),
            "detour_price": np.zeros((self._runs, 1, len(PRODUCTS))),
            "know_how": one,
            "route_shock": 0.0 * one,
            "stance": 0.0 * one,
            "evasion": given.commercial / USUAL_BUSTERS,
            "start of evasion": np.ones(1),
            "enforces": 0.0 * one,
            "carrier_state": np.zeros(1),
            "carry_weight": np.ones((1, 1, 1, goods)),
            "customs_union": np.zeros((1, 1)),
            "length": np.zeros((1, 1)),
            "usual_trade": np.ones((1, 1)),
            "usual_routes": np.ones(1),
            "origin_share": np.ones((1, goods)),
            "forbidden_value": np.ones((1, goods)),
            "neutral_makers": np.zeros((1, goods)),
            "good_in_product": belongs,
            "share_in_product": belongs / belongs.sum(axis=0),
            "good_risk": np.array([float(row["risk"]) for row in read_table("goods.csv")]),
            "closed_border": np.zeros(1),
            "exposure_to_west": np.full(1, EXPOSURE),
            **{f"good={name}": np.array([float(n == name) for n in GOODS]) for name in GOODS},
        }

    def course(self, given: Circumstances) -> Course:
        """Play episodes to their end."""
        p, carrying, costly, yielding, watching = self.parameters
        runs, products = self._runs, read_table("products.csv")
        weight = np.array([float(row["weight"]) for row in products])
        stringency = np.repeat(given.stringency[..., None], len(products), axis=-1)
        one = np.ones((runs, 1))
        arrays = {
            "monitoring": START_MONITORING * one,
            "monitoring_ceiling": CEILING * one,
            "panel_ended": 0.0 * one,
            "mandate_due": 0.0 * one,
            "target=PRK": np.zeros(1),
            "secondary": 0.0 * one,
            "secondary_reach": one,
            "adaptation": 0.0 * one,
            "sanctions_drag": 0.0 * one,
            "sanctions_cost": 0.0 * one,
            "sanctions_age": 0.0 * one,
            "concession": 0.0 * one,
            "heeded": 0.0 * one,
            "static_loss": 0.0 * one,
            "loss_felt": 0.0 * one,
            "sponsors_attention.abroad": ATTENTION * one,
            "sponsors_unity": UNITY * one,
            "target_theatre": np.ones((1, 1)),
            "stringency": stringency,
            "leakage": np.full_like(stringency, START_LEAKAGE),
            "pressure": np.zeros_like(stringency),
            "patron_support": given.patron,
            "institution": given.institution,
            "coalition_share": given.coalition,
            "stake": given.stake,
            "joined": np.zeros((runs, 1, len(read_table("swing.csv")))),
            "product_weight": weight,
            **self._network(given),
            **{
                f"product={name}": np.array([float(n == name) for n in PRODUCTS])
                for name in PRODUCTS
            },
        }
        began = (
            "stringency",
            "leakage",
            "detour_price",
            "coalition_share",
            "joined",
            "sanctions_age",
        )
        arrays |= {f"start of {name}": 0.0 * arrays[name][0] for name in began}
        binder = Binder(
            lambda place: arrays[str(place)],
            {
                SanctionsRules: p,
                Carriers: carrying,
                Costs: costly,
                Concession: yielding,
                Veto: watching,
            },
            lambda _, month: self.luck.uniform("record.concession", month, 1),
        )
        after: dict[int, Array] = {}
        spent: dict[int, Array] = {}
        for month in range(MONTHS):
            arrays["sanctions_age"][...] = month
            for rule in RULES:
                binder.begin()
                values = binder.bind(rule).results(month)
                for place, value in zip(rule.writes, values, strict=True):
                    arrays[place.attribute][...] = value
            leakage, cost = arrays["leakage"], arrays["sanctions_cost"]
            after[month + 1] = leakage[:, 0, PRODUCTS.index("strategic")].copy()
            spent[month + 1] = cost[:, 0].copy()
        shape = (STUDIES, EPISODES)
        return Course(
            stage=arrays["concession"][:, 0].reshape(shape),
            cost=spent[MONTHS_PER_YEAR].reshape(shape),
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
    "cost_institution": lambda lab: _cost(lab, coalition=0.95, stringency=0.2, institution=1.0),
    "cost_comprehensive": lambda lab: _cost(lab, coalition=0.95, stringency=1.0, institution=1.0),
    "cost_alone": lambda lab: _cost(lab, coalition=0.35, stringency=0.2, institution=0.0),
    "convexity": _convexity,
}
"""Statistics by name, as structural.csv uses them: one number for each study."""
