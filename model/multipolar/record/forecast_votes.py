"""Votes by state in a forecast: what states do if a text on Ukraine is put to the vote.

Each February, the month of the invasion, a text may come before the General Assembly. When and how
strict it is, runs draw for themselves (``multipolar.rules.resolutions``); they vote by their own
positions, which their earlier votes tell, and a bloc moves together (``multipolar.rules.votes``).
What is told is of the runs in which there is a text. Who takes no side may stay away instead, as
often as the state did before.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multipolar.arrays import Array
from multipolar.luck import Luck
from multipolar.months import month_number, month_range
from multipolar.record.paths import Paths
from multipolar.record.tables import every_text
from multipolar.world.tables import read_table

FEBRUARY = "-02"
"""How a month ends in which votes are told."""

POSITIONS_KNOWN = "2023-02"
"""Month of the last text to which the positions that worlds start from are fitted."""

POOLED = 2.0
"""Votes that the absence of all states counts for beside a state's own; judged."""

WORDS = ("yes", "no", "abstain")


@dataclass(frozen=True)
class Chances:
    """What a state does in a vote; the four chances sum to one."""

    period: str
    iso3: str
    p_yes: float
    p_no: float
    p_abstain: float
    p_absent: float


def vote_months(first: str, last: str, known_to: str) -> tuple[str, ...]:
    """Return the months of a window in which votes are told; none before positions are known."""
    months = month_range(first, month_number(last) - month_number(first) + 1)
    return tuple(m for m in months if m.endswith(FEBRUARY) and known_to >= POSITIONS_KNOWN)


def tallies(paths: Paths, month: str, known_to: str) -> dict[str, Array]:
    """Return the votes for, against and abstaining in a month, by word, each of shape (runs,).

    NaN in runs without a text in that month.
    """
    cast, held = _cast(paths, month)
    luck = Luck(paths.seed, 0, len(cast))
    away = _absence(_members(paths), known_to)
    there = luck.uniform("forecast.absence", month_number(month), cast.shape[1]) >= away
    did = dict(zip(WORDS, (cast == 1, cast == -1, (cast == 0) & there), strict=True))
    return {word: np.where(held, chosen.sum(axis=1), np.nan) for word, chosen in did.items()}


def chances(paths: Paths, month: str, known_to: str) -> tuple[Chances, ...]:
    """Return the shares of the runs with a text in which each state chose each.

    Half a run is added to each choice. Without a text in any run nothing is told.
    """
    cast, held = _cast(paths, month)
    if not held.any():
        return ()
    counts = np.stack([(cast[held] == code).sum(axis=0) + 0.5 for code in (1, -1, 0)], axis=-1)
    yes, no, neither = (counts / counts.sum(axis=-1, keepdims=True)).T
    states = _members(paths)
    absent = neither * _absence(states, known_to)
    told = np.stack([yes, no, neither - absent, absent], axis=1).tolist()
    return tuple(Chances(month, state, *row) for state, row in zip(states, told, strict=True))


def _members(paths: Paths) -> list[str]:
    """Return the members of the United Nations among the states of a run."""
    rows = read_table("states.csv")
    member = {row["iso3"] for row in rows if row["un_member"] == "1"}
    return [iso3 for iso3 in paths.roster.iso3 if iso3 in member]


def _cast(paths: Paths, month: str) -> tuple[Array, Array]:
    """Return the votes of the members, -1, 0 or 1, (runs, members), and which runs held a vote."""
    [place] = paths.places([month])
    members = [paths.roster.index(iso3) for iso3 in _members(paths)]
    held = paths["text_voted"][:, place].reshape(-1) > 0.0
    return np.asarray(paths["vote"][:, place][:, members]), np.asarray(held)


def _absence(states: list[str], known_to: str) -> Array:
    """Return how often each state stayed away when it took no side, by the texts known."""
    rows = [
        row
        for row in read_table("votes.csv", "multipolar.record")
        if every_text()[row["resolution"]].month <= known_to
    ]
    cast = [(row["iso3"], row["vote"]) for row in rows if row["vote"] in ("absent", "abstain")]
    pooled = np.mean([vote == "absent" for _, vote in cast])
    away = [sum(who == s and vote == "absent" for who, vote in cast) for s in states]
    all_ = [sum(who == s for who, _ in cast) for s in states]
    return np.asarray((np.array(away) + POOLED * pooled) / (np.array(all_) + POOLED))
