"""Carriers: where goods go when a route is closed, how fast, at what price, and whom to designate.

Two models with the same luck, alike until a month; in one of them some carriers close. What passed
through them is followed: some of it other carriers take over, some of it makers outside the
coalition sell instead, and the rest never arrives.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from multipolar.arguments import known, number, several, whole
from multipolar.arrays import Array
from multipolar.axes import CARRIER, GOOD, TARGET
from multipolar.luck import Draw
from multipolar.model import MultipolarModel
from multipolar.quantiles import QUANTILES
from multipolar.rules import carriers as rules
from multipolar.rules.binding import Binder
from multipolar.rules.carriers_parameters import Carriers
from multipolar.scenario import Spec
from multipolar.world.tables import read_table
from multipolar.world.world import World

Row = dict[str, Any]
MONTH = "2024-07"
HORIZONS = (3, 6, 12)
DESIGNATED = ("industrial", "battlefield")
"""Goods whose traders are designated."""

LISTING_COST = 1.0
"""What one round of designations costs its sender, EUR m; judged."""

OVERCOMPLIANCE = 1e-4
"""Share of the coalition's own yearly exports to a carrier that a round stops; judged."""

TINY = 1e-9
"""Trade below which nothing was closed, EUR m a month."""


@dataclass(frozen=True)
class Flows:
    """What reaches a target month by month after a change, EUR m a month.

    Parameters
    ----------
    carried : ndarray
        Through each carrier, shape (run, month, carrier, good).
    made : ndarray
        Sold by makers outside the coalition, shape (run, month, good).
    price : ndarray
        Price of detours, a logarithm, shape (run, month, product).
    """

    carried: Array
    made: Array
    price: Array


@dataclass(frozen=True)
class Closing:
    """A world in which some carriers close, beside the same world in which they do not.

    Parameters
    ----------
    target : str
        Target of the measures.
    closed : tuple of str
        Carriers that close.
    month : str
        First month in which they are closed.
    carriers, goods : tuple of str
        Labels.
    before, after : Flows
        Of the two worlds, paired by run.
    listings : tuple of dict
        Designations in the order in which they do most per unit of own cost.
    """

    target: str
    closed: tuple[str, ...]
    month: str
    carriers: tuple[str, ...]
    goods: tuple[str, ...]
    before: Flows
    after: Flows
    listings: tuple[Row, ...]

    def shares(self, months: int, goods: Iterable[str] = ()) -> dict[str, Array]:
        """Return what becomes of the goods that passed through what closed, shares, (run,) each.

        ``carriers`` take over, ``makers`` outside the coalition sell instead, ``lost`` is the
        rest: the three sum to one. All goods by default.
        """
        mine = self._goods(goods)
        shut = [self.carriers.index(name) for name in self.closed]
        open_ = [i for i in range(len(self.carriers)) if i not in shut]
        old, new = (
            f.carried[:, months - 1][..., mine].sum(axis=-1) for f in (self.before, self.after)
        )
        made = (self.after.made - self.before.made)[:, months - 1][..., mine].sum(axis=-1)
        stopped = np.maximum((old - new)[:, shut].sum(axis=1), TINY)
        taken = (new - old)[:, open_].sum(axis=1) / stopped
        sold = made / stopped
        return {"carriers": taken, "makers": sold, "lost": 1.0 - taken - sold}

    def fate(self) -> list[Row]:
        """Return the shares by horizon, of all goods and of battlefield goods, with intervals."""
        found: list[Row] = []
        for label, goods in (("all", ()), ("battlefield", ("battlefield",))):
            for months in HORIZONS:
                if months <= self.before.carried.shape[1] and self.closed:
                    row: Row = {"goods": label, "months": months}
                    row |= {k: spread(v) for k, v in self.shares(months, goods).items()}
                    found.append(row | {"dearer": spread(self.dearer(months, label))})
        return found

    def dearer(self, months: int, goods: str) -> Array:
        """Return by how much detours are dearer after so many months, log points, (run,)."""
        product = 1 if goods == "battlefield" else 0
        return np.asarray((self.after.price - self.before.price)[:, months - 1, product])

    def edges(self) -> list[Row]:
        """Return what each carrier carries in the last month, before and after, EUR m a month."""
        found = []
        for i, carrier in enumerate(self.carriers):
            for g, good in enumerate(self.goods):
                old, new = (f.carried[:, -1, i, g] for f in (self.before, self.after))
                if old.any() or new.any():
                    found.append(
                        {
                            "carrier": carrier,
                            "good": good,
                            "before": spread(old),
                            "after": spread(new),
                            "change": spread(new - old),
                        }
                    )
        return found

    def totals(self) -> list[Row]:
        """Return what each carrier carries in the last month, all goods together, largest first."""
        found = []
        for i, carrier in enumerate(self.carriers):
            old, new = (f.carried[:, -1, i].sum(axis=-1) for f in (self.before, self.after))
            if old.any() or new.any():
                found.append({"carrier": carrier, "before": spread(old), "after": spread(new)})
        return sorted(found, key=lambda row: -row["before"][1])

    @property
    def after_months(self) -> int:
        """Months that were followed."""
        return int(self.before.carried.shape[1])

    def sentences(self) -> list[str]:
        """Say in words where the goods go, how fast, and what designations do."""
        told = []
        rows = [row for row in self.fate() if row["goods"] == "all"]
        if rows:
            first, last, names = rows[0], rows[-1], ", ".join(self.closed)
            to = ", ".join(f"{r['carrier']} {r['share']:.0%}" for r in self.where()[:4])
            told.append(
                f"Of what passed through {names}, other carriers take over "
                f"{first['carriers'][1]:.0%} within {first['months']} months and "
                f"{last['carriers'][1]:.0%} within {last['months']} (90 % of the runs: "
                f"{last['carriers'][0]:.0%} to {last['carriers'][2]:.0%}); of that go to {to}."
            )
            told.append(
                f"Makers outside the coalition sell {last['makers'][1]:.0%}, {last['lost'][1]:.0%} "
                f"never arrives, and detours are dearer by {np.expm1(last['dearer'][1]):.1%}."
            )
        if self.listings:
            left = self.listings[-1]["inflow_left"]
            told.append(
                f"After {len(self.listings)} designations {left[1]:.1%} of the inflow of goods of "
                f"use in war is left ({left[0]:.1%} to {left[2]:.1%}), once trade has settled."
            )
        return told

    def where(self) -> list[Row]:
        """Return the share of each open carrier in what is taken over, by the mean of the runs."""
        gain = (self.after.carried - self.before.carried)[:, -1].sum(axis=-1).mean(axis=0)
        rest = {c: g for c, g in zip(self.carriers, gain, strict=True) if c not in self.closed}
        whole_gain = max(sum(g for g in rest.values() if g > 0.0), TINY)
        rows = [{"carrier": c, "share": max(g, 0.0) / whole_gain} for c, g in rest.items()]
        return sorted(rows, key=lambda row: -row["share"])

    def _goods(self, goods: Iterable[str]) -> list[int]:
        return [self.goods.index(name) for name in (tuple(goods) or self.goods)]


