"""Who is worth having in a coalition: cost to the target beside the cost to each member.

With k candidates all 2^k coalitions are solved at once. A candidate's contribution depends on who
is in already, so it is averaged over the orders of joining (Shapley 1953).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import factorial

import numpy as np

from multipolar.arguments import ArgumentError, several
from multipolar.arrays import Array
from multipolar.trade.economy import Economy
from multipolar.trade.sanctions import Outcome, Sanctions, impose

MAX_CANDIDATES = 10


@dataclass(frozen=True)
class CoalitionRow:
    """One coalition.

    Parameters
    ----------
    added : tuple of str
        Candidates that joined.
    target, members, third : float
        Change of real income of target, members together and everybody else, shares.
    target_loss, members_loss : float
        Real income lost by target and members together, unit of the base a year.
    """

    added: tuple[str, ...]
    target: float
    members: float
    third: float
    target_loss: float
    members_loss: float


@dataclass(frozen=True)
class Contribution:
    """What one candidate adds, averaged over the orders of joining.

    Parameters
    ----------
    member : str
        The candidate.
    target_loss, own_loss : float
        Extra loss of the target and of the candidate itself, unit of the base a year.
    target_share, own_share : float
        The same as shares of their real incomes.
    """

    member: str
    target_loss: float
    own_loss: float
    target_share: float
    own_share: float

    @property
    def leverage(self) -> float:
        """Value the target loses per unit the member loses; infinite if the member gains."""
        return self.target_loss / self.own_loss if self.own_loss > 0 else float("inf")


@dataclass(frozen=True)
class CoalitionTable:
    """All coalitions of a base coalition and its candidates.

    Parameters
    ----------
    rows : tuple of CoalitionRow
        From the base coalition to all candidates together, small ones first.
    contributions : tuple of Contribution
        One per candidate, highest leverage first.
    member_change : dict
        Change of real income of each member and candidate, one array over the rows.
    """

    rows: tuple[CoalitionRow, ...]
    contributions: tuple[Contribution, ...]
    member_change: dict[str, Array]


def coalition_table(
    base: Economy,
    sanctions: Sanctions,
    candidates: str | Sequence[str],
    elasticity: float = 4.0,
) -> CoalitionTable:
    """Cost of the same measures, coalition by coalition.

    Parameters
    ----------
    base : Economy
        The observed world.
    sanctions : Sanctions
        Measures and founding members.
    candidates : str or sequence of str
        Economies that may join, at most 10, neither the target nor members already.
    elasticity : float
        Trade elasticity, above 0; prior 3 to 6.

    Raises
    ------
    ArgumentError
        If there are too many candidates, one is named twice, or is target or member.
    KeyError
        If an economy is unknown.
    """
    candidates = several(candidates)
    _check(sanctions, candidates)
    joined = [group for k in range(len(candidates) + 1) for group in combinations(candidates, k)]
    outcome = impose(base, [sanctions.joined_by(*group) for group in joined], elasticity)
    contributions = [_contribution(outcome, joined, candidates, name) for name in candidates]
    names = (*sanctions.coalition, *candidates)
    change = {name: outcome.real_income[:, base.index(name)[0]] for name in names}
    ranked = sorted(contributions, key=lambda one: -one.leverage)
    return CoalitionTable(_rows(outcome, joined), tuple(ranked), change)


def _check(sanctions: Sanctions, candidates: Sequence[str]) -> None:
    if len(candidates) > MAX_CANDIDATES:
        raise ArgumentError(f"{len(candidates)} candidates; at most {MAX_CANDIDATES} are allowed")
    if len(set(candidates)) < len(candidates):
        raise ArgumentError("a candidate is named twice")
    taken = set(candidates) & {sanctions.target, *sanctions.coalition}
    if taken:
        raise ArgumentError(f"already target or member: {', '.join(sorted(taken))}")


def _rows(outcome: Outcome, joined: list[tuple[str, ...]]) -> tuple[CoalitionRow, ...]:
    loss, base = outcome.loss_value(), outcome.base
    numbers = zip(outcome.target(), outcome.members(), outcome.third(), strict=True)
    rows = []
    for case, (group, (target, members, third)) in enumerate(zip(joined, numbers, strict=True)):
        measures = outcome.sanctions[case]
        at_target = loss[case, base.index(measures.target)[0]]
        at_members = loss[case, base.index(measures.coalition)].sum()
        row = (float(value) for value in (target, members, third, at_target, at_members))
        rows.append(CoalitionRow(group, *row))
    return tuple(rows)


def _contribution(
    outcome: Outcome, joined: list[tuple[str, ...]], candidates: Sequence[str], name: str
) -> Contribution:
    target, own = outcome.base.index((outcome.sanctions[0].target, name))
    columns = [target, own]
    position = {frozenset(group): case for case, group in enumerate(joined)}
    loss, count = outcome.loss_value()[:, columns], len(candidates)
    added = np.zeros(2)
    for group, case in position.items():
        if name not in group:
            size = len(group)
            weight = factorial(size) * factorial(count - size - 1) / factorial(count)
            added += weight * (loss[position[group | {name}]] - loss[case])
    share = added / outcome.base.income[columns]
    return Contribution(name, *(float(value) for value in (*added, *share)))
