"""Alignment: the contest for the Global South, and the hold on the neighbours.

Claims C7, C21, C22, C23, C24, C25, C38, C39, C40, C41, C47, C55, C57. Each state moves, votes and
evades by its own figures.

    x ← x + o0 (x⁰ - x) + o_W (offer + unity) - o_R reach_R - o_G gaza + o_A (A_U - Ā)
    reach_R = effort · pivotal · (contact + regime security)
    loyalty ← loyalty + a1 D pressed - a2 prox pressed + a4 (loyalty⁰ - e3 left - loyalty)
    P(leaves the CSTO) = logistic(e0 - e1 loyalty + e2 trade with the coalition)
    pressed = π0 + π1 (1 - loyalty) + π1' lost by the others + π2 imperial - π3 E_U / 10

Effort goes to marginal votes: the pivotal, not the loyal. Russia's material leverage falls, so
contacts and regime security carry the claim (C23). Doubt about loyalty leads to more pressure, not
to more reassurance (C38), and what one neighbour does makes the others suspect; unless dependence
outweighs it, pressure lowers loyalty further. A member of the CSTO may freeze its part (an event:
half its membership) or leave; loyalty then no longer returns to where the alliance held it. A vote
is a choice among no, abstention and yes by ordered terms with the strictness of the text.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multipolar.axes import SATELLITE
from multipolar.luck import Draw
from multipolar.rules.forms import (
    LADDER_TOP,
    Array,
    carried,
    logistic,
    options,
    outer,
    span,
    total,
)
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.parameters import Parameters, parameter
from multipolar.rules.rule import quantity, rule
from multipolar.rules.support import Support
from multipolar.world.codes import Posture

MIDDLE = 4.0
"""Makes loyalty (1 - loyalty) one at its middle."""


@dataclass(frozen=True)
class Alignment(Parameters):
    """Parameters of alignment."""

    group = "alignment"

    home: Array = parameter(
        0.04, unit="share/month", evidence="J", symbol="o0", maximum=1.0, source="judged"
    )
    west: Array = parameter(
        0.0125,
        0.008,
        0.018,
        unit="1/month",
        evidence="S",
        symbol="o_W",
        maximum=1.0,
        source="sign: aid buys votes (Dreher, Nunnenkamp and Thiele 2008); size judged",
    )
    russia: Array = parameter(
        0.014,
        0.007,
        0.02,
        unit="1/month",
        evidence="S",
        symbol="o_R",
        maximum=1.0,
        source="sign: determinants of the votes of 2022 (VoxUkraine 2023); size judged",
    )
    gaza: Array = parameter(
        0.004, 0.0, 0.008, unit="1/month", evidence="J", symbol="o_G", maximum=1.0, source="judged"
    )
    vote_scale: Array = parameter(
        7.0, unit="utility", evidence="P", maximum=100.0, source="vote on ES-11/1 (fact C-17)"
    )
    satellite_pull: Array = parameter(
        0.03, unit="1/month", evidence="J", symbol="a1", maximum=1.0, source="judged"
    )
    satellite_push: Array = parameter(
        0.012,
        0.004,
        0.02,
        unit="1/month",
        evidence="J",
        symbol="a2",
        maximum=1.0,
        source="judged: resentment of pressure (claims C38, C40)",
    )
    regime_security: Array = parameter(
        0.15,
        unit="share",
        evidence="J",
        maximum=5.0,
        source="judged: pull of regime security beside contacts (claim C23)",
    )
    pivotal_width: Array = parameter(
        0.5,
        unit="ideal point",
        evidence="J",
        minimum=0.01,
        maximum=10.0,
        source="judged: distance from the middle at which effort is not spent",
    )
    attention_pull: Array = parameter(
        0.5,
        evidence="J",
        symbol="o_A",
        maximum=10.0,
        source="judged: pull of attention to Ukraine beside that of offers",
    )
    evasion_speed: Array = parameter(
        0.2, unit="share/month", evidence="J", maximum=1.0, source="judged"
    )
    fear_of_measures: Array = parameter(
        0.6,
        unit="log",
        evidence="J",
        maximum=10.0,
        source="judged: evasion forgone for fear of secondary sanctions",
    )
    frame: Array = parameter(
        0.5,
        evidence="J",
        maximum=5.0,
        source="judged: how far lost legitimacy excuses evasion (claim C47)",
    )
    kinship: Array = parameter(
        0.5,
        unit="1/ideal point",
        evidence="J",
        maximum=1.0,
        source="judged: evasion forgone for a position nearer the West",
    )
    demonstration: Array = parameter(
        0.008,
        unit="share/month",
        evidence="J",
        symbol="n1",
        maximum=1.0,
        source="judged: legitimacy lost to open evasion (claims C55, C57)",
    )
    norm_unity: Array = parameter(
        0.008,
        unit="share/month",
        evidence="J",
        symbol="n3",
        maximum=1.0,
        source="judged: legitimacy that the senders' unity gains",
    )
    norm_return: Array = parameter(
        0.03,
        unit="share/month",
        evidence="J",
        maximum=1.0,
        source="judged: return of legitimacy to its level",
    )
    base_pressure: Array = parameter(
        0.1, unit="share", evidence="J", symbol="π0", maximum=1.0, source="judged"
    )
    doubt: Array = parameter(
        0.4,
        unit="share",
        evidence="J",
        symbol="π1",
        maximum=1.0,
        source="judged: pressure that doubt of loyalty adds (claim C38)",
    )
    shared_doubt: Array = parameter(
        0.4,
        unit="share",
        evidence="J",
        maximum=1.0,
        source="judged: pressure on each for the loyalty that the others lost (claim C38)",
    )
    imperial: Array = parameter(
        0.3,
        unit="share",
        evidence="J",
        symbol="π2",
        maximum=1.0,
        source="judged: pressure that the aim of restoration adds (claim C41)",
    )
    bandwidth: Array = parameter(
        0.2,
        unit="share",
        evidence="J",
        symbol="π3",
        maximum=1.0,
        source="judged: pressure that war in Ukraine leaves no hands for",
    )
    effort_share: Array = parameter(
        0.3,
        unit="share",
        evidence="J",
        maximum=1.0,
        source="judged: part of the pressure that follows effort (claim C21)",
    )
    nearness: Array = parameter(
        0.6,
        unit="share",
        evidence="J",
        maximum=1.0,
        source="judged: part of the resentment that follows nearness",
    )
    loyalty_return: Array = parameter(
        0.01, unit="share/month", evidence="J", symbol="a4", maximum=1.0, source="judged"
    )
    china_squeeze: Array = parameter(
        0.001,
        unit="share/month",
        evidence="J",
        maximum=1.0,
        source="judged: loyalty lost in a month in which China extracts",
    )
    exit_rate: Array = parameter(
        -5.2,
        unit="log odds",
        evidence="J",
        symbol="e0",
        minimum=-30.0,
        maximum=5.0,
        source="judged: an exit for each fully loyal member in eight decades, and about five in a "
        "hundred members a year at the loyalty of Armenia in 2024 (claim C39)",
    )
    exit_loyalty: Array = parameter(
        2.0,
        unit="log odds",
        evidence="J",
        symbol="e1",
        maximum=20.0,
        source="judged: how far loyalty keeps a member in (claim C38)",
    )
    exit_alternative: Array = parameter(
        1.0,
        unit="log odds",
        evidence="J",
        symbol="e2",
        maximum=20.0,
        source="judged: how far trade with the coalition offers another way (claim C25)",
    )
    exit_loss: Array = parameter(
        0.3,
        unit="share",
        evidence="J",
        symbol="e3",
        maximum=1.0,
        source="judged: as members of 2022 stand above those who left before (Azerbaijan, "
        "Uzbekistan)",
    )
    abstention: Array = parameter(
        1.9,
        unit="utility",
        evidence="P",
        maximum=100.0,
        source="set on the vote on ES-11/1 (fact C-17)",
    )
    strictness: Array = parameter(
        0.35,
        evidence="J",
        maximum=10.0,
        source="judged: what a strict text costs, as a share of the scale of votes",
    )
    contact_memory: Array = parameter(
        0.926,
        unit="share/month",
        evidence="J",
        maximum=1.0,
        source="judged: half-life of nine months",
    )
    unity_norm: Array = parameter(
        0.9,
        unit="share",
        evidence="J",
        maximum=1.0,
        source="judged: unity of the senders above which it attracts and below which it repels",
    )
    heat: Array = parameter(
        5.0,
        unit="rung",
        evidence="J",
        maximum=10.0,
        source="judged: show of force on the ladder; above it the Middle East counts elsewhere",
    )
    reach_norm: Array = parameter(
        0.06,
        unit="share",
        evidence="J",
        maximum=1.0,
        source="judged: Russian reach at which a state stays where it is",
    )
    leakage_norm: Array = parameter(
        0.3,
        unit="share",
        evidence="J",
        maximum=1.0,
        source="judged: leakage around North Korea that nobody takes for a demonstration",
    )
    strictness_norm: Array = parameter(
        0.4,
        unit="share",
        evidence="J",
        maximum=1.0,
        source="judged: strictness of the text of March 2022, which takes no vote away",
    )
    legitimacy_norm: Array = parameter(
        0.6,
        unit="share",
        evidence="J",
        maximum=1.0,
        source="judged: legitimacy of the measures in January 2022; rules count departures from it",
    )


@quantity(at={"heat": "escalation.middle_east"})
def outrage(heat: Array, p: Alignment) -> Array:
    """Return what war in the Middle East costs the West, shape (run, 1)."""
    return p.gaza * np.maximum(0.0, heat - p.heat)


@quantity()
def russian_pull(
    alignment: Array,
    contact: Array,
    autocracy: Array,
    effort: Array,
    courted: Array,
    p: Alignment,
) -> Array:
    """Return how far Russia pulls each contested state, most at the middle, (run, contested)."""
    theirs = span(courted)
    pivotal = np.square(alignment[:, theirs])
    pivotal *= -1.0 / np.square(p.pivotal_width)
    pull = contact[:, theirs] + outer(p.regime_security, autocracy[theirs])
    pull *= np.exp(pivotal, out=pivotal)
    pull *= -p.russia * effort
    return pull


@quantity(at={"seen": "senders_attention.ukraine"}, uses=(outrage,))
def common_pull(seen: Array, outrage: Array, p: Alignment, s: Support) -> Array:
    """Return what moves all contested states alike, shape (run, 1)."""
    noticed = seen - s.reference_attention
    return p.russia * p.reach_norm + p.attention_pull * p.west * noticed - outrage


@quantity()
def pull_of_offers(western_offer: Array, courted: Array, p: Alignment) -> Array:
    """Return the pull of Western aid and visits on each contested state, (run, contested)."""
    return p.west * western_offer[:, span(courted)]


@quantity(uses=(outrage,))
def pull_of_unity(
    senders_unity: Array, outrage: Array, dependence_on_west: Array, courted: Array, p: Alignment
) -> Array:
    """Return the pull of the senders' unity on those who depend on them, (run, contested)."""
    unity = senders_unity - p.unity_norm
    return outer(p.west * unity + outrage, dependence_on_west[span(courted)])