def spread(values: Array) -> list[float]:
    """Return median and 90 % interval over the runs: low, median, high."""
    return [float(v) for v in np.quantile(values, QUANTILES)]


def close_carriers(
    target: str = "RUS",
    close: str | Iterable[str] = (),
    *,
    budget: int = 0,
    monitoring: float = 0.0,
    month: str = MONTH,
    months: int = 12,
    runs: int = 100,
    seed: int = 1,
    scenario: str | Spec = "baseline",
) -> Closing:
    """Close some carriers of a target and follow what passed through them.

    Parameters
    ----------
    target : str
        RUS, PRK or IRN.
    close : str or iterable of str
        Carriers that close.
    budget : int
        Designations to pick, 0 to 100.
    monitoring : float
        Monitoring added against every target in both worlds, from that month on, 0 to 1.
    month : str
        First month in which they are closed.
    months : int
        Months to follow, 1 to 60.
    runs, seed : int
        Runs and seed of both worlds.
    scenario : str or Spec
        Scenario of both worlds.

    Raises
    ------
    ArgumentError
        When a target or carrier is unknown, or a number out of bounds.
    """
    months, runs = whole(months, "months", least=1, most=60), whole(runs, "runs", least=1)
    base = MultipolarModel(scenario, runs=runs, rng=seed, parameters="prior", collect=False)
    roster = base.world.roster
    target = known(target, roster.labels[TARGET], "target")
    leads = base.world.carry_weight[roster.index(target, TARGET)].any(axis=(1, 2))
    routes = [c for c, led in zip(roster.labels[CARRIER], leads, strict=True) if led]
    closed = tuple(known(name, routes, "carrier") for name in several(close))
    while base.month < month and base.running:
        base.step()
    more = number(monitoring, "monitoring", 0.0, 1.0)
    for level in (base.world.monitoring, base.world.monitoring_ceiling):
        np.minimum(1.0, level + more, out=level)
    listings = _designations(base, target, whole(budget, "budget", most=100))
    shut = base.fork()
    for name in closed:
        shut.world.enforces[:, roster.index(name)] = 1.0
    followed = _follow(base, target, months), _follow(shut, target, months)
    return Closing(
        target, closed, month, roster.labels[CARRIER], roster.labels[GOOD][:-1], *followed, listings
    )


