"""Emboldenment: the nerve to raise the stakes, and how it spreads.

Claims C8, C27, C28, C35, C42, C52. What counts is perceived (C28).

    b ← b + room Σ gains - stay Σ losses + s mean_j max(0, b_j - b) - δ (b - b⁰)
    room = (1 - b) / (1 - b⁰),   stay = b / b⁰
    a gain  =  dose · ln(ratio) / (K S),   S = (1 - (1 - δ)^12) / δ

b⁰ is the nerve of January 2022, K the log odds of acting that a whole unit of nerve is worth. Each
cause states by what its full dose, kept up for a year, multiplies the odds that a challenger acts;
``published`` turns that into a monthly gain of nerve. The doses: the patron's commitment, a meeting
with the patron (its effect is the mean of six months), the window that a West leaves that is
divided or bound by a war elsewhere, Russian gains at the front, impunity; and as losses the answer
in the own theatre and the pressure of sanctions. s is the share of the gap to bolder ones that a
challenger closes.

Literature additions (stabilisers): decay δ, answers and pressure. The patron's commitment is
bracketed by two findings: no emboldenment from defensive alliances (Johnson and Leeds 2011), and
249 % more initiation from unconditional ones (Benson 2011).

Departure from the starting equations: decay leads back to the level of January 2022, b⁰, not to
zero; otherwise the challengers without a patron would lose all nerve within two years.

Without this mechanism nobody learns daring: nerve goes back to where it began, and Russia withholds
its licence.

Stability: raising tension raises b by c for each rung and b raises tension by η e; the loop is
stable when (φ - (n - 1) μ) δ > η e c, see ``loop_margin``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multipolar.arrays import Array
from multipolar.months import MONTHS_PER_YEAR
from multipolar.rules.forms import abroad, apply_matrix, total
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.parameters import Parameters, parameter
from multipolar.rules.published import impulse_for, log_odds, push_for, share_of_month
from multipolar.rules.rule import quantity, rule
from multipolar.world.codes import Regime

TREATY_TOP = 3.0
"""Level of a treaty of mutual assistance, a full commitment."""

HALF = 0.5
"""The tie and the treaty count alike in what a client counts on."""

QUARTER = 0.25
"""The step of nerve for which ``nerve_ratio`` is stated."""

HALF_A_YEAR = 6.0
"""Months over which the effect of a visit is stated."""

LEAST_SCALE = 0.05
"""Nerve that a challenger could lose or gain at least, where it begins at an end of the scale."""


@dataclass(frozen=True)
class Emboldenment(Parameters):
    """Parameters of emboldenment: odds ratios of acting after a year of a full dose."""

    group = "emboldenment"

    nerve_ratio: Array = parameter(
        3.49,
        unit="odds ratio",
        evidence="D",
        minimum=1.01,
        maximum=100.0,
        source="the scale of nerve: a quarter is worth the largest published ratio (Benson 2011)",
        effects="ALL01",
    )
    commitment: Array = parameter(
        1.47,
        1.0,
        3.49,
        unit="odds ratio",
        evidence="S",
        minimum=0.1,
        maximum=20.0,
        source="a patron's full commitment: 1.0 for defence pacts (Johnson and Leeds 2011; Narang "
        "and Mehta 2019), 1.47 for offensive help (Leeds 2003), 3.49 unconditional (Benson 2011)",
        effects="ALL01 ALL03 ALL05 ALL08",
        sceptic=1.0,
        advocate=3.49,
    )
    meeting: Array = parameter(
        1.05,
        1.0,
        1.25,
        unit="odds ratio",
        evidence="J",
        minimum=0.1,
        maximum=20.0,
        source="no published size: what the nerve from a president's visit does over half a year",
        effects="link-3",
        sceptic=1.0,
        advocate=1.25,
    )
    window: Array = parameter(
        1.3,
        1.0,
        1.8,
        unit="odds ratio",
        evidence="R-L",
        minimum=0.1,
        maximum=20.0,
        source="the hegemon at war elsewhere: sign read (All Azimuth 5(2), 2016), size judged",
        effects="CRI12",
    )
    winning: Array = parameter(
        1.05,
        1.0,
        1.15,
        unit="odds ratio",
        evidence="J",
        minimum=0.1,
        maximum=20.0,
        source="no published size: one autocracy's success adds 0 to 15 % initiations a year",
        effects="link-5",
        sceptic=1.0,
        advocate=1.15,
    )
    imitation: Array = parameter(
        0.05,
        0.0,
        0.1,
        unit="share/year",
        evidence="R-L",
        symbol="s",
        maximum=0.9,
        source="neighbours' regimes: 0.01 to 0.1 of the gap a year (Brinks and Coppedge 2006), "
        "size judged; it measures the kind of regime and not daring, hence the nought",
        effects="STA05",
    )
    impunity: Array = parameter(
        1.2,
        unit="odds ratio",
        evidence="J",
        minimum=0.1,
        maximum=20.0,
        source="judged: a year in which no provocation is answered",
    )
    answer: Array = parameter(
        0.8,
        unit="odds ratio",
        evidence="J",
        minimum=0.01,
        maximum=1.0,
        source="judged: a year in which every month brings an answer",
    )
    sanctions: Array = parameter(
        0.85,
        unit="odds ratio",
        evidence="J",
        minimum=0.01,
        maximum=1.0,
        source="judged: a year of full pressure",
    )
    decay: Array = parameter(
        0.12,
        unit="share/month",
        evidence="J",
        symbol="δ",
        minimum=0.001,
        maximum=1.0,
        source="judged: half of nerve is gone in five months; a year shows four fifths of an "
        "effect that lasts",
    )
    impunity_memory: Array = parameter(
        5.0 / 6.0,
        unit="share",
        evidence="J",
        maximum=0.999,
        source="judged: a memory of about six provocations",
    )
    decisive: Array = parameter(
        500.0,
        unit="km2/month",
        evidence="J",
        minimum=1.0,
        maximum=1e5,
        source="judged: gains at the front that count as full success, losses as full failure",
    )


def worth(p: Emboldenment) -> Array:
    """Return K, the log odds of acting that a whole unit of nerve is worth."""
    return log_odds(p.nerve_ratio) / QUARTER


def monthly(odds_ratio: Array, p: Emboldenment) -> Array:
    """Return the monthly push of nerve whose effect after a year is an odds ratio."""
    return push_for(log_odds(odds_ratio) / worth(p), MONTHS_PER_YEAR, p.decay)


@quantity()
def backing(
    tie: Array,
    treaty: Array,
    perceived_dependence: Array,
    dependence_rent: Array,
    client: Array,
    patron_word: Array,
) -> Array:
    """Return the commitment a client counts on, 0 to 1: the tie and the treaty count by half each.

    It counts on more, the less it sees the price, and on none where the word is not believed.
    """
    blindness = np.maximum(0.0, dependence_rent - perceived_dependence)
    promised = HALF * tie + HALF * treaty / TREATY_TOP
    return client * patron_word * (1.0 - (1.0 - promised) * (1.0 - blindness))


@quantity()
def success(gains: Array, p: Emboldenment) -> Array:
    """Return Russian success at the front, -1 to 1, from the month's ground, shape (run, 1)."""
    value: Array = np.clip(gains / p.decisive, -1.0, 1.0)
    return value


