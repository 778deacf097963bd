"""Alignment: the contest for the Global South.

Claims C7, C21, C22, C23, C25, C47, C57. Each state moves by its own figures.

    x ← x + o0 (x⁰ - x) + o_W (offer + reward vote + unity) - o_R reach_R - o_G gaza
          + o_A (A_U - Ā) - o_P pressed (2 loyalty - 1)
    reach_R = effort · focus · pivotal · regime security

Effort goes to marginal votes, the pivotal, not the loyal, and where they are many (``courting``).
Contacts of leaders did not tell votes, so they are an experiment of ``votes`` (C23). Offers follow
votes as votes follow offers (Kuziemko and Werker 2006). Pressure brings a loyal neighbour of
Russia nearer to Moscow and a disloyal one nearer to the West (C38, C40). The mechanism goes on in
``courting``, ``votes``, ``resolutions``, ``evasion`` and, for the states around Russia,
``neighbours``.

Without the contest each state returns to where it stood, presses nobody and is pressed by nobody.
"""

from __future__ import annotations

import numpy as np

from multipolar.arrays import Array
from multipolar.rules.alignment_parameters import Alignment
from multipolar.rules.courting import focus_of_russia, pivotal, pull_of_courting, save_effort
from multipolar.rules.evasion import update_evasion, update_legitimacy
from multipolar.rules.forms import approach, scale_fact, span, within
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.neighbours import (
    keep_distance,
    leave_alliance,
    press_neighbours,
    update_loyalty,
)
from multipolar.rules.resolutions import close_vote, table_text, watch_war
from multipolar.rules.rule import quantity, rule
from multipolar.rules.support import Support
from multipolar.rules.votes import move_own_position, set_thresholds
from multipolar.rules.votes_parameters import Votes


@quantity(at={"heat": "escalation.middle_east"})
def outrage(heat: Array, p: Alignment) -> Array:
    """Return what war in the Middle East costs the West, shape (run, 1)."""
    return p.gaza * np.maximum(0.0, heat - p.heat)


@quantity()
def answer_of_satellites(pressed: Array, loyalty: Array, p: Alignment) -> Array:
    """Return how far pressure brings each neighbour of Russia nearer to it, (run, satellite)."""
    return p.pressed_stance * pressed * (loyalty - (1.0 - loyalty))


@quantity()
def left_alliance(membership: Array, start_of_membership: Array) -> Array:
    """Return which part of its membership of the CSTO each neighbour gave up, (run, satellite)."""
    return np.maximum(0.0, start_of_membership - membership)


@quantity(uses=(pivotal, focus_of_russia))
def reach_of_russia(
    pivotal: Array,
    focus_of_russia: Array,
    autocracy: Array,
    effort: Array,
    courted: Array,
    p: Alignment,
) -> Array:
    """Return how far Russia reaches each contested state, most at the middle, (run, contested)."""
    reach = scale_fact(p.regime_security * effort, autocracy[span(courted)])
    reach *= pivotal
    reach *= focus_of_russia
    return reach


@quantity(uses=(answer_of_satellites, left_alliance, reach_of_russia))
def russian_pull(
    reach_of_russia: Array,
    answer_of_satellites: Array,
    left_alliance: Array,
    courted: Array,
    satellite: Array,
    p: Alignment,
) -> Array:
    """Return how far Russia pulls each contested state, (run, contested).

    A neighbour that left the CSTO is protected no longer, and the West makes it an offer.
    """
    pull = -p.russia * reach_of_russia
    neighbours = within(satellite, span(courted))
    pull[:, neighbours] *= 1.0 - left_alliance
    pull[:, neighbours] += p.west * left_alliance - answer_of_satellites
    return pull


@quantity(at={"attention_to_ukraine": "sponsors_attention.ukraine"}, uses=(outrage,))
def common_pull(attention_to_ukraine: Array, outrage: Array, p: Alignment, s: Support) -> Array:
    """Return what moves all contested states alike, shape (run, 1)."""
    noticed = attention_to_ukraine - s.reference_attention
    return p.russia * p.reach_norm + p.attention_pull * p.west * noticed - outrage


