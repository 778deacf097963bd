"""Binding the rules of a phase to the arrays, parameters and luck of one world."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from multipolar.arguments import ArgumentError
from multipolar.arrays import Array
from multipolar.luck import Draw
from multipolar.rules.parameters import Parameters
from multipolar.rules.rule import Place, Rule

LookUp = Callable[[Place], Array]
DrawLuck = Callable[[Draw, int], Array]


class Binder:
    """Binds the rules of one phase, which share the quantities that they are made of.

    Parameters
    ----------
    look_up : callable
        The live array of a place of the world; read-only where nothing moves.
    parameters : mapping of type to Parameters
        Filled parameter classes.
    draw : callable
        Luck for a declared draw and a month.
    """

    def __init__(
        self,
        look_up: LookUp,
        parameters: Mapping[type[Parameters], Parameters],
        draw: DrawLuck,
    ) -> None:
        self.look_up = look_up
        self.parameters = parameters
        self.draw = draw
        self._bound: dict[Rule, BoundRule] = {}
        self._values: dict[Rule, Any] = {}

    def begin(self) -> None:
        """Begin a phase: the quantities that move are to be worked out anew."""
        self._values = {
            quantity: value
            for quantity, value in self._values.items()
            if self._bound[quantity].settled
        }

    def bind(self, rule: Rule) -> BoundRule:
        """Return a rule with its arguments in hand."""
        if rule not in self._bound:
            self._bound[rule] = BoundRule(rule, self)
        return self._bound[rule]

    def value(self, quantity: Rule, month: int) -> Any:
        """Return a quantity, worked out once in a phase; once for all where nothing of it moves."""
        if quantity not in self._values:
            self._values[quantity] = self.bind(quantity).evaluate(month)
        return self._values[quantity]


class BoundRule:
    """A rule with its arguments in hand; arrays are the live arrays of the world.

    Parameters
    ----------
    rule : Rule
        The rule.
    binder : Binder
        The binder of its phase.
    """

    def __init__(self, rule: Rule, binder: Binder) -> None:
        self.rule = rule
        self._binder = binder
        self._arrays = {name: binder.look_up(place) for name, place in rule.places.items()}
        parameters = {n: binder.parameters[kind] for n, kind in rule.parameters.items()}
        self._fixed: dict[str, Any] = {**self._arrays, **parameters}

    @cached_property
    def settled(self) -> bool:
        """Whether it comes to the same in every month: it reads facts and parameters alone."""
        return (
            not self.rule.luck
            and not any(array.flags.writeable for array in self._arrays.values())
            and all(self._binder.bind(quantity).settled for quantity in self.rule.uses.values())
        )

    def evaluate(self, month: int) -> Any:
        """Return what the rule's function returns for a month (a number of months)."""
        return self._call(self._arguments(month))

    def results(self, month: int) -> list[Array]:
        """Return the arrays that the rule writes, in the order in which it names them.

        What is no array of its own is copied, lest the world overwrites it while others are
        written.
        """
        arguments = self._arguments(month)
        values = self._call(arguments)
        if len(self.rule.writes) == 1:
            values = (values,)
        given = set(map(id, arguments.values()))
        return [
            value.copy("K") if value.base is not None or id(value) in given else value
            for value in values
        ]

    @property
    def where(self) -> str:
        """File, line and name of the rule, for messages."""
        return self.rule.where

    @property
    def given(self) -> str:
        """What the rule is given, with the shapes of arrays, for messages."""
        shapes = {name: array.shape for name, array in self._arrays.items()}
        return ", ".join(f"{name} {shape}" for name, shape in shapes.items())

    def _call(self, arguments: Mapping[str, Any]) -> Any:
        try:
            return self.rule.function(**arguments)
        except (ValueError, TypeError, IndexError, AttributeError) as error:
            raise ArgumentError(f"{self.where}: {error}; it was given {self.given}") from error

    def _arguments(self, month: int) -> dict[str, Any]:
        arguments = self._fixed.copy()
        for name, used in self.rule.uses.items():
            arguments[name] = self._binder.value(used, month)
        for name, draw in self.rule.luck.items():
            arguments[name] = self._binder.draw(draw, month)
        return arguments
