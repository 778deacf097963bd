"""Designations: the United States name traders of a carrier beside their usual work.

Claim C56. Each quarter, for carrier h:

    seen_h          = Σ_jg harm_jhg det_jh               what it is seen to carry, by use in war
    U(designate_h)  = logit(u) + ρ ln(seen_h / seen°) - κ courted_h middle_h - b given up
    rounds_h        = B c_h / max(1, Σ c)                c_h is 1 in a quarter in which h is chosen
    listed_jhg      ← 2^(-1/T) listed_jhg + D (rounds_h [largest edge of h] + b_j [largest of j])

The budget B is finite: carriers that are chosen together share it. b_j is what a scenario gives the
sponsors on a target beside it. D takes a share of the edge that it hits, so the largest edge is
where its effect is largest; whoever is named is replaced, with the half-life T. What the United
States usually do is in the fit of the routes, and nobody chooses it here.

Whom they name follows their record of April 2023 to June 2024: China in four quarters of five,
Türkiye and the Emirates in five, Kyrgyzstan and India in two, Uzbekistan, Armenia and Georgia in
one, Kazakhstan, Serbia and Belarus in none. What is seen explains most of it. States in the middle
that are courted are spared; closeness to the West spared nobody, and has no term. How often more
than that is done the record cannot say but by its absence.

That a designated state moves away from the West is in no study that the project has read; its own
stance answers through what it foresees of ``listed``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multipolar.arrays import Array
from multipolar.rules.alignment_parameters import Alignment
from multipolar.rules.carriers import detection, harm
from multipolar.rules.carriers_parameters import Carriers
from multipolar.rules.courting import nearness_to_middle
from multipolar.rules.forms import half_life, log_odds, options, rows, total
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.packages_parameters import Packages
from multipolar.rules.parameters import Parameters, parameter
from multipolar.rules.politics import position_on_measures
from multipolar.rules.rule import quantity, rule

LEAST_SEEN = 1e-9
"""Trade of use in war below which nothing is seen, EUR m a month."""


@dataclass(frozen=True)
class Designations(Parameters):
    """Parameters of designations beside the usual work."""

    group = "designations"

    usual: Array = parameter(
        0.0042,
        unit="share",
        evidence="D",
        symbol="u",
        minimum=1e-6,
        maximum=0.999,
        source="chance that a carrier of which as much is seen as usual is designated in a quarter "
        "beside the usual work; with it any is in 1 of 22 quarters: none of ten are known by June "
        "2024, (0 + 1/2) / (10 + 1)",
    )
    usual_seen: Array = parameter(
        2.7,
        unit="EUR m/month",
        evidence="D",
        symbol="seen°",
        minimum=0.001,
        maximum=1e6,
        source="what is seen of a carrier, by use in war: mean of carriers in the reference runs, "
        "June 2024",
    )
    by_harm: Array = parameter(
        1.3,
        unit="log odds/log",
        evidence="P",
        symbol="ρ",
        maximum=10.0,
        source="whom the United States named in the five quarters to June 2024, by what is seen of "
        "eleven carriers: 1.3, sd 0.4",
    )
    spared: Array = parameter(
        1.3,
        unit="log odds",
        evidence="P",
        symbol="κ",
        minimum=-10.0,
        maximum=10.0,
        source="the same quarters, a courted state in the middle against any other: 1.3, sd 0.9; "
        "closeness to the West had the other sign (Türkiye and the Emirates were named in all)",
    )
    rounds: Array = parameter(
        0.67,
        unit="1/month",
        evidence="J",
        symbol="B",
        maximum=100.0,
        source="judged: as many rounds again as named traders of third states from April 2023 to "
        "June 2024, ten in 15 months",
    )


@quantity(uses=(harm, detection))
def seen_harm(harm: Array, detection: Array) -> Array:
    """Return what each carrier is seen to carry, by use in war, EUR m a month, (run, carrier)."""
    return total(total(harm) * detection, axis=1)


@quantity(uses=(seen_harm,))
def trade_to_name(seen_harm: Array) -> Array:
    """Return whether there is anything to designate traders for, (run, carrier, action)."""
    return options(1.0, (seen_harm > LEAST_SEEN).astype(np.float64))


@rule(switch="designations")
def usual_work(q: Designations) -> Array:
    """Leave carriers to the usual work, as a rule, shape (run, 1, action)."""
    return options(0.0, log_odds(q.usual))


@rule(switch="designations", claims="C56", uses=(seen_harm,))
def harm_seen(seen_harm: Array, q: Designations) -> Array:
    """Designate the rather, the more a carrier is seen to carry of use in war."""
    seen = np.log(np.maximum(LEAST_SEEN, seen_harm) / q.usual_seen)
    return options(0.0, q.by_harm * seen)


@rule(switch="designations", claims="C56")
def spare_the_courted(
    alignment: Array, courted: Array, carrier_state: Array, p: Alignment, q: Designations
) -> Array:
    """Spare a state that may still be won: one that is courted and stands in the middle."""
    theirs = carrier_state.astype(np.intp)
    middle = nearness_to_middle(alignment[:, theirs], p.pivotal_width) * courted[theirs]
    return options(0.0, -q.spared * middle)


@rule(switch="designations", claims="C56", at={"government": "government.USA"})
def line_of_administration(government: Array, p: Packages) -> Array:
    """Designate the less, the less the government holds to the position of its state."""
    given_up = 1.0 - position_on_measures(government)
    return options(0.0, -p.bargain_of_government * given_up)


def of_largest(harm: Array, axes: tuple[int, int]) -> Array:
    """Mark the largest edge over two axes, where anything is carried, the shape of ``harm``."""
    largest = harm == np.maximum.reduce(harm, axis=axes, keepdims=True)
    return np.asarray(largest & (harm > 0.0))


@quantity()
def rounds(designated: Array, q: Designations) -> Array:
    """Return the rounds that each chosen carrier gets in a month, shape (run, carrier)."""
    return q.rounds * designated / np.maximum(1.0, total(designated))[:, None]


@rule(switch="designations", writes="listed", claims="C56", uses=(harm, rounds))
def designate_traders(
    listed: Array, harm: Array, rounds: Array, designation_budget: Array, p: Carriers
) -> Array:
    """Fade designations, and make those that are chosen and those that a budget allows.

    Each hits the edge that carries most, of its carrier or to its target. Shape (run, target,
    carrier, good).
    """
    kept: Array = listed * half_life(p.designation_half_life)[..., None, None]
    some = rows(np.asarray((rounds > 0.0).any(axis=1)))
    step = (p.designation * rounds)[some, None, :, None]
    kept[some] += step * of_largest(harm[some], (1, 3))
    if designation_budget.any():
        step = (p.designation * designation_budget)[..., None, None]
        kept += step * of_largest(harm, (2, 3))
    return kept


@rule(switch="designations", writes="designated listed")
def designate_nobody(designated: Array, listed: Array) -> tuple[Array, Array]:
    """Let nobody be designated beside the usual work."""
    return np.zeros_like(designated), np.zeros_like(listed)


MECHANISM = Mechanism(
    name="designations",
    switch="designations",
    parameters=(Designations,),
    rules={"flows": (designate_traders,)},
    choices=("designate",),
    absent={"flows": (designate_nobody,)},
)
