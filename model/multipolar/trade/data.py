"""The package's own trade tables as `Economy` objects.

The producer of every column is in ``columns.csv``. Three conventions matter for every result:

* Income is GDP and the only trade is in goods, so expenditure is GDP + imports − exports and
  internal trade is max(expenditure − imports, 0) = max(GDP − exports, 0). GDP counts value added
  and services, trade counts gross value: economies that re-export or assemble (VNM, MYS, SGP, HKG)
  look more open than they are, and the services and inputs behind larger published costs are
  absent. Trade inside REU and inside ROW is internal trade.
* An empty cell is a gap of the source, and nought is a figure. An economy without GDP cannot be
  given an internal trade: the load fails and names it; the present table has no such row. A flow
  of Russia without a figure of 2021 keeps that of 2023 (rule ``year_2023``), and a flow without
  any figure is taken as no trade (rule ``no_figure``). `gaps` lists them all.

Taiwan is in no bilateral table at hand and is missing from the world altogether.
"""

from __future__ import annotations

from itertools import permutations

import numpy as np

from multipolar.arrays import Array
from multipolar.readonly import kept
from multipolar.trade.economy import Economy, economy
from multipolar.world.facts import Gap
from multipolar.world.tables import read_table

RUSSIA = "RUS"
GAP_RULES = {
    "year_2023": ("D", "figure of 2023 in trade_regions_2023.csv: the source of 2021 gives none"),
    "no_figure": ("J", "no source gives one: taken as no trade"),
    "left_out": ("J", "not an economy of the table: nothing reads it"),
}

Row = dict[str, str]
Pair = tuple[str, str]
Flows = dict[Pair, float]


def rows(table: str) -> tuple[Row, ...]:
    """Rows of one of the package's CSV tables, as text by column."""
    return read_table(table, "multipolar.trade")


def from_flows(gdp: dict[str, float], flows: dict[tuple[str, str], float]) -> Economy:
    """Build the observed world from GDP and goods trade.

    Parameters
    ----------
    gdp : dict
        GDP by economy, in the unit of the flows; its order is the order of the economies.
    flows : dict
        Value by (exporter, importer). Flows of an economy with itself are ignored, they are part
        of internal trade; so are flows of a partner that has no GDP in `gdp`.

    Raises
    ------
    ValueError
        If an economy has no GDP.
    """
    names = list(gdp)
    missing = [name for name in names if not gdp[name] > 0]
    if missing:
        raise ValueError(f"no GDP, hence no internal trade, for {', '.join(missing)}")
    trade = np.zeros((len(names), len(names)))
    for (exporter, importer), value in flows.items():
        if exporter != importer and {exporter, importer} <= gdp.keys():
            trade[names.index(exporter), names.index(importer)] = value
    exports = trade.sum(axis=1)
    np.fill_diagonal(trade, np.maximum(np.array(list(gdp.values())) - exports, 0.0))
    trade.setflags(write=False)
    return economy(names, trade)


@kept
def world_2023() -> Economy:
    """Trade of 64 economies, the rest of the EU and the rest of the world in 2023, USD bn."""
    return from_flows(_gdp(), _known(_flows()))


@kept
def world_before_war() -> Economy:
    """Return the world of 2023 with Russia's trade of 2021 in the cells that the source gives.

    Partners without a figure for 2021 (REU, the Baltic states, Norway, Canada and others) keep
    2023 (`gaps` lists them), so that the coalition's pre-war weight is understated.
    """
    return from_flows(_gdp(), _known(_flows()) | _known(_russia_2021()))


def with_north_korea(base: Economy, year: int = 2023) -> Economy:
    """Add North Korea, which is in no trade table, as a small open economy.

    Its trade is a few billion dollars and moves nobody else. Partner shares and GDP come from
    ``north_korea.csv``, whose evidence tags say how thin they are.

    Parameters
    ----------
    base : Economy
        A world without PRK, in USD bn.
    year : {2017, 2023}
        The last year before the United Nations measures of 2017 bit, or the last year at hand.

    Raises
    ------
    ValueError
        If the year is not in the table.
    """
    own = [row for row in rows("north_korea.csv") if int(row["year"]) == year]
    if not own:
        raise ValueError(f"North Korea's trade is known for 2017 and 2023, not for {year}")
    buys, sells, gdp = np.zeros(len(base.names)), np.zeros(len(base.names)), 0.0
    for row in own:
        value = float(row["value_usd_bn"])
        if row["quantity"] == "gdp":
            gdp = value
        else:
            (partner,) = base.index(row["partner"])
            (sells if row["quantity"] == "exports" else buys)[partner] = value
    return _append(base, "PRK", sells, buys, gdp - sells.sum())


def coalition_2022(base: Economy) -> tuple[str, ...]:
    """Members of the sanctions coalition of 2022 against Russia that the table of `base` holds.

    States with trade sanctions in 2022 by the Global Sanctions Data Base v3. REU stands for the
    smaller EU members; other members of the coalition (Taiwan among them) are not in the table.
    """
    members = {row["member"] for row in rows("coalition_2022.csv")}
    return tuple(name for name in base.names if name in members)


def _append(base: Economy, name: str, sells: Array, buys: Array, internal: float) -> Economy:
    trade = np.block([[base.trade, buys[:, None]], [sells, np.array([[internal]])]])
    trade.setflags(write=False)
    return economy((*base.names, name), trade)


def gaps() -> tuple[Gap, ...]:
    """Return every flow of the world before the war that a rule fills, and what is left out.

    The state of a gap is the exporter; a flow that is left out belongs to no economy of the table.
    """
    economies, now, before = _gdp(), _known(_flows()), _russia_2021()
    stated = _known(before)
    found = []
    for pair in permutations(economies, 2):
        if pair not in now and pair not in stated:
            found.append(_gap(pair, 2023, "no_figure", 0.0))
        elif RUSSIA in pair and pair not in stated:
            found.append(_gap(pair, 2021, "year_2023", now[pair]))
    for pair in sorted(before.keys() - stated.keys()):
        if not set(pair) <= economies.keys():
            found.append(_gap(pair, 2021, "left_out", np.nan))
    return tuple(found)


def _gap(pair: Pair, year: int, rule: str, value: float) -> Gap:
    exporter, importer = pair
    return Gap(exporter, f"exports_to_{importer}_{year}", rule, value, *GAP_RULES[rule])


def _figure(cell: str) -> float:
    """Return the figure of a cell, NaN for an empty one."""
    return float(cell) if cell.strip() else np.nan


def _known(flows: Flows) -> Flows:
    return {pair: value for pair, value in flows.items() if not np.isnan(value)}


def _gdp() -> dict[str, float]:
    return {row["economy"]: _figure(row["gdp_usd_bn_2023"]) for row in rows("economies_2023.csv")}


def _flows() -> Flows:
    table = rows("trade_regions_2023.csv")
    return {(row["exporter"], row["importer"]): _figure(row["value_usd_bn"]) for row in table}


def _russia_2021() -> Flows:
    flows = {}
    for row in rows("russia_trade_2021.csv"):
        flows[RUSSIA, row["partner"]] = _figure(row["russia_exports_usd_bn"])
        flows[row["partner"], RUSSIA] = _figure(row["russia_imports_usd_bn"])
    return flows
