"""The response surface as the model reads it: every month, in every run, for every target.

Partners come in groups: the coalition of 2022, each of the swing economies, and the rest. A group
carries a share of the measures; the target's loss follows from the shares of its imports and
exports that the groups withhold, by the closed form of a small open economy, tabulated, times the
mean correction of the groups (see `multipolar.trade.surface`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from multipolar.trade.closed_forms import small_economy_cost
from multipolar.trade.data import coalition_2022
from multipolar.trade.economy import Array
from multipolar.trade.sanctions import FLOWS, PRODUCTS
from multipolar.trade.surface import CUTS, TARGETS, Surface, load_surface, target_world
from multipolar.world.tables import read_table

DEPTH, STEP = 12.0, 0.05
"""Range and step of the index of closure at which the closed form is tabulated."""
ELASTICITIES = np.linspace(1.0, 20.0, 191)
"""Trade elasticities at which it is tabulated."""
ROUNDING = 1e-12
"""Loss below which nothing is lost."""


@dataclass(frozen=True)
class Response:
    """Tables of T targets and G groups of partners: founders, the rest, then the swing economies.

    Parameters
    ----------
    imports, exports : numpy.ndarray
        Shape (T, G), shares of a group in the target's imports and exports.
    corrected : numpy.ndarray
        Shape (2, T, cut, cut, G): the same, each partner times its correction, on the grid of
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


@cache
def response() -> Response:
    """Return the tables for the targets and the swing economies of the model."""
    surfaces = [load_surface(target) for target in TARGETS]
    masks = [_groups(surface) for surface in surfaces]
    imports = np.stack([m @ s.import_share for m, s in zip(masks, surfaces, strict=True)])
    exports = np.stack([m @ s.export_share for m, s in zip(masks, surfaces, strict=True)])
    corrected = np.stack(
        [
            np.stack(
                [
                    np.einsum("abp,gp->abg", s.correction * getattr(s, f"{flow}_share"), m)
                    for m, s in zip(masks, surfaces, strict=True)
                ]
            )
            for flow in ("import", "export")
        ]
    )
    index = -np.arange(0.0, DEPTH + STEP / 2, STEP)[:, None]
    loss = np.stack(
        [small_economy_cost(s.home_share, 1.0, np.exp(index), ELASTICITIES) for s in surfaces]
    )
    return Response(imports, exports, corrected, np.where(loss < ROUNDING, 0.0, loss))


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
    swings = rest[..., None] * (1.0 + np.minimum(joined, 0.0))
    swings += np.maximum(joined, 0.0) * (1.0 - rest[..., None])
    return np.concatenate([founders[..., None], rest[..., None], swings], axis=-1)


def reach(groups: Array) -> Array:
    """Return the share of the target's trade with those who carry the measures, (run, target)."""
    share = np.einsum("rtg,tg->rt", groups, response().weight[: groups.shape[1]])
    return np.asarray(np.minimum(share, 1.0))


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
        Trade elasticity, shape (run, 1), 1 to 20.
    """
    tables = response()
    targets = groups.shape[1]
    bought, sold = cut[..., 0], cut[..., 1]
    imports = np.einsum("rtg,tg->rt", groups, tables.imports[:targets])
    exports = np.einsum("rtg,tg->rt", groups, tables.exports[:targets])
    withheld = bought * imports + sold * exports
    near = _corrected(tables.corrected[:, :targets], bought, sold, groups)
    weighed = bought * near[0] + sold * near[1]
    correction = np.divide(weighed, withheld, out=np.ones_like(withheld), where=withheld > 0.0)
    power = 1.0 + 1.0 / elasticity
    closure = np.log(np.maximum(1.0 - sold * exports, 1e-6))
    closure = closure + power * np.log(np.maximum(1.0 - bought * imports, 1e-6))
    return np.asarray(_closed_form(tables.loss[:targets], -closure, elasticity) * correction)


def _corrected(table: Array, bought: Array, sold: Array, groups: Array) -> Array:
    """Return corrected shares of imports and of exports, bilinear in the cuts, (2, run, target)."""
    first, ahead = _between(bought, np.array(CUTS))
    second, across = _between(sold, np.array(CUTS))
    place = np.arange(table.shape[1])
    total = np.zeros((2, *bought.shape))
    for i, weight_i in ((0, 1.0 - ahead), (1, ahead)):
        for j, weight_j in ((0, 1.0 - across), (1, across)):
            corner = table[:, place, first + i, second + j]
            total += weight_i * weight_j * np.einsum("frtg,rtg->frt", corner, groups)
    return total


def _between(value: Array, nodes: Array) -> tuple[NDArray[np.intp], Array]:
    """Return the node below each value and how far it lies towards the next."""
    below = np.clip(np.searchsorted(nodes, value, side="right") - 1, 0, len(nodes) - 2)
    return below, (value - nodes[below]) / (nodes[below + 1] - nodes[below])


def _closed_form(table: Array, closure: Array, elasticity: Array) -> Array:
    steps = np.minimum(closure, DEPTH - STEP) / STEP
    low = steps.astype(np.intp)
    part = steps - low
    scale = (elasticity - ELASTICITIES[0]) / (ELASTICITIES[1] - ELASTICITIES[0])
    left = np.clip(scale.astype(np.intp), 0, len(ELASTICITIES) - 2)
    ahead = scale - left
    place = np.arange(table.shape[0])
    below = (1.0 - ahead) * table[place, low, left] + ahead * table[place, low, left + 1]
    above = (1.0 - ahead) * table[place, low + 1, left] + ahead * table[place, low + 1, left + 1]
    return np.asarray((1.0 - part) * below + part * above)


@cache
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
