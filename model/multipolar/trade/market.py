r"""Goods-market clearing of the Armington / Eaton–Kortum model, in logs of the wage changes.

With wage changes :math:`w`, trade elasticity :math:`\varepsilon` and weights
:math:`b_{ij} = \pi_{ij} \hat\tau_{ij}^{-\varepsilon} (1+t_{ij})^{-\varepsilon-1}` the share of
importer j's spending net of duty that reaches exporter i is
:math:`\sigma_{ij} = b_{ij} w_i^{-\varepsilon} / \sum_k b_{kj} w_k^{-\varepsilon}`, and markets
clear when :math:`w_i Y_i = \sum_j \sigma_{ij} I_j` with :math:`I_j` the wage income of j plus its
deficit. Duties return to the importer's consumers, so they appear in the weights alone.

All functions carry a leading axis of K counterfactuals; N is the number of economies.
Sources: Dekle, Eaton & Kortum (2008); Alvarez & Lucas (2007); Costinot & Rodríguez-Clare (2014).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from multipolar.arrays import Array

Deficits = Literal["held", "closed", "proportional"]


@dataclass(frozen=True)
class Market:
    """What the K market-clearing problems take as given.

    Parameters
    ----------
    weight : numpy.ndarray
        Shape (K, N, N), the weights b of the module docstring.
    income : numpy.ndarray
        Shape (N,), observed.
    deficit : numpy.ndarray
        Shape (K, N), observed or given; each row sums to zero.
    elasticity : numpy.ndarray
        Shape (K,), above 0.
    deficits : {"held", "closed", "proportional"}
        Held at their share of world income; set to zero; or a constant ratio of expenditure to
        income in each economy, rescaled so that the world spends what it earns.
    """

    weight: Array
    income: Array
    deficit: Array
    elasticity: Array
    deficits: Deficits

    def pick(self, rows: NDArray[np.intp] | NDArray[np.bool_]) -> Market:
        """Return the market of the chosen counterfactuals alone (boolean mask or positions)."""
        return Market(
            self.weight[rows], self.income, self.deficit[rows], self.elasticity[rows], self.deficits
        )


def wage_income(market: Market, log_wage: Array) -> Array:
    """Income at the new wages, shape (K, N)."""
    return np.asarray(market.income * np.exp(log_wage))


def spending(market: Market, log_wage: Array) -> Array:
    """Income plus deficit, before duties are returned, shape (K, N)."""
    earned = wage_income(market, log_wage)
    world = earned.sum(axis=1, keepdims=True)
    if market.deficits == "closed":
        return earned
    if market.deficits == "held":
        return np.asarray(earned + market.deficit * world / market.income.sum())
    spent = earned * (1 + market.deficit / market.income)
    return np.asarray(spent * world / spent.sum(axis=1, keepdims=True))


def net_share(market: Market, log_wage: Array) -> Array:
    """Shares of spending net of duty, shape (K, N, N); columns sum to one."""
    attraction = market.weight * np.exp(-market.elasticity[:, None] * log_wage)[:, :, None]
    return np.asarray(attraction / attraction.sum(axis=1, keepdims=True))


def log_excess_demand(market: Market, log_wage: Array) -> Array:
    """Log of demand over supply, shape (K, N); zero in equilibrium."""
    share = net_share(market, log_wage)
    demand = (share @ spending(market, log_wage)[:, :, None])[:, :, 0]
    return np.asarray(np.log(demand / wage_income(market, log_wage)))


def slope(market: Market, log_wage: Array) -> Array:
    """Jacobian of `log_excess_demand` in the log wages, shape (K, N, N); rows sum to zero."""
    share = net_share(market, log_wage)
    spent = spending(market, log_wage)
    sales = share * spent[:, None, :]
    sales /= sales.sum(axis=2, keepdims=True)
    own, level, weight = _spending_slope(market, log_wage, spent)
    elasticity = market.elasticity[:, None, None]
    jacobian = elasticity * (sales @ share.transpose(0, 2, 1)) + sales * own[:, None, :]
    jacobian += (sales @ level[:, :, None]) * weight[:, None, :]
    return np.asarray(jacobian - (1 + elasticity) * np.eye(len(market.income)))


def _spending_slope(market: Market, log_wage: Array, spent: Array) -> tuple[Array, Array, Array]:
    """Split the log derivative of spending into diag(own) + outer(level, weight)."""
    earned = wage_income(market, log_wage)
    world_share = earned / earned.sum(axis=1, keepdims=True)
    ones = np.ones_like(earned)
    if market.deficits == "proportional":
        return ones, ones, world_share - _proportional_share(market, earned)
    return earned / spent, 1 - earned / spent, world_share


def _proportional_share(market: Market, earned: Array) -> Array:
    spent = earned * (1 + market.deficit / market.income)
    return np.asarray(spent / spent.sum(axis=1, keepdims=True))
