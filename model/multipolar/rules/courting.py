"""Courting: how much effort Russia, China and the West spend on the contested states, and on whom.

Claims C21, C22. Each has one budget. How much of it is spent is a choice of each quarter: none,
some, which is a quarter's budget, or twice as much, if that was saved before. It is spent evenly,
or a part of it goes to one part of the world: another choice, the likelier the more votes are to
be won there (Luce):

    U(level) = -q (level - 1)² + ln(s) at stake (level - 1),   level = 0, 1, 2
    saved ← min(S, saved + 1 - level),   2 only where 1 is saved
    P(g) ∝ Σ_{i in g} pivotal_i reach_i,   everywhere ∝ the mean of these sums
    focus_i = 1 - c + c N / N_g  in the chosen part, 1 - c elsewhere, 1 when spent evenly

pivotal = exp(-(stance / width)²). Reach is, for Russia, the regime's need of protection; for China
and the West, their share in the state's trade. What courting does to a stance has priors that
include nought: in some studies aid or Chinese trade bought votes, in others it did not.
"""

from __future__ import annotations

import numpy as np

from multipolar.arrays import Array
from multipolar.rules.alignment_parameters import Alignment
from multipolar.rules.forms import options, scale_fact, span, weighed
from multipolar.rules.rule import quantity, rule
from multipolar.world.codes import Region, codes_of

WOOED = {name: part for name, part in codes_of(Region).items() if part != Region.NORTH}
"""Parts of the world that may be courted before others, by their names."""

LEAST = 1e-9
"""Prize below which none falls, so that its logarithm exists."""


LEVELS = (0.0, 1.0, 2.0)
"""Levels of effort in budgets of a quarter: none, some, strong."""

QUARTER = 3
"""Months from one choice of effort to the next."""


@rule(switch="alignment")
def usual_effort(p: Alignment) -> Array:
    """Spend what a quarter brings, rather than nothing or twice as much."""
    return options(-p.steadiness, 0.0, -p.steadiness)


@rule(switch="alignment", claims="C21 C22")
def effort_for_votes(text_window: Array, vote_strictness: Array, p: Alignment) -> Array:
    """Spend more where a vote of the General Assembly is at stake."""
    at_stake = (text_window > 0.0) | (vote_strictness > 0.0)
    drive = np.log(p.stake_of_vote) * at_stake
    return options(*(drive * (level - 1.0) for level in LEVELS))


@quantity()
def affordable(effort_saved: Array) -> Array:
    """Return which level of effort is paid for: what was saved pays a second budget."""
    return options(1.0, 1.0, np.where(effort_saved >= 1.0, 1.0, 0.0))


@rule(switch="alignment", writes="effort_saved", every=QUARTER)
def save_effort(effort_saved: Array, courting_effort: Array, p: Alignment) -> Array:
    """Save the budget that is not spent, up to a limit, in budgets, shape (run, state)."""
    return np.minimum(p.most_saved, effort_saved + 1.0 - courting_effort)


def nearness_to_middle(alignment: Array, width: Array) -> Array:
    """Return how far states stand in the middle, a share, the shape of ``alignment``."""
    square: Array = np.square(alignment)
    square *= -1.0 / np.square(width)
    return np.exp(square, out=square)


@quantity()
def pivotal(alignment: Array, courted: Array, p: Alignment) -> Array:
    """Return how far each contested state stands in the middle, a share, (run, contested)."""
    return nearness_to_middle(alignment[:, span(courted)], p.pivotal_width)


def prizes(pivotal: Array, reach: Array, region: Array, courted: Array) -> Array:
    """Return the logarithm of the votes to be won by part of the world, (run, 1, action)."""
    theirs = span(courted)
    worth = (reach * courted)[theirs]
    there = [np.flatnonzero(region[theirs] == part) for part in WOOED.values()]
    sums = [weighed(pivotal[:, here], worth[here]) for here in there]
    even = np.mean(sums, axis=0)
    value: Array = np.log(np.maximum(LEAST, options(even, *sums)))[:, None]
    return value


@rule(switch="alignment", claims="C21 C22", uses=(pivotal,))
def prizes_of_russia(pivotal: Array, autocracy: Array, region: Array, courted: Array) -> Array:
    """Value the parts of the world by regimes in the middle that need protection."""
    return prizes(pivotal, autocracy, region, courted)


