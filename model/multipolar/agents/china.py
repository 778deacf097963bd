"""China: the challenger around Taiwan.

Weighs pressure on Taiwan, and waits for the moment when Russia cracks.
Restrains North Korea, or lets it go.
"""

from __future__ import annotations

from multipolar.agents.carrying import CARRY
from multipolar.agents.joining import JOIN
from multipolar.agents.kind import EFFORT, VOTE, Choice, Kind, court, members, provoke
from multipolar.agents.mediating import MEDIATE
from multipolar.arrays import Array
from multipolar.axes import CHALLENGER
from multipolar.luck import Draw
from multipolar.rules import china
from multipolar.rules.courting import prizes_of_china
from multipolar.world.world import Part, World


def _write_posture(part: Part, chosen: Array) -> None:
    part.posture[...] = chosen[:, 0]


POSTURE = Choice(
    name="posture",
    asks="what to make of Russia's dependence",
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


def neighbours(world: World, role: str) -> tuple[str, ...]:  # noqa: ARG001
    """Return the client of Russia next to China, North Korea."""
    labels = world.roster.labels[CHALLENGER]
    return tuple(iso3 for iso3, own in zip(labels, world.own_stock, strict=True) if own > 0.0)


RESTRAIN = Choice(
    name="restrain",
    asks="whether to hold back a client",
    switch="china",
    wants=(china.quiet_doorstep, china.habit_of_restraint),
    actions=("let_go", "restrain"),
    luck=Draw("restrain", CHALLENGER),
    columns=neighbours,
    writes="restrained",
    every=3,
    whole=True,
)
"""Whether China restrains North Korea in the coming quarter."""


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
        RESTRAIN,
        CARRY,
        JOIN,
        MEDIATE,
        court(prizes_of_china),
        EFFORT,
        VOTE,
    ),
)