def _follow(model: MultipolarModel, target: str, months: int) -> Flows:
    """Step a model and return what reaches a target; energy, which goes the other way, apart."""
    at, carried, made, price = model.world.roster.index(target, TARGET), [], [], []
    for _ in range(months):
        model.step()
        world = model.world
        value = _forbidden(model)[:, at, :-1]
        carried.append(world.carried[:, at, :, :-1] * value[:, None])
        made.append(world.replaced[:, at, :-1] * value)
        price.append(world.detour_price[:, at].copy())
    return Flows(np.stack(carried, 1), np.stack(made, 1), np.stack(price, 1))


def _no_luck(draw: Draw, month: int) -> Array:
    raise LookupError(f"no luck for {draw.stream} in month {month}: routes are settled")


def _forbidden(model: MultipolarModel) -> Array:
    """Return the trade that the measures in force forbid, EUR m a month, (run, target, good)."""
    world = model.world
    return np.asarray(
        rules.forbidden(world.stringency, world.good_in_product, world.forbidden_value)
    )


def _designations(model: MultipolarModel, target: str, budget: int) -> tuple[Row, ...]:
    """Return designations, one after the other, that do most per unit of the sender's cost.

    Each is tried on the routes of the month, and what it keeps out is counted by use in war once
    trade has settled, other routes and makers included. A later one on the same edge does less.
    """
    world, p = model.world, Carriers.of(model.parameters)
    filled = {kind: kind.of(model.parameters) for kind in model.definition.parameter_classes}
    binder = Binder(lambda place: world.place(*place.path), filled, _no_luck)
    at, labels = world.roster.index(target, TARGET), world.roster.labels
    routes = binder.bind(rules.routes).evaluate(0)[:, at : at + 1]
    odds = binder.bind(rules.odds_rerouted).evaluate(0)
    value = (_forbidden(model) * world.good_harm)[:, at]
    costs, step = _own_costs(labels[CARRIER]), float(p.designation.mean())
    edges = [(h, labels[GOOD].index(g)) for h in range(len(labels[CARRIER])) for g in DESIGNATED]
    closed, found = np.ones(routes.shape[2:]), []

    def inflow(shut: Array) -> Array:
        return _settled(world, p, at, routes * shut, odds, value)

    usual = now = inflow(closed)
    for _ in range(budget):
        tried = []
        for h, g in edges:
            shut = closed.copy()
            shut[h, g] *= np.exp(-step)
            tried.append((now - inflow(shut)).mean() / costs[h])
        h, g = edges[int(np.argmax(tried))]
        closed[h, g] *= np.exp(-step)
        after = inflow(closed)
        found.append(
            {
                "carrier": labels[CARRIER][h],
                "good": labels[GOOD][g],
                "kept_out": spread(now - after),
                "own_cost": costs[h],
                "per_cost": float((now - after).mean() / costs[h]),
                "inflow_left": spread(after / np.maximum(usual, TINY)),
            }
        )
        now = after
    return tuple(found)


def _settled(world: World, p: Carriers, at: int, routes: Array, odds: Array, value: Array) -> Array:
    """Return what reaches a target once trade has settled, by use in war, EUR m a month, (run,)."""
    mine = slice(at, at + 1)
    weight, makers = world.carry_weight[mine], world.neutral_makers[mine]
    index = rules.open_routes(routes, weight)
    pull = rules.pull(index, odds, world.usual_routes[mine], makers, p)
    met = (pull + makers[:, None]) * rules.unmet(pull, makers)
    share = (met * world.origin_share).sum(axis=2)[:, 0] * world.know_how[:, mine]
    return np.asarray((share * value).sum(axis=-1))


def _own_costs(carriers: tuple[str, ...]) -> list[float]:
    """Return what a round of designations in each carrier costs its sender, EUR m; judged."""
    sold = dict.fromkeys(carriers, 0.0)
    for row in read_table("ties.csv"):
        if row["carrier"] in sold:
            sold[row["carrier"]] += MILLIONS * float(row["exports_bn"])
    return [LISTING_COST + OVERCOMPLIANCE * sold[name] for name in carriers]


MILLIONS = 1000.0
