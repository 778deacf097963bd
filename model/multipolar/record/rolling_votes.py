"""Votes told before they were held, against a state's own last votes.

Nobody knows beforehand how strict a text will be, so every forecaster tells a mixture: half as if
it were as mild as the mildest text held so far, half as if it were as strict as the strictest. The
month and what other states do are the model's own. The model speaks twice: by the votes of its
states, and by an ordered logit on their positions (``multipolar.record.votes``).

Opponents see earlier votes alone: ``uniform`` chance; ``last_vote``, what those who voted so last
time did next, over all pairs of earlier texts; ``last_vote_by_strictness``, the same from the last
text of either strictness. A series of texts is told in order, each from those before it.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from multipolar.arrays import Array
from multipolar.luck import Luck
from multipolar.months import month_number, month_text
from multipolar.quantiles import ENDS
from multipolar.record.paths import paths_of, record_specs
from multipolar.record.rolling import known_to
from multipolar.record.tables import ABSTAIN, NO, START, YES, texts, votes
from multipolar.record.votes import (
    PREDICTED,
    Ballot,
    ballot,
    chosen_counts,
    fit_votes,
    fitted_probability,
)
from multipolar.rules.sampling import ParameterSource
from multipolar.scenario import Spec
from multipolar.scenario.spec import Event

STAY = 1.0
"""Votes of each kind that are added to what was counted of a transition; judged."""

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


def roll_votes(
    spec: Spec,
    *,
    runs: int,
    seeds: Sequence[int],
    parameters: ParameterSource = "prior",
    executor: Executor | None = None,
) -> tuple[VoteScore, ...]:
    """Return how the votes after the first two texts were told, by text, the best first."""
    rows: list[VoteScore] = []
    best_before = "last_vote_by_strictness"
    for resolution in PREDICTED:
        held, ours = _models(spec, resolution, runs, seeds, parameters, executor)
        told = ours | {
            name: tell(held.iso3, _earlier(resolution)) for name, tell in OPPONENTS.items()
        }
        mine = _scores(resolution, held, told, best_before)
        rows += mine
        best_before = next(row.method for row in mine if row.method in OPPONENTS)
    return tuple(rows)


def _models(
    spec: Spec,
    resolution: str,
    runs: int,
    seeds: Sequence[int],
    parameters: ParameterSource,
    executor: Executor | None,
) -> tuple[Ballot, dict[str, Array]]:
    """Return a vote, and what runs that know nothing later tell of it: by votes, by positions."""
    from multipolar.ensemble import simulate

    counts, positions = [], []
    for strictness in _range(_earlier(resolution)):
        for seed in seeds:
            results = simulate(
                vote_spec(spec, resolution, strictness),
                runs=runs,
                seed=seed,
                parameters=parameters,
                executor=executor,
            )
            paths = paths_of(results)
            held = replace(ballot(paths, resolution), strictness=strictness)
            counts.append(chosen_counts(paths, held))
            positions.append(fitted_probability(paths, held, fit_votes(paths)))
    chosen = np.sum(counts, axis=0) + 0.5
    return held, {
        "model": chosen / chosen.sum(axis=-1, keepdims=True),
        "model_positions": np.asarray(np.mean(positions, axis=0)),
    }


def vote_spec(spec: Spec, resolution: str, strictness: float) -> Spec:
    """Return a scenario to the month of a vote that knows the events before it and one text."""
    month = texts()[resolution].month
    record, _ = record_specs(spec)
    known = known_to(record, month_text(month_number(month) - 1))
    text = Event(month, f"vote {resolution}", "vote_strictness", "all", "set", strictness)
    return replace(
        known,
        name=f"{spec.name}_{resolution}_{strictness:g}".replace("/", "_"),
        months=month_number(month) - month_number(START) + 1,
        events=(*known.events, text),
    )


def _earlier(resolution: str) -> tuple[str, ...]:
    """Return the texts held before one, in order."""
    month = texts()[resolution].month
    return tuple(sorted((r for r, t in texts().items() if t.month < month), key=_when))


def _when(resolution: str) -> str:
    return texts()[resolution].month


def _range(earlier: Sequence[str]) -> tuple[float, float]:
    """Return the mildest and the strictest of some texts."""
    known = [texts()[resolution].strictness for resolution in earlier]
    return min(known), max(known)


def transition(pairs: Sequence[tuple[str, str]]) -> Array:
    """Return the chances of a vote by the vote before, over pairs of texts, shape (3, 3).

    One vote of each kind is added; votes that the lists do not tell are left out.
    """
    counts = np.full((3, 3), STAY)
    for first, second in pairs:
        for state, may in votes()[second].items():
            before = votes()[first].get(state, ())
            if len(may) == len(before) == 1:
                counts[before[0], may[0]] += 1.0
    return np.asarray(counts / counts.sum(axis=1, keepdims=True))


def _last(states: Sequence[str], earlier: Sequence[str]) -> Array:
    """Return what each state did on the last text that tells it, as chances, shape (states, 3)."""
    chances = np.full((len(states), 3), 1.0 / 3.0)
    for place, state in enumerate(states):
        for resolution in earlier:
            may = votes()[resolution].get(state, ())
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
        alike = [r for r in earlier if texts()[r].strictness == strictness]
        pairs = _pairs_alike(earlier) or list(combinations(earlier, 2))
        chances.append(_last(states, alike) @ transition(pairs))
    return np.asarray(np.mean(chances, axis=0))


def _pairs_alike(earlier: Sequence[str]) -> list[tuple[str, str]]:
    pairs = combinations(earlier, 2)
    return [p for p in pairs if texts()[p[0]].strictness == texts()[p[1]].strictness]


OPPONENTS = {
    "uniform": uniform,
    "last_vote": last_vote,
    "last_vote_by_strictness": last_vote_by_strictness,
}
"""Opponents by name."""


def _scores(
    resolution: str, held: Ballot, told: dict[str, Array], opponent: str
) -> list[VoteScore]:
    """Return the rows of a vote, the best first; differences are from the chosen opponent."""
    lost = {name: held.log_score(chance) for name, chance in told.items()}
    last = _last(held.iso3, _earlier(resolution)).argmax(axis=1)
    moved = held.known & ~held.hits(last)
    rows = []
    for name, chance in told.items():
        hits = held.hits(chance.argmax(axis=1).astype(np.intp))
        low, high = (np.nan, np.nan) if name == opponent else _interval(lost[name] - lost[opponent])
        rows.append(
            VoteScore(
                resolution=resolution,
                month=texts()[resolution].month,
                method=name,
                states=int(held.known.sum()),
                log_score=float(lost[name].mean()),
                low=low,
                high=high,
                accuracy=float(hits[held.known].mean()),
                moved=float(hits[moved].mean()) if moved.any() else float("nan"),
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
