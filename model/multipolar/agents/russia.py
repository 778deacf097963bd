"""Russia: the challenger in Ukraine, patron of the others.

A revisionist great power with a dominance motive; its autocracy is a fixed trait. It also
chooses, for each client, whether to lift its restraint, and which price to
offer for arms, and whether to end the panel that watches North Korea.
"""

from __future__ import annotations

import numpy as np

from multipolar.agents.kind import EFFORT, VOTE, Choice, Kind, court, members, provoke
from multipolar.agents.measures import ANSWER_THREAT
from multipolar.arrays import Array
from multipolar.axes import CHALLENGER
from multipolar.luck import Draw
from multipolar.rules import provocation, selling, settling, veto
from multipolar.rules.courting import prizes_of_russia
from multipolar.world.world import Part, World


def clients(world: World, role: str) -> tuple[str, ...]:  # noqa: ARG001
    """Return the challengers that have Russia for a patron."""
    labels = world.roster.labels[CHALLENGER]
    return tuple(iso3 for iso3, client in zip(labels, world.client, strict=True) if client > 0.0)


def _write_licence(part: Part, chosen: Array) -> None:
    part.world.licence[:, np.flatnonzero(part.world.client > 0.0)] = chosen


LICENSE = Choice(
    name="licence",
    asks="whether to cover a client's use of force",
    switch="emboldenment",
    wants=(
        provocation.diversion_value,
        provocation.alliance_value,
        provocation.great_power_risk,
    ),
    actions=("withhold", "grant"),
    luck=Draw("licence", CHALLENGER),
    commit=_write_licence,
    columns=clients,
    writes="licence",
    temperature=provocation.licence_temperature,
    whole=True,
)
"""Whether Russia lifts its restraint on a client."""


OFFER = Choice(
    name="offer",
    asks="what price to pay for arms",
    switch="barter",
    wants=(
        selling.need_of_arms,
        selling.hold_on_client,
        selling.answer_to_korean_arms,
        selling.custom_of_offers,
    ),
    actions=("low", "fair", "generous"),
    luck=Draw("offer", CHALLENGER),
    columns=clients,
    writes="offer",
    every=3,
    whole=True,
)
"""Which price Russia offers each client for arms in the coming quarter."""


def _write_terms(part: Part, chosen: Array) -> None:
    part.terms_russia[...] = chosen[:, 0]


TERMS = Choice(
    name="terms",
    asks="whether to seek terms of peace",
    switch="endings",
    wants=(settling.russian_hope, settling.reply_to_ukraine, settling.russian_line),
    actions=("refuse_terms", "open_to_terms", "seek_terms"),
    luck=Draw("terms_russia", CHALLENGER),
    commit=_write_terms,
    columns=members,
    writes="terms_russia",
)
"""Which terms Russia offers Ukraine."""


def _write_veto(part: Part, chosen: Array) -> None:
    part.panel_ended[...] = chosen[:, 0]


VETO = Choice(
    name="veto",
    asks="whether to veto the mandate",
    switch="veto",
    wants=(veto.custom_of_renewals, veto.cover_for_purchases),
    actions=("let_pass", "veto"),
    luck=Draw("veto", CHALLENGER),
    commit=_write_veto,
    columns=members,
    writes="panel_ended",
    opened_by="mandate_due",
)
"""Whether Russia ends the panel of experts on North Korea when its mandate comes up."""


KIND = Kind(
    role="russia",
    claims=("C2", "C7", "C12", "C13", "C18", "C29", "C30", "C35", "C51"),
    choices=(
        provoke(
            actions=(
                "restraint",
                "sabotage_abroad",
                "escalatory_drill",
                "strikes_on_rear",
                "new_offensive",
            ),
        ),
        LICENSE,
        ANSWER_THREAT,
        court(prizes_of_russia),
        EFFORT,
        OFFER,
        TERMS,
        VETO,
        VOTE,
    ),
)
