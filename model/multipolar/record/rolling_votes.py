"""Votes told before they were held, against a state's own last votes.

Nobody knows beforehand how strict a text will be, so every forecaster tells a mixture: half as if
it were as mild as the mildest text held so far, half as if it were as strict as the strictest. The
model tells by its equation of the vote, fitted to the earlier texts alone: each state's own
position and its figures (``multipolar.record.positions``). It speaks a second time as if the class
of the text were known (``model_text_known``).

Opponents see earlier votes alone: ``uniform`` chance; ``last_vote``, what those who voted so last
time did next, over all pairs of earlier texts; ``last_vote_by_strictness``, the same from the last
text of either strictness. A series of texts is told in order, each from those before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from multipolar.arrays import Array
from multipolar.luck import Luck
from multipolar.quantiles import ENDS
from multipolar.record.positions import SPREAD_OF_BLOC, Positions, fit_positions, kind_of
from multipolar.record.tables import ABSTAIN, NO, YES, every_text, every_vote
from multipolar.record.votes import ballot
from multipolar.world.facts import load_facts

STAY = 1.0
"""Votes of each kind that are added to what was counted of a transition; judged."""

PREDICTED = ("ES-11/3", "ES-11/5", "ES-11/6")
"""Texts that are told, each from those before it."""

FLIP = 0.25
"""Chance above which a vote that moved was foreseen as possible."""

MEMBERS = 193
"""Members of the United Nations."""

NORMAL = ndtri((np.arange(1000) + 0.5) / 1000)
"""A thousand equally likely standard normal numbers."""

STEP = 0.1
"""Log odds by which positions are moved to see what that does to votes."""

DRAWS = 2000
SEED = 1


@dataclass(frozen=True)
class VoteScore:
    """How a vote by states was told by someone.

    Parameters
    ----------
    resolution, month : str
        The text and the month of its vote.
    method : str
        Who told it.
    states : int
        States whose vote is known.
    log_score : float
        Minus the mean logarithm of the chance given to what a state did, in nats.
    low, high : float
        90 % interval, over states, of the log score less that of the best opponent; NaN for it.
    accuracy : float
        Share of the known votes that are the likeliest told.
    moved : float
        The same among states that voted otherwise than last time.
    flips : float
        Share of those to whose vote a chance above ``FLIP`` was given.
    yes_low, yes_high, yes : float
        90 % band of the votes for the text of the states of the list, and how many there were at
        least and at most, as a mean. The model knows that a bloc moves together, and that nobody
        knows where exactly a text divides.
    unlisted : int
        Members whose vote no list tells: they are left out.
    """

    resolution: str
    month: str
    method: str
    states: int
    log_score: float
    low: float
    high: float
    accuracy: float
    moved: float
    flips: float
    yes_low: float
    yes_high: float
    yes: float
    unlisted: int


def roll_votes() -> tuple[VoteScore, ...]:
    """Return how the texts after the first of the war were told, by text, the best first."""
    rows: list[VoteScore] = []
    best_before = "last_vote_by_strictness"
    for resolution in PREDICTED:
        told = _models(resolution) | {
            name: _each_for_itself(tell(ballot(resolution).iso3, _earlier(resolution)))
            for name, tell in OPPONENTS.items()
        }
        mine = _scores(resolution, told, best_before)
        rows += mine
        best_before = next(row.method for row in mine if row.method in OPPONENTS)
    return tuple(rows)


class VoteTold(NamedTuple):
    """What is told of a vote: chances, shape (states, 3), and equally likely tallies of yes."""

    chances: Array
    tallies: Array


def _models(resolution: str) -> dict[str, VoteTold]:
    """Return what the model's vote, fitted to earlier texts, tells of one."""
    text = every_text()[resolution]
    fitted = fit_positions(_earlier(resolution))
    told = {kind: _together(fitted, resolution, kind) for kind in ("mild", "strict")}
    mixed = np.mean([one.chances for one in told.values()], axis=0)
    either = VoteTold(np.asarray(mixed), np.concatenate([one.tallies for one in told.values()]))
    return {"model": either, "model_text_known": told[kind_of(text)]}


def _together(fitted: Positions, resolution: str, kind: str) -> VoteTold:
    """Return what is told of a vote in which a bloc moves together."""
    states, month = ballot(resolution).iso3, every_text()[resolution].month
    places = [fitted.iso3.index(state) for state in states]
    low, told, high = (fitted.chances(month, kind, shift)[places] for shift in (-STEP, 0.0, STEP))
    slope = (high - low)[:, YES] / (2.0 * STEP)
    named = dict(zip(load_facts().iso3, load_facts().text("voting_bloc"), strict=True))
    bloc = np.array([named[state] for state in states])
    moved = [slope[bloc == name].sum() for name in np.unique(bloc[bloc != ""])]
    shared = SPREAD_OF_BLOC**2 * np.square(moved).sum()
    return VoteTold(told, _tallies(told, shared + (fitted.common(kind) * slope.sum()) ** 2))


def _each_for_itself(chances: Array) -> VoteTold:
    """Return what is told of votes that are cast each for itself."""
    return VoteTold(chances, _tallies(chances, 0.0))


