"""What a rule is: a pure function of named arrays that returns named arrays."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from reprlib import repr as in_short
from typing import Any, NamedTuple

from multipolar.arguments import ArgumentError, place_of
from multipolar.axes import START_OF
from multipolar.luck import Draw
from multipolar.rules.parameters import Parameters

Result = Any

ALWAYS = ""
"""Switch of a rule that belongs to no mechanism and is never off."""


class Place(NamedTuple):
    """What a rule reads or writes: an attribute of the world, or a part of it by name.

    Written ``attribute.label.label``, with one label or ``all`` for each axis after the run axis;
    labels that are left out mean the whole axis. ``axis=label`` is no attribute but a mark: 1 at
    that label of the axis and 0 elsewhere. ``start of attribute`` is what it began with.
    """

    attribute: str
    labels: tuple[str, ...] = ()

    @classmethod
    def of(cls, text: str) -> Place:
        """Return the place that a text names."""
        attribute, *labels = text.split(".")
        return cls(attribute, tuple(labels))

    @classmethod
    def of_argument(cls, name: str) -> Place:
        """Return the place that an argument reads by its name: ``start_of_status`` is a start."""
        if name.startswith(START_OF.replace(" ", "_")):
            return cls(START_OF + name[len(START_OF) :])
        return cls(name)

    @property
    def is_mark(self) -> bool:
        """Whether it marks a label of an axis."""
        return "=" in self.attribute

    @property
    def path(self) -> tuple[str, ...]:
        """The attribute and its labels."""
        return self.attribute, *self.labels

    def __str__(self) -> str:
        return ".".join(self.path)


@dataclass(frozen=True, eq=False)
class Rule:
    """One equation of a mechanism, with what it reads and writes.

    Calling a rule calls its function.

    Parameters
    ----------
    function : callable
        Its arguments name attributes of the world, parameter classes (by annotation), luck and
        quantities. What is one number for each run comes with the shape (run, 1), a parameter too.
    switch : str
        Mechanism that turns the rule off; ``ALWAYS`` if none does.
    writes : tuple of Place
        What the results replace, in their order. None for a want or a quantity.
    claims : tuple of str
        Claims of the article that the rule carries.
    places : mapping of str to Place
        Argument name to what is read.
    parameters : mapping of str to type
        Argument name to parameter class.
    luck : mapping of str to Draw
        Argument name to the stream it reads.
    uses : mapping of str to Rule
        Argument name to the quantity that is worked out for it, once in a phase.
    every : int
        Months from one time that it acts to the next, on the calendar: 3 is each quarter.
    """

    function: Callable[..., Result]
    switch: str
    writes: tuple[Place, ...]
    claims: tuple[str, ...]
    places: Mapping[str, Place] = field(default_factory=dict)
    parameters: Mapping[str, type[Parameters]] = field(default_factory=dict)
    luck: Mapping[str, Draw] = field(default_factory=dict)
    uses: Mapping[str, Rule] = field(default_factory=dict)
    every: int = 1

    @cached_property
    def arguments(self) -> tuple[str, ...]:
        """Names of the function's arguments, in its order."""
        return tuple(inspect.signature(self.function).parameters)

    def __call__(self, *args: Any, **kwargs: Any) -> Result:
        """Call the function itself."""
        return self.function(*args, **kwargs)

    @property
    def name(self) -> str:
        """Return ``file.function``."""
        return f"{self.function.__module__.rsplit('.', 1)[-1]}.{self.function.__name__}"

    @property
    def where(self) -> str:
        """File, line and name of the function, for messages."""
        return f"{place_of(self.function)}, rule {self.function.__name__}"

    @property
    def meaning(self) -> str:
        """Return the first line of the docstring."""
        return (inspect.getdoc(self.function) or "").split("\n")[0]

    def with_quantities(self) -> Iterator[Rule]:
        """Yield the rule and every quantity that it is made of, each once."""
        found: dict[int, Rule] = {}
        waiting = [self]
        while waiting:
            rule = waiting.pop(0)
            if id(rule) not in found:
                found[id(rule)] = rule
                waiting += rule.uses.values()
        yield from found.values()

    @property
    def places_read(self) -> tuple[Place, ...]:
        """Places that the rule reads, by itself or through its quantities, each once."""
        places = [place for rule in self.with_quantities() for place in rule.places.values()]
        return tuple(dict.fromkeys(place for place in places if not place.is_mark))

    @property
    def reads(self) -> tuple[str, ...]:
        """Attributes that the rule reads, by itself or through its quantities, each once."""
        return tuple(dict.fromkeys(place.attribute for place in self.places_read))

    @property
    def all_parameters(self) -> tuple[type[Parameters], ...]:
        """Parameter classes of the rule and of its quantities, each once."""
        kinds = [kind for rule in self.with_quantities() for kind in rule.parameters.values()]
        return tuple(dict.fromkeys(kinds))

    @property
    def all_luck(self) -> dict[str, Draw]:
        """Luck of the rule and of its quantities, by argument."""
        return {n: draw for rule in self.with_quantities() for n, draw in rule.luck.items()}


