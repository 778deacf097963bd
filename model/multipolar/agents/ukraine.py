"""Ukraine: the front-line state of its theatre.

Answers, holds or talks; holds its line at the front or attacks; refuses, is open to or seeks terms
with Russia.
"""

from __future__ import annotations

from multipolar.agents.kind import RESPOND, VOTE, Choice, Kind, own_theatre
from multipolar.arrays import Array
from multipolar.axes import THEATRE
from multipolar.luck import Draw
from multipolar.rules import counter_attack, settling
from multipolar.world.world import Part


def _write_terms(part: Part, chosen: Array) -> None:
    part.terms_ukraine[...] = chosen[:, 0]


TERMS = Choice(
    name="terms",
    asks="whether to seek terms of peace",
    switch="endings",
    wants=(settling.ukrainian_hope, settling.reply_to_russia, settling.ukrainian_line),
    actions=("refuse_terms", "open_to_terms", "seek_terms"),
    luck=Draw("terms_ukraine", THEATRE),
    commit=_write_terms,
    columns=own_theatre,
    writes="terms_ukraine",
)
"""Which terms Ukraine offers Russia."""


def _write_attacks(part: Part, chosen: Array) -> None:
    part.attacks[...] = chosen[:, 0]


FRONT = Choice(
    name="front",
    asks="whether to counter-attack",
    switch="counter_attack",
    wants=(
        counter_attack.custom_of_attacking,
        counter_attack.pressed_back,
        counter_attack.men_at_hand,
    ),
    actions=("hold_line", "counter_attack"),
    luck=Draw("counter_attack", THEATRE),
    commit=_write_attacks,
    columns=own_theatre,
    writes="attacks",
    allowed=counter_attack.may_attack,
    every=3,
)
"""Whether Ukraine holds its line or attacks in the coming quarter."""


KIND = Kind(
    role="ukraine",
    claims=("C61",),
    choices=(RESPOND, FRONT, TERMS, VOTE),
)
