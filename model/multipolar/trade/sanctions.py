r"""Sanctions as a shock to trade: who refuses to trade what, and how much comes round.

A bundle of varieties flows from one economy to another. A coalition bans a share of them (its
*coverage* of each product class); of the banned varieties a share (*leakage*) has a detour
through third economies, a share of the detours is stopped (*detection*), and the rest arrives
dearer (*mark-up*). With trade elasticity :math:`\varepsilon` the flow keeps, at unchanged wages,

.. math:: 1 - \sum_p s_p\, c_p \left(1 - l_p (1-d_p)(1+m_p)^{-\varepsilon}\right)

of its weight, which is an iceberg cost. What the target then buys elsewhere is not leakage: the
equilibrium diverts trade by itself. The mark-up is a real cost of the detour, paid to nobody.

The classes are unobserved in goods totals, so their shares are one table (``product_classes.csv``)
for all partners of a target; measures in force are rows of ``measures.csv``. Every row has a tag:
S found, D derived, R-H/M/L recalled with high, middling or low certainty, J judged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from multipolar.arguments import several
from multipolar.arrays import Array
from multipolar.trade.data import rows
from multipolar.trade.economy import Economy
from multipolar.trade.equilibrium import balanced, counterfactual

FLOWS = ("imports", "exports")
"""Direction of trade as the target sees it."""
PRODUCTS = ("general", "strategic", "energy")
"""Product classes, in the order of the arrays."""
HUBS = ("ARM", "KAZ", "KGZ", "GEO", "UZB", "TUR", "ARE", "CHN", "HKG", "SRB")
"""Third economies named in the literature as detours to Russia [R-M]."""


@dataclass(frozen=True)
class Sanctions:
    """Measures of one coalition against one target.

    The arrays have shape (2, 3): `FLOWS` by `PRODUCTS`.

    Parameters
    ----------
    target : str
        The sanctioned economy.
    coalition : tuple of str
        The members; the target may not be one.
    product_share : numpy.ndarray
        Share of each class in the target's trade; rows sum to one.
    coverage : numpy.ndarray
        Share of the class that members refuse to trade, 0 to 1.
    leakage : numpy.ndarray
        Share of the banned varieties with a detour while every hub is open, 0 to 1.
    markup : numpy.ndarray
        Extra cost of a detour, a share of the price, at least 0.
    detection : numpy.ndarray
        Share of the detours found and stopped, 0 to 1.
    hubs : tuple of str
        Third economies that detours run through. A hub that joins the coalition closes its part
        of the detours, in proportion to the trade it could carry.
    """

    target: str
    coalition: tuple[str, ...]
    product_share: Array
    coverage: Array
    leakage: Array
    markup: Array
    detection: Array
    hubs: tuple[str, ...] = HUBS

    def __post_init__(self) -> None:
        """Check ranges and that the target does not sanction itself."""
        if self.target in self.coalition:
            raise ValueError(f"{self.target} cannot be a member of the coalition against itself")
        for field in ("product_share", "coverage", "leakage", "detection"):
            value = getattr(self, field)
            if not np.all((value >= 0) & (value <= 1)):
                raise ValueError(f"{field} must lie between 0 and 1, found {value.tolist()}")
        if not np.all(self.markup >= 0):
            raise ValueError(f"markup must be at least 0, found {self.markup.tolist()}")

    def joined_by(self, *members: str) -> Sanctions:
        """Return the same measures with more members."""
        return replace(self, coalition=tuple(dict.fromkeys((*self.coalition, *members))))


def in_force(target: str, coalition: str | Sequence[str]) -> Sanctions:
    """Measures in force against the target, from ``measures.csv``, carried by any coalition.

    Raises
    ------
    KeyError
        If the table has no row for the target.
    """
    coverage, leakage, markup, detection = (
        _table("measures.csv", column, target)
        for column in ("coverage", "leakage", "markup", "detection")
    )
    share = _table("product_classes.csv", "share", target)
    return Sanctions(target, several(coalition), share, coverage, leakage, markup, detection)


def embargo(target: str, coalition: str | Sequence[str]) -> Sanctions:
    """Return the limit: members trade nothing with the target and nothing comes round."""
    none, all_of_it = np.zeros((2, 3)), np.ones((2, 3))
    share = np.broadcast_to([1.0, 0.0, 0.0], (2, 3))
    return Sanctions(target, several(coalition), share, all_of_it, none, none, none)


def kept_share(
    coverage: ArrayLike,
    leakage: ArrayLike,
    markup: ArrayLike,
    detection: ArrayLike,
    elasticity: ArrayLike,
) -> Array:
    """Share of a class of trade with a member that survives at unchanged wages, 0 to 1.

    Arguments are broadcast; ranges as in `Sanctions`, elasticity above 0.
    """
    detour = np.asarray(leakage) * (1 - np.asarray(detection, float))
    around = detour * (1 + np.asarray(markup, float)) ** -np.asarray(elasticity, float)
    return np.asarray(1 - np.asarray(coverage, float) * (1 - around))


def detour_open(base: Economy, sanctions: Sanctions) -> Array:
    """Share of the hubs' capacity outside the coalition, shape (2,) in the order of `FLOWS`.

    A hub can carry to the target the lesser of what it buys from the world and sells to the
    target, and from the target the lesser of what it buys there and sells to the world.
    """
    hubs = base.index(name for name in sanctions.hubs if name != sanctions.target)
    (target,) = base.index(sanctions.target)
    foreign = base.trade - np.diag(np.diag(base.trade))
    towards = np.minimum(foreign.sum(axis=0)[hubs], foreign[hubs, target])
    away = np.minimum(foreign.sum(axis=1)[hubs], foreign[target, hubs])
    capacity = np.stack([towards, away])
    outside = ~np.isin(hubs, base.index(sanctions.coalition))
    total = capacity.sum(axis=1)
    kept = (capacity * outside).sum(axis=1)
    return np.asarray(np.divide(kept, total, out=np.zeros(2), where=total > 0))


def kept_trade(base: Economy, sanctions: Sanctions, elasticity: float) -> Array:
    """Share of every flow that survives at unchanged wages, shape (N, N), row exporter."""
    leakage = sanctions.leakage * detour_open(base, sanctions)[:, None]
    kept = kept_share(
        sanctions.coverage, leakage, sanctions.markup, sanctions.detection, elasticity
    )
    bought, sold = (sanctions.product_share * kept).sum(axis=1)
    (target,) = base.index(sanctions.target)
    members = base.index(sanctions.coalition)
    result = np.ones_like(base.trade)
    result[members, target], result[target, members] = max(bought, 0.0), max(sold, 0.0)
    return result


@dataclass(frozen=True)
class Outcome:
    """What K sanctions do to N economies.

    Parameters
    ----------
    base : Economy
        The balanced world before.
    sanctions : tuple of Sanctions
        The K cases.
    real_income : numpy.ndarray
        Shape (K, N), change of real income, a share (−0.02 is a loss of 2 %).
    trade : numpy.ndarray
        Shape (K, N, N), flows after, unit of the base.
    residual : numpy.ndarray
        Shape (K,), largest log of demand over supply.
    """

    base: Economy
    sanctions: tuple[Sanctions, ...]
    real_income: Array
    trade: Array
    residual: Array

    def loss_value(self) -> Array:
        """Real income lost, shape (K, N), unit of the base a year; negative where gained."""
        return -self.real_income * self.base.income

    def target(self) -> Array:
        """Change of real income of each case's target, shape (K,)."""
        return np.array([change[self.base.index(case.target)[0]] for case, change in self._cases()])

    def members(self) -> Array:
        """Change of the members' joint real income, shape (K,); 0 for an empty coalition."""
        return np.array(
            [self._joint(change, list(case.coalition)) for case, change in self._cases()]
        )

    def third(self) -> Array:
        """Change of the joint real income of everybody else, shape (K,)."""
        return np.array(
            [self._joint(change, self._outside(case)) for case, change in self._cases()]
        )

    def gainers(self, case: int = 0) -> dict[str, float]:
        """Economies that gain in one case, largest gain first, change of real income."""
        change = self.real_income[case]
        order = np.argsort(-change, kind="stable")
        return {self.base.names[i]: float(change[i]) for i in order if change[i] > 0}

    def diverted(self) -> Array:
        """Extra trade of the target with third economies over trade lost with members, (K,).

        Both directions together, at the exporter's prices; 0 where no trade is lost.
        """
        return np.array(
            [
                self._diverted(case, trade)
                for case, trade in zip(self.sanctions, self.trade, strict=True)
            ]
        )

    def _cases(self) -> list[tuple[Sanctions, Array]]:
        return list(zip(self.sanctions, self.real_income, strict=True))

    def _outside(self, case: Sanctions) -> list[str]:
        return [n for n in self.base.names if n != case.target and n not in case.coalition]

    def _joint(self, change: Array, names: list[str]) -> float:
        rows = self.base.index(names)
        weight = self.base.income[rows]
        return float((change[rows] * weight).sum() / weight.sum()) if rows else 0.0

    def _diverted(self, case: Sanctions, trade: Array) -> float:
        (target,) = self.base.index(case.target)
        move = trade - self.base.trade
        both = move[target] + move[:, target]
        lost = -both[self.base.index(case.coalition)].sum()
        return float(both[self.base.index(self._outside(case))].sum() / lost) if lost > 0 else 0.0


