"""Strategies of a model: how its runs meet luck, and what becomes of the decisions of a month.

Both are functions given to `MultipolarModel`. By default each run meets its own luck, and what is
chosen stands. Another luck strategy gets the numbers drawn and returns those that the runs meet;
another decision strategy lets the states decide and changes what it will:

>>> from multipolar import MultipolarModel
>>> from multipolar.model.strategies import same_for_all
>>> model = MultipolarModel(runs=3, rng=1, parameters="default", luck=same_for_all)
>>> model.run()
>>> bool((model.world.escalation == model.world.escalation[:1]).all())
True
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from multipolar.arrays import Array
from multipolar.luck import Draw

if TYPE_CHECKING:
    from multipolar.model.history import Continuing

LuckStrategy = Callable[[Array, Draw], Array]
"""Gets luck as it was drawn, shape (runs, lanes), and what it is; returns what the runs meet.

Of the luck of a choice only the lanes are drawn in which somebody decides.
"""

DecisionStrategy = Callable[["Continuing", Callable[[], None]], None]
"""Gets the model and a function that lets the states decide, which it calls once."""


def as_drawn(luck: Array, draw: Draw) -> Array:  # noqa: ARG001
    """Return luck as it was drawn: each run has its own."""
    return luck


def same_for_all(luck: Array, draw: Draw) -> Array:  # noqa: ARG001
    """Return the luck of the first run for every run."""
    return np.repeat(luck[:1], len(luck), axis=0)


def as_chosen(model: Continuing, decide: Callable[[], None]) -> None:  # noqa: ARG001
    """Let the states decide, and leave what they chose."""
    decide()
