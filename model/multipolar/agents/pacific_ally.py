"""An ally of the United States outside Europe.

Japan, South Korea, Australia, Canada and others: each divides its attention, arms and sends
support; South Korea answers for the Korean theatre, and with Japan decides whether to arm
Ukraine.
"""

from __future__ import annotations

from multipolar.agents.kind import AID, RESPOND, VOTE, Choice, Kind, members
from multipolar.agents.measures import CONSENT
from multipolar.axes import SPONSOR
from multipolar.luck import Draw
from multipolar.rules import arming
from multipolar.world.acts import recorded
from multipolar.world.world import World


def givers(world: World, role: str) -> tuple[str, ...]:
    """Return the allies that may arm Ukraine."""
    known = recorded("arm")
    return tuple(iso3 for iso3 in members(world, role) if iso3 in known)


ARM = Choice(
    name="arm",
    asks="whether to send arms to Ukraine",
    switch="arming",
    wants=(arming.custom_of_arming, arming.answer_to_transfers),
    actions=("send_no_arms", "arm"),
    luck=Draw("arm", SPONSOR),
    columns=givers,
    writes="arms_ukraine",
    allowed=arming.may_arm,
    every=3,
)
"""Whether South Korea and Japan arm Ukraine in the coming quarter."""


KIND = Kind(
    role="pacific_ally",
    claims=("C15", "C53"),
    choices=(AID, RESPOND, CONSENT, ARM, VOTE),
)
