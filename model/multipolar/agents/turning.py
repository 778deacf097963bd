"""Whom a client of Russia turns to: a choice that clients share."""

from __future__ import annotations

from multipolar.agents.kind import Choice, members
from multipolar.axes import CHALLENGER
from multipolar.luck import Draw
from multipolar.rules import selling

TURN = Choice(
    name="turn",
    asks="whom to turn to",
    switch="barter",
    wants=(
        selling.fed_by_russia,
        selling.needed_by_russia,
        selling.fed_by_china,
        selling.habit_of_turning,
    ),
    actions=("to_neither", "to_russia", "to_china"),
    luck=Draw("turn", CHALLENGER),
    columns=members,
    writes="turned_to",
    every=3,
)
"""Whom the client turns to in the coming quarter."""
