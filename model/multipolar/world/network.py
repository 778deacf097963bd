"""The evasion network at the start: who can carry what round the measures, from its tables.

``routes.csv`` says which carriers lead to which target, ``ties.csv`` what each origin sells to each
carrier, ``goods.csv`` what is carried, ``origins.csv`` whose goods they are. Pairs that the tables
leave out carry nothing. A carrier that a world leaves out leaves its share to nobody.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from multipolar.arrays import Array
from multipolar.axes import CARRIER, GOOD, ORIGIN, PRODUCT, TARGET
from multipolar.months import MONTHS_PER_YEAR
from multipolar.world.points import distance
from multipolar.world.roster import Roster
from multipolar.world.starting import STARTING
from multipolar.world.tables import read_table

MASS = 0.41
"""Power of a carrier's trade with the target in what it carries; fitted (prior 0.5, sd 0.12)."""

ENERGY = "energy"
"""The good that the target sells: its carriers are its buyers."""

NEAR = 1000.0
"""Distance that makes little difference, km; judged."""

EUR_A_USD = 0.9
MILLIONS = 1000.0


def _rows(name: str, *keys: str) -> dict[tuple[str, ...], dict[str, str]]:
    return {tuple(row[key] for key in keys): row for row in read_table(name)}


def _routes(roster: Roster, column: str) -> Array:
    """Return a column of the routes, shape (target, carrier), nought where there is no route."""
    rows, labels = _rows("routes.csv", "target", "carrier"), roster.labels
    pairs = [[rows.get((j, h), {}) for h in labels[CARRIER]] for j in labels[TARGET]]
    return np.array([[float(row.get(column, 0.0)) for row in line] for line in pairs])


def _goods(column: str, labels: tuple[str, ...]) -> Array:
    rows = _rows("goods.csv", "good")
    return np.array([float(rows[(good,)][column]) for good in labels])


def carry_weight(roster: Roster) -> Array:
    """Share of each carrier in what is carried at equal prices, (target, carrier, origin, good).

    Proportional to its trade with the target, to its trade with the origin where goods follow that,
    and to an effect of its own; for energy to what it buys. Shares of the carriers in the table sum
    to one.
    """
    everybody = tuple(row["carrier"] for row in read_table("carriers.csv"))
    routes, ties = _rows("routes.csv", "target", "carrier"), _rows("ties.csv", "origin", "carrier")
    labels = roster.labels
    shape = [len(labels[TARGET]), len(everybody), len(labels[ORIGIN]), len(labels[GOOD])]
    weight = np.zeros(shape)
    power = dict(zip(labels[GOOD], _goods("tie", labels[GOOD]), strict=True))
    for j, target in enumerate(labels[TARGET]):
        for h, carrier in enumerate(everybody):
            row = routes.get((target, carrier))
            if row is None:
                continue
            own = float(row["trade_bn_usd"]) ** MASS * np.exp(float(row["effect"]))
            for o, origin in enumerate(labels[ORIGIN]):
                sold = float(ties[origin, carrier]["exports_bn"])
                for g, good in enumerate(labels[GOOD]):
                    bought = float(row["energy"])
                    weight[j, h, o, g] = bought if good == ENERGY else own * sold ** power[good]
    weight /= weight.sum(axis=1, keepdims=True)
    return weight[:, [everybody.index(carrier) for carrier in labels[CARRIER]]]


def customs_union(roster: Roster) -> Array:
    """Mark the carriers without a customs border with the target, shape (target, carrier)."""
    return _routes(roster, "customs_union")


def length(roster: Roster) -> Array:
    """Length of each route beside the others to the same target, (target, carrier), a logarithm.

    The distance of carrier and target, a logarithm with 1000 km added, less its mean over the
    routes of the table; nought where there is no route.
    """
    value = np.zeros((len(roster.labels[TARGET]), len(roster.labels[CARRIER])))
    for j, target in enumerate(roster.labels[TARGET]):
        routes = [row["carrier"] for row in read_table("routes.csv") if row["target"] == target]
        far = {h: np.log1p(distance(h, target) / NEAR) for h in routes}
        mean = sum(sorted(far.values())) / len(far)
        value[j] = [far.get(h, mean) - mean for h in roster.labels[CARRIER]]
    return value


