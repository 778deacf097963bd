"""Binding the rules of a phase to the arrays, parameters and luck of one world."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from reprlib import repr as in_short
from typing import Any
from weakref import WeakValueDictionary

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
        self.phase = 0
        self._bound: WeakValueDictionary[Rule, BoundRule] = WeakValueDictionary()

    def begin(self) -> None:
        """Begin a phase: the quantities that move are to be worked out anew."""
        self.phase += 1

    def bind(self, rule: Rule) -> BoundRule:
        """Return a rule with its arguments in hand.

        A rule lives as long as those who use it: a binder that kept it would be kept by it, and
        what a month of many runs came to would wait in memory for such circles to be looked for.
        """
        bound = self._bound.get(rule)
        if bound is None:
            bound = self._bound[rule] = BoundRule(rule, self)
        return bound


class BoundRule:
    """A rule with its arguments in hand; arrays are the live arrays of the world.

    What stays where it is comes into its hand once: arrays, parameters and settled quantities. In a
    month only luck and the quantities that move do.

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
        self._quantities = {name: binder.bind(used) for name, used in rule.uses.items()}
        parameters = {name: binder.parameters[kind] for name, kind in rule.parameters.items()}
        settled = {name: used.value(0) for name, used in self._quantities.items() if used.settled}
        fixed = {**{name: _locked(a) for name, a in self._arrays.items()}, **parameters, **settled}
        place = {name: number for number, name in enumerate(rule.arguments)}
        self._arguments: list[Any] = [fixed.get(name) for name in rule.arguments]
        self._moving = [
            (place[name], used) for name, used in self._quantities.items() if not used.settled
        ]
        self._luck = [(place[name], draw) for name, draw in rule.luck.items()]
        self._live: set[int] = {id(_owner(array)) for array in self._arrays.values()}.union(
            *(used._live for used in self._quantities.values())
        )
        self._value: Any = None
        self._phase_of_value = -1

    @cached_property
    def settled(self) -> bool:
        """Whether it comes to the same in every month: it reads facts and parameters alone."""
        return (
            not self.rule.luck
            and not self._moving
            and not any(array.flags.writeable for array in self._arrays.values())
        )

    def value(self, month: int) -> Any:
        """Return what the rule's function returns, worked out once in a phase."""
        if self._phase_of_value != self._binder.phase:
            self._value = self.evaluate(month)
            self._phase_of_value = self._binder.phase
        return self._value

    def evaluate(self, month: int) -> Any:
        """Return what the rule's function returns for a month (a number of months)."""
        arguments = self._arguments
        for place, used in self._moving:
            arguments[place] = used.value(month)
        for place, draw in self._luck:
            arguments[place] = self._binder.draw(draw, month)
        try:
            return self.rule.function(*arguments)
        except MemoryError:
            raise
        except Exception as error:  # a rule may fail in any way: its place is what helps
            raise self.wrong(f"{type(error).__name__}: {error}") from error

    def results(self, month: int) -> list[Array]:
        """Return the arrays that the rule writes, in the order in which it names them.

        What lies in an array of the world is copied, lest the world overwrites it while others are
        written.
        """
        value = self.evaluate(month)
        values = (value,) if len(self.rule.writes) == 1 else self._several(value)
        return [one.copy("K") if id(_owner(one)) in self._live else one for one in values]

    def _several(self, value: Any) -> tuple[Any, ...]:
        """Return what a rule gives that writes several arrays."""
        try:
            return tuple(value)
        except TypeError:
            places = self.rule.writes
            raise ArgumentError(
                f"{self.where}: gives {in_short(value)} and writes {len(places)} arrays: "
                f"{', '.join(map(str, places))}"
            ) from None

    def wrong(self, said: str) -> ArgumentError:
        """Return the error that says what is wrong, with the rule's place and what it was given."""
        return ArgumentError(f"{self.where}: {said}; it was given {self.given}")

    @property
    def where(self) -> str:
        """File, line and name of the rule, for messages."""
        return self.rule.where

    @property
    def given(self) -> str:
        """What the rule is given, with the shapes of arrays, for messages."""
        shapes = {name: array.shape for name, array in self._arrays.items()}
        return ", ".join(f"{name} {shape}" for name, shape in shapes.items())


def _locked(array: Array) -> Array:
    """Return a live view that nobody can write into: what a rule is given is not its own."""
    view = array.view()
    view.flags.writeable = False
    return view


def _owner(array: Any) -> Any:
    """Return what the memory of an array belongs to: the array itself, or what it is a view of."""
    try:
        while array.base is not None:
            array = array.base
    except AttributeError:  # the memory of something else than an array
        pass
    return array
