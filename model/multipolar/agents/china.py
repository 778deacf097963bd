"""China: the challenger around Taiwan.

Weighs pressure on Taiwan, and waits for the moment when Russia cracks.
"""

from __future__ import annotations

from multipolar.agents.carrying import CARRY
from multipolar.agents.joining import JOIN
from multipolar.agents.kind import VOTE, Choice, Kind, court, members, provoke
from multipolar.arrays import Array
from multipolar.axes import CHALLENGER
from multipolar.luck import Draw
from multipolar.rules import china
from multipolar.rules.courting import prizes_of_china
from multipolar.world.world import Part


def _write_posture(part: Part, chosen: Array) -> None:
    part.posture[...] = chosen[:, 0]


POSTURE = Choice(
    name="posture",
    switch="china",
    wants=(
        china.waiting,
        china.opportunity,
        china.fear_of_collapse,
        china.disturbed,
        china.habit_of_posture,
    ),
    actions=("wait", "extract", "prop"),
    luck=Draw("china_posture", CHALLENGER),
    commit=_write_posture,
    columns=members,
    writes="posture",
    temperature=china.temperature,
)
"""What China does about Russia."""


KIND = Kind(
    role="china",
    claims=("C6", "C19", "C36", "C37"),
    choices=(
        provoke(
            actions=(
                "restraint",
                "coast_guard_pressure",
                "encircling_drill",
                "quarantine",
                "assault",
            )
        ),
        POSTURE,
        CARRY,
        JOIN,
        court(prizes_of_china),
        VOTE,
    ),
)
