"""The choices about measures and threats that several kinds of states share."""

from __future__ import annotations

from multipolar.agents.kind import Choice, members
from multipolar.arrays import Array
from multipolar.axes import CHALLENGER, SPONSOR, TARGET
from multipolar.luck import Draw
from multipolar.rules import bargaining, consent
from multipolar.world.world import Part, World


def _targets(world: World, _role: str) -> tuple[str, ...]:
    return world.roster.labels[TARGET]


def _write_measures(part: Part, chosen: Array) -> None:
    part.measures[...] = chosen - 1.0


MEASURES = Choice(
    name="measures",
    asks="whether to ease or to tighten measures",
    switch="sanctions",
    wants=(
        consent.usual_measures,
        consent.pressing,
        consent.course_of_administration,
        consent.keep_agreement,
    ),
    actions=("ease", "hold", "tighten"),
    luck=Draw("united_states_measures", TARGET),
    commit=_write_measures,
    columns=_targets,
    writes="measures",
    temperature=consent.measures_temperature,
    whole=True,
)
"""What the United States do about their measures on each target."""


THREAT = Choice(
    name="threat",
    asks="whether to threaten further measures",
    switch="bargaining",
    wants=(bargaining.usual_threats, bargaining.spare_the_protected),
    actions=("keep_silent", "threaten"),
    luck=Draw("united_states_threat", TARGET),
    columns=_targets,
    writes="threat_made",
    allowed=bargaining.may_threaten,
    temperature=bargaining.threat_temperature,
    whole=True,
)
"""Whether the United States threaten a target with further measures."""


CONSENT = Choice(
    name="consent",
    asks="whether to consent to the next package",
    switch="sanctions",
    wants=(
        consent.disunity,
        consent.course_of_government,
        consent.own_loss,
        consent.fear_of_target,
        consent.side_taken,
    ),
    actions=("oppose", "consent"),
    luck=Draw("consent", SPONSOR),
    columns=members,
    writes="consent",
    temperature=consent.measures_temperature,
)
"""Whether a sponsor consents to measures: in the Union it takes all, the others follow or not."""


ANSWER_THREAT = Choice(
    name="answer_threat",
    asks="how to answer a threat of measures",
    switch="bargaining",
    wants=(bargaining.credibility, bargaining.stake_at_risk),
    actions=("defy", "concede"),
    luck=Draw("answer_to_threat", CHALLENGER),
    columns=members,
    writes="yielded",
    allowed=bargaining.threat_stands,
    temperature=bargaining.threat_temperature,
)
"""Whether a target yields to a threat of measures that stands."""

__all__ = ["ANSWER_THREAT", "CONSENT", "MEASURES", "THREAT"]
