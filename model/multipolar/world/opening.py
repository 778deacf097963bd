"""Start values of the world: what the start column of the attribute table means.

A start is a number, ``table.column`` of a fact table whose rows are named as the members of the
array's last axis, ``states.name`` for a value derived from the states' figures, or ``opening.name``
for one of the functions below, which put a value together from several tables.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from multipolar.arrays import Array
from multipolar.axes import (
    ARENA,
    CHALLENGER,
    PRODUCT,
    RUN,
    SPONSOR,
    TARGET,
    THEATRE,
)
from multipolar.sums import weighed
from multipolar.world.acts import ACTS
from multipolar.world.attributes import Attribute
from multipolar.world.codes import Conflict, codes_of
from multipolar.world.marks import MARKS
from multipolar.world.network import NETWORK
from multipolar.world.replaceable import PART_TABLES, figure_of
from multipolar.world.roster import Roster
from multipolar.world.starting import STARTING
from multipolar.world.swing import SWING_STATES
from multipolar.world.tables import read_table

DISTANCE_SCALE_KM = 4000.0
PROXIMITY_OF_IRAN = 0.3


@lru_cache(maxsize=2048)
def opening_value(attribute: Attribute, roster: Roster) -> Array:
    """Return the start of an attribute, shaped by its axes without the run axis; read-only.

    Raises
    ------
    ValueError
        When the start is no number and names nothing known, does not fit the axes, or lies
        outside the bounds of the attribute.
    """
    shape = tuple(roster.size(axis) for axis in attribute.axes if axis != RUN)
    value = np.array(np.broadcast_to(_resolve(attribute, roster), shape), dtype=np.float64)
    if not ((value >= attribute.low) & (value <= attribute.high)).all():
        raise ValueError(
            f"attributes.csv, {attribute.name}: start {attribute.start!r} leaves the bounds "
            f"{attribute.low:g} to {attribute.high:g}"
        )
    value.flags.writeable = False
    return value.view()  # nobody can make a view of what is read-only writeable


def _resolve(attribute: Attribute, roster: Roster) -> Array:
    table, _, name = attribute.start.partition(".")
    if table == "states":
        return STARTING[name](roster.facts)[roster.columns]
    if table == "opening":
        return OPENING[name](roster)
    if table in PART_TABLES:
        labels = roster.labels[PART_TABLES[table]]
        return np.array([figure_of(iso3, name, roster.own_figures) for iso3 in labels])
    if name and not table.lstrip("-").isdigit():
        return _column(f"{table}.csv", name, attribute.axes[-1], roster)
    return np.array(float(attribute.start))


def _column(table: str, column: str, axis: str, roster: Roster) -> Array:
    """Return a column of numbers for the members of an axis."""
    return np.array([float(cell) for cell in _cells(table, column, axis, roster)])


def _cells(table: str, column: str, axis: str, roster: Roster) -> list[str]:
    """Return the cells of a column for the members of an axis, whose names its rows carry."""
    rows = {row.get(axis, ""): row for row in read_table(table)}
    without = [name for name in roster.labels.get(axis, (axis,)) if name not in rows]
    if without:
        raise ValueError(f"{table}: found no row of {axis} {', '.join(without)}, allowed: one each")
    return [rows[name][column] for name in roster.labels[axis]]


def _sponsor_table(column: str, roster: Roster) -> list[str]:
    by_role = {row["role"]: row[column] for row in read_table("sponsors.csv")}
    return [by_role[role] for role in roster.role[roster.part(SPONSOR)]]


def _of_sponsors(column: str, roster: Roster) -> Array:
    return np.array([float(value) for value in _sponsor_table(column, roster)])


def attention(roster: Roster) -> Array:
    """Attention shares of each sponsor at the start, shape (sponsor, arena); judged."""
    return _by_sponsor_and_arena("start", roster)


def salience_weight(roster: Roster) -> Array:
    """Salience of one rung of escalation, shape (sponsor, arena), zero at home; judged."""
    return _by_sponsor_and_arena("weight", roster)


def _by_sponsor_and_arena(prefix: str, roster: Roster) -> Array:
    groups = _sponsor_table("weights", roster)
    return np.stack([_column("arenas.csv", f"{prefix}_{group}", ARENA, roster) for group in groups])


def domestic_attention(roster: Roster) -> Array:
    """Share of attention that stays at home at the start, shape (sponsor,); judged."""
    return attention(roster)[:, -1]


def cohesion(roster: Roster) -> Array:
    """Unity of policy of each sponsor at the start, shape (sponsor,); judged.

    The table gives the mean of a group, by product. Within it a state stands the lower, the
    farther it is from electoral democracy: common foreign policy is contested by governments that
    are (sign: Juncos and Pomorska 2021, recalled; size judged).
    """
    mean = _of_sponsors("cohesion", roster)
    roles = roster.role[roster.part(SPONSOR)]
    autocracy = STARTING["autocracy"](roster.facts)[roster.columns][roster.part(SPONSOR)]
    gdp = _sponsor_gdp(roster)
    usual = np.empty_like(mean)
    for role in set(roles):
        mine = np.array([r == role for r in roles])
        usual[mine] = (autocracy * gdp)[mine].sum() / gdp[mine].sum()
    unity: Array = np.clip(mean - ILLIBERAL_DISSENT * (autocracy - usual), 0.0, 1.0)
    return unity


ILLIBERAL_DISSENT = 0.5
"""Unity that a whole step away from electoral democracy costs within a group; judged."""


def sponsors_unity(roster: Roster) -> Array:
    """Unity of all sponsors at the start, by product, a share."""
    return _by_product(cohesion(roster), roster)


def sponsors_attention(roster: Roster) -> Array:
    """Attention of all sponsors at the start, by product, shape (arena,), shares."""
    return _by_product(attention(roster), roster)


def _by_product(value: Array, roster: Roster) -> Array:
    """Return the sum over the sponsors, the first axis, weighed by product as the rules do."""
    return np.asarray(weighed(value[None], gdp_weight(roster))[0])


def aid_capacity(roster: Roster) -> Array:
    """Share of each sponsor in support for Ukraine, shape (sponsor,), summing to one.

    The shares of the United States, Europe and other donors are those of the allocations of
    January 2022 to June 2024 (Kiel Institute); within a group the members share by their product
    of 2021.
    """
    totals = {row["role"]: float(row["allocated_bn_eur"]) for row in read_table("aid_groups.csv")}
    roles = roster.role[roster.part(SPONSOR)]
    gdp = _sponsor_gdp(roster)
    group_gdp = {role: gdp[[r == role for r in roles]].sum() for role in set(roles)}
    share: Array = np.array(
        [totals[role] * gdp[i] / group_gdp[role] for i, role in enumerate(roles)], dtype=np.float64
    )
    share /= share.sum()
    return share


def _sponsor_gdp(roster: Roster) -> Array:
    gdp: Array = STARTING["gdp"](roster.facts)[roster.columns][roster.part(SPONSOR)]
    return gdp


def gdp_weight(roster: Roster) -> Array:
    """Share of each sponsor in the product of all sponsors in 2021, shape (sponsor,)."""
    gdp = _sponsor_gdp(roster)
    weight: Array = gdp / gdp.sum()
    return weight


def compensates(roster: Roster) -> Array:
    """Share of each European sponsor in the capacity of Europe, zero elsewhere, (sponsor,)."""
    european = np.array([r == "european_state" for r in roster.role[roster.part(SPONSOR)]])
    capacity = np.where(european, aid_capacity(roster), 0.0)
    share: Array = capacity / capacity.sum()
    return share


def involvement(roster: Roster) -> Array:
    """Which theatre each challenger acts in, shape (challenger, theatre), zeros and ones."""
    return _in_theatre("challengers.csv", CHALLENGER, roster)


def conflict(roster: Roster) -> Array:
    """Kind of war that would begin in each theatre, a code, shape (theatre,)."""
    kinds = _cells("theatres.csv", "conflict", THEATRE, roster)
    return np.array([float(codes_of(Conflict)[kind]) for kind in kinds])


def target_theatre(roster: Roster) -> Array:
    """Which theatre drives measures against a target, shape (target, theatre)."""
    return _in_theatre("targets.csv", TARGET, roster)


def _in_theatre(table: str, axis: str, roster: Roster) -> Array:
    theirs = _cells(table, "theatre", axis, roster)
    return np.array([[float(name == own) for name in roster.labels[THEATRE]] for own in theirs])


def stringency(roster: Roster) -> Array:
    """Share of trade forbidden at the start, shape (target, product): one figure per target."""
    share = _column("targets.csv", "stringency", TARGET, roster)
    return np.repeat(share[:, None], roster.size(PRODUCT), axis=1)


def leakage(roster: Roster) -> Array:
    """Leakage at the start, shape (target, product)."""
    columns = [f"start_leakage_{target}" for target in roster.labels[TARGET]]
    return np.stack([_column("products.csv", column, PRODUCT, roster) for column in columns])


def _trade_outside_coalition(roster: Roster) -> Array:
    west = dict(zip(roster.facts.iso3, STARTING["dependence_on_west"](roster.facts), strict=True))
    return np.array([1.0 - west[target] for target in roster.labels[TARGET]])


def coalition_share(roster: Roster) -> Array:
    """Share of a target's trade that its coalition holds, shape (target,).

    The table of targets gives it where the coalition is not that of 2022; an empty cell
    is computed from the target's trade.
    """
    outside = _trade_outside_coalition(roster)
    cells = _cells("targets.csv", "coalition_share", TARGET, roster)
    return np.array([float(c) if c else 1.0 - outside[i] for i, c in enumerate(cells)])


def proximity(roster: Roster) -> Array:
    """Return the closeness of each challenger to each sponsor, shape (sponsor, challenger).

    exp(-distance / 4,000 km) between capitals; for China the distance to Taipei, where its theatre
    lies; for Iran, whose distances are not in the table, one judged value for all.
    """
    kilometres = {"RUS": "km_to_moscow", "PRK": "km_to_pyongyang", "CHN": "km_to_taipei"}
    facts = roster.facts
    part = roster.columns[roster.part(SPONSOR)]
    columns = [
        np.exp(-facts[kilometres[iso3]][part] / DISTANCE_SCALE_KM)
        if iso3 in kilometres
        else np.full(len(part), PROXIMITY_OF_IRAN)
        for iso3 in roster.labels[CHALLENGER]
    ]
    return np.stack(columns, axis=1)


def arms(roster: Roster) -> Array:
    """Military spending of each sponsor in 2021 as a share of product, shape (sponsor,)."""
    burden: Array = STARTING["military_burden"](roster.facts)[roster.columns]
    return burden[roster.part(SPONSOR)]


def russian_military_share(roster: Roster) -> Array:
    """Russian military spending in 2021 as a share of product, a number."""
    share: Array = STARTING["military_burden"](roster.facts)[roster.columns]
    return np.asarray(share[roster.index("RUS")])


def russia_on_china(roster: Roster) -> Array:
    """Share of China in Russia's goods trade before the war, a number."""
    share: Array = STARTING["dependence_on_china"](roster.facts)[roster.columns]
    return np.asarray(share[roster.index("RUS")])


