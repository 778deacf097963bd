"""Alignment: the contest for the Global South.

Claims C7, C21, C22, C23, C25, C47, C57. Each state moves by its own figures.

    x ← x + o0 (x⁰ - x) + o_W (offer + reward vote + unity) - o_R reach_R - o_G gaza
          + o_A (A_U - Ā) - o_P pressed (2 loyalty - 1)
    reach_R = effort · pivotal · (contact + regime security)

Effort goes to marginal votes: the pivotal, not the loyal. Russia's material leverage falls, so
contacts and regime security carry the claim (C23). Offers follow votes as votes follow offers
(Kuziemko and Werker 2006). Pressure brings a loyal neighbour of Russia nearer to Moscow and a
disloyal one nearer to the West (C38, C40). The mechanism goes on in ``votes``, ``evasion``
and, for the states around Russia, ``neighbours``.

Without the contest each state returns to where it stood, presses nobody and is pressed by nobody.
"""

from __future__ import annotations

import numpy as np

from multipolar.arrays import Array
from multipolar.rules.alignment_parameters import Alignment
from multipolar.rules.evasion import update_evasion, update_legitimacy
from multipolar.rules.forms import approach, scale_fact, span
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.neighbours import leave_alliance, press_neighbours, update_loyalty
from multipolar.rules.rule import quantity, rule
from multipolar.rules.support import Support
from multipolar.rules.resolutions import close_vote, table_text, watch_war
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


@quantity(uses=(answer_of_satellites,))
def russian_pull(
    alignment: Array,
    contact: Array,
    autocracy: Array,
    effort: Array,
    courted: Array,
    satellite: Array,
    answer_of_satellites: Array,
    p: Alignment,
) -> Array:
    """Return how far Russia pulls each contested state, most at the middle, (run, contested)."""
    theirs = span(courted)
    pivotal = np.square(alignment[:, theirs])
    pivotal *= -1.0 / np.square(p.pivotal_width)
    pull = contact[:, theirs] + scale_fact(p.regime_security, autocracy[theirs])
    pull *= np.exp(pivotal, out=pivotal)
    pull *= -p.russia * effort
    pull[:, within(satellite, theirs)] -= answer_of_satellites
    return pull


def within(marked: Array, part: slice) -> slice:
    """Return where the marked states lie in a part of the states."""
    where = span(marked)
    if not marked.any():
        return where
    return slice(where.start - part.start, where.stop - part.start)


@quantity(at={"attention_to_ukraine": "sponsors_attention.ukraine"}, uses=(outrage,))
def common_pull(attention_to_ukraine: Array, outrage: Array, p: Alignment, s: Support) -> Array:
    """Return what moves all contested states alike, shape (run, 1)."""
    noticed = attention_to_ukraine - s.reference_attention
    return p.russia * p.reach_norm + p.attention_pull * p.west * noticed - outrage


@quantity()
def pull_of_offers(western_offer: Array, vote: Array, courted: Array, p: Alignment) -> Array:
    """Return the pull of Western aid and visits on each contested state, (run, contested).

    Who voted with the West is offered more, and who voted against it less.
    """
    theirs = span(courted)
    return p.west * (western_offer[:, theirs] + p.vote_reward * vote[:, theirs])


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
    drift += p.home * (start_of_alignment[theirs] - alignment[:, theirs])
    drift *= courted[theirs]
    moved = alignment.copy("K")
    moved[:, theirs] += drift
    return moved


@rule(switch="alignment", writes="contact", claims="C23")
def forget_contacts(contact: Array, p: Alignment) -> Array:
    """Let the stock of leaders' contacts fade, shape (run, state)."""
    return contact * p.contact_memory


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


@rule(switch="alignment", writes="pressed loyalty legitimacy")
def press_no_neighbour(
    pressed: Array, loyalty: Array, start_of_loyalty: Array, legitimacy: Array, p: Alignment
) -> tuple[Array, Array, Array]:
    """Press no neighbour: loyalty and the norm return to their levels."""
    back = p.loyalty_return * (start_of_loyalty - loyalty)
    return 0.0 * pressed, loyalty + back, approach(legitimacy, p.legitimacy_norm, p.norm_return)


MECHANISM = Mechanism(
    name="alignment",
    switch="alignment",
    parameters=(Alignment, Votes),
    rules={
        "attention": (move_own_position,),
        "perception": (watch_war, set_thresholds),
        "flows": (update_alignment, forget_contacts),
        "outcomes": (
            update_evasion,
            update_legitimacy,
            press_neighbours,
            update_loyalty,
            leave_alliance,
        ),
        "learning": (table_text,),
    },
    choices=("vote",),
    absent={
        "outcomes": (return_home, press_no_neighbour),
        "learning": (close_vote,),
    },
)
