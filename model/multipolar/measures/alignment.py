"""Where states stand: alignment, polarisation, votes and the neighbours' loyalty."""

from __future__ import annotations

from functools import partial

import numpy as np
from numpy.typing import NDArray

from multipolar.arrays import Array
from multipolar.axes import SATELLITE
from multipolar.measures.measure import (
    Measure,
    Trajectories,
    declared,
    first_line,
    last_known,
    measure,
    series,
    weighed,
)
from multipolar.sums import total
from multipolar.world.attributes import attributes
from multipolar.world.opening import OPENING, opening_value
from multipolar.world.roles import roles_of
from multipolar.world.roster import NotInWorld, Roster
from multipolar.world.tables import read_table

ALPHA = 1.3
"""Weight of identification with one's group, between 0 and 1.6 (Esteban and Ray 1994)."""

GROUPS = 20
"""Groups of like position on the scale from -1 to 1; positions in a group count as one."""

NEIGHBOURS = ("BLR", "ARM", "KAZ")
SOUTH = set(roles_of("courted")) - set(roles_of("satellite"))
"""Roles whose states both camps court and no treaty ties to Russia."""


@measure("alignment_global_south", "Global South: position", "index", headline=True)
def alignment_south(data: Trajectories, roster: Roster) -> Array:
    """Return the mean position of the states of the Global South, 1 with Kyiv."""
    return _mean(series(data, "alignment")[..., _south(roster)])


@measure("polarisation", "Contested states: polarisation", "index", headline=True)
def polarisation(data: Trajectories, roster: Roster) -> Array:
    """Return the polarisation of the contested states (Esteban and Ray 1994), a state a member.

    The sum over pairs of groups of share^(1 + α) times share times distance, α = 1.3; groups are
    twentieths of the scale. Two equal poles at -1 and 1 give 0.406, agreement 0.
    """
    places = series(data, "alignment")[..., _contested(roster)]
    if not places.shape[-1]:
        raise NotInWorld("a contested state")
    group = np.clip(((places + 1.0) * (GROUPS / 2.0)).astype(np.intp), 0, GROUPS - 1)
    runs, months, states = group.shape
    row = np.arange(runs * months)[:, None] * GROUPS
    count = np.bincount((group.reshape(-1, states) + row).ravel(), minlength=runs * months * GROUPS)
    share = count.reshape(-1, GROUPS) / states
    centre = np.linspace(-1.0, 1.0, GROUPS)
    distance = np.abs(centre[:, None] - centre)
    found = np.einsum("ri,ij,rj->r", share ** (1.0 + ALPHA), distance, share)
    return np.asarray(found.reshape(runs, months))


@measure("bimodality", "Contested states: two camps", "index")
def bimodality(data: Trajectories, roster: Roster) -> Array:
    """Return how two-humped the positions of the contested states are; above 5/9 is bimodal."""
    places = series(data, "alignment")[..., _contested(roster)]
    centred = places - _mean(places)[..., None]
    squares = centred * centred
    spread = _mean(squares)
    scale = np.maximum(spread, 1e-12)
    skew = _mean(squares * centred) / scale**1.5
    kurtosis = _mean(squares * squares) / scale**2
    return np.where(spread > 1e-12, (skew**2 + 1.0) / np.maximum(kurtosis, 1e-12), np.nan)


@measure("leaning_swing", "States leaning to Kyiv, change", "states")
def leaning_swing(data: Trajectories, roster: Roster) -> Array:
    """Return how many more states lean to Kyiv than at the start: a swing free of the text."""
    leaning = (series(data, "alignment") > 0.0).sum(axis=-1)
    start = opening_value(attributes()["alignment"], roster) > 0.0
    return np.asarray(leaning - start.sum(), dtype=np.float64)


