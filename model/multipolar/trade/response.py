"""The response surface as the model reads it: every month, in every run, for every target.

Partners come in groups: the coalition of 2022, each of the swing economies, and the rest. A group
carries a share of the measures; the target's loss follows from the shares of its imports and
exports that the groups withhold, by the closed form of a small open economy, tabulated, times the
mean correction of the groups (see `multipolar.trade.surface`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from multipolar.arrays import Array
from multipolar.readonly import kept
from multipolar.trade.closed_forms import small_economy_cost
from multipolar.trade.data import coalition_2022
from multipolar.trade.sanctions import FLOWS, PRODUCTS
from multipolar.trade.surface import CUTS, TARGETS, Surface, load_surface, target_world
from multipolar.world.tables import read_table

DEPTH, STEP = 12.0, 0.05
"""Range and step of the index of closure at which the closed form is tabulated."""
ELASTICITIES = np.linspace(0.5, 20.0, 196)
"""Trade elasticities at which it is tabulated."""
_NODES = np.array(CUTS)
_GAPS = np.diff(_NODES)
"""Cuts at which corrections are tabulated, and the distance to the next."""
ROUNDING = 1e-12
"""Loss below which nothing is lost."""


@dataclass(frozen=True)
class LossResponse:
    """Tables of T targets and G groups of partners: founders, the rest, then the swing economies.

    Parameters
    ----------
    imports, exports : numpy.ndarray
        Shape (T, G), shares of a group in the target's imports and exports.
    corrected : numpy.ndarray
        Shape (2, G, T, cut, cut): the same, each partner times its correction, on the grid of
        import and export cuts.
    loss : numpy.ndarray
        Shape (T, index, elasticity), the closed form.
    """

    imports: Array
    exports: Array
    corrected: Array
    loss: Array

    @property
    def weight(self) -> Array:
        """Share of each group in the target's trade, shape (T, G)."""
        return (self.imports + self.exports) / 2.0


@kept
def response() -> LossResponse:
    """Return the tables for the targets and the swing economies of the model."""
    surfaces = [load_surface(target) for target in TARGETS]
    masks = [_groups(surface) for surface in surfaces]
    imports = np.stack([m @ s.import_share for m, s in zip(masks, surfaces, strict=True)])
    exports = np.stack([m @ s.export_share for m, s in zip(masks, surfaces, strict=True)])
    corrected = np.stack(
        [
            np.stack(
                [
                    np.einsum("abp,gp->gab", s.correction * getattr(s, f"{flow}_share"), m)
                    for m, s in zip(masks, surfaces, strict=True)
                ],
                axis=1,
            )
            for flow in ("import", "export")
        ]
    )
    index = -np.arange(0.0, DEPTH + STEP / 2, STEP)[:, None]
    loss = np.stack(
        [small_economy_cost(s.home_share, 1.0, np.exp(index), ELASTICITIES) for s in surfaces]
    )
    return LossResponse(imports, exports, corrected, np.where(loss < ROUNDING, 0.0, loss))


def _groups(surface: Surface) -> Array:
    """Return which partners are in which group, shape (G, P)."""
    swings = [row["partners"].split() for row in read_table("swing.csv")]
    taken = {name for names in swings for name in names}
    founders = set(coalition_2022(target_world(surface.target))) - taken
    rest = set(surface.partners) - founders - taken
    groups = [founders, rest, *(set(names) for names in swings)]
    return np.array([[float(name in group) for name in surface.partners] for group in groups])


def shares_of_groups(coalition_share: Array, joined: Array) -> Array:
    """Return how far each group carries the measures, shape (run, target, group), 0 to 1.

    Parameters
    ----------
    coalition_share : ndarray
        Share of the target's trade with those who carry them, shape (run, target): the founders
        first, then everybody else alike.
    joined : ndarray
        Shape (run, target, swing), 1 when a swing economy joins fully, -1 when it leaves.
    """
    weight = response().weight[: coalition_share.shape[1]]
    founding = weight[:, 0]
    founders = np.minimum(1.0, coalition_share / np.maximum(founding, 1e-9))
    rest = np.maximum(0.0, coalition_share - founding) / (1.0 - founding)
    groups = np.empty((*rest.shape, weight.shape[1]), order="F")
    groups[..., 0], groups[..., 1] = founders, rest
    swings = groups[..., 2:]
    np.multiply(rest[..., None], 1.0 + np.minimum(joined, 0.0), out=swings)
    swings += np.maximum(joined, 0.0) * (1.0 - rest[..., None])
    return groups