@quantity()
def bound_elsewhere(regime: Array, sponsors_attention: Array, involvement: Array) -> Array:
    """Return the share of Western attention that wars elsewhere hold, shape (run, challenger)."""
    seen = abroad(sponsors_attention)
    at_war = seen * (regime == Regime.WAR)
    elsewhere = total(at_war)[..., None] - apply_matrix(at_war, involvement.T)
    all_of_it = total(seen)[..., None]
    share: Array = np.divide(
        elsewhere, all_of_it, out=np.zeros_like(elsewhere), where=all_of_it > 0.0
    )
    return share


@quantity()
def example_of_others(emboldenment: Array) -> Array:
    """Return the mean pull of bolder challengers on each, shape (run, challenger)."""
    gap = np.maximum(0.0, emboldenment[:, None, :] - emboldenment[:, :, None])
    value: Array = total(gap) / max(1, emboldenment.shape[1] - 1)
    return value


@quantity()
def answer_met(response: Array, involvement: Array) -> Array:
    """Return the answer that each challenger met in its own theatre, 0 or 1."""
    return np.maximum(0.0, apply_matrix(response, involvement.T))


@quantity()
def felt_pressure(
    pressure: Array, product_weight: Array, target_theatre: Array, involvement: Array
) -> Array:
    """Return the pressure of sanctions on each challenger, shape (run, challenger)."""
    felt_by = total(pressure * product_weight)
    mine = (involvement[:, None, :] * target_theatre).sum(axis=-1)
    return apply_matrix(felt_by, mine.T)


