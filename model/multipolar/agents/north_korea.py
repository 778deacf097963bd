"""North Korea: the challenger in Korea, client of Russia.

Wants standing and concern abroad, tests by habit, pays back in kind; China holds it back as
long as Russia does not feed it, and what it ships to the front it cannot fire at home. It sells
Russia shells, and to an ally men too, at a price that it asks, and turns to Russia, to China or to
neither.
"""

from __future__ import annotations

from multipolar.agents.kind import VOTE, Choice, Kind, members, provoke
from multipolar.agents.measures import ANSWER_THREAT
from multipolar.agents.turning import TURN
from multipolar.axes import CHALLENGER
from multipolar.luck import Draw
from multipolar.rules import provocation, selling

SELL = Choice(
    name="sell",
    asks="what to sell to Russia",
    switch="barter",
    wants=(selling.worth_of_shells, selling.brotherhood, selling.habit_of_selling),
    actions=("nothing", "shells", "shells_and_men"),
    luck=Draw("sell", CHALLENGER),
    columns=members,
    writes="sells",
    allowed=selling.may_be_sold,
    every=3,
)
"""What North Korea sells Russia in the coming quarter."""


KIND = Kind(
    role="north_korea",
    claims=("C3", "C8", "C14", "C16", "C17", "C28", "C44", "C48", "C49"),
    choices=(
        provoke(
            provocation.licence,
            provocation.restraint,
            provocation.shipped_away,
            actions=("restraint", "balloons", "missile_test", "limited_force", "major_attack"),
        ),
        ANSWER_THREAT,
        SELL,
        TURN,
        VOTE,
    ),
)
