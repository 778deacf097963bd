"""Ukraine: the front-line state of its theatre.

Answers, holds or talks, and refuses, is open to or seeks terms with Russia.
"""

from __future__ import annotations

from multipolar.agents.kind import RESPOND, VOTE, Choice, Kind, own_theatre
from multipolar.arrays import Array
from multipolar.axes import THEATRE
from multipolar.luck import Draw
from multipolar.rules import settling
from multipolar.world.world import Part


def _write_terms(part: Part, chosen: Array) -> None:
    part.terms_ukraine[...] = chosen[:, 0]


TERMS = Choice(
    name="terms",
    switch="endings",
    wants=(settling.ukrainian_hope, settling.reply_to_russia, settling.ukrainian_line),
    actions=("refuse_terms", "open_to_terms", "seek_terms"),
    luck=Draw("terms_ukraine", THEATRE),
    commit=_write_terms,
    columns=own_theatre,
    writes="terms_ukraine",
)
"""Which terms Ukraine offers Russia."""


KIND = Kind(
    role="ukraine",
    claims=("C61",),
    choices=(RESPOND, TERMS, VOTE),
)
