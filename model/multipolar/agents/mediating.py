"""Whether a state mediates in the war in Ukraine: a choice of those that the record knows."""

from __future__ import annotations

from multipolar.agents.kind import Choice, members
from multipolar.axes import STATE
from multipolar.luck import Draw
from multipolar.rules import mediation
from multipolar.world.acts import recorded
from multipolar.world.world import World


def mediators(world: World, role: str) -> tuple[str, ...]:
    """Return the states of a role that may mediate."""
    known = recorded("mediate")
    return tuple(iso3 for iso3 in members(world, role) if iso3 in known)


MEDIATE = Choice(
    name="mediate",
    asks="whether to mediate",
    switch="mediation",
    wants=(mediation.custom_of_mediating, mediation.ripeness),
    actions=("stand_aside", "mediate"),
    luck=Draw("mediate", STATE),
    columns=mediators,
    writes="mediates",
    allowed=mediation.war_to_mediate,
    every=3,
)
"""Whether the state brings talks on an end of the war about in the coming quarter."""