@rule(
    switch="alignment",
    writes="alignment",
    claims="C7 C21 C22 C23 C25 C47 C57",
    uses=(russian_pull, common_pull, pull_of_offers, pull_of_unity),
)
def update_alignment(
    alignment: Array,
    opening_alignment: Array,
    russian_pull: Array,
    common_pull: Array,
    pull_of_offers: Array,
    pull_of_unity: Array,
    courted: Array,
    p: Alignment,
) -> Array:
    """Move each contested state's position on the war, shape (run, state).

    ``courted`` (state,) marks the states that are contested: the Global South, the hedging and
    the post-Soviet states.
    """
    theirs = span(courted)
    drift = russian_pull + common_pull
    drift += pull_of_offers
    drift += pull_of_unity
    drift += p.home * (opening_alignment[theirs] - alignment[:, theirs])
    drift *= courted[theirs]
    moved = alignment.copy("K")
    moved[:, theirs] += drift
    return moved


@rule(switch="alignment", writes="contact", claims="C23")
def forget_contacts(contact: Array, p: Alignment) -> Array:
    """Let the stock of leaders' contacts fade, shape (run, state)."""
    return contact * p.contact_memory


@quantity(at={"secondary": "secondary.RUS"})
def caution(
    secondary: Array,
    secondary_reach: Array,
    dependence_on_west: Array,
    courted: Array,
    p: Alignment,
) -> Array:
    """Return the share of its evasion that fear of measures leaves each contested state."""
    fear = p.fear_of_measures * secondary * secondary_reach
    kept = outer(-fear, dependence_on_west[span(courted)])
    return np.exp(kept, out=kept)


