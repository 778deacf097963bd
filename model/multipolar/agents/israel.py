"""Israel: the front-line state of the Middle East.

Answers, holds or talks; strikes Iran's clients, Iran itself, or neither.
"""

from __future__ import annotations

import numpy as np

from multipolar.agents.kind import RESPOND, VOTE, Choice, Kind, own_theatre
from multipolar.arrays import Array
from multipolar.axes import THEATRE
from multipolar.luck import Draw
from multipolar.rules import campaign
from multipolar.world.world import Part


def _write_strikes(part: Part, chosen: Array) -> None:
    part.struck[...] = campaign.STRIKES[chosen.astype(np.intp)]


CAMPAIGN = Choice(
    name="campaign",
    asks="whether to strike",
    switch="campaign",
    wants=(campaign.custom_of_striking, campaign.blow_for_blow, campaign.fear_of_war),
    actions=("hold_fire", "strike_clients", "strike_iran"),
    luck=Draw("campaign", THEATRE),
    commit=_write_strikes,
    columns=own_theatre,
    writes="struck",
)
"""Whether Israel strikes Iran's clients, Iran itself, or neither."""


KIND = Kind(
    role="israel",
    claims=("C42",),
    choices=(RESPOND, CAMPAIGN, VOTE),
)
