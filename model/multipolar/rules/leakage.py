"""Leakage: who helps a target to evade, who watches, and what gets through.

Claims C47, C51, C54, C55, C56, C57.

    monitoring   M ← M + i · effort · (M̄ - M) - d M
    leakage      L ← L + (1 - e^(-g (1 - M) B)) π (1 - L) - (s M (1 + inst) + k sec) L,
                 B = B_com + λ B_pol + κ B_com B_pol

Sources: political and commercial busters hurt together, a patron alone does not (Early 2011);
cooperation without an institution erodes through enforcement (Drezner 2000); re-routing of general
goods offsets less than a tenth (Chupilkin, Javorcik and Plekhanov 2025).

Departure from the starting equations: products differ by the profit π of a detour, so that one
leakage equation gives a tenth for general and most of strategic goods (claim C54); enforcement
counts twice where an international institution stands behind the measures.
"""

from __future__ import annotations

import numpy as np

from multipolar.arrays import Array
from multipolar.rules.alignment_parameters import Alignment
from multipolar.rules.china import by_posture
from multipolar.rules.forms import apply_matrix, half_life, scale_fact, weighed
from multipolar.rules.packages import sponsors_interest
from multipolar.rules.rule import quantity, rule
from multipolar.rules.sanctions_parameters import SanctionsRules

MOST_OPENED = 0.99
"""Most of what is closed to trade that opens again in a month."""


@rule(switch="sanctions", writes="monitoring", claims="C51 C56", uses=(sponsors_interest,))
def update_monitoring(
    monitoring: Array,
    monitoring_ceiling: Array,
    sponsors_unity: Array,
    sponsors_interest: Array,
    p: SanctionsRules,
) -> Array:
    """Watch for evasion: up to what institutions allow, with effort, against decay."""
    effort = sponsors_unity * (p.base_effort + sponsors_interest)
    gain = p.monitoring_speed * effort * np.maximum(0.0, monitoring_ceiling - monitoring)
    return monitoring + gain - p.monitoring_decay * monitoring


@rule(switch="sanctions", writes="secondary", claims="C56")
def fade_secondary_fear(secondary: Array, p: SanctionsRules) -> Array:
    """Let the fear of secondary sanctions fade, shape (run, target)."""
    return secondary * half_life(p.secondary_half_life)


@quantity()
def licence_to_evade(legitimacy: Array, p: SanctionsRules, a: Alignment) -> Array:
    """Return how far lost legitimacy frees those who help to evade, 1 in 2022, shape (run, 1)."""
    return 1.0 + p.norm_weight * (a.legitimacy_norm - legitimacy)


@rule(
    switch="sanctions",
    writes="commercial_support",
    claims="C47 C57",
    at={"russia": "target=RUS"},
    uses=(licence_to_evade,),
)
def count_traders(
    start_of_commercial_support: Array,
    evasion: Array,
    start_of_evasion: Array,
    russia_trade_weight: Array,
    licence_to_evade: Array,
    russia: Array,
) -> Array:
    """Count the traders who help a target to evade, shape (run, target).

    Russia's traders are the states outside the coalition, each by its share in Russia's trade and
    its own willingness.
    """
    willing = weighed(evasion, russia_trade_weight)[:, None]
    before = (start_of_evasion * russia_trade_weight).sum()
    return scale_fact(licence_to_evade, start_of_commercial_support) * np.where(
        russia > 0.0, willing / before, 1.0
    )


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


@quantity()
def leak_speed(p: SanctionsRules) -> Array:
    """Return the pace of detours at which the published share of strategic goods leaks, (run, 1).

    Where monitoring and busters are usual, what opens and what is closed balance at that share.
    """
    odds = p.strategic_detours / (1.0 - p.strategic_detours)
    opened = np.minimum(MOST_OPENED, odds * p.enforcement * p.usual_monitoring)
    return -np.log1p(-opened) / ((1.0 - p.usual_monitoring) * p.usual_busters)


@quantity()
def secondary_bite(p: SanctionsRules) -> Array:
    """Return the share of detours that a threat closes in its first month, shape (run, 1).

    After the published months of a fading threat what leaks is the published ratio of what leaked.
    """
    left = half_life(p.secondary_half_life)
    months_of_threat = (1.0 - left**p.secondary_months) / (1.0 - left)
    return -np.log(p.secondary_effect) / months_of_threat


@quantity(uses=(leak_speed,))
def detours_opened(
    commercial_support: Array,
    patron_support: Array,
    monitoring: Array,
    leak_speed: Array,
    p: SanctionsRules,
) -> Array:
    """Return the detours that open for each target, shape (run, target)."""
    together = p.buster_synergy * commercial_support * patron_support
    busters = commercial_support + p.patron_alone * patron_support + together
    return -np.expm1(-leak_speed * (1.0 - monitoring) * busters)


@quantity(uses=(secondary_bite,))
def detours_closed(
    monitoring: Array,
    institution: Array,
    secondary: Array,
    secondary_reach: Array,
    secondary_bite: Array,
    p: SanctionsRules,
) -> Array:
    """Return the detours that enforcement closes for each target, shape (run, target)."""
    enforced = p.enforcement * monitoring * (1.0 + institution)
    return np.minimum(1.0, enforced + secondary_bite * secondary * secondary_reach)


@rule(
    switch="sanctions",
    writes="leakage",
    claims="C47 C51 C54 C55 C56",
    uses=(detours_opened, detours_closed),
)
def update_leakage(
    leakage: Array, detours_opened: Array, detours_closed: Array, profit: Array
) -> Array:
    """Let forbidden trade find detours, shape (run, target, product)."""
    opening = scale_fact(detours_opened[..., None], profit)
    return leakage + opening * (1.0 - leakage) - detours_closed[..., None] * leakage
