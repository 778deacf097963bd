"""What a carrier does about forbidden goods: a choice of the states of the table of carriers."""

from __future__ import annotations

from multipolar.agents.kind import Choice, members
from multipolar.axes import CARRIER
from multipolar.luck import Draw
from multipolar.rules import carry
from multipolar.world.world import World


def carriers_of(world: World, role: str) -> tuple[str, ...]:
    """Return the states of a role through which forbidden goods may pass."""
    theirs = members(world, role)
    return tuple(carrier for carrier in world.roster.labels[CARRIER] if carrier in theirs)


CARRY = Choice(
    name="carry",
    asks="how to treat goods that pass through",
    switch="carriers",
    wants=(carry.habit_of_stance, carry.fear_of_measures, carry.rent, carry.own_will),
    actions=carry.STANCES,
    luck=Draw("carry", CARRIER),
    columns=carriers_of,
    writes="stance",
    temperature=carry.temperature,
    whole=True,
)
"""Whether it carries openly, looks away or enforces the measures."""