def rule(
    *,
    switch: str,
    writes: str = "",
    claims: str = "",
    luck: Mapping[str, Draw] | None = None,
    at: Mapping[str, str] | None = None,
    uses: Sequence[Rule] = (),
    every: int = 1,
) -> Callable[[Callable[..., Result]], Rule]:
    """Make a rule of a function.

    What is given for an argument that the function does not have is told by the check of the
    definition, as other slips are.

    Parameters
    ----------
    switch : str
        Mechanism that turns it off.
    writes, claims : str
        Words separated by spaces.
    luck : mapping of str to Draw, optional
        Argument name to stream.
    at : mapping of str to str, optional
        Argument name to the place that it reads; other arguments read the attribute of their name.
    uses : sequence of Rule
        Quantities, each for the argument of its name.
    every : int
        Months from one time that it acts to the next, on the calendar: 3 is each quarter.

    Raises
    ------
    ArgumentError
        When ``uses`` is no sequence of quantities.
    """
    draws, parts = dict(luck or {}), {k: Place.of(v) for k, v in (at or {}).items()}
    quantities = _by_name(uses)

    def make(function: Callable[..., Result]) -> Rule:
        hints = inspect.get_annotations(function, eval_str=True)
        names = list(inspect.signature(function).parameters)
        parameters = {
            name: hints[name]
            for name in names
            if isinstance(hints.get(name), type) and issubclass(hints[name], Parameters)
        }
        elsewhere = {*parameters, *draws, *quantities}
        return Rule(
            function=function,
            switch=switch,
            writes=tuple(Place.of(word) for word in writes.split()),
            claims=tuple(claims.split()),
            places={n: Place.of_argument(n) for n in names if n not in elsewhere} | parts,
            parameters=parameters,
            luck=draws,
            uses=quantities,
            every=every,
        )

    return make


def quantity(
    *,
    luck: Mapping[str, Draw] | None = None,
    at: Mapping[str, str] | None = None,
    uses: Sequence[Rule] = (),
) -> Callable[[Callable[..., Result]], Rule]:
    """Make a quantity of a function: something that rules of a phase have in common.

    It is worked out once in a phase, from what the phase opened with, and belongs to the mechanism
    of whoever uses it. Nobody may change what it returns.
    """
    return rule(switch=ALWAYS, luck=luck, at=at, uses=uses)


def shown(value: object) -> str:
    """Return what something is, for messages: of a rule or a function also where it stands.

    Examples
    --------
    >>> shown(3.0), shown("thaw")
    ('3.0', "'thaw'")
    """
    if isinstance(value, Rule):
        return value.where
    if inspect.isfunction(value):
        return f"{place_of(value)}, function {value.__name__}"
    return value.__name__ if inspect.isclass(value) else in_short(value)


def _by_name(uses: object) -> dict[str, Rule]:
    """Return quantities by name."""
    if not isinstance(uses, list | tuple):
        raise ArgumentError(f"uses is {shown(uses)}; allowed: quantities in a tuple, (quantity,)")
    for one in uses:
        if not isinstance(one, Rule):
            raise ArgumentError(f"uses holds {shown(one)}, no quantity; write @quantity() above it")
    return {one.function.__name__: one for one in uses}
