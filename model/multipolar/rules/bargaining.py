"""Bargaining: threats of further measures, and resolve that is learned.

Claims C29, C52, C53, C54, C58. The stage game of Lewis and Schultz (2003) under quantal response, a
month for each move: the United States threaten a target or not; the target yields or defies; who
was defied stands firm and tightens, or backs down.

    P(yield)  = Λ(logit c + s (ρ - ρ̄) + d (stake - stake°)),   s such that P(1) / P(0) = m
    P(firm)   = (1 - n) / (1 - c)
    ρ ← ρ + λ (kept - ρ)          when a threat that was defied is kept or not

c is the published success of a threat, n the share of threats that are never carried out, ρ the
resolve that the target sees, m what a demonstration adds over words. What a threat wins is talks;
further steps come with the hazard of ``concession``. A threat is believed as far as those are who
would carry it out, the United States and the Union, by product; the resolve of the Union is learned
from whether its packages pass when they are on the table, or wait for a member that opposes.

Sources: never imposed 0.40 to 0.50 of threats, and 0.27 to 0.56 of targets concede to threats or
measures (data on threats and impositions of sanctions, 1945-2005); arsenals add nothing to a threat
and demonstrations five times (Sechser and Fuhrmann 2013), so no arsenal stands in these equations;
a patron's treaty shows as concessions offered to the client (Narang and Mehta 2019).

Iran's bargain stays beside this game: there relief is on offer in the months that a scenario says,
and nothing is threatened. What both win is carried out by the sponsors' own choices (``packages``).

Without this mechanism nobody threatens and what stood between the sides is over.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multipolar.arrays import Array
from multipolar.rules.concession_parameters import Concession
from multipolar.rules.forms import apply_matrix, log_odds, logistic, options
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.packages import package_passes, relief_due, urgency
from multipolar.rules.parameters import Parameters, parameter
from multipolar.rules.rule import quantity, rule
from multipolar.world.codes import Standoff

TREATY_TOP = 3.0
"""Level of a treaty of mutual assistance, a full commitment."""

MOST_FIRM = 0.95
"""Chance of keeping a threat at most, where threats win more often than they go unimposed."""

HALVINGS = 50
"""Steps in which the slope on resolve is sought."""

STEEPEST = 20.0
"""Largest slope on resolve that is sought, log odds."""


@dataclass(frozen=True)
class Bargaining(Parameters):
    """Parameters of threats and of what is learned from them."""

    group = "bargaining"

    temperature: Array = parameter(
        1.0,
        unit="log odds",
        evidence="D",
        minimum=0.05,
        maximum=20.0,
        source="utilities of threats and answers are log odds of published chances",
    )
    never_imposed: Array = parameter(
        0.47,
        0.4,
        0.5,
        unit="share",
        evidence="S",
        symbol="n",
        minimum=0.01,
        maximum=0.99,
        effects="SAN06",
        source="almost half of threats of 1945-2005 were never carried out",
    )
    heeded: Array = parameter(
        0.2,
        0.05,
        0.4,
        unit="share",
        evidence="D",
        symbol="c",
        minimum=0.001,
        maximum=0.9,
        effects="SAN07",
        source="threats that win by themselves: 0.37 (0.27 to 0.56) concede to threats or "
        "measures, less a third of the 0.53 that were imposed (SAN01, SAN06)",
    )
    demonstration: Array = parameter(
        5.0,
        unit="ratio",
        evidence="S",
        symbol="m",
        minimum=1.0,
        maximum=50.0,
        effects="CRI03",
        source="success of a compellent threat with a demonstration of force against one without "
        "(Sechser and Fuhrmann 2013); here a threat that is sure to be kept against an empty one",
    )
    usual_resolve: Array = parameter(
        0.66,
        unit="share",
        evidence="D",
        symbol="ρ̄",
        maximum=1.0,
        source="0.53 of threats imposed over 0.8 that were not heeded",
    )
    learning: Array = parameter(
        0.3,
        unit="share",
        evidence="J",
        symbol="λ",
        maximum=1.0,
        source="judged: weight of the last answer in what a target believes (0.05 to 0.6)",
    )
    threats: Array = parameter(
        0.03,
        unit="1/month",
        evidence="J",
        minimum=0.0001,
        maximum=0.9,
        source="judged: about one episode of threats in three years for each target",
    )
    treaty_caution: Array = parameter(
        0.5,
        unit="log odds",
        evidence="J",
        maximum=20.0,
        effects="ALL08",
        source="sign: a patron's commitment brings the client concessions (Narang and Mehta "
        "2019); size judged for a treaty of mutual assistance",
    )


@quantity()
def threat_temperature(p: Bargaining) -> Array:
    """Return the temperature of threats and answers, shape (run, 1)."""
    return p.temperature


@quantity()
def firmness_needed(p: Bargaining) -> Array:
    """Return the log odds of standing firm at which the published share is imposed, (run, 1)."""
    left = (1.0 - p.never_imposed) / (1.0 - p.heeded)
    return log_odds(np.minimum(MOST_FIRM, left))


@quantity()
def slope_on_resolve(p: Bargaining) -> Array:
    """Return the log odds between a threat sure to be kept and an empty one, shape (run, 1)."""
    low, high = np.zeros_like(p.heeded), np.full_like(p.heeded, STEEPEST)
    at_usual = log_odds(p.heeded)
    for _ in range(HALVINGS):
        slope = (low + high) / 2
        empty = logistic(at_usual - slope * p.usual_resolve)
        sure = logistic(at_usual + slope * (1.0 - p.usual_resolve))
        enough = sure > p.demonstration * empty
        low, high = np.where(enough, low, slope), np.where(enough, slope, high)
    return (low + high) / 2


@quantity(at={"leads": "sponsor=USA"})
def resolve_seen(
    resolve: Array, resolve_union: Array, gdp_weight: Array, unanimous: Array, leads: Array
) -> Array:
    """Return the chance that a target sees of a threat being kept, shape (run, target).

    Of those who would carry it out each counts by its product: the United States and the Union.
    """
    first, union = float((gdp_weight * leads).sum()), float((gdp_weight * unanimous).sum())
    value: Array = (first * resolve + union * resolve_union) / (first + union)
    return value


@quantity(uses=(slope_on_resolve, resolve_seen))
def belief_in_threat(slope_on_resolve: Array, resolve_seen: Array, p: Bargaining) -> Array:
    """Return the log odds of yielding to a threat as far as it is believed, (run, target)."""
    return log_odds(p.heeded) + slope_on_resolve * (resolve_seen - p.usual_resolve)


@quantity()
def weight_of_stake(stake: Array, c: Concession) -> Array:
    """Return what the target's stake takes from the log odds of yielding, (run, target)."""
    slope: Array = np.log(c.major_goal) / (c.major_stake - c.median_stake)
    return slope * (stake - c.median_stake)