def _tallies(chances: Array, shared: float) -> Array:
    """Return equally likely counts of yes; ``shared`` is the variance that votes have in common."""
    yes = chances[:, YES]
    return np.asarray(yes.sum() + np.sqrt((yes * (1.0 - yes)).sum() + shared) * NORMAL)


def _earlier(resolution: str) -> tuple[str, ...]:
    """Return the texts held before one, in order."""
    month = every_text()[resolution].month
    return tuple(sorted((r for r, t in every_text().items() if t.month < month), key=_when))


def _when(resolution: str) -> str:
    return every_text()[resolution].month


def _range(earlier: Sequence[str]) -> tuple[float, float]:
    """Return the mildest and the strictest of some texts."""
    known = [every_text()[resolution].strictness for resolution in earlier]
    return min(known), max(known)


def transition(pairs: Sequence[tuple[str, str]]) -> Array:
    """Return the chances of a vote by the vote before, over pairs of texts, shape (3, 3).

    One vote of each kind is added; votes that the lists do not tell are left out.
    """
    counts = np.full((3, 3), STAY)
    for first, second in pairs:
        for state, may in every_vote()[second].items():
            before = every_vote()[first].get(state, ())
            if len(may) == len(before) == 1:
                counts[before[0], may[0]] += 1.0
    return np.asarray(counts / counts.sum(axis=1, keepdims=True))


def _last(states: Sequence[str], earlier: Sequence[str]) -> Array:
    """Return what each state did on the last text that tells it, as chances, shape (states, 3)."""
    chances = np.full((len(states), 3), 1.0 / 3.0)
    for place, state in enumerate(states):
        for resolution in earlier:
            may = every_vote()[resolution].get(state, ())
            if may:
                chances[place] = [(k in may) / len(may) for k in (NO, ABSTAIN, YES)]
    return chances


def uniform(states: Sequence[str], _earlier: Sequence[str]) -> Array:
    """Return the same chance for every vote."""
    return np.full((len(states), 3), 1.0 / 3.0)


def last_vote(states: Sequence[str], earlier: Sequence[str]) -> Array:
    """Return what those who voted so last time did next, over all pairs of earlier texts."""
    return _last(states, earlier) @ transition(list(combinations(earlier, 2)))


def last_vote_by_strictness(states: Sequence[str], earlier: Sequence[str]) -> Array:
    """Return the mean of what those who voted so on the last mild and on the last strict text did.

    What a vote on one text says of another of the same strictness is measured on pairs of such
    texts; where there is none yet, on all pairs.
    """
    chances = []
    for strictness in _range(earlier):
        alike = [r for r in earlier if every_text()[r].strictness == strictness]
        pairs = _pairs_alike(earlier) or list(combinations(earlier, 2))
        chances.append(_last(states, alike) @ transition(pairs))
    return np.asarray(np.mean(chances, axis=0))


def _pairs_alike(earlier: Sequence[str]) -> list[tuple[str, str]]:
    pairs = combinations(earlier, 2)
    return [p for p in pairs if every_text()[p[0]].strictness == every_text()[p[1]].strictness]


OPPONENTS = {
    "uniform": uniform,
    "last_vote": last_vote,
    "last_vote_by_strictness": last_vote_by_strictness,
}
"""Opponents by name."""


def _scores(resolution: str, told: dict[str, VoteTold], opponent: str) -> list[VoteScore]:
    """Return the rows of a vote, the best first; differences are from the chosen opponent."""
    held = ballot(resolution)
    lost = {name: held.log_score(one.chances) for name, one in told.items()}
    last = _last(held.iso3, _earlier(resolution)).argmax(axis=1)
    moved = held.known & ~held.hits(last)
    rows = []
    for name, (chance, tallies) in told.items():
        hits = held.hits(chance.argmax(axis=1).astype(np.intp))
        given = (chance * held.allowed).sum(axis=1)[moved]
        yes_low, yes_high = np.quantile(tallies, ENDS)
        low, high = (np.nan, np.nan) if name == opponent else _interval(lost[name] - lost[opponent])
        rows.append(
            VoteScore(
                resolution=resolution,
                month=every_text()[resolution].month,
                method=name,
                states=int(held.known.sum()),
                log_score=float(lost[name].mean()),
                low=low,
                high=high,
                accuracy=float(hits[held.known].mean()),
                moved=float(hits[moved].mean()) if moved.any() else float("nan"),
                flips=float((given > FLIP).mean()) if moved.any() else float("nan"),
                yes_low=float(yes_low),
                yes_high=float(yes_high),
                yes=float((held.allowed[:, YES] / held.allowed.sum(axis=1)).sum()),
                unlisted=MEMBERS - len(held.iso3),
            )
        )
    return sorted(rows, key=lambda row: row.log_score)


def _interval(difference: Array) -> tuple[float, float]:
    """Return a 90 % bootstrap interval, over states, of a mean difference."""
    n = len(difference)
    drawn: NDArray[np.intp] = np.floor(
        Luck(SEED, 0, DRAWS).uniform("record.bootstrap.votes", n, n) * n
    ).astype(np.intp)
    low, high = np.quantile(difference[drawn].mean(axis=1), ENDS)
    return float(low), float(high)