def impose(
    base: Economy, sanctions: Sanctions | Sequence[Sanctions], elasticity: float = 4.0
) -> Outcome:
    """Solve the world under each of K sanctions.

    Parameters
    ----------
    base : Economy
        The observed world; deficits are closed first (see `balanced`), so that the limit of a
        full embargo exists.
    sanctions : Sanctions or sequence of Sanctions
        The K cases.
    elasticity : float
        Trade elasticity, above 0; prior 3 to 6, centre 4.

    Returns
    -------
    Outcome
        Always with the leading axis.

    Raises
    ------
    KeyError
        If a target, member or hub is not an economy of the base.
    ConvergenceError
        If no equilibrium was found.
    """
    cases = (sanctions,) if isinstance(sanctions, Sanctions) else tuple(sanctions)
    even = balanced(base)
    kept = np.stack([kept_trade(even, case, elasticity) for case in cases])
    solved = counterfactual(
        even, iceberg=iceberg_cost(kept, elasticity), elasticity=elasticity, deficits="closed"
    )
    return Outcome(even, cases, solved.welfare - 1, solved.trade, solved.report.residual)


def iceberg_cost(kept: ArrayLike, elasticity: ArrayLike) -> Array:
    """Iceberg factor that keeps the given share of a flow's weight; infinite where it is 0."""
    with np.errstate(divide="ignore"):
        return np.asarray(np.asarray(kept, float) ** (-1 / np.asarray(elasticity, float)))


def _table(table: str, column: str, target: str) -> Array:
    cells = {
        (row["flow"], row["product"]): float(row[column])
        for row in rows(table)
        if row["target"] == target
    }
    if not cells:
        known = sorted({row["target"] for row in rows(table)})
        raise KeyError(f"{table} has no row for {target!r}; it knows {', '.join(known)}")
    return np.array([[cells[flow, product] for product in PRODUCTS] for flow in FLOWS])