@quantity()
def threat_stands(standoff: Array, target_of: Array) -> Array:
    """Return whether a threat stands to be answered by each challenger, (run, challenger, 1)."""
    stands = (standoff == Standoff.THREATENED).astype(np.float64)
    return apply_matrix(stands, target_of.T)[..., None]


@quantity(uses=(relief_due,))
def may_threaten(standoff: Array, sponsors_freedom: Array, relief_due: Array) -> Array:
    """Return whether a target may be threatened: not while a threat stands, (run, target, 1)."""
    ready = (standoff == Standoff.NONE) & (sponsors_freedom > 0.0) & (relief_due <= 0.0)
    value: Array = ready.astype(np.float64)[..., None]
    return value


@rule(switch="bargaining", claims="C52 C58", uses=(belief_in_threat,))
def credibility(belief_in_threat: Array, target_of: Array) -> Array:
    """Yield the more, the more the threat is believed."""
    return options(0.0, apply_matrix(belief_in_threat, target_of.T))


@rule(switch="bargaining", claims="C52 C54", uses=(weight_of_stake,))
def stake_at_risk(weight_of_stake: Array, target_of: Array) -> Array:
    """Yield the less, the more one would give up."""
    return options(0.0, apply_matrix(weight_of_stake, target_of.T))


@rule(switch="bargaining", claims="C53", uses=(urgency,))
def usual_threats(urgency: Array, p: Bargaining) -> Array:
    """Threaten as seldom as is judged, and more under tension."""
    return options(0.0, log_odds(p.threats) + urgency)


@rule(switch="bargaining", claims="C29 C58")
def spare_the_protected(treaty: Array, target_of: Array, p: Bargaining) -> Array:
    """Threaten the less, the more a patron is committed to the target."""
    committed = apply_matrix(treaty, target_of) / TREATY_TOP
    return options(0.0, -p.treaty_caution * committed)


@rule(switch="bargaining", writes="standoff heeded", claims="C52")
def advance_standoff(
    standoff: Array, threat_made: Array, yielded: Array, target_of: Array
) -> tuple[Array, Array]:
    """Carry a threat to its next move, and note where one was heeded, (run, target)."""
    stands = standoff == Standoff.THREATENED
    gives = apply_matrix(yielded, target_of) > 0.0
    begun = (standoff == Standoff.NONE) & (threat_made > 0.0)
    following = Standoff.DEFIED * (stands & ~gives) + Standoff.THREATENED * begun
    return following.astype(np.float64), (stands & gives).astype(np.float64)


@rule(switch="bargaining", writes="resolve", claims="C52 C53")
def learn_resolve(resolve: Array, standoff: Array, measures: Array, p: Bargaining) -> Array:
    """Let a target that defied learn whether the United States keep their word, (run, target)."""
    kept = (measures > 0.0).astype(np.float64)
    learned = np.where(standoff == Standoff.DEFIED, p.learning, 0.0)
    return resolve + learned * (kept - resolve)


@rule(switch="bargaining", writes="resolve_union", claims="C52 C53", uses=(package_passes,))
def learn_unity(
    resolve_union: Array,
    package_passes: Array,
    proposed: Array,
    p: Bargaining,
) -> Array:
    """Let a target learn whether the packages that the Union talks of pass, (run, target)."""
    learned = np.where(proposed > 0.0, p.learning, 0.0)
    return resolve_union + learned * (package_passes - resolve_union)


@rule(switch="bargaining", writes="standoff heeded threat_made yielded")
def threaten_nobody(
    standoff: Array, heeded: Array, threat_made: Array, yielded: Array
) -> tuple[Array, Array, Array, Array]:
    """Let no threat stand between a target and the sponsors."""
    return 0.0 * standoff, 0.0 * heeded, 0.0 * threat_made, 0.0 * yielded


MECHANISM = Mechanism(
    name="bargaining",
    switch="bargaining",
    parameters=(Bargaining,),
    rules={
        "flows": (advance_standoff, learn_resolve, learn_unity),
    },
    choices=("threat", "answer_threat"),
    absent={
        "flows": (threaten_nobody,),
    },
)
