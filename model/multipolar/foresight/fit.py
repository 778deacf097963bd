"""From paired roll-outs to beliefs: ridge regressions of what followed on what could be seen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from multipolar.agents.belief_table import COLUMNS, Row
from multipolar.agents.foresight import CONSTANT
from multipolar.agents.lookout import MOST
from multipolar.arrays import Array
from multipolar.foresight.rollouts import Trials

RIDGE = 0.05
"""Penalty on the weights of features, as a share of the number of states."""

FOLDS = 5
"""Parts of the runs: what is foretold of one comes from the other four."""

LEAST = 30
"""States below which nothing is believed."""

NEGLIGIBLE = 1e-4
"""Utility of a weight that is left out of the table."""


def joined(trialss: Sequence[Trials]) -> Trials:
    """Return the trialss of one choice as one."""
    first = trialss[0]
    features = [f for f in first.features if all(f in s.features for s in trialss)]
    changes = list(dict.fromkeys(m for s in trialss for m in s.changes))

    def column(parts: Iterator[Array]) -> Array:
        return np.concatenate(list(parts))

    nothing = {id(s): np.zeros(s.reachable.shape) for s in trialss}
    no_stake = {id(s): np.zeros(len(s.run)) for s in trialss}
    return replace(
        first,
        run=np.concatenate([s.run for s in trialss]),
        features={f: column(s.features[f] for s in trialss) for f in features},
        changes={m: column(s.changes.get(m, nothing[id(s)]) for s in trialss) for m in changes},
        stakes={m: column(s.stakes.get(m, no_stake[id(s)]) for s in trialss) for m in changes},
        reachable=np.concatenate([s.reachable for s in trialss]),
    )


def capped(trials: Trials) -> Trials:
    """Return a trials in which no difference is worth more than ``MOST``.

    All changes of a difference that is worth more are scaled down together.
    """
    worth = np.abs(trials.value)
    scale = np.minimum(1.0, MOST / np.maximum(worth, MOST))
    return replace(trials, changes={m: change * scale for m, change in trials.changes.items()})


def permuted(trials: Trials, seed: int) -> Trials:
    """Return a trials whose actions are exchanged within each state: an honest null."""
    random = np.random.default_rng(seed)
    order = random.permuted(np.tile(np.arange(len(trials.actions)), (len(trials.run), 1)), axis=1)
    moved = {m: np.take_along_axis(change, order, axis=1) for m, change in trials.changes.items()}
    return replace(
        trials,
        changes={m: change - change[:, :1] for m, change in moved.items()},
        reachable=np.take_along_axis(trials.reachable, order, axis=1),
    )


@dataclass(frozen=True)
class Fit:
    """What is believed of one action, against the first.

    Parameters
    ----------
    weights : ndarray
        Weight of the constant and of each feature for each measure, shape (1 + feature, measure).
    foretold : ndarray
        Value of the action in each state, foretold from the other runs, shape (state,).
    n : int
        States from which it is fitted.
    r2 : float
        Share of the squared value that is foretold out of trials, against nought.
    """

    weights: Array
    foretold: Array
    n: int
    r2: float


def standardised(features: Mapping[str, Array]) -> tuple[Array, Array, Array]:
    """Return features with mean 0 and deviation 1, (state, 1 + feature), centres and scales."""
    centre = np.array([values.mean() for values in features.values()])
    spread = np.array([values.std() for values in features.values()])
    scale = np.where(spread > 1e-9, spread, 1.0)
    columns = [(v - c) / s for v, c, s in zip(features.values(), centre, scale, strict=True)]
    ones = np.ones(len(next(iter(features.values())))) if features else np.ones(0)
    return np.column_stack([ones, *columns]), centre, scale


def ridge(x: Array, y: Array, *, constant: bool = False) -> Array:
    """Return the weights (feature, measure) of a ridge regression that spares the constant.

    With ``constant`` only the constant is fitted and the other weights are nought.
    """
    found = np.zeros((x.shape[1], y.shape[1]))
    used = slice(0, 1) if constant else slice(None)
    mine = x[:, used]
    penalty = RIDGE * len(x) * np.eye(mine.shape[1])
    penalty[0, 0] = 0.0
    moments = np.einsum("si,sj->ij", mine, mine) + penalty
    found[used] = np.linalg.solve(moments, np.einsum("si,sm->im", mine, y))
    return found


def fit_action(trials: Trials, x: Array, action: int) -> Fit:
    """Return what is believed of an action: what foretells more than nothing, or nothing.

    Features count if they foretell more than the constant alone.
    """
    there = trials.reachable[:, action] & trials.reachable[:, 0]
    y = np.column_stack([change[:, action] for change in trials.changes.values()])
    stake = trials.horizon * np.column_stack([trials.stakes[m] for m in trials.changes])
    value = (stake * y).sum(axis=1)
    best = Fit(np.zeros((x.shape[1], y.shape[1])), np.zeros(len(x)), int(there.sum()), 0.0)
    if best.n < LEAST:
        return best
    for constant in (True, False):
        foretold = np.zeros(len(x))
        for fold in range(FOLDS):
            held = trials.run % FOLDS == fold
            weights = ridge(x[there & ~held], y[there & ~held], constant=constant)
            foretold[held] = (stake[held] * (x[held] @ weights)).sum(axis=1)
        r2 = _r2(value[there], foretold[there])
        if r2 > best.r2:
            weights = ridge(x[there], y[there], constant=constant)
            best = Fit(weights, foretold.clip(-MOST, MOST), best.n, r2)
    return best


def _r2(value: Array, foretold: Array) -> float:
    whole = float((value**2).sum())
    return 1.0 - float(((value - foretold) ** 2).sum()) / whole if whole > 0.0 else 0.0


def fits(trials: Trials) -> list[Fit]:
    """Return what is believed of every action but the first, in their order."""
    x, _, _ = standardised(trials.features)
    return [fit_action(trials, x, action) for action in range(1, len(trials.actions))]


def rows(trials: Trials) -> Iterator[Row]:
    """Yield the rows of the table of beliefs for one choice; numbers have six digits."""
    _, centre, scale = standardised(trials.features)
    about = [(CONSTANT, 0.0, 1.0), *zip(trials.features, centre, scale, strict=True)]
    for action, fit in zip(trials.actions[1:], fits(trials), strict=True):
        for m, measure in enumerate(trials.changes):
            stake = trials.horizon * float(np.abs(trials.stakes[measure]).max())
            for (feature, c, s), weight in zip(about, fit.weights[:, m], strict=True):
                if abs(weight) * stake >= NEGLIGIBLE:
                    numbers = (f"{number:.6g}" for number in (c, s, weight))
                    cells = (*trials.key, action, measure, feature, *numbers)
                    yield dict(zip(COLUMNS, (*cells, str(fit.n), f"{fit.r2:.3f}"), strict=True))
