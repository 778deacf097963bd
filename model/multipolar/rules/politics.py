"""Domestic politics: who governs a sponsor, and whether its legislature passes support.

Claims C22, C34, C53.

    Pr(a government changes at an election) = τ of its kind
    Pr(Congress blocks | it passes) = h,    Pr(Congress passes | it blocks) = 1 / d

Elections stand in the calendar by date (scenario/elections.csv), as far as the date was known or
follows from the length of a term; who wins does not. A new government has a type with positions of
its own (world/governments.csv). τ is the share of the record's elections that changed the
government: 33 of 85 parliaments, 21 of 45 presidencies.

Without this mechanism the governments of June 2024 stay and the legislature passes what it is
asked; what the calendar dates goes on.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multipolar.arrays import Array
from multipolar.axes import SPONSOR
from multipolar.luck import Draw
from multipolar.rules.forms import log_odds, options
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.parameters import Parameters, parameter
from multipolar.rules.rule import quantity, rule
from multipolar.world.codes import Election, Government, codes_of
from multipolar.world.tables import read_table

_ROWS = {row["type"]: row for row in read_table("governments.csv")}


def _column(name: str) -> Array:
    """Return a column of the table of governments, by the code of the type."""
    return np.array([float(_ROWS[kind][name]) for kind in codes_of(Government)])


AID, MEASURES = map(_column, ("aid", "measures"))
"""By type: programme of support, and readiness for measures, over those of the state before."""

VOTE_MOST, VOTE_EXPONENT = map(_column, ("vote_most", "vote_exponent"))
"""By type: how far votes move at most, and the shape of the distribution (1 uniform)."""

LEAST = 1e-12
"""Chance of a type that counts as none."""


@dataclass(frozen=True)
class Politics(Parameters):
    """Parameters of elections and of the legislature."""

    group = "politics"

    parliament_turnover: Array = parameter(
        0.39,
        unit="share",
        evidence="R-H",
        symbol="τ",
        maximum=1.0,
        source="33 of 85 parliamentary elections of 2017 to June 2024 changed the government "
        "(table of elections, most outcomes recalled)",
    )
    president_turnover: Array = parameter(
        0.47,
        unit="share",
        evidence="R-H",
        symbol="τ",
        maximum=1.0,
        source="21 of 45 presidential elections of 2017 to June 2024 changed the government "
        "(table of elections, most outcomes recalled)",
    )
    blocking: Array = parameter(
        0.03,
        0.005,
        0.1,
        unit="1/month",
        evidence="D",
        symbol="h",
        minimum=0.0001,
        maximum=0.9,
        source="one closing in the 28 months of March 2022 to June 2024",
    )
    blocked_for: Array = parameter(
        7.0,
        2.0,
        12.0,
        unit="months",
        evidence="D",
        symbol="d",
        minimum=1.1,
        maximum=1200.0,
        source="the one closing lasted seven months, October 2023 to April 2024",
    )


@quantity(luck={"election_luck": Draw("election", SPONSOR)})
def luck_of_change(election: Array, election_luck: Array, p: Politics) -> Array:
    """Return luck over the chance that an election changes the government, (run, sponsor).

    Below 1 where it does, and there uniform again: it says the type too. 1 without an election.
    """
    if not election.any():
        return np.ones_like(election)
    chance = p.parliament_turnover * (election == Election.PARLIAMENT)
    chance += p.president_turnover * (election == Election.PRESIDENT)
    share: Array = np.ones_like(chance)
    np.divide(election_luck, chance, out=share, where=chance > 0.0)
    return share


@quantity(uses=(luck_of_change,))
def next_type(luck_of_change: Array, committed_chance: Array, transactional_chance: Array) -> Array:
    """Return the type that a new government has or would have, shape (run, sponsor)."""
    ordinary = np.where(
        luck_of_change < 1.0 - transactional_chance,
        float(Government.ORDINARY),
        float(Government.TRANSACTIONAL),
    )
    return np.where(luck_of_change < committed_chance, float(Government.COMMITTED), ordinary)


@rule(
    switch="politics",
    writes="government new_government election",
    claims="C34 C53",
    uses=(luck_of_change, next_type),
)
def form_governments(
    government: Array, luck_of_change: Array, next_type: Array
) -> tuple[Array, Array, Array]:
    """Form a new government where an election changed it, shape (run, sponsor)."""
    changes = luck_of_change < 1.0
    formed = np.where(changes, next_type, government)
    return formed, changes.astype(np.float64), np.zeros_like(government)


@rule(
    switch="politics",
    writes="vote_movement",
    claims="C22",
    uses=(luck_of_change, next_type),
)
def set_line_of_votes(
    vote_movement: Array,
    luck_of_change: Array,
    next_type: Array,
    committed_chance: Array,
    transactional_chance: Array,
) -> Array:
    """Draw how far a new government's votes move from its state's position, (run, sponsor).

    Triangular from nought, where it is likeliest, or uniform, as the table of governments says. The
    luck that gave the type is uniform again between the bounds of the type.
    """
    new = np.flatnonzero((luck_of_change < 1.0).any(axis=0))
    luck, kind = luck_of_change[:, new], next_type[:, new].astype(np.intp)
    committed, others = committed_chance[new], 1.0 - transactional_chance[new]
    none, mine = np.zeros_like(others), np.arange(len(new))
    low = np.array([none, none, committed, others])[kind, mine]
    high = np.array([none, committed, others, none + 1.0])[kind, mine]
    within = np.clip((luck - low) / np.maximum(LEAST, high - low), 0.0, 1.0)
    drawn = VOTE_MOST[kind] * (1.0 - (1.0 - within) ** VOTE_EXPONENT[kind])
    moved = vote_movement.copy("K")
    moved[:, new] = np.where(luck < 1.0, drawn, vote_movement[:, new])
    return moved


@quantity()
def position_on_aid(government: Array) -> Array:
    """Return the programme that a government wants over that of its state, (run, sponsor)."""
    return AID[government.astype(np.intp)]


@quantity()
def position_on_measures(government: Array) -> Array:
    """Return a government's readiness for measures over that of its state, (run, sponsor)."""
    return MEASURES[government.astype(np.intp)]


@rule(switch="politics", claims="C34")
def usual_course(congress_passes: Array, p: Politics) -> Array:
    """Weigh in log odds whether the legislature passes support: it mostly goes on as it was."""
    passing = np.where(
        congress_passes > 0.0, log_odds(1.0 - p.blocking), -log_odds(1.0 - 1.0 / p.blocked_for)
    )
    return options(0.0, passing)


MECHANISM = Mechanism(
    name="politics",
    switch="politics",
    parameters=(Politics,),
    rules={"attention": (form_governments, set_line_of_votes)},
    choices=("congress",),
)