def russia_trade_weight(roster: Roster) -> Array:
    """Share of each state in Russia's trade outside the coalition of 2022, shape (state,)."""
    facts = roster.facts
    trade = facts["trade_usd_bn_2016"] * STARTING["dependence_on_russia"](facts)
    outside = (trade * (1.0 - STARTING["in_coalition"](facts)))[roster.columns]
    weight: Array = outside / outside.sum()
    return weight


def _challengers(roster: Roster, *chosen: str) -> Array:
    return np.array([float(iso3 in chosen) for iso3 in roster.labels[CHALLENGER]])


def own_stock(roster: Roster) -> Array:
    """Mark the challenger whose shells the Korean stock holds, shape (challenger,)."""
    return _challengers(roster, "PRK")


def dominant(roster: Roster) -> Array:
    """Mark the challenger with a dominance motive, Russia, shape (challenger,)."""
    return _challengers(roster, "RUS")


def arsenal(roster: Roster) -> Array:
    """Mark the challengers with nuclear weapons, shape (challenger,)."""
    warheads = STARTING["nuclear_warheads"](roster.facts)[roster.columns]
    return (warheads[roster.part(CHALLENGER)] > 0.0).astype(np.float64)


def target_of(roster: Roster) -> Array:
    """Which challenger is which target of sanctions, shape (challenger, target)."""
    targets = roster.labels[TARGET]
    return np.array([[float(t == c) for t in targets] for c in roster.labels[CHALLENGER]])


OPENING: dict[str, Callable[[Roster], Array]] = (
    ACTS
    | MARKS
    | NETWORK
    | SWING_STATES
    | {
        function.__name__: function
        for function in (
            attention,
            salience_weight,
            domestic_attention,
            cohesion,
            sponsors_unity,
            sponsors_attention,
            aid_capacity,
            gdp_weight,
            compensates,
            involvement,
            conflict,
            target_theatre,
            stringency,
            leakage,
            coalition_share,
            proximity,
            arms,
            russian_military_share,
            russia_on_china,
            russia_trade_weight,
            own_stock,
            dominant,
            arsenal,
            target_of,
        )
    }
    | {
        "committed_chance": lambda roster: _of_sponsors("committed", roster),
        "programme": lambda roster: _of_sponsors("programme", roster),
        "transactional_chance": lambda roster: _of_sponsors("transactional", roster),
    }
)

__all__ = ["OPENING", "opening_value"]
