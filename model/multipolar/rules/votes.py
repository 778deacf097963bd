"""Votes: how a state votes on the war in the General Assembly.

Claims C22, C23. Each state has a position η of its own, in log odds; a text has two thresholds:

    P(yes) = L(η + g - a),  P(no) = L(b - η - g),  the rest abstains or stays away
    η = x β + u + k (stance - stance⁰) + alliance · left,   η' = c + (1 - w) (η - c)
    a = a⁰ + a¹ s + m + N,  b = b⁰ + b¹ s + m + N,   s = (strictness - 0.4) / 0.35
    u ← r u + σ sqrt(1 - r²) e,  r = exp(-1 / τ),   m = thaw · max(0, 1 - E / E⁰)

x β comes from a state's figures and u, its own, is filtered from its votes up to June 2024
(``record.positions``, ``world/positions.csv``). The stance moves in the contest (``alignment``);
w is how far a government's votes move towards the middle c of abstention; m is the mood, which the
invasion changed for everybody and which may return when the war cools. g ~ N(0, ς) is one for
the states of a bloc on a text: they meet before the vote. Votes of a region and contacts of leaders
are experiments, off by default.
"""

from __future__ import annotations

import numpy as np

from multipolar.arrays import Array
from multipolar.axes import BLOC, STATE, THEATRE
from multipolar.luck import Draw
from multipolar.rules.forms import logistic, of_runs, options, rows, scale_fact, span, weighed
from multipolar.rules.rule import quantity, rule
from multipolar.rules.votes_parameters import Votes

MILD, STRICT = 0.4, 0.75
"""Strictness of the mild and of the strict texts of 2022, as on the calendar."""

QUARTER = 3
"""Months from one move of own positions to the next: they drift slowly."""

MIDDLE = 0.5
"""Middle of what lies between nought and one."""

UNIFORM_SPREAD = 12.0**0.5
"""Makes the standard deviation of a uniform number one."""

LEAST = 1e-12
"""Chance below which none falls, so that its logarithm exists."""


@quantity()
def memory_of_position(p: Votes) -> Array:
    """Return the share of an own position that is left after a quarter, shape (run, 1)."""
    value: Array = np.exp(-QUARTER / p.memory)
    return value


@rule(
    switch="alignment",
    writes="own_position position_unknown",
    claims="C22",
    luck={"luck": Draw("own_position", STATE)},
    uses=(memory_of_position,),
    every=QUARTER,
)
def move_own_position(
    own_position: Array,
    position_unknown: Array,
    doubt_of_position: Array,
    memory_of_position: Array,
    luck: Array,
    p: Votes,
) -> tuple[Array, Array]:
    """Let own positions drift each quarter, shape (run, state); at first draw the doubt of them.

    The numbers drawn are uniform with the standard deviation of the drift.
    """
    spread = p.spread * np.sqrt(1.0 - np.square(memory_of_position))
    if position_unknown.any():
        spread = np.hypot(spread, scale_fact(position_unknown, doubt_of_position))
    spread = UNIFORM_SPREAD * spread
    moved = luck - MIDDLE
    moved *= spread
    moved += memory_of_position * own_position
    return moved, np.zeros_like(position_unknown)


@quantity()
def strictness_of_text(vote_strictness: Array) -> Array:
    """Return the strictness on the scale of mild, 0, to strict, 1, shape (run, 1)."""
    return (vote_strictness - MILD) / (STRICT - MILD)


@quantity(at={"war": "escalation.ukraine"})
def mood(war: Array, p: Votes) -> Array:
    """Return how far thresholds have risen since the war cooled, log odds, shape (run, 1)."""
    value: Array = p.thaw * np.maximum(0.0, 1.0 - war / p.war_norm)
    return value


