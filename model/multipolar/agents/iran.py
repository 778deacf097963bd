"""Iran: the challenger in the Middle East, client of Russia.

Acts through proxies and its own missiles; bargains when relief is on offer, and
sells Russia drones; it turns to Russia, to China or to neither.
"""

from __future__ import annotations

from multipolar.agents.kind import VOTE, Choice, Kind, members, provoke
from multipolar.agents.measures import ANSWER_THREAT
from multipolar.agents.turning import TURN
from multipolar.arrays import Array
from multipolar.axes import CHALLENGER
from multipolar.luck import Draw
from multipolar.rules import concession, provocation, selling
from multipolar.world.world import Part


def _write_deal(part: Part, chosen: Array) -> None:
    part.deal[...] = chosen[:, 0]


BARGAIN = Choice(
    name="bargain",
    asks="whether to accept the relief that is offered",
    switch="sanctions",
    wants=(concession.relief_value, concession.status_quo_value, concession.spoiled),
    actions=("refuse", "accept"),
    luck=Draw("iran_bargain", CHALLENGER),
    commit=_write_deal,
    columns=members,
    writes="deal",
    temperature=concession.bargain_temperature,
    opened_by="relief_offer",
)
"""Whether Iran takes relief against restraint, while it is on offer."""


SELL = Choice(
    name="sell",
    asks="what to sell to Russia",
    switch="barter",
    wants=(selling.worth_of_arms, selling.relief_at_stake, selling.habit_of_arms),
    actions=("nothing", "drones"),
    luck=Draw("sell", CHALLENGER),
    columns=members,
    writes="sells",
    every=3,
)
"""Whether Iran sells Russia drones and inputs for them in the coming quarter."""


KIND = Kind(
    role="iran",
    claims=("C32", "C42", "C58", "C59"),
    choices=(
        provoke(
            provocation.licence,
            actions=(
                "restraint",
                "proxy_harassment",
                "missile_drill",
                "missile_strike",
                "regional_war",
            ),
        ),
        BARGAIN,
        ANSWER_THREAT,
        SELL,
        TURN,
        VOTE,
    ),
)
