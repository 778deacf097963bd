"""Packages: when the sponsors tighten their measures.

Claim C53.

    imposition   P(package) = freedom · (1 - granted) ·
                              logistic(s0 + s1 (A - Ā) + s2 θ + s3 (consent - c̄)),
                 S ← S + step (1 - S)

s0 follows from the hazard of a package of the European Union while the war goes on, s3 from how
much longer a package takes that one member opposes.
"""

from __future__ import annotations

import numpy as np

from multipolar.arrays import Array
from multipolar.axes import TARGET
from multipolar.luck import Draw
from multipolar.months import MONTHS_PER_YEAR
from multipolar.rules.forms import apply_matrix, log_odds, logistic, span, weighed
from multipolar.rules.rule import quantity, rule
from multipolar.rules.sanctions_parameters import SanctionsRules
from multipolar.world.codes import STAGES

PARTIAL = STAGES[2]
"""Stage of concession from which measures are eased."""

DAYS_A_MONTH = 365.25 / MONTHS_PER_YEAR

LEAST_UNITY = 0.01
"""Unity below which a veto counts as certain."""


@quantity(at={"attention": "sponsors_attention.abroad"})
def sponsors_interest(attention: Array, target_theatre: Array) -> Array:
    """Return the sponsors' attention to each target's theatre, shape (run, target)."""
    return apply_matrix(attention, target_theatre.T)


@quantity()
def consent(cohesion: Array, unanimous: Array) -> Array:
    """Return the chance that nobody vetoes, shape (run, 1).

    ``unanimous`` (sponsor,) marks the members of a union that decides by unanimity. Each withholds
    its veto with a chance that its unity sets; the members' vetoes are correlated, so the product
    over them is taken to the power of one over the square root of their number.
    """
    theirs = span(unanimous)
    members = max(1.0, float(unanimous.sum()))
    unity = np.maximum(cohesion[:, theirs], LEAST_UNITY)
    log_chance = weighed(np.log(unity, out=unity), unanimous[theirs])[:, None]
    value: Array = np.exp(log_chance / np.sqrt(members))
    return value


@quantity()
def granted(concession: Array) -> Array:
    """Return what a target has conceded beyond talks, a share, shape (run, target)."""
    value: Array = concession * (concession >= PARTIAL)
    return value


@quantity()
def friction(p: SanctionsRules) -> Array:
    """Return the log odds of a package that a certain veto takes away, shape (run, 1).

    A package waits one over its hazard; one that a member opposes waits longer by the published
    ratio of delays.
    """
    longer = (p.opposed_delay - 1.0) * p.prompt_delay / DAYS_A_MONTH
    opposed = 1.0 / (1.0 / p.package_hazard + longer)
    return log_odds(p.package_hazard) - log_odds(opposed)


@quantity(uses=(sponsors_interest, consent, friction))
def package_odds(
    sponsors_interest: Array,
    consent: Array,
    friction: Array,
    sponsors_threat: Array,
    target_theatre: Array,
    p: SanctionsRules,
) -> Array:
    """Return the log odds that a further package is adopted, shape (run, target)."""
    return (
        log_odds(p.package_hazard)
        + p.package_attention * (sponsors_interest - p.package_interest)
        + p.package_threat * apply_matrix(sponsors_threat, target_theatre.T)
        + friction * (consent - p.package_consent)
    )


@quantity(luck={"luck": Draw("sanctions_package", TARGET)}, uses=(package_odds, granted))
def package_adopted(
    package_odds: Array, granted: Array, sponsors_freedom: Array, luck: Array
) -> Array:
    """Return whether a further package is adopted, shape (run, target)."""
    free = sponsors_freedom * (1.0 - granted)
    return (luck < free * logistic(package_odds)).astype(np.float64)


@rule(switch="sanctions", writes="stringency", claims="C53", uses=(package_adopted,))
def tighten_measures(stringency: Array, package_adopted: Array, p: SanctionsRules) -> Array:
    """Tighten the measures by the packages of the month, shape (run, target, product)."""
    step = (package_adopted * p.package_step)[..., None]
    return stringency + step * (1.0 - stringency)


@rule(switch="sanctions", writes="packages sanctions_age", claims="C53", uses=(package_adopted,))
def count_packages(
    packages: Array, sanctions_age: Array, package_adopted: Array
) -> tuple[Array, Array]:
    """Count packages, and the months since the last large tightening, shape (run, target)."""
    return packages + package_adopted, sanctions_age + 1.0