def usual_trade(roster: Roster) -> Array:
    """Goods trade of each carrier with a target before the war, (target, carrier), EUR m a month.

    One where there is no route, so that nothing divides by nought.
    """
    monthly = _routes(roster, "trade_bn_usd") * MILLIONS * EUR_A_USD / MONTHS_PER_YEAR
    return np.where(monthly > 0.0, monthly, 1.0)


def origin_share(roster: Roster) -> Array:
    """Share of each origin in what a measure forbids, shape (origin, good)."""
    labels, rows = roster.labels, _rows("origins.csv", "origin")
    sold = np.array([float(rows[(o,)]["exports_to_russia_m_eur"]) for o in labels[ORIGIN]])
    mix = np.stack([_goods(f"share_{o}", labels[GOOD]) for o in labels[ORIGIN]])
    value = sold[:, None] * mix
    return np.asarray(value / value.sum(axis=0))


def forbidden_value(roster: Roster) -> Array:
    """Trade that complete measures forbid, shape (target, good), EUR m a month."""
    goods = roster.labels[GOOD]
    return np.stack([_goods(f"value_{target}", goods) for target in roster.labels[TARGET]])


def neutral_makers(roster: Roster) -> Array:
    """Odds that makers outside the coalition sell rather than nobody, shape (target, good)."""
    goods = roster.labels[GOOD]
    return np.stack([_goods(f"neutral_{target}", goods) for target in roster.labels[TARGET]])


def good_in_product(roster: Roster) -> Array:
    """Which good belongs to which class of products, shape (good, product), zeros and ones."""
    rows = _rows("goods.csv", "good")
    own = [rows[(good,)]["product"] for good in roster.labels[GOOD]]
    return np.array([[float(name == p) for p in roster.labels[PRODUCT]] for name in own])


def share_in_product(roster: Roster) -> Array:
    """Share of each good in its class of products, by forbidden value, shape (good, product)."""
    value = np.maximum(_goods("value_RUS", roster.labels[GOOD]), 1.0)
    weight = value[:, None] * good_in_product(roster)
    return np.asarray(weight / weight.sum(axis=0))


def carried(roster: Roster) -> Array:
    """Share of forbidden goods that each carrier carries at the start, (target, carrier, good)."""
    rows = _rows("products.csv", "product")
    leaks = np.array(
        [
            [float(rows[(p,)][f"start_leakage_{j}"]) for p in roster.labels[PRODUCT]]
            for j in roster.labels[TARGET]
        ]
    )
    by_good = leaks @ good_in_product(roster).T
    share = (carry_weight(roster) * origin_share(roster)).sum(axis=2)
    return np.asarray(by_good[:, None, :] * share)


def carrier_state(roster: Roster) -> Array:
    """Place of each carrier among the states, shape (carrier,)."""
    return np.array([float(roster.index(iso3)) for iso3 in roster.labels[CARRIER]])


def carrier_gdp(roster: Roster) -> Array:
    """Product of each carrier in 2021, shape (carrier,), EUR m a year."""
    gdp = STARTING["gdp"](roster.facts)[roster.columns] * MILLIONS * EUR_A_USD
    return gdp[[roster.index(iso3) for iso3 in roster.labels[CARRIER]]]


def exposure_to_west(roster: Roster) -> Array:
    """Trade of each carrier with the sanctions coalition over its product, shape (carrier,)."""
    facts = roster.facts
    trade = facts["trade_usd_bn_2016"] * STARTING["dependence_on_west"](facts)
    exposure = (trade / STARTING["gdp"](facts))[roster.columns]
    return exposure[[roster.index(iso3) for iso3 in roster.labels[CARRIER]]]


NETWORK: dict[str, Callable[[Roster], Array]] = {
    function.__name__: function
    for function in (
        carry_weight,
        customs_union,
        length,
        usual_trade,
        origin_share,
        forbidden_value,
        neutral_makers,
        good_in_product,
        share_in_product,
        carried,
        carrier_state,
        carrier_gdp,
        exposure_to_west,
    )
}
"""Start values of the network, by name."""
