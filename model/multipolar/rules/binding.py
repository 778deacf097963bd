"""Binding a rule to the arrays, parameters and luck of one world."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from multipolar.luck import Draw
from multipolar.rules.parameters import Parameters
from multipolar.rules.rule import Rule

Array = NDArray[np.float64]
LookUp = Callable[[str], Array]
DrawLuck = Callable[[Draw, int], Array]


class BoundRule:
    """A rule with its arguments in hand; arrays are the live arrays of the world.

    Parameters
    ----------
    rule : Rule
        The rule.
    look_up : callable
        Array of an attribute by name.
    parameters : mapping of type to Parameters
        Filled parameter classes.
    draw : callable
        Luck for a declared draw and a month.
    """

    def __init__(
        self,
        rule: Rule,
        look_up: LookUp,
        parameters: Mapping[type[Parameters], Parameters],
        draw: DrawLuck,
    ) -> None:
        self.rule = rule
        self._draw = draw
        self._arguments: dict[str, Any] = {name: look_up(name) for name in rule.reads}
        for name, group in rule.parameters.items():
            self._arguments[name] = parameters[group]
        for name, constant in rule.settled.items():
            self._arguments[name] = BoundRule(constant, look_up, parameters, draw).evaluate(0)
        self._call = partial(rule.function, **self._arguments)
        self._held = {id(argument) for argument in self._arguments.values()}

    def evaluate(self, month: int) -> Any:
        """Return what the rule's function returns for a month (a number of months)."""
        if not self.rule.luck:
            return self._call()
        return self._call(**{n: self._draw(draw, month) for n, draw in self.rule.luck.items()})

    def results(self, month: int) -> list[Array]:
        """Return the arrays that the rule writes, in the order in which it names them.

        A view of the world is copied, lest the world overwrites it while others are written.
        """
        values = self.evaluate(month)
        if len(self.rule.writes) == 1:
            values = (values,)
        held = self._held
        return [
            value.copy("K") if value.base is not None or id(value) in held else value
            for value in values
        ]
