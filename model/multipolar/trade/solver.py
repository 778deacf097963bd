"""Wages that clear the markets: Newton for all counterfactuals at once, scipy for stragglers.

In logs the Jacobian is minus an M-matrix whose rows sum to zero: the price level is free, and so
is the relative level of economies cut off from each other. A ridge as large as the worst residual
fixes both, bounds each step by one log point, and vanishes as the residual does, so that
convergence stays quadratic. Once within tolerance one more step is taken, because the trade of a
nearly closed economy is a small difference of large numbers. Each counterfactual stops on its
own, so results do not depend on which others are solved beside it.

The matrices are small: a second thread of the linear algebra would wait more than it helps, and
on a busy machine it costs many times the processor time. So one thread solves them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from multipolar.arrays import Array
from multipolar.trade.market import Market, log_excess_demand, slope, wage_income

if TYPE_CHECKING:
    from threadpoolctl import ThreadpoolController

TOLERANCE = 1e-12
"""Largest log excess demand accepted from Newton."""
FALLBACK_TOLERANCE = 1e-10
"""Largest log excess demand accepted from the fallback."""
MAX_STEPS = 100
RIDGE = 1e-12
"""Least ridge, so that the last step is not taken on a singular matrix."""
BLOCK = 64


class ConvergenceError(RuntimeError):
    """No market-clearing wages were found; the message says for which case and why."""


@dataclass(frozen=True)
class SolverReport:
    """How well K counterfactuals were solved.

    Parameters
    ----------
    residual : numpy.ndarray
        Shape (K,), largest absolute log of demand over supply.
    steps : numpy.ndarray
        Shape (K,), Newton steps taken.
    fallback : numpy.ndarray
        Shape (K,), True where scipy's Levenberg–Marquardt had to finish.
    """

    residual: Array
    steps: NDArray[np.int64]
    fallback: NDArray[np.bool_]


def clearing_wages(market: Market, names: tuple[str, ...]) -> tuple[Array, SolverReport]:
    """Solve the K markets.

    Parameters
    ----------
    market : Market
        The problems.
    names : tuple of str
        The N economies, for messages.

    Returns
    -------
    log_wage : numpy.ndarray
        Shape (K, N), log wage changes; world income is the numeraire.
    report : SolverReport
        Residuals, steps, use of the fallback.

    Raises
    ------
    ConvergenceError
        If a case has no equilibrium (an economy cut off must run a deficit) or none was found.
    """
    count, size = market.weight.shape[:2]
    log_wage = np.zeros((count, size))
    steps = np.zeros(count, dtype=np.int64)
    with _linear_algebra().limit(limits=1, user_api="blas"):
        for start in range(0, count, BLOCK):
            rows = np.arange(start, min(start + BLOCK, count))
            log_wage[rows], steps[rows] = _newton(market.pick(rows))
    residual = _residual(market, log_wage)
    fallback = ~(residual <= TOLERANCE)
    for case in np.flatnonzero(fallback):
        one = market.pick(np.array([case]))
        _refuse_impossible(one, names, int(case))
        log_wage[case] = _levenberg_marquardt(one)
        residual[case] = _residual(one, log_wage[[case]])[0]
        _refuse_unsolved(one, log_wage[[case]], names, int(case))
    return log_wage, SolverReport(residual, steps, fallback)


@cache
def _linear_algebra() -> ThreadpoolController:
    """Return the libraries of linear algebra that are loaded, found once."""
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


def _newton(market: Market) -> tuple[Array, NDArray[np.int64]]:
    count, size = market.weight.shape[:2]
    log_wage = np.zeros((count, size))
    steps = np.zeros(count, dtype=np.int64)
    polished = np.zeros(count, dtype=np.bool_)
    active = np.arange(count)
    for _ in range(MAX_STEPS):
        part = market.pick(active)
        with np.errstate(all="ignore"):
            gap = log_excess_demand(part, log_wage[active])
        worst = np.abs(gap).max(axis=1)
        going = ~polished[active] & np.isfinite(worst) & (worst > 0)
        active, part, gap, worst = active[going], part.pick(going), gap[going], worst[going]
        if not active.size:
            break
        polished[active] = worst <= TOLERANCE
        ridge = np.maximum(worst, RIDGE)[:, None, None] * np.eye(size)
        move = np.linalg.solve(slope(part, log_wage[active]) - ridge, -gap[:, :, None])[:, :, 0]
        log_wage[active] = _normalised(part, log_wage[active] + move)
        steps[active] += 1
    return log_wage, steps


def _normalised(market: Market, log_wage: Array) -> Array:
    world = wage_income(market, log_wage).sum(axis=1, keepdims=True) / market.income.sum()
    return np.asarray(log_wage - np.log(world))


def _residual(market: Market, log_wage: Array) -> Array:
    with np.errstate(all="ignore"):
        return np.asarray(np.abs(log_excess_demand(market, log_wage)).max(axis=1))


def _levenberg_marquardt(market: Market) -> Array:
    def gap(log_wage: Array) -> Array:
        with np.errstate(all="ignore"):
            miss = log_excess_demand(market, log_wage[None])[0]
        return np.asarray(np.nan_to_num(miss, nan=1e6))

    from scipy.optimize import root

    found = root(gap, np.zeros(len(market.income)), method="lm", tol=1e-14)
    return np.asarray(_normalised(market, found.x[None])[0])


def _refuse_impossible(market: Market, names: tuple[str, ...], case: int) -> None:
    """Raise if a group of economies that trades with nobody else must run a deficit."""
    if market.deficits == "closed":
        return
    from scipy.sparse.csgraph import connected_components

    groups, label = connected_components(market.weight[0] > 0, directed=False)
    for group in range(groups):
        inside = label == group
        balance = float(market.deficit[0, inside].sum())
        if abs(balance) > 1e-9 * float(market.income.sum()):
            who = ", ".join(np.array(names)[inside][:5])
            raise ConvergenceError(
                f"case {case} has no equilibrium: {who} trade with nobody else but must run a "
                f"deficit of {balance:.4g}; close the deficits first"
            )


def _refuse_unsolved(market: Market, log_wage: Array, names: tuple[str, ...], case: int) -> None:
    with np.errstate(all="ignore"):
        gap = np.abs(log_excess_demand(market, log_wage))[0]
    if np.all(gap <= FALLBACK_TOLERANCE):
        return
    worst = int(np.argmax(np.where(np.isnan(gap), np.inf, gap)))
    raise ConvergenceError(
        f"case {case} not solved: demand misses supply by {gap[worst]:.1e} (log) in "
        f"{names[worst]}; {_likely_reason(market, worst)}"
    )


def _likely_reason(market: Market, worst: int) -> str:
    if market.deficits == "closed":
        return "its trade is too lopsided for a wage to balance it within the steps allowed"
    ratio = market.deficit[0, worst] / market.income[worst]
    return (
        f"its deficit is {ratio:.0%} of its income and is {market.deficits}: an economy nearly "
        "cut off cannot run a surplus, nor spend less than nothing"
    )