@quantity()
def alignment_gain(alignment: Array, opening_alignment: Array, courted: Array) -> Array:
    """Return how much nearer the West each contested state has come, (run, contested)."""
    theirs = span(courted)
    return alignment[:, theirs] - opening_alignment[theirs]


@rule(
    switch="alignment",
    writes="evasion",
    claims="C47 C55 C57",
    uses=(caution, alignment_gain),
)
def update_evasion(
    evasion: Array,
    opening_evasion: Array,
    caution: Array,
    legitimacy: Array,
    alignment_gain: Array,
    enforces: Array,
    courted: Array,
    p: Alignment,
) -> Array:
    """Let each state evade by its position, its fear and decrees, not by loyalty, (run, state)."""
    theirs = span(courted)
    drift = caution * opening_evasion[theirs]
    drift *= 1.0 + p.frame * (p.legitimacy_norm - legitimacy)
    drift *= 1.0 - enforces[:, theirs]
    drift *= 1.0 - p.kinship * alignment_gain
    drift.clip(0.0, 1.0, out=drift)
    drift -= evasion[:, theirs]
    drift *= courted[theirs]
    drift *= p.evasion_speed
    moved = evasion.copy("K")
    moved[:, theirs] += drift
    return moved


@rule(
    switch="alignment",
    writes="legitimacy",
    claims="C47 C55 C57",
    at={"leakage": "leakage.PRK"},
)
def update_legitimacy(
    legitimacy: Array, leakage: Array, effort: Array, senders_unity: Array, p: Alignment
) -> Array:
    """Let the norm erode with what North Korea shows, and rise with unity, shape (run, 1)."""
    shown = total(leakage)[..., None] / leakage.shape[1]
    value: Array = (
        legitimacy
        - p.demonstration * (shown - p.leakage_norm) * effort
        + p.norm_unity * (senders_unity - p.unity_norm)
        + p.norm_return * (p.legitimacy_norm - legitimacy)
    )
    return value


