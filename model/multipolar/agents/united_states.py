"""The United States: the largest sponsor.

Divides its attention among the theatres and sends support; its programme needs authorisation.
Tightens, holds or eases its measures on each target, and threatens with more; designates traders of
the carriers of forbidden goods; reassures allies and may mediate.
"""

from __future__ import annotations

from multipolar.agents.designating import DESIGNATE
from multipolar.agents.kind import AID, EFFORT, VOTE, Choice, Kind, court, members
from multipolar.agents.measures import MEASURES, THREAT
from multipolar.agents.mediating import MEDIATE
from multipolar.arrays import Array
from multipolar.axes import SPONSOR, THEATRE
from multipolar.luck import Draw
from multipolar.rules import assurance, politics
from multipolar.rules.courting import prizes_of_west
from multipolar.world.world import Part, World


def _write_congress(part: Part, chosen: Array) -> None:
    part.congress_passes[...] = chosen


CONGRESS = Choice(
    name="congress",
    asks="whether to let the aid pass",
    switch="politics",
    wants=(politics.usual_course,),
    actions=("block", "pass"),
    luck=Draw("congress", SPONSOR),
    commit=_write_congress,
    columns=members,
    writes="congress_passes",
    opened_by="congress_decides",
)
"""Whether Congress passes support for Ukraine, once the calendar no longer says it."""


def _theatres(world: World, role: str) -> tuple[str, ...]:  # noqa: ARG001
    return world.roster.labels[THEATRE]


REASSURE = Choice(
    name="reassure",
    asks="whether to reassure allies",
    switch="assurance",
    wants=(assurance.custom_of_reassuring, assurance.alarm),
    actions=("keep_distance", "reassure"),
    luck=Draw("reassure", THEATRE),
    columns=_theatres,
    writes="reassured",
    every=3,
    whole=True,
)
"""Whether they reassure the ally in each theatre in the coming quarter."""


KIND = Kind(
    role="united_states",
    claims=("C19", "C20", "C34", "C52", "C53", "C56"),
    choices=(
        AID,
        CONGRESS,
        MEASURES,
        THREAT,
        DESIGNATE,
        REASSURE,
        MEDIATE,
        court(prizes_of_west),
        EFFORT,
        VOTE,
    ),
)
