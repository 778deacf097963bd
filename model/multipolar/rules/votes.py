"""Votes: how a state votes on the war in the General Assembly.

Claims C22, C23. A vote is a choice among no, abstention and yes by ordered terms with the
strictness of the text.
"""

from __future__ import annotations

import numpy as np

from multipolar.arrays import Array
from multipolar.rules.alignment_parameters import Alignment
from multipolar.rules.forms import options
from multipolar.rules.rule import quantity, rule


@quantity()
def vote_temperature(p: Alignment) -> Array:
    """Return the temperature of a vote in the General Assembly, shape (run, 1)."""
    return p.vote_temperature


@rule(switch="alignment", claims="C22 C23")
def position(alignment: Array, p: Alignment) -> Array:
    """Value the vote nearest to the state's position on the war."""
    scaled = p.vote_scale * alignment
    return options(-scaled, 0.0, scaled)


@rule(switch="alignment", claims="C22")
def text(vote_strictness: Array, p: Alignment) -> Array:
    """Shun a strict text: abstaining gains with strictness, and costs nothing."""
    strict = vote_strictness - p.strictness_norm
    return options(-p.strictness * p.vote_scale, p.abstention, -p.strict_loss * strict)


@rule(switch="alignment", writes="vote_strictness text_voted")
def close_vote(vote_strictness: Array) -> tuple[Array, Array]:
    """Close the vote of the month and keep how strict its text was, shape (run, 1)."""
    return np.zeros_like(vote_strictness), vote_strictness
