"""Resolutions: when a text on Ukraine comes before the General Assembly, and how strict it is.

Claim C22. The texts up to June 2024 are dated. After them texts arrive at a rate a month:

    quiet + february (in February) + step (for two months after a step of the war)

The first text of such a window is mild; a later one, and one at other times, may be strict.
"""

from __future__ import annotations

import numpy as np

from multipolar.arrays import Array
from multipolar.axes import THEATRE
from multipolar.luck import Draw
from multipolar.rules.forms import weighed
from multipolar.rules.rule import quantity, rule
from multipolar.rules.votes import MILD, STRICT
from multipolar.rules.votes_parameters import Votes

FEBRUARY = 2.0
"""Month of the anniversary of the invasion; in the phase of learning it is that of next month."""


@rule(
    switch="alignment",
    writes="text_window war_last_month",
    claims="C22",
    at={"war": "escalation.ukraine"},
)
def watch_war(
    text_window: Array, war_last_month: Array, war: Array, p: Votes
) -> tuple[Array, Array]:
    """Open a window for texts when the war takes a step, else let it close, months, (run, 1)."""
    step = war - war_last_month >= p.step
    return np.where(step, p.window, np.maximum(0.0, text_window - 1.0)), war


@quantity()
def rate_of_texts(text_window: Array, month_of_year: Array, texts_open: Array, p: Votes) -> Array:
    """Return the rate at which texts arrive next month, 1/month, shape (run, 1)."""
    rate = p.quiet_rate + p.february_rate * (month_of_year == FEBRUARY)
    value: Array = texts_open * (rate + p.step_rate * (text_window > 0.0))
    return value


@quantity(
    luck={"kind_luck": Draw("text_kind", THEATRE), "between_luck": Draw("text_between", THEATRE)},
    at={"here": "theatre=ukraine"},
)
def next_strictness(
    text_window: Array, texts_in_window: Array, kind_luck: Array, between_luck: Array,
    here: Array, p: Votes,
) -> Array:  # fmt: skip
    """Return how strict a text of next month would be, shape (run, 1)."""
    later = np.where(texts_in_window > 0.0, p.later_strict, 0.0)
    strict = np.where(text_window > 0.0, later, p.strict_share)
    kind, between = weighed(kind_luck, here)[:, None], weighed(between_luck, here)[:, None]
    one_of_two = np.where(kind < strict, STRICT, MILD)
    return np.where(between < p.between, MILD + (STRICT - MILD) * kind, one_of_two)


@rule(
    switch="alignment",
    writes="vote_strictness text_voted texts_in_window",
    claims="C22",
    luck={"luck": Draw("text_arrives", THEATRE)},
    at={"here": "theatre=ukraine"},
    uses=(rate_of_texts, next_strictness),
)
def table_text(
    vote_strictness: Array,
    text_window: Array,
    texts_in_window: Array,
    rate_of_texts: Array,
    next_strictness: Array,
    luck: Array,
    here: Array,
) -> tuple[Array, Array, Array]:
    """Close the vote of the month, and bring a text before the Assembly of the next, (run, 1)."""
    arrives = weighed(luck, here)[:, None] < -np.expm1(-rate_of_texts)
    held = texts_in_window + (vote_strictness > 0.0)
    return np.where(arrives, next_strictness, 0.0), vote_strictness, held * (text_window > 0.0)


@rule(switch="alignment", writes="vote_strictness text_voted")
def close_vote(vote_strictness: Array) -> tuple[Array, Array]:
    """Close the vote of the month and keep how strict its text was, shape (run, 1)."""
    return np.zeros_like(vote_strictness), vote_strictness
