r"""What theory knows without a solver: the welfare formula and the small open economy.

These are the yardsticks of the solver and the skeleton of the response surface.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from multipolar.arrays import Array

NEWTON_STEPS = 60


def acr_welfare(home_share_change: ArrayLike, elasticity: ArrayLike) -> Array:
    r"""Change of real income from the home share, :math:`\hat\lambda^{-1/\varepsilon}`.

    Parameters
    ----------
    home_share_change : array_like
        New over old share of expenditure at home, above 0.
    elasticity : array_like
        Trade elasticity, above 0; broadcast against the first.

    Returns
    -------
    numpy.ndarray
        Ratio, new over old real income. Holds for foreign shocks and balanced trade.

    Notes
    -----
    Arkolakis, Costinot & Rodríguez-Clare (2012).
    """
    return np.asarray(np.asarray(home_share_change, float) ** (-1 / np.asarray(elasticity, float)))


def symmetric_real_income(
    home_share: ArrayLike, iceberg: ArrayLike, elasticity: ArrayLike
) -> Array:
    r"""Change of real income in two mirror-image countries when the cost of trade changes.

    Wages stay equal, so :math:`\hat W = (\lambda + (1-\lambda)\hat\tau^{-\varepsilon})
    ^{1/\varepsilon}`.

    Parameters
    ----------
    home_share : array_like
        Share of expenditure at home before, 0 to 1.
    iceberg : array_like
        Factor on the cost of trade both ways, above 0.
    elasticity : array_like
        Trade elasticity, above 0.
    """
    home, eps = np.asarray(home_share, float), np.asarray(elasticity, float)
    return np.asarray((home + (1 - home) * np.asarray(iceberg, float) ** -eps) ** (1 / eps))


def small_economy_cost(
    home_share: ArrayLike, import_kept: ArrayLike, export_kept: ArrayLike, elasticity: ArrayLike
) -> Array:
    r"""Real income that a small open economy with balanced trade loses when markets close.

    Foreign wages and prices stand still. If a share :math:`x_M` of the varieties it buys and a
    share :math:`x_X` of the varieties it sells abroad is kept, the home share relative to the
    foreign, :math:`\rho`, solves

    .. math:: x_X x_M^{1+1/\varepsilon} \rho^{1+1/\varepsilon} (\lambda\rho + 1 - \lambda) = 1,

    and the loss is :math:`1 - (\rho/(\lambda\rho+1-\lambda))^{-1/\varepsilon}`: the two cuts
    matter only through one index.

    Parameters
    ----------
    home_share : array_like
        Lambda, share of expenditure at home before, above 0, at most 1.
    import_kept, export_kept : array_like
        Shares kept, 0 to 1; where either is 0 the economy is in autarky.
    elasticity : array_like
        Trade elasticity, above 0. All arguments are broadcast.

    Returns
    -------
    numpy.ndarray
        Loss as a share of real income, 0 to 1.

    Notes
    -----
    Balanced trade, :math:`x_X w^{-\varepsilon} = w \hat m` with :math:`\hat m` the change of the
    import share; the limit of Alvarez & Lucas (2007) for a small economy.
    """
    home, bought, sold, eps = np.broadcast_arrays(
        np.asarray(home_share, float),
        np.asarray(import_kept, float),
        np.asarray(export_kept, float),
        np.asarray(elasticity, float),
    )
    closed = (bought == 0) | (sold == 0)
    power = 1 + 1 / eps
    index = np.log(np.where(closed, 1.0, sold)) + power * np.log(np.where(closed, 1.0, bought))
    log_rho = -index / power
    for _ in range(NEWTON_STEPS):
        mix = home * np.exp(log_rho) + 1 - home
        gap = index + power * log_rho + np.log(mix)
        log_rho = log_rho - gap / (power + home * np.exp(log_rho) / mix)
    rho = np.exp(log_rho)
    home_change = np.where(closed, 1 / home, rho / (home * rho + 1 - home))
    return np.asarray(1 - acr_welfare(home_change, eps))
