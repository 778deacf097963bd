"""The cost of sanctions as a response surface, cheap enough to read every month in every run.

The full model is nearly that of a small open economy, in which the target's loss is a closed form
of its home share and of the shares of imports and exports it keeps. The surface is that closed
form times the members' mean correction. A partner's correction is the ratio of the loss in the
full model to the closed form when it acts alone, solved in advance on a grid of (import cut,
export cut). A satellite that itself lives on the target adjusts its prices
and hurts it less than its share says. ``response_surface.csv`` holds the result; `solve_surface`
makes it and a test makes it again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from multipolar.arguments import known
from multipolar.arrays import Array
from multipolar.readonly import kept
from multipolar.trade.closed_forms import small_economy_cost
from multipolar.trade.data import rows, with_north_korea, world_2023, world_before_war
from multipolar.trade.economy import Economy
from multipolar.trade.equilibrium import balanced, counterfactual
from multipolar.trade.sanctions import iceberg_cost, kept_share

CUTS = (0.0, 0.1, 0.25, 0.5, 0.75, 1.0)
"""Grid of import and export cuts at which corrections are tabulated."""
SMALL_CUT = 0.01
"""Stands for 0 where both cuts are 0 and the ratio of losses is a limit."""
SMALLEST_SHARE = 1e-5
"""Partners with less of the trade get no correction: their effect is lost in rounding."""
CENTRE = 4.0
"""Trade elasticity at which the corrections are solved; the closed form carries the rest."""
TARGETS = ("RUS", "PRK", "IRN")


@dataclass(frozen=True)
class Surface:
    """Response surface of one target with P partners.

    Parameters
    ----------
    target : str
        The sanctioned economy.
    home_share : float
        Share of its expenditure at home in the balanced world, 0 to 1.
    partners : tuple of str
        All other economies.
    import_share, export_share : numpy.ndarray
        Shape (P,), partner's share of the target's imports and exports; each sums to one.
    correction : numpy.ndarray
        Shape (import cut, export cut, P) on the grid `CUTS`: loss in the full model over the
        closed form, that partner alone acting.
    """

    target: str
    home_share: float
    partners: tuple[str, ...]
    import_share: Array
    export_share: Array
    correction: Array

    def membership(self, members: Iterable[str]) -> Array:
        """Membership vector of a coalition, shape (P,), 1 for members.

        Raises
        ------
        KeyError
            If a member is not a partner of the target.
        """
        listed = set(members)
        unknown = sorted(listed - set(self.partners))
        if unknown:
            raise KeyError(f"not among the partners of {self.target}: {', '.join(unknown)}")
        return np.array([float(name in listed) for name in self.partners])

    def coalition_share(self, membership: ArrayLike) -> tuple[Array, Array]:
        """Coalition's share of the target's imports and of its exports, each 0 to 1.

        `membership` has shape (..., P); the results lose the last axis.
        """
        joined = np.asarray(membership, float)
        return (
            np.asarray((joined * self.import_share).sum(axis=-1)),
            np.asarray((joined * self.export_share).sum(axis=-1)),
        )

    def cost(
        self,
        membership: ArrayLike,
        import_cut: ArrayLike,
        export_cut: ArrayLike,
        elasticity: ArrayLike = CENTRE,
    ) -> Array:
        """Real income the target loses, a share, 0 to autarky's loss.

        Parameters
        ----------
        membership : array_like
            Shape (..., P), 0 to 1; see `membership`. Where only a coalition's share of trade is
            known, that share for every partner (last axis of length 1) stands for it.
        import_cut, export_cut : array_like
            Shape (...), share of the members' trade removed at unchanged wages, 0 to 1; see
            `cut`. Leading axes are broadcast.
        elasticity : array_like
            Shape (...), trade elasticity; checked for 3 to 6.

        Raises
        ------
        ValueError
            If a cut or a membership leaves 0 to 1.
        """
        joined = np.asarray(membership, float)
        bought, sold = np.broadcast_arrays(
            np.asarray(import_cut, float), np.asarray(export_cut, float)
        )
        if not all(np.all((value >= 0) & (value <= 1)) for value in (joined, bought, sold)):
            raise ValueError("membership and cuts must lie between 0 and 1")
        import_share, export_share = self.coalition_share(joined)
        import_kept, export_kept = _kept(bought * import_share), _kept(sold * export_share)
        loss = small_economy_cost(self.home_share, import_kept, export_kept, elasticity)
        autarky = small_economy_cost(self.home_share, 0.0, 0.0, elasticity)
        return np.asarray(np.minimum(loss * self._mean_correction(joined, bought, sold), autarky))

    def _mean_correction(self, joined: Array, bought: Array, sold: Array) -> Array:
        """Mean of the members' corrections, weighted by the trade each withholds."""
        withheld = joined * (
            bought[..., None] * self.import_share + sold[..., None] * self.export_share
        )
        total = withheld.sum(axis=-1)
        weighted = (withheld * self._correction(bought, sold)).sum(axis=-1)
        return np.asarray(np.divide(weighted, total, out=np.ones_like(total), where=total > 0))

    def _correction(self, import_cut: Array, export_cut: Array) -> Array:
        from scipy.interpolate import RegularGridInterpolator

        grid = RegularGridInterpolator((CUTS, CUTS), self.correction)
        points = np.stack([import_cut, export_cut], axis=-1)
        return np.asarray(grid(points.reshape(-1, 2))).reshape((*import_cut.shape, -1))


