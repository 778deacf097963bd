"""The search for options that no other beats: all of them when they are few, else by evolution.

When there are many, the evolutionary search NSGA-II of Optuna proposes them (Deb and others 2002).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import product

import numpy as np
from numpy.typing import NDArray

from multipolar.arguments import ArgumentError
from multipolar.arrays import Array, Flags

Option = tuple[int, ...]
"""The place of the value of each lever among its values."""

Judge = Callable[[Sequence[Option]], Array]
"""What options come to, shape (options, outcomes): the larger, the better."""

POPULATION = 40
"""Options of a generation of the search."""


def undominated(values: Array) -> Flags:
    """Return which options no other beats: as good in every outcome, and better in one.

    Parameters
    ----------
    values : ndarray
        What options come to, shape (options, outcomes): the larger, the better.

    Examples
    --------
    >>> undominated(np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 0.0], [1.0, 0.0]])).tolist()
    [True, True, False, True]
    """
    one, other = values[:, None, :], values[None, :, :]
    as_good = np.asarray((other >= one).all(axis=2))
    better = np.asarray((other > one).any(axis=2))
    return np.asarray(~np.asarray(as_good & better).any(axis=1))


def find_options(
    sizes: Sequence[int], judge: Judge, *, most: int, evaluations: int, seed: int
) -> tuple[list[Option], Array, bool]:
    """Return options, what they come to, and whether they are all there are.

    Parameters
    ----------
    sizes : sequence of int
        Number of values of each lever.
    judge : callable
        Says what options come to. No option is asked for twice.
    most : int
        Options up to which all are judged.
    evaluations : int
        Options that the search may propose when there are more; some may repeat.
    seed : int
        Seed of the search.

    Raises
    ------
    ArgumentError
        When a search is needed and Optuna is not installed.
    """
    if math.prod(sizes) <= most:
        every = list(product(*(range(size) for size in sizes)))
        return every, judge(every), True
    found = _evolve(sizes, judge, evaluations, seed)
    options = sorted(found)
    return options, np.stack([found[option] for option in options]), False


def _evolve(
    sizes: Sequence[int], judge: Judge, evaluations: int, seed: int
) -> dict[Option, NDArray[np.float64]]:
    """Return what every option came to that the search proposed."""
    try:
        import optuna
    except ImportError:
        raise ArgumentError(
            f"{math.prod(sizes):,} options are too many to judge all; the search among them needs "
            "Optuna: pip install 'multipolar[discovery]', or give fewer values"
        ) from None
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    known: dict[Option, NDArray[np.float64]] = {}
    first = (0,) * len(sizes)
    known[first] = judge([first])[0]
    sampler = optuna.samplers.NSGAIISampler(population_size=POPULATION, seed=seed)
    study = optuna.create_study(directions=["maximize"] * len(known[first]), sampler=sampler)
    for begun in range(0, evaluations, POPULATION):
        trials = [study.ask() for _ in range(min(POPULATION, evaluations - begun))]
        proposed = [
            tuple(trial.suggest_int(f"{k}", 0, size - 1) for k, size in enumerate(sizes))
            for trial in trials
        ]
        new = [option for option in dict.fromkeys(proposed) if option not in known]
        if new:
            known |= dict(zip(new, judge(new), strict=True))
        for trial, option in zip(trials, proposed, strict=True):
            study.tell(trial, known[option].tolist())
    return known