@quantity(uses=(pull_of_courting,))
def pull_of_offers(
    western_offer: Array, vote: Array, pull_of_courting: Array, courted: Array, p: Alignment
) -> Array:
    """Return the pull of aid and visits on each contested state, (run, contested).

    Who voted with the West is offered more, and who voted against it less.
    """
    theirs = span(courted)
    offers: Array = p.vote_reward * vote[:, theirs]
    offers += western_offer[:, theirs]
    offers *= p.west
    offers += pull_of_courting
    return offers


@quantity(uses=(outrage,))
def pull_of_unity(
    sponsors_unity: Array, outrage: Array, dependence_on_west: Array, courted: Array, p: Alignment
) -> Array:
    """Return the pull of the sponsors' unity on those who depend on them, (run, contested)."""
    unity = sponsors_unity - p.unity_norm
    return scale_fact(p.west * unity + outrage, dependence_on_west[span(courted)])


@rule(
    switch="alignment",
    writes="alignment",
    claims="C7 C21 C22 C23 C25 C47 C57",
    uses=(russian_pull, common_pull, pull_of_offers, pull_of_unity),
)
def update_alignment(
    alignment: Array,
    start_of_alignment: Array,
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
    home = start_of_alignment[theirs] - alignment[:, theirs]
    home *= p.home
    drift += home
    drift *= courted[theirs]
    moved = alignment.copy("K")
    moved[:, theirs] += drift
    return moved


@rule(switch="alignment", writes="contact", claims="C23", uses=(left_alliance,))
def keep_contacts(
    contact: Array, contacts_a_month: Array, left_alliance: Array, satellite: Array, p: Alignment
) -> Array:
    """Let leaders meet, and earlier contacts fade, faster with who left the CSTO, (run, state)."""
    kept: Array = contact * p.contact_memory
    kept += contacts_a_month
    kept[:, span(satellite)] *= 1.0 - p.exit_loss * left_alliance
    return kept


@rule(switch="alignment", writes="alignment contact evasion")
def return_home(
    alignment: Array,
    start_of_alignment: Array,
    contact: Array,
    evasion: Array,
    start_of_evasion: Array,
    courted: Array,
    p: Alignment,
) -> tuple[Array, Array, Array]:
    """Return states to where they stood, shape (run, state)."""
    theirs = span(courted)
    moved, carried = alignment.copy("K"), evasion.copy("K")
    moved[:, theirs] += p.home * (start_of_alignment - alignment)[:, theirs]
    back = start_of_evasion[theirs] - evasion[:, theirs]
    carried[:, theirs] += p.evasion_speed * courted[theirs] * back
    return moved, contact * p.contact_memory, carried


@rule(switch="alignment", writes="pressed loyalty legitimacy distance_from_west")
def press_no_neighbour(
    pressed: Array,
    loyalty: Array,
    start_of_loyalty: Array,
    legitimacy: Array,
    distance_from_west: Array,
    p: Alignment,
) -> tuple[Array, Array, Array, Array]:
    """Press no neighbour: loyalty, distance from the West and the norm return to their levels."""
    norm = approach(legitimacy, p.legitimacy_norm, p.norm_return)
    home = approach(loyalty, start_of_loyalty, p.loyalty_return)
    return 0.0 * pressed, home, norm, distance_from_west * (1.0 - p.loyalty_return)


MECHANISM = Mechanism(
    name="alignment",
    switch="alignment",
    parameters=(Alignment, Votes),
    rules={
        "attention": (move_own_position,),
        "perception": (watch_war, set_thresholds),
        "flows": (update_alignment, keep_contacts, save_effort),
        "outcomes": (
            update_evasion,
            update_legitimacy,
            press_neighbours,
            update_loyalty,
            keep_distance,
            leave_alliance,
        ),
        "learning": (table_text,),
    },
    choices=("court", "effort", "vote"),
    absent={
        "outcomes": (return_home, press_no_neighbour),
        "learning": (close_vote,),
    },
)
