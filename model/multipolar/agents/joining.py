"""Whether a state outside the coalition joins the measures against Russia: a choice of some."""

from __future__ import annotations

from multipolar.agents.kind import Choice
from multipolar.axes import STATE
from multipolar.luck import Draw
from multipolar.rules import joining
from multipolar.world.tables import read_table
from multipolar.world.world import World


def leaders(world: World, role: str) -> tuple[str, ...]:
    """Return the states of a role that lead a swing economy."""
    leading = {row["iso3"] for row in read_table("swing_states.csv")}
    mine = world.roster.iso3[world.roster.members(role)]
    return tuple(iso3 for iso3 in mine if iso3 in leading)


JOIN = Choice(
    name="join",
    asks="whether to join the measures",
    switch="joining",
    wants=(joining.peers, joining.own_vote, joining.offers, joining.own_loss, joining.side),
    actions=("stay_out", "join"),
    luck=Draw("join", STATE),
    columns=leaders,
    writes="stands",
    temperature=joining.join_temperature,
    every=3,
)
"""Whether the state stands in the measures against Russia for the coming quarter."""