def reach(groups: Array) -> Array:
    """Return the share of the target's trade with those who carry the measures, (run, target)."""
    share = _shared(groups.T, response().weight[: groups.shape[1]])
    return np.asarray(np.minimum(share.T, 1.0))


def _shared(groups: Array, weight: Array) -> Array:
    """Return the sum over groups, (group, target, run), by their weights, (target, group)."""
    return np.asarray(np.add.reduce(groups * weight.T[..., None], axis=0))


def static_loss(groups: Array, cut: Array, elasticity: Array) -> Array:
    """Return the real income that targets lose, a share, shape (run, target).

    Parameters
    ----------
    groups : ndarray
        How far each group carries the measures, see `shares_of_groups`.
    cut : ndarray
        Shape (run, target, 2), share of a carrier's imports from and exports to … the target's
        imports and exports, in this order, removed at unchanged wages, 0 to 1.
    elasticity : ndarray
        Trade elasticity, shape (run, target) or (run, 1), 0.5 to 20.
    """
    tables = response()
    targets = groups.shape[1]
    carriers, cuts, power = groups.T, cut.T, 1.0 + 1.0 / elasticity.T
    imports = cuts[0] * _shared(carriers, tables.imports[:targets])
    exports = cuts[1] * _shared(carriers, tables.exports[:targets])
    withheld = imports + exports
    near = _corrected(tables.corrected[:, :, :targets], cuts, carriers)
    near *= cuts
    correction = np.ones_like(withheld)
    np.divide(near[0] + near[1], withheld, out=correction, where=withheld > 0.0)
    closure = np.log(np.maximum(1.0 - exports, 1e-6)) + power * np.log(
        np.maximum(1.0 - imports, 1e-6)
    )
    return np.asarray(_closed_form(tables.loss[:targets], -closure, elasticity.T) * correction).T


def _corrected(table: Array, cuts: Array, groups: Array) -> Array:
    """Return corrected shares of imports and of exports, bilinear in the cuts, (2, target, run).

    ``table`` is (2, group, target, cut, cut), ``cuts`` (2, target, run), ``groups`` (group, target,
    run). The four nodes around each point stand along the first axis.
    """
    flows, members, targets, nodes, _ = table.shape
    (first, second), (ahead, across) = _between(cuts)
    corner = (np.arange(targets)[:, None] * nodes + first) * nodes + second
    around = np.stack([corner, corner + 1, corner + nodes, corner + nodes + 1])
    left, low = 1.0 - ahead, 1.0 - across
    weight = np.stack([left * low, left * across, ahead * low, ahead * across])
    picked = table.reshape(flows * members, -1).take(around, axis=1)
    picked *= weight
    blend = np.add.reduce(picked, axis=1).reshape(flows, members, *corner.shape)
    blend *= groups
    return np.asarray(np.add.reduce(blend, axis=1))


def _between(value: Array) -> tuple[NDArray[np.intp], Array]:
    """Return the node of the grid below each value and how far it lies towards the next."""
    below = np.searchsorted(_NODES[1:-1], value, side="right")
    return below, (value - _NODES[below]) / _GAPS[below]


def _closed_form(table: Array, closure: Array, elasticity: Array) -> Array:
    """Return the closed form, (target, run), read off its table with a plane between nodes."""
    steps = np.minimum(closure, DEPTH - STEP) / STEP
    low = steps.astype(np.intp)
    part = steps - low
    scale = (elasticity - ELASTICITIES[0]) / (ELASTICITIES[1] - ELASTICITIES[0])
    left = np.clip(scale.astype(np.intp), 0, len(ELASTICITIES) - 2)
    ahead = scale - left
    targets, rows, columns = table.shape
    corner = (np.arange(targets)[:, None] * rows + low) * columns + left
    below = (1.0 - ahead) * table.take(corner) + ahead * table.take(corner + 1)
    corner += columns
    above = (1.0 - ahead) * table.take(corner) + ahead * table.take(corner + 1)
    return np.asarray((1.0 - part) * below + part * above)


@kept
def class_shares() -> Array:
    """Return the shares of the classes of products in the targets' trade, (target, flow, product).

    Flows are imports and exports, in this order.
    """
    rows = {
        (row["target"], row["flow"], row["product"]): float(row["share"])
        for row in read_table("product_classes.csv", "multipolar.trade")
    }
    flows = ("imports", "exports")
    assert set(flows) == set(FLOWS)
    order = [row["product"] for row in read_table("products.csv")]
    assert set(order) == set(PRODUCTS)
    return np.array(
        [[[rows[target, flow, p] for p in order] for flow in flows] for target in TARGETS]
    )
