"""Marks of states and figures of the post-Soviet states, in the order of the roster."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from multipolar.arrays import Array
from multipolar.axes import BLOC, SATELLITE, SPONSOR
from multipolar.world.codes import Region, codes_of
from multipolar.world.roles import roles
from multipolar.world.roster import Roster
from multipolar.world.starting import STARTING
from multipolar.world.tables import read_table


def unanimous(roster: Roster) -> Array:
    """Mark the sponsors that decide by unanimity, the European Union, shape (sponsor,)."""
    union: Array = roster.facts["eu"][roster.columns]
    return union[roster.part(SPONSOR)]


def russia_in_trade(roster: Roster) -> Array:
    """Share of Russia in the goods trade of each sponsor, shape (sponsor,)."""
    share: Array = STARTING["dependence_on_russia"](roster.facts)[roster.columns]
    return share[roster.part(SPONSOR)]


def courted(roster: Roster) -> Array:
    """Mark the contested states, those of the roles that are courted, shape (state,)."""
    return np.array([float(roles()[role].courted) for role in roster.role])


def region(roster: Roster) -> Array:
    """Part of the world that each state lies in, a code, shape (state,).

    The neighbours of Russia are a part of their own, Eurasia, whatever their region.
    """
    parts = {row["un_region"]: codes_of(Region)[row["part"]] for row in read_table("regions.csv")}
    facts = roster.facts
    named = dict(zip(facts.iso3, facts.text("un_region"), strict=True))
    code = np.array([float(parts[named[iso3]]) for iso3 in roster.iso3])
    code[roster.part(SATELLITE)] = float(Region.EURASIA)
    return code


def in_bloc(roster: Roster) -> Array:
    """Mark the members of each bloc of the General Assembly, shape (bloc, state)."""
    named = dict(zip(roster.facts.iso3, roster.facts.text("voting_bloc"), strict=True))
    blocs = roster.labels[BLOC]
    return np.array([[float(named[iso3] == bloc) for iso3 in roster.iso3] for bloc in blocs])


def pays_attention(roster: Roster) -> Array:
    """Mark the sponsors, shape (state,)."""
    marks = np.zeros(len(roster.iso3))
    marks[roster.part(SPONSOR)] = 1.0
    return marks


def satellite(roster: Roster) -> Array:
    """Mark the post-Soviet states whose loyalty Russia doubts, shape (state,)."""
    marks = np.zeros(len(roster.iso3))
    marks[roster.part(SATELLITE)] = 1.0
    return marks


def un_member(roster: Roster) -> Array:
    """Mark the members of the United Nations, shape (state,)."""
    members = {row["iso3"] for row in read_table("states.csv") if row["un_member"] == "1"}
    return np.array([float(iso3 in members) for iso3 in roster.iso3])


def dependence_of_satellite(roster: Roster) -> Array:
    """Share of Russia in the trade of each post-Soviet state, shape (satellite,)."""
    share: Array = STARTING["dependence_on_russia"](roster.facts)[roster.columns]
    return share[roster.part(SATELLITE)]


def proximity_of_satellite(roster: Roster) -> Array:
    """Return the closeness of each post-Soviet capital to Moscow, shape (satellite,)."""
    near: Array = STARTING["proximity_to_moscow"](roster.facts)[roster.columns]
    return near[roster.part(SATELLITE)]


def west_of_satellite(roster: Roster) -> Array:
    """Share of the sanctions coalition in the trade of each post-Soviet state, (satellite,)."""
    share: Array = STARTING["dependence_on_west"](roster.facts)[roster.columns]
    return share[roster.part(SATELLITE)]


def membership(roster: Roster) -> Array:
    """Mark the members of the Collective Security Treaty Organization, shape (satellite,)."""
    members: Array = roster.facts["csto"][roster.columns]
    return members[roster.part(SATELLITE)]


MONTHS_OF_CONTACTS = 30
"""Months in which the table counts contacts: January 2022 to June 2024."""


def contacts_a_month(roster: Roster) -> Array:
    """Meetings with the head of Russia a month, January 2022 to June 2024, shape (state,).

    ``contacts.csv`` counts visits and meetings at summits, apart from the Russia-Africa summit of
    2023, which stands in the calendar. An absent row is unknown and counts as none; visits that
    were made public are counted better than routine meetings. Compiled from the press and
    encyclopedias; most of it recalled.
    """
    rows = {
        row["iso3"]: int(row["head"]) + int(row["summit"]) for row in read_table("contacts.csv")
    }
    return np.array([rows.get(iso3, 0) / MONTHS_OF_CONTACTS for iso3 in roster.iso3])


MARKS: dict[str, Callable[[Roster], Array]] = {
    function.__name__: function
    for function in (
        unanimous,
        russia_in_trade,
        courted,
        region,
        in_bloc,
        pays_attention,
        satellite,
        un_member,
        dependence_of_satellite,
        proximity_of_satellite,
        west_of_satellite,
        membership,
        contacts_a_month,
    )
}
