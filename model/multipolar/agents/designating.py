"""Whose traders the United States designate: a choice about each carrier of forbidden goods."""

from __future__ import annotations

from multipolar.agents.kind import Choice
from multipolar.axes import CARRIER
from multipolar.luck import Draw
from multipolar.rules import designations
from multipolar.world.world import World


def _every_carrier(world: World, _role: str) -> tuple[str, ...]:
    return world.roster.labels[CARRIER]


DESIGNATE = Choice(
    name="designate",
    asks="whether to list traders that carry",
    switch="designations",
    wants=(
        designations.usual_work,
        designations.harm_seen,
        designations.spare_the_courted,
        designations.line_of_administration,
    ),
    actions=("leave", "designate"),
    luck=Draw("designate", CARRIER),
    columns=_every_carrier,
    writes="designated",
    allowed=designations.trade_to_name,
    every=3,
    whole=True,
)
"""Whether traders of a carrier are designated in the coming quarter, beside the usual work."""