@quantity(at={"met": "visits.all.RUS"})
def courage_of_meetings(met: Array, client: Array, p: Emboldenment) -> Array:
    """Return the nerve that the month's meetings with the patron give, (run, challenger)."""
    effect = log_odds(p.meeting) / worth(p)
    return impulse_for(effect, HALF_A_YEAR, p.decay) * client * met


@quantity(uses=(backing, success, bound_elsewhere))
def encouragement(
    backing: Array,
    sponsors_unity: Array,
    bound_elsewhere: Array,
    success: Array,
    impunity: Array,
    p: Emboldenment,
) -> Array:
    """Return the nerve that standing causes give this month, where none is lost or gained yet."""
    open_window = 1.0 - sponsors_unity * (1.0 - bound_elsewhere)
    return (
        monthly(p.commitment, p) * backing
        + monthly(p.window, p) * open_window
        + monthly(p.winning, p) * success
        + monthly(p.impunity, p) * impunity
    )


@quantity(uses=(answer_met, felt_pressure))
def discouragement(answer_met: Array, felt_pressure: Array, p: Emboldenment) -> Array:
    """Return the nerve that answers and sanctions take this month, at the nerve of the start."""
    value: Array = -monthly(p.answer, p) * answer_met - monthly(p.sanctions, p) * felt_pressure
    return value


@rule(
    switch="emboldenment",
    writes="emboldenment",
    claims="C8 C27 C28 C35 C42 C52",
    uses=(encouragement, courage_of_meetings, discouragement, example_of_others),
)
def update_emboldenment(
    emboldenment: Array,
    start_of_emboldenment: Array,
    encouragement: Array,
    courage_of_meetings: Array,
    discouragement: Array,
    example_of_others: Array,
    p: Emboldenment,
) -> Array:
    """Move emboldenment by a month, shape (run, challenger)."""
    start = start_of_emboldenment
    room = (1.0 - emboldenment) / np.maximum(LEAST_SCALE, 1.0 - start)
    stay = emboldenment / np.maximum(LEAST_SCALE, start)
    gained = room * (encouragement + courage_of_meetings) - stay * discouragement
    copied = share_of_month(p.imitation) * example_of_others
    return emboldenment + gained + copied - p.decay * (emboldenment - start)


@rule(switch="emboldenment", writes="emboldenment")
def forget_daring(emboldenment: Array, start_of_emboldenment: Array, p: Emboldenment) -> Array:
    """Let nerve go back to that of January 2022, shape (run, challenger)."""
    return emboldenment - p.decay * (emboldenment - start_of_emboldenment)


@rule(switch="emboldenment", writes="impunity", claims="C8 C27", uses=(answer_met,))
def remember_impunity(
    impunity: Array, provocation: Array, answer_met: Array, p: Emboldenment
) -> Array:
    """Remember whether one's own provocations met an answer, shape (run, challenger)."""
    unanswered = (answer_met <= 0.0).astype(np.float64)
    remembered = p.impunity_memory * impunity + (1.0 - p.impunity_memory) * unanswered
    return np.where(provocation > 0.0, remembered, impunity)


def loop_margin(
    reversion: Array,
    mirroring: Array,
    decay: Array,
    nerve_to_tension: Array,
    tension_to_nerve: Array,
    theatres: int,
) -> Array:
    """Return (φ - (n - 1) μ) δ - η e c: below zero tension and nerve feed each other."""
    margin: Array = (
        reversion - (theatres - 1) * mirroring
    ) * decay - nerve_to_tension * tension_to_nerve
    return margin


MECHANISM = Mechanism(
    name="emboldenment",
    switch="emboldenment",
    parameters=(Emboldenment,),
    rules={
        "learning": (update_emboldenment, remember_impunity),
    },
    choices=("licence",),
    absent={
        "learning": (forget_daring,),
    },
)