@quantity()
def suspicion(loyalty: Array, opening_loyalty: Array) -> Array:
    """Return the loyalty that others lost, a mean over the other neighbours, (run, satellite).

    A neighbour is suspected for those alone that were less loyal at the start: what the doubtful
    do is held against the loyal, and suspicion runs in no circle.
    """
    lost = np.maximum(0.0, opening_loyalty - loyalty)
    less_loyal = opening_loyalty[:, None] < opening_loyalty
    return carried(lost, less_loyal / max(1, len(opening_loyalty) - 1))


@quantity(at={"war": "escalation.ukraine"}, uses=(suspicion,))
def russian_pressure(
    loyalty: Array,
    suspicion: Array,
    restoration_aim: Array,
    war: Array,
    effort: Array,
    p: Alignment,
) -> Array:
    """Return the pressure of Russia on each neighbour, shape (run, satellite)."""
    doubt = p.doubt * (1.0 - loyalty) + p.shared_doubt * suspicion
    wish = p.base_pressure + doubt + p.imperial * restoration_aim
    drive = (1.0 - p.effort_share) + p.effort_share * effort
    return (wish - p.bandwidth * (war / LADDER_TOP)) * drive


@rule(switch="alignment", writes="pressed", claims="C24 C38 C40 C41", uses=(russian_pressure,))
def press_neighbours(russian_pressure: Array) -> Array:
    """Press the neighbours, shape (run, satellite)."""
    return np.clip(russian_pressure, 0.0, 1.0)


