"""Evasion: which third states evade the measures, and what open evasion does to the norm.

Claims C47, C55, C57. A state is willing to evade by its position on the war and by how much
the norm still stands; what it fears and what it decrees stand in ``carriers``. The legitimacy of
the measures erodes with what North Korea shows and rises with the unity of the sponsors and with
votes in the General Assembly that pass what their text lets expect.
"""

from __future__ import annotations

import numpy as np

from multipolar.arrays import Array
from multipolar.rules.alignment_parameters import Alignment
from multipolar.rules.forms import scale_fact, span, total, weighed
from multipolar.rules.rule import quantity, rule


@quantity()
def alignment_gain(alignment: Array, start_of_alignment: Array, courted: Array) -> Array:
    """Return how much nearer the West each contested state has come, (run, contested)."""
    theirs = span(courted)
    return alignment[:, theirs] - start_of_alignment[theirs]


@rule(
    switch="alignment",
    writes="evasion",
    claims="C47 C55 C57",
    uses=(alignment_gain,),
)
def update_evasion(
    evasion: Array,
    start_of_evasion: Array,
    legitimacy: Array,
    alignment_gain: Array,
    courted: Array,
    p: Alignment,
) -> Array:
    """Let each state evade by its position and the norm, not by loyalty, (run, state)."""
    theirs = span(courted)
    drift = scale_fact(1.0 + p.frame * (p.legitimacy_norm - legitimacy), start_of_evasion[theirs])
    drift *= 1.0 - p.kinship * alignment_gain
    drift.clip(0.0, 1.0, out=drift)
    drift -= evasion[:, theirs]
    drift *= courted[theirs]
    drift *= p.evasion_speed
    moved = evasion.copy("K")
    moved[:, theirs] += drift
    return moved


@quantity()
def backing(vote: Array, vote_strictness: Array, un_member: Array, p: Alignment) -> Array:
    """Return how far the month's vote, if one was held, passed what its text lets expect, (run, 1).

    Yes less no, a share of the members, above that of a text as strict.
    """
    if not vote_strictness.any():
        return np.zeros_like(vote_strictness)
    margin = weighed(vote, un_member)[:, None] / un_member.sum()
    usual = p.vote_norm - p.vote_slope * (vote_strictness - p.strictness_norm)
    value: Array = (margin - usual) * (vote_strictness > 0.0)
    return value


@rule(
    switch="alignment",
    writes="legitimacy",
    claims="C47 C55 C57",
    at={"leakage": "leakage.PRK"},
    uses=(backing,),
)
def update_legitimacy(
    legitimacy: Array,
    leakage: Array,
    effort: Array,
    sponsors_unity: Array,
    backing: Array,
    p: Alignment,
) -> Array:
    """Let the norm erode with what North Korea shows, and rise with unity and votes, (run, 1)."""
    shown = total(leakage)[..., None] / leakage.shape[1]
    value: Array = (
        legitimacy
        - p.demonstration * (shown - p.leakage_norm) * effort
        + p.norm_unity * (sponsors_unity - p.unity_norm)
        + p.norm_votes * backing
        + p.norm_return * (p.legitimacy_norm - legitimacy)
    )
    return value
