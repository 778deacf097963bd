"""Monitoring, the fear of secondary sanctions, and the patrons who cover those who evade.

Claims C47, C51, C56, C57.

    monitoring   M ← M + i · effort · (M̄ - M) - d M

What gets through follows from these in ``carriers``. Source: a patron alone does not hurt the
measures, a patron who covers those who trade does (Early 2011).
"""

from __future__ import annotations

import numpy as np

from multipolar.arrays import Array
from multipolar.rules.alignment_parameters import Alignment
from multipolar.rules.carriers_parameters import Carriers
from multipolar.rules.china import by_posture
from multipolar.rules.forms import apply_matrix, half_life
from multipolar.rules.packages import sponsors_interest
from multipolar.rules.rule import quantity, rule
from multipolar.rules.sanctions_parameters import SanctionsRules
from multipolar.rules.veto import ceiling_left, monitoring_left


@rule(
    switch="sanctions",
    writes="monitoring",
    claims="C51 C56",
    uses=(sponsors_interest, monitoring_left, ceiling_left),
)
def update_monitoring(
    monitoring_left: Array,
    ceiling_left: Array,
    sponsors_unity: Array,
    sponsors_interest: Array,
    p: SanctionsRules,
) -> Array:
    """Watch for evasion: up to what institutions allow, with effort, against decay."""
    effort = sponsors_unity * (p.base_effort + sponsors_interest)
    gain = p.monitoring_speed * effort * np.maximum(0.0, ceiling_left - monitoring_left)
    return monitoring_left + gain - p.monitoring_decay * monitoring_left


@rule(switch="sanctions", writes="secondary", claims="C56")
def fade_secondary_fear(secondary: Array, p: Carriers) -> Array:
    """Let the fear of secondary sanctions fade, shape (run, target)."""
    return secondary * half_life(p.secondary_half_life)


@quantity()
def licence_to_evade(legitimacy: Array, p: SanctionsRules, a: Alignment) -> Array:
    """Return how far lost legitimacy frees those who help to evade, 1 in 2022, shape (run, 1)."""
    return 1.0 + p.norm_weight * (a.legitimacy_norm - legitimacy)


@rule(
    switch="sanctions",
    writes="patron_support",
    claims="C47 C51 C57",
    at={"russia": "target=RUS"},
    uses=(licence_to_evade,),
)
def count_patrons(
    start_of_patron_support: Array,
    tie: Array,
    start_of_tie: Array,
    target_of: Array,
    posture: Array,
    licence_to_evade: Array,
    russia: Array,
    p: SanctionsRules,
) -> Array:
    """Count the patrons who help a target to evade, shape (run, target).

    The patron of the clients is Russia, as their tie allows (claim C51); Russia's own cover is
    China's posture.
    """
    closer = apply_matrix(tie - start_of_tie, target_of)
    cover = by_posture(posture, 0.0, p.cover_extracts, p.cover_props)
    return (start_of_patron_support + p.patron_cover * closer) * licence_to_evade + cover * russia
