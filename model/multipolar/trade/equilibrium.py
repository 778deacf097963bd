"""Counterfactual trade equilibria by exact hat algebra.

The Armington model and the Eaton–Kortum model share these equations (Arkolakis, Costinot &
Rodríguez-Clare 2012); only the reading of the elasticity differs: sigma − 1 or theta.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

import numpy as np
from numpy.typing import ArrayLike

from multipolar.arguments import known
from multipolar.arrays import Array
from multipolar.trade.economy import Economy
from multipolar.trade.market import Deficits, Market, net_share, spending
from multipolar.trade.solver import SolverReport, clearing_wages

BALANCE = 1e-9
"""Largest sum of given deficits, as a share of world income."""


@dataclass(frozen=True)
class Equilibrium:
    """Counterfactual equilibria; changes are ratios, new over observed.

    Arrays have shape (K, N), or (N,) if one counterfactual was asked for; `trade` has a second
    axis of length N.

    Parameters
    ----------
    names : tuple of str
        The N economies.
    wage, price : numpy.ndarray
        Changes of factor price and of the consumer price index; world income is the numeraire.
    real_gdp : numpy.ndarray
        Change of wage over price.
    welfare : numpy.ndarray
        Change of real expenditure: wages, deficit and returned duties over price.
    trade : numpy.ndarray
        New flows at the exporter's price, row exporter, column importer, unit of the data.
    home_share : numpy.ndarray
        Change of the share of expenditure that stays at home (lambda hat).
    report : SolverReport
        Residuals of market clearing.
    """

    names: tuple[str, ...]
    wage: Array
    price: Array
    real_gdp: Array
    welfare: Array
    trade: Array
    home_share: Array
    report: SolverReport

    def economy(self) -> Economy:
        """Return a single equilibrium as the observed world of further counterfactuals.

        Raises
        ------
        ValueError
            If it holds several counterfactuals.
        """
        return Economy(self.names, self.trade)


def counterfactual(
    base: Economy,
    *,
    iceberg: ArrayLike = 1.0,
    tariff: ArrayLike = 0.0,
    cost: ArrayLike = 1.0,
    elasticity: ArrayLike = 4.0,
    deficits: Deficits | ArrayLike = "held",
) -> Equilibrium:
    """Solve for the equilibrium after a change of trade costs.

    Parameters
    ----------
    base : Economy
        The observed world; its duties are taken to be part of its trade costs.
    iceberg : array_like
        Factor on trade costs, broadcast to (N, N) or (K, N, N), row exporter; above 0, where
        infinity forbids the flow and 1 leaves it.
    tariff : array_like
        New ad valorem duty, a share of the exporter's price, same shapes; at least 0. The revenue
        returns to the importer.
    cost : array_like
        Factor on each exporter's unit cost beside its wage, at home and abroad, broadcast to (N,)
        or (K, N); above 0.
    elasticity : array_like
        Trade elasticity, scalar or (K,), above 0. Prior 3 to 6, centre 4 (Simonovska & Waugh
        2014).
    deficits : {"held", "closed", "proportional"} or array_like
        See `multipolar.trade.market.Market`; or the new deficits themselves, shape (N,) or (K, N),
        in the unit of the data where world income stays what it was; each row sums to zero.

    Returns
    -------
    Equilibrium
        Without the leading axis if nothing that was given has one.

    Raises
    ------
    ValueError
        If an argument leaves its range or an internal flow is forbidden.
    ConvergenceError
        If there is no equilibrium, or none was found; the message says why.
    """
    size = len(base.names)
    tau, duty, eps = np.asarray(iceberg, float), np.asarray(tariff, float), np.asarray(elasticity)
    shift = np.asarray(cost, float)
    rule, gaps = _deficits(base, deficits)
    _check(tau, duty, eps, shift)
    leads = (tau.shape[:-2], duty.shape[:-2], eps.shape, shift.shape[:-1], gaps.shape[:-1])
    lead = np.broadcast_shapes(*leads)
    single, lead = not lead, lead or (1,)
    tau, duty = (np.broadcast_to(shock, (*lead, size, size)) for shock in (tau, duty))
    shift, gaps = (np.broadcast_to(row, (*lead, size)) for row in (shift, gaps))
    eps = np.broadcast_to(eps.astype(np.float64), lead)
    if np.any(np.isinf(np.diagonal(tau, axis1=1, axis2=2))):
        raise ValueError("iceberg: an economy cannot be cut off from itself")
    weight = base.share * (shift[:, :, None] * tau * (1 + duty)) ** -eps[:, None, None]
    market = Market(weight / (1 + duty), base.income, gaps, eps, rule)
    log_wage, report = clearing_wages(market, base.names)
    return _outcome(base, market, log_wage, (weight, duty), report, single)


def balanced(base: Economy, elasticity: float = 4.0) -> Economy:
    """Return the world as it would trade with every deficit closed, the clean base for embargoes.

    An economy under embargo cannot run the surplus it was observed with; the custom is to close
    deficits first and to shock the balanced world (Costinot & Rodríguez-Clare 2014).
    """
    return counterfactual(base, elasticity=elasticity, deficits="closed").economy()


def _deficits(base: Economy, deficits: Deficits | ArrayLike) -> tuple[Deficits, Array]:
    """Return how deficits move, and from what: those observed, or those given."""
    if isinstance(deficits, str):
        rule: Deficits = known(deficits, get_args(Deficits), "rule of deficits")  # type: ignore[assignment]
        return rule, base.deficit
    given = np.asarray(deficits, float)
    if given.shape[-1:] != base.deficit.shape or not np.all(np.isfinite(given)):
        raise ValueError(
            f"deficits have shape {given.shape}; expected {base.deficit.shape} or a row of finite "
            "numbers for each counterfactual"
        )
    if np.any(np.abs(given.sum(axis=-1)) > BALANCE * base.income.sum()):
        raise ValueError("deficits must sum to zero over the world")
    return "held", given


def _check(tau: Array, duty: Array, eps: Array, shift: Array) -> None:
    if not np.all((shift > 0) & np.isfinite(shift)):
        raise ValueError("cost must be finite and above 0 (1 = unchanged)")
    if not np.all(tau > 0):
        raise ValueError("iceberg must be above 0 (1 = unchanged, inf = forbidden)")
    if not np.all((duty >= 0) & np.isfinite(duty)):
        raise ValueError("tariff must be finite and at least 0")
    if not np.all((eps > 0) & np.isfinite(eps)):
        raise ValueError("elasticity must be finite and above 0")


def _outcome(
    base: Economy,
    market: Market,
    log_wage: Array,
    costs: tuple[Array, Array],
    report: SolverReport,
    single: bool,
) -> Equilibrium:
    weight, duty = costs
    eps = market.elasticity[:, None]
    attraction = weight * np.exp(-eps * log_wage)[:, :, None]
    total = attraction.sum(axis=1)
    share = attraction / total[:, None, :]
    kept = (share / (1 + duty)).sum(axis=1)
    spent = spending(market, log_wage)
    wage, price = np.exp(log_wage), total ** (-1 / eps)
    observed = np.diagonal(base.share)
    home = np.diagonal(share, axis1=1, axis2=2)
    arrays = (
        wage,
        price,
        wage / price,
        spent / kept / base.expenditure / price,
        net_share(market, log_wage) * spent[:, None, :],
        np.divide(home, observed, out=np.ones_like(home), where=observed > 0),
    )
    if single:
        arrays = tuple(array[0] for array in arrays)
    return Equilibrium(base.names, *arrays, report=report)