@measure("swing", "Swing of yes between equally strict texts", "states", cumulative=True)
def swing(data: Trajectories, roster: Roster) -> Array:
    """Return how many more voted yes than on the last text as strict; NaN before there were two."""
    strictness = series(data, "text_voted")
    months = np.flatnonzero((strictness > 0.0).any(axis=0))
    yes = np.full(strictness.shape, np.nan)
    yes[:, months] = votes({"vote": data["vote"][:, months]}, roster, code=1)
    found = np.full(yes.shape, np.nan)
    for level in np.unique(strictness[:, months]):
        voted = (strictness == level) & (level > 0.0)
        so_often = last_known(np.where(voted, yes, np.nan))
        found[:, 1:] = np.where(voted[:, 1:], yes[:, 1:] - so_often[:, :-1], found[:, 1:])
    return last_known(found)


def votes(data: Trajectories, roster: Roster, *, code: int) -> Array:
    """Return how many members voted so in the last vote; absent members count as abstaining."""
    cast = np.asarray(data["vote"]) == code
    outside = cast[..., _outside(roster)].sum(axis=-1)
    return np.asarray(cast.sum(axis=-1) - outside, dtype=np.float64)


@measure("vote_margin", "Last vote: yes minus no", "states", headline=True)
def vote_margin(data: Trajectories, _roster: Roster) -> Array:
    """Return yes minus no in the last vote of the General Assembly."""
    return np.asarray(series(data, "vote").sum(axis=-1))


@measure("abstention", "Last vote: abstentions", "share")
def abstention(data: Trajectories, roster: Roster) -> Array:
    """Return the share of members that abstained or stayed away in the last vote."""
    members = len(roster.iso3) - len(_outside(roster))
    return votes(data, roster, code=0) / members


def loyalty(data: Trajectories, roster: Roster, *, iso3: str) -> Array:
    """Return the loyalty of a neighbour to Russia."""
    return series(data, "loyalty", roster.index(iso3, SATELLITE))


@measure("csto", "Neighbours in the CSTO", "states")
def members(data: Trajectories, _roster: Roster) -> Array:
    """Return how many neighbours take part in the CSTO, one that froze its part by half."""
    return total(series(data, "membership"))


@measure("pressure_neighbours", "Neighbours: pressure from Russia", "share")
def pressure_on_neighbours(data: Trajectories, _roster: Roster) -> Array:
    """Return the pressure that Russia puts on its neighbours, a mean over them."""
    return _mean(series(data, "pressed"))


@measure("evasion", "Traders with Russia: willingness to evade", "share")
def evasion(data: Trajectories, roster: Roster) -> Array:
    """Return the willingness to carry on forbidden trade, by share in Russia's trade."""
    return weighed(series(data, "evasion"), OPENING["russia_trade_weight"](roster))


def _mean(path: Array) -> Array:
    """Return the mean over the last axis, each run and month alone."""
    if not path.shape[-1]:
        raise NotInWorld("any of these states")
    return np.asarray(total(path) / path.shape[-1])


def _outside(roster: Roster) -> list[int]:
    """Return the places of states that are no members of the United Nations."""
    member = {row["iso3"] for row in read_table("states.csv") if row["un_member"] == "1"}
    return [place for place, iso3 in enumerate(roster.iso3) if iso3 not in member]


def _south(roster: Roster) -> NDArray[np.intp]:
    return np.array([place for place, role in enumerate(roster.role) if role in SOUTH], np.intp)


def _contested(roster: Roster) -> NDArray[np.intp]:
    return np.flatnonzero(OPENING["courted"](roster) > 0.0)


def measures() -> list[Measure]:
    """Return the measures of alignment."""
    found = declared(__name__)
    found += [
        Measure(
            f"vote_{word}",
            f"Last vote: {word}",
            "states",
            first_line(votes),
            partial(votes, code=code),
        )
        for word, code in (("yes", 1), ("no", -1), ("abstain", 0))
    ]
    found += [
        Measure(
            f"loyalty_{iso3}",
            f"{iso3}: loyalty to Russia",
            "share",
            first_line(loyalty),
            partial(loyalty, iso3=iso3),
        )
        for iso3 in NEIGHBOURS
    ]
    return found
