"""Packages: when the sponsors tighten their measures.

Claim C53.

    imposition   P(package) = freedom · logistic(s0 + s1 A + s2 θ - s3 (1 - consent)),
                 S ← S + step (1 - S)
"""

from __future__ import annotations

import numpy as np

from multipolar.arrays import Array
from multipolar.axes import TARGET
from multipolar.luck import Draw
from multipolar.rules.forms import apply_matrix, logistic, span, weighed
from multipolar.rules.rule import quantity, rule
from multipolar.rules.sanctions_parameters import SanctionsRules

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


@quantity(luck={"luck": Draw("sanctions_package", TARGET)}, uses=(sponsors_interest, consent))
def package_adopted(
    sponsors_interest: Array,
    sponsors_threat: Array,
    consent: Array,
    target_theatre: Array,
    sponsors_freedom: Array,
    luck: Array,
    p: SanctionsRules,
) -> Array:
    """Return whether a further package is adopted, shape (run, target)."""
    odds = (
        p.package_rate
        + p.package_attention * sponsors_interest
        + p.package_threat * apply_matrix(sponsors_threat, target_theatre.T)
        - p.package_friction * (1.0 - consent)
    )
    return (luck < sponsors_freedom * logistic(odds)).astype(np.float64)


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