@rule(switch="alignment", claims="C22", uses=(pivotal,))
def prizes_of_china(
    pivotal: Array, dependence_on_china: Array, region: Array, courted: Array
) -> Array:
    """Value the parts of the world by states in the middle that trade with China."""
    return prizes(pivotal, dependence_on_china, region, courted)


@rule(switch="alignment", claims="C22", uses=(pivotal,))
def prizes_of_west(
    pivotal: Array, dependence_on_west: Array, region: Array, courted: Array
) -> Array:
    """Value the parts of the world by states in the middle that trade with the West."""
    return prizes(pivotal, dependence_on_west, region, courted)


@quantity()
def beside_an_even_budget(region: Array, courted: Array) -> Array:
    """Return what a whole budget for a part of the world adds, shape (contested, part).

    Where nobody lives, and in the part that stands for an even budget, it adds nothing.
    """
    theirs = span(courted)
    part = np.where(courted[theirs] > 0.0, region[theirs], float(Region.NORTH))
    inside = part[:, None] == np.array([float(one) for one in codes_of(Region).values()])
    members = inside.sum(axis=0)
    populated = (members > 0) & (np.array(list(codes_of(Region).values())) != Region.NORTH)
    return np.where(populated, courted.sum() / np.maximum(members, 1) * inside - 1.0, 0.0)


def concentrate(chosen: Array, spent: Array, beside_an_even_budget: Array, share: Array) -> Array:
    """Return the effort spent on each contested state, 1 when a budget is spent evenly.

    The mean over the contested states is what is spent whatever is chosen: the budget is finite.
    ``chosen`` is the part of the world, shape (run, 1); nobody lives in the part that stands for
    an even budget.
    """
    focus: Array = beside_an_even_budget.take(chosen.ravel().astype(np.intp), axis=1).T
    focus *= share
    focus += 1.0
    focus *= spent
    return focus


@quantity(
    at={"russia": "courting.RUS", "spent": "courting_effort.RUS"}, uses=(beside_an_even_budget,)
)
def focus_of_russia(
    russia: Array, spent: Array, beside_an_even_budget: Array, p: Alignment
) -> Array:
    """Return Russia's effort for each contested state, 1 as usual, shape (run, contested)."""
    return concentrate(russia, spent, beside_an_even_budget, p.concentration)


@quantity(
    at={"china": "courting.CHN", "spent": "courting_effort.CHN"}, uses=(beside_an_even_budget,)
)
def focus_of_china(china: Array, spent: Array, beside_an_even_budget: Array, p: Alignment) -> Array:
    """Return China's effort for each contested state, 1 as usual, shape (run, contested)."""
    return concentrate(china, spent, beside_an_even_budget, p.concentration)


@quantity(
    at={"west": "courting.USA", "spent": "courting_effort.USA"}, uses=(beside_an_even_budget,)
)
def focus_of_west(west: Array, spent: Array, beside_an_even_budget: Array, p: Alignment) -> Array:
    """Return the West's effort for each contested state, 1 as usual, shape (run, contested)."""
    return concentrate(west, spent, beside_an_even_budget, p.concentration)


@quantity()
def weight_of_west(dependence_on_west: Array, courted: Array, p: Alignment) -> Array:
    """Return how far a budget of the West pulls each contested state, (run, contested)."""
    return scale_fact(p.west, dependence_on_west[span(courted)])


@quantity()
def weight_of_china(dependence_on_china: Array, courted: Array, p: Alignment) -> Array:
    """Return how far a budget of China pulls each contested state, (run, contested)."""
    return scale_fact(p.china, dependence_on_china[span(courted)])


@quantity(uses=(pivotal, focus_of_china, focus_of_west, weight_of_china, weight_of_west))
def pull_of_courting(
    pivotal: Array,
    focus_of_china: Array,
    focus_of_west: Array,
    weight_of_china: Array,
    weight_of_west: Array,
) -> Array:
    """Return what the choices of China and the West add to an even budget, (run, contested)."""
    west = focus_of_west - 1.0
    west *= weight_of_west
    china = focus_of_china - 1.0
    china *= weight_of_china
    west -= china
    west *= pivotal
    return west