@quantity(uses=(russian_pressure,))
def answer_to_pressure(
    russian_pressure: Array,
    loyalty: Array,
    dependence_of_satellite: Array,
    proximity_of_satellite: Array,
    p: Alignment,
) -> Array:
    """Return what pressure does to loyalty: dependence pulls, nearness resents."""
    near = (1.0 - p.nearness) + outer(p.nearness, proximity_of_satellite)
    pulled = p.satellite_pull * (dependence_of_satellite * russian_pressure)
    pushed = p.satellite_push * near * russian_pressure
    return (pulled - pushed) * loyalty * (1.0 - loyalty) * MIDDLE


@rule(
    switch="alignment",
    writes="loyalty",
    claims="C24 C25 C38 C39 C40 C41",
    uses=(answer_to_pressure,),
)
def update_loyalty(
    loyalty: Array,
    opening_loyalty: Array,
    answer_to_pressure: Array,
    membership: Array,
    opening_membership: Array,
    posture: Array,
    p: Alignment,
) -> Array:
    """Let the neighbours' loyalty answer pressure, exits and China, shape (run, satellite)."""
    squeezed = (posture == Posture.EXTRACTS).astype(np.float64)
    left = np.maximum(0.0, opening_membership - membership)
    back = p.loyalty_return * (opening_loyalty - p.exit_loss * left - loyalty)
    value: Array = loyalty + answer_to_pressure + back - p.china_squeeze * squeezed
    return value


@rule(
    switch="alignment",
    writes="membership",
    claims="C25 C38 C39",
    luck={"luck": Draw("csto_exit", SATELLITE)},
)
def leave_alliance(
    membership: Array, loyalty: Array, west_of_satellite: Array, luck: Array, p: Alignment
) -> Array:
    """Let members leave the CSTO, the likelier the less loyal they are, (run, satellite)."""
    other_way = outer(p.exit_alternative, west_of_satellite)
    leaves = luck < logistic(p.exit_rate - p.exit_loyalty * loyalty + other_way)
    return np.where(leaves, 0.0, membership)


@rule(switch="alignment", claims="C22 C23")
def position(alignment: Array, p: Alignment) -> Array:
    """Value the vote nearest to the state's position on the war."""
    scaled = p.vote_scale * alignment
    return options(-scaled, 0.0, scaled)


@rule(switch="alignment", claims="C22")
def text(vote_strictness: Array, p: Alignment) -> Array:
    """Shun a strict text: abstaining gains with strictness, and costs nothing."""
    strict = vote_strictness - p.strictness_norm
    price = p.strictness * p.vote_scale
    return options(-price, p.abstention, -price * strict)


@rule(switch="alignment", writes="vote_strictness text_voted")
def close_vote(vote_strictness: Array) -> tuple[Array, Array]:
    """Close the vote of the month and keep how strict its text was, shape (run, 1)."""
    return np.zeros_like(vote_strictness), vote_strictness


MECHANISM = Mechanism(
    name="alignment",
    switch="alignment",
    parameters=(Alignment,),
    rules={
        "flows": (update_alignment, forget_contacts),
        "outcomes": (
            update_evasion,
            update_legitimacy,
            press_neighbours,
            update_loyalty,
            leave_alliance,
        ),
        "learning": (close_vote,),
    },
    choices=("vote",),
)