@rule(
    switch="alignment",
    writes="threshold_yes threshold_no",
    claims="C22",
    luck={
        name: Draw(f"text_{name}", THEATRE, "normal") for name in ("common", "for_it", "against")
    },
    at={"here": "theatre=ukraine"},
    uses=(strictness_of_text, mood),
)
def set_thresholds(
    strictness_of_text: Array,
    mood: Array,
    common: Array,
    for_it: Array,
    against: Array,
    here: Array,
    p: Votes,
) -> tuple[Array, Array]:
    """Set the positions at which states vote for and against the text, shape (run, 1)."""
    shared = mood + p.mood_spread * weighed(common, here)[:, None]
    apart = np.where(strictness_of_text > MIDDLE, p.no_spread_strict, p.no_spread)
    yes = p.yes_threshold + p.yes_step * strictness_of_text
    no = p.no_threshold + p.no_step * strictness_of_text
    yes = yes + shared + p.yes_spread * weighed(for_it, here)[:, None]
    no = no + shared + apart * weighed(against, here)[:, None]
    return yes, np.minimum(no, yes)


@quantity()
def leaning(
    figures_of_position: Array,
    own_position: Array,
    alignment: Array,
    start_of_alignment: Array,
    p: Votes,
) -> Array:
    """Return each state's position by its figures, its own and the contest, (run, state)."""
    eta = p.stance_scale * (alignment - start_of_alignment)
    eta += own_position
    eta += figures_of_position
    return eta


@quantity()
def example_of_others(contact: Array, vote: Array, region: Array, p: Votes) -> Array:
    """Return what contacts with Russia and votes of the region add: nought unless it is asked for.

    Shape (run, state), or (1, 1) while both are off.
    """
    if not (p.contacts.any() or p.peers.any()):
        return np.zeros((1, 1))
    shown = -p.contacts * np.log1p(contact)
    for name in np.unique(region):
        mine = region == name
        shown[:, mine] += p.peers * weighed(vote, mine / mine.sum())[:, None]
    return shown


@quantity(uses=(leaning, example_of_others))
def position_on_text(
    leaning: Array,
    example_of_others: Array,
    membership: Array,
    start_of_membership: Array,
    satellite: Array,
    vote_movement: Array,
    pays_attention: Array,
    p: Votes,
) -> Array:
    """Return the position that each state votes by, log odds, shape (run, state).

    Who left the CSTO is freed of it; a new government moves its state towards abstention.
    """
    eta = leaning + example_of_others
    eta[:, span(satellite)] += p.alliance * (start_of_membership - membership)
    middle = MIDDLE * (p.yes_threshold + p.no_threshold)
    theirs = span(pays_attention)
    eta[:, theirs] += vote_movement * (middle - eta[:, theirs])
    return eta


@quantity(luck={"luck": Draw("text_bloc", BLOC, "normal")})
def mood_of_bloc(luck: Array, in_bloc: Array, p: Votes) -> Array:
    """Return what each state's bloc has agreed to think of the text, log odds, (run, state)."""
    felt = np.zeros((len(luck), in_bloc.shape[1]), order="F")
    for members, agreed in zip(in_bloc > 0.0, (p.bloc_spread * luck).T, strict=True):
        felt[:, members] = agreed[:, None]
    return felt


@rule(switch="alignment", claims="C22 C23", uses=(position_on_text, mood_of_bloc))
def odds(
    position_on_text: Array,
    mood_of_bloc: Array,
    vote_strictness: Array,
    threshold_yes: Array,
    threshold_no: Array,
) -> Array:
    """Value no, abstention and yes by the logarithms of their chances, where there is a text."""
    held = rows(np.asarray((vote_strictness > 0.0).any(axis=1)))
    eta = of_runs(position_on_text, held, 2) + of_runs(mood_of_bloc, held, 2)
    yes = logistic(eta - of_runs(threshold_yes, held, 2))
    no = logistic(of_runs(threshold_no, held, 2) - eta)
    value = options(no, 1.0 - yes - no, yes)
    np.log(np.maximum(LEAST, value, out=value), out=value)
    if isinstance(held, slice):
        return value
    utility = np.zeros((*position_on_text.shape, 3), order="F")
    utility[held] = value
    return utility
