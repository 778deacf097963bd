"""What a model is made of: mechanisms, kinds of states, measures and attributes of the world.

`SHIPPED` is the model of the article. Another one is made of it, and taken by `MultipolarModel`,
`load_scenario`, `simulate`, `verify` and, as ``--definition module:name``, by the command line:

>>> from multipolar.definition import SHIPPED
>>> from multipolar.rules.mechanism import Mechanism
>>> from multipolar.rules.rule import rule
>>> @rule(switch="thaw", writes="escalation")
... def thaw(escalation):
...     '''Let tension fade by a tenth each month.'''
...     return 0.9 * escalation
>>> mine = SHIPPED.extended(
...     mechanisms=[Mechanism("thaw", "thaw", rules={"perception": (thaw,)})])
>>> mine.switches[-1]
'thaw'
>>> mine.check()

A slip is named before anything runs:

>>> @rule(switch="thaw", writes="escalation")
... def slip(escalatoin):
...     return escalatoin
>>> wrong = SHIPPED.extended(
...     mechanisms=[Mechanism("thaw", "thaw", rules={"learning": (slip,)})])
>>> try:
...     wrong.check()
... except DefinitionError as error:
...     "argument 'escalatoin'" in str(error), "Did you mean 'escalation'?" in str(error)
(True, True)
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from inspect import isclass, isfunction
from typing import Any

from multipolar.agents.kind import Choice
from multipolar.agents.kinds import KINDS
from multipolar.arguments import ArgumentError
from multipolar.checks import problems_of
from multipolar.checks.added import DefinitionError, added, added_agents
from multipolar.measures import MEASURES, not_defined
from multipolar.measures.measure import Measure
from multipolar.readonly import ReadOnly
from multipolar.rules.mechanism import Mechanism, Phase
from multipolar.rules.parameters import Parameter, Parameters
from multipolar.rules.phases import MECHANISMS, parameters_of, phases_of, switches_of
from multipolar.rules.rule import Rule
from multipolar.world.attributes import Attribute, attributes
from multipolar.world.roster import Roster


@dataclass(frozen=True, eq=False)
class Definition:
    """What a model is made of.

    Parameters
    ----------
    mechanisms : tuple of Mechanism
        What can be switched off.
    kinds : tuple of Kind or of subclasses of StateAgent
        What each role decides; the model's own class of agents stands for a ``Kind``.
    measures : mapping of str to Measure
        What is measured, by name.
    attributes : mapping of str to Attribute
        Arrays of the world, by name.
    """

    mechanisms: tuple[Mechanism, ...] = MECHANISMS
    kinds: tuple[Any, ...] = KINDS
    measures: Mapping[str, Measure] = field(default_factory=lambda: MEASURES)
    attributes: Mapping[str, Attribute] = field(default_factory=attributes)

    def extended(
        self,
        *,
        mechanisms: Iterable[Mechanism] = (),
        agents: Iterable[type] = (),
        measures: Iterable[Measure] = (),
        attributes: Iterable[Attribute] = (),
    ) -> Definition:
        """Return a definition with more in it; what has the name of something takes its place.

        Parameters
        ----------
        mechanisms : iterable of Mechanism
            Their rules act in the phases that they name.
        agents : iterable of subclasses of StateAgent
            Each stands in for the states of its role.
        measures : iterable of Measure
            Told beside the model's own.
        attributes : iterable of Attribute
            New arrays of the world; their start is a number, or a column of a table of facts.

        Raises
        ------
        DefinitionError
            When something is no list of such things, or two of one call have one name.
        """
        kinds = (*self.kinds, *added_agents(agents))
        return replace(
            self,
            mechanisms=tuple(_by_name(self.mechanisms, added(mechanisms, Mechanism)).values()),
            kinds=tuple({kind.role: kind for kind in kinds}.values()),
            measures=ReadOnly(_by_name(self.measures.values(), added(measures, Measure))),
            attributes=ReadOnly(_by_name(self.attributes.values(), added(attributes, Attribute))),
        )

    @cached_property
    def phases(self) -> tuple[Phase, ...]:
        """The phases of a month with their rules."""
        return phases_of(self.mechanisms)

    @cached_property
    def switches(self) -> tuple[str, ...]:
        """What a scenario can turn off."""
        return switches_of(self.mechanisms)

    @cached_property
    def parameters(self) -> Mapping[str, Parameter]:
        """What is known of each parameter, by full name."""
        return ReadOnly(parameters_of(self.mechanisms))

    @cached_property
    def parameter_classes(self) -> tuple[type[Parameters], ...]:
        """The classes that hold the parameters."""
        return tuple(group for one in self.mechanisms for group in one.parameters)

    @cached_property
    def recorded(self) -> tuple[str, ...]:
        """Attributes whose trajectories results keep."""
        return tuple(name for name, row in self.attributes.items() if row.recorded)

    @property
    def is_shipped(self) -> bool:
        """Whether it is the model of the article as it stands."""
        return self is SHIPPED

    def active(self, phase: str, switches: Mapping[str, bool]) -> tuple[Rule, ...]:
        """Return the rules of a phase in a world with these switches."""
        return tuple(rule for one in self.mechanisms for rule in one.in_phase(phase, switches))

    def in_phase(self, phase: str) -> Iterator[tuple[Rule, bool]]:
        """Yield the rules of a phase, and whether each acts where its mechanism is off."""
        for one in self.mechanisms:
            yield from ((rule, False) for rule in one.rules.get(phase, ()))
            yield from ((rule, True) for rule in one.absent.get(phase, ()))

    def rules(self) -> Iterator[tuple[str, Rule]]:
        """Yield every rule, want and quantity with the place where it is declared."""
        for one in self.mechanisms:
            for by_phase in (one.rules, one.absent):
                for rules in by_phase.values():
                    yield from ((f"mechanism {one.name}", rule) for rule in rules)
        for kind, choice in self.choices():
            parts = (*choice.weighed, *filter(None, (choice.temperature,)))
            yield from ((f"{choice.name} of {kind.role}", part) for part in parts)

    def choices(self) -> Iterator[tuple[Any, Choice]]:
        """Yield every choice with the kind of state that has it."""
        yield from ((kind, choice) for kind in self.kinds for choice in kind.choices)

    def functions(self) -> Iterator[Callable[..., Any]]:
        """Yield the functions of rules, wants and quantities, of choices and of measures."""
        yield from (part.function for _, rule in self.rules() for part in rule.with_quantities())
        yield from (choice.commit for _, choice in self.choices() if choice.commit is not None)
        yield from (measure.formula for measure in self.measures.values())

    def not_defined(self, roster: Roster) -> frozenset[str]:
        """Return the names of the measures of somebody who is not in a roster."""
        return _not_defined(self, roster)

    def check(self) -> None:
        """Check that all of it fits together.

        Raises
        ------
        DefinitionError
            With everything that does not: an attribute, label, switch, parameter or phase that
            there is not, two things of one name, two writers of an array in a phase, what would do
            nothing, an array that no decision follows from and that is no outcome. The message
            names file, rule and argument, and the nearest spelling.
        """
        if self._problems:
            raise DefinitionError("\n".join(self._problems))

    @cached_property
    def _problems(self) -> tuple[str, ...]:
        return problems_of(self)

    def __reduce__(self) -> Any:
        """Travel to workers: the shipped definition by its name, others by value."""
        if self.is_shipped:
            return "SHIPPED"
        parts = (self.mechanisms, self.kinds, self.measures, self.attributes)
        try:
            return _rebuilt, (_packed(parts, self._own_modules()),)
        except Exception as error:
            raise ArgumentError(
                f"this definition cannot travel to another process ({error}); use one job, "
                "without an executor"
            ) from None

    def _own_modules(self) -> set[str]:
        """Return the names of the modules outside this package that something of it comes from."""
        classes = (kind for kind in self.kinds if isinstance(kind, type))
        parts = {*self.functions(), *classes, *self.parameter_classes}
        names = {part.__module__ for part in parts if isfunction(part) or isclass(part)}
        return {name for name in names if name.split(".")[0] not in ("__main__", "multipolar")}


def _packed(parts: object, modules: Iterable[str]) -> bytes:
    """Return parts with the code of some modules: a worker may not find those."""
    import cloudpickle

    there = [sys.modules[name] for name in modules if name in sys.modules]
    for module in there:
        cloudpickle.register_pickle_by_value(module)
    try:
        return bytes(cloudpickle.dumps(parts))
    finally:
        for module in there:
            cloudpickle.unregister_pickle_by_value(module)


def _rebuilt(packed: bytes) -> Definition:
    """Return a definition from what another process sent."""
    if packed not in _KNOWN:
        import cloudpickle

        _KNOWN.clear()
        _KNOWN[packed] = Definition(*cloudpickle.loads(packed))
    return _KNOWN[packed]


_KNOWN: dict[bytes, Definition] = {}
"""The definition that this worker got last: tasks of one experiment share it."""


@lru_cache(maxsize=16)
def _not_defined(definition: Definition, roster: Roster) -> frozenset[str]:
    return not_defined(roster, definition.measures, definition.attributes)


def _by_name(there: Iterable[Any], more: Iterable[Any]) -> dict[str, Any]:
    return {one.name: one for one in (*there, *more)}


SHIPPED = Definition()
"""The model of the article."""

__all__ = ["SHIPPED", "Definition", "DefinitionError"]