def cut(
    stringency: ArrayLike, leakage: ArrayLike, evasion: ArrayLike, elasticity: ArrayLike = CENTRE
) -> Array:
    """Share of the members' trade with the target that sanctions remove at unchanged wages.

    Parameters
    ----------
    stringency : array_like
        Share of that trade that is banned, 0 to 1.
    leakage : array_like
        Share of the banned varieties that come round, 0 to 1.
    evasion : array_like
        Mark-up on what comes round, a share of the price, at least 0. Where leakage is a value
        seen in the data (rerouted over removed) it has the mark-up in it already: pass 0.
    elasticity : array_like
        Trade elasticity, above 0. All arguments are broadcast; with a product axis, multiply the
        result by the classes' shares of trade and sum.
    """
    return np.asarray(1 - kept_share(stringency, leakage, evasion, 0.0, elasticity))


def target_world(target: str) -> Economy:
    """Return the world that a target's surface is solved in, before the measures that matter.

    Russia's trade of 2021, North Korea's of 2017, the table of 2023 for everybody else. Iran's
    oil is hardly recorded as Iranian, so its openness is far too low.
    """
    if target == "RUS":
        return world_before_war()
    return with_north_korea(world_2023(), 2017) if target == "PRK" else world_2023()


def solve_surface(base: Economy, target: str) -> Surface:
    """Solve the full model for every partner acting alone, on the grid of cuts.

    Parameters
    ----------
    base : Economy
        The observed world of N = P + 1 economies; its deficits are closed first.
    target : str
        One of its economies.

    Raises
    ------
    ConvergenceError
        If a point of the grid has no solution.
    """
    even = balanced(base)
    (row,) = even.index(target)
    partners = np.delete(np.arange(len(even.names)), row)
    flows = np.stack([even.trade[partners, row], even.trade[row, partners]])
    share = flows / flows.sum(axis=1, keepdims=True)
    home = float(even.share[row, row])
    table = np.ones((len(CUTS), len(CUTS), len(partners)))
    for place in np.ndindex(len(CUTS), len(CUTS)):
        cuts = np.array([CUTS[step] for step in place]) if any(place) else np.full(2, SMALL_CUT)
        seen = (cuts[:, None] * share).max(axis=0) > SMALLEST_SHARE * cuts.max()
        bought, sold = 1 - cuts[:, None] * share
        alone = small_economy_cost(home, bought, sold, CENTRE)
        loss = _loss_alone(even, row, partners, cuts)
        np.divide(loss, alone, out=table[place], where=seen)
    names = tuple(even.names[i] for i in partners)
    return Surface(target, home, names, share[0], share[1], table)


def surface_rows(surface: Surface) -> list[dict[str, str]]:
    """Return the surface as rows of ``response_surface.csv``, one per partner.

    Column ``cut_25_50`` is the correction where imports are cut by 25 % and exports by 50 %.
    """
    result = []
    for i, name in enumerate(surface.partners):
        row = {
            "target": surface.target,
            "home_share": f"{surface.home_share:.8f}",
            "partner": name,
            "import_share": f"{surface.import_share[i]:.8f}",
            "export_share": f"{surface.export_share[i]:.8f}",
        }
        for place in np.ndindex(len(CUTS), len(CUTS)):
            row[_column(place)] = f"{surface.correction[place][i]:.5f}"
        result.append(row)
    return result


@kept
def load_surface(target: str) -> Surface:
    """Surface of the target from ``response_surface.csv``.

    Raises
    ------
    UnknownName
        If the table has no row for the target.
    """
    known(target, TARGETS, "target")
    there = {row["partner"]: row for row in rows("response_surface.csv") if row["target"] == target}
    names = tuple(name for name in target_world(target).names if name != target)
    own = [there[name] for name in names]
    table = np.array(
        [[float(row[_column(p)]) for row in own] for p in np.ndindex(len(CUTS), len(CUTS))]
    )
    bought, sold = (
        np.array([float(row[name]) for row in own]) for name in ("import_share", "export_share")
    )
    home = float(own[0]["home_share"])
    return Surface(target, home, names, bought, sold, table.reshape(len(CUTS), len(CUTS), -1))


def _loss_alone(even: Economy, row: int, partners: NDArray[np.intp], cuts: Array) -> Array:
    """Loss of the target, shape (P,), when each partner alone cuts both flows."""
    kept = np.ones((len(partners), *even.trade.shape))
    each = np.arange(len(partners))
    kept[each, partners, row], kept[each, row, partners] = 1 - cuts
    iceberg = iceberg_cost(kept, CENTRE)
    solved = counterfactual(even, iceberg=iceberg, elasticity=CENTRE, deficits="closed")
    return np.asarray(1 - solved.welfare[:, row])


def _kept(removed: Array) -> Array:
    """Return what is left of a flow; shares read from a table sum to one only to 8 digits."""
    return np.asarray(np.where(removed > 1 - 1e-6, 0.0, 1 - removed))


def _column(place: tuple[int, ...]) -> str:
    return "cut_" + "_".join(f"{round(100 * CUTS[step])}" for step in place)
