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
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from inspect import isclass, isfunction
from typing import Any

from multipolar.agents.consequences import with_consequence
from multipolar.agents.kind import Choice, Kind
from multipolar.agents.kinds import KINDS
from multipolar.arguments import ArgumentError, hint
from multipolar.measures import MEASURES, not_defined
from multipolar.measures.measure import SMALLEST_CHANGE, Measure
from multipolar.measures.trial import slips
from multipolar.readonly import ReadOnly
from multipolar.rules.mechanism import Mechanism, Phase
from multipolar.rules.parameters import Parameter, Parameters
from multipolar.rules.phases import MECHANISMS, ORDER, parameters_of, phases_of, switches_of
from multipolar.rules.rule import ALWAYS, Place, Rule
from multipolar.world.attributes import Attribute, attributes, has
from multipolar.world.roster import Roster


class DefinitionError(ArgumentError):
    """Everything that is wrong with a definition, a line each."""


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
        """
        own = tuple(agents)
        for kind in own:
            if not (isinstance(kind, type) and hasattr(kind, "choices")):
                raise ArgumentError(f"{kind!r} is no subclass of StateAgent")
        return replace(
            self,
            mechanisms=tuple(_by_name(self.mechanisms, mechanisms).values()),
            kinds=tuple({kind.role: kind for kind in (*self.kinds, *own)}.values()),
            measures=ReadOnly(_by_name(self.measures.values(), measures)),
            attributes=ReadOnly(_by_name(self.attributes.values(), attributes)),
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

    def not_defined(self, roster: Roster) -> frozenset[str]:
        """Return the names of the measures of somebody who is not in a roster."""
        return _not_defined(self, roster)

    def check(self) -> None:
        """Check that all of it fits together.

        Raises
        ------
        DefinitionError
            With everything that does not: an attribute, switch, parameter or phase that there is
            not, two writers of an array in a phase, an array that no decision follows from and that
            is no outcome. The message names file, rule and argument, and the nearest spelling.
        """
        if self._problems:
            raise DefinitionError("\n".join(self._problems))

    @cached_property
    def _problems(self) -> tuple[str, ...]:
        found = (
            *self._of_mechanisms(),
            *self._of_rules(),
            *self._of_writers(),
            *self._of_kinds(),
            *self._of_readers(),
            *self._of_measures(),
        )
        return tuple(dict.fromkeys(found)) or tuple(self._of_trial())

    def rules(self) -> Iterator[tuple[str, Rule]]:
        """Yield every rule, want and quantity with the place where it is declared."""
        for one in self.mechanisms:
            for by_phase in (one.rules, one.absent):
                for rules in by_phase.values():
                    yield from ((f"mechanism {one.name}", rule) for rule in rules)
        for kind, choice in self._choices():
            parts = (*choice.weighed, *filter(None, (choice.temperature,)))
            yield from ((f"{choice.name} of {kind.role}", part) for part in parts)

    def _choices(self) -> Iterator[tuple[Any, Choice]]:
        yield from ((kind, choice) for kind in self.kinds for choice in kind.choices)

    def _of_mechanisms(self) -> Iterator[str]:
        choices = {choice.name for _, choice in self._choices()}
        groups: dict[str, str] = {}
        for one in self.mechanisms:
            where = f"mechanism {one.name}"
            for phase in {*one.rules, *one.absent} - set(ORDER):
                yield f"{where}: no phase {phase!r}.{hint(phase, ORDER)} There are: {_list(ORDER)}"
            for choice in set(one.choices) - choices:
                yield f"{where}: nobody has a choice {choice!r}.{hint(choice, choices)}"
            for group in one.parameters:
                if groups.setdefault(group.group, one.name) != one.name:
                    yield f"{where}: {groups[group.group]} has parameters {group.group!r} already"
            for rules in (*one.rules.values(), *one.absent.values()):
                for rule in rules:
                    if rule.switch != one.switch and rule.switch in (ALWAYS, *self.switches):
                        yield f"{rule.where}: switch {rule.switch!r} is not that of {where}"

    def _of_rules(self) -> Iterator[str]:
        for where, rule in self.rules():
            yield from self._of(where, rule)

    def _of(self, where: str, rule: Rule) -> Iterator[str]:
        """Yield what is wrong with a rule, a want or a quantity by itself."""
        said = f"{rule.where} ({where})"
        if rule.switch != ALWAYS and rule.switch not in self.switches:
            yield (
                f"{said}: no switch {rule.switch!r}.{hint(rule.switch, self.switches)} There are: "
                f"{_list(self.switches)}"
            )
        for part in rule.with_quantities():
            for argument, place in part.places.items():
                name = place.attribute
                if not place.is_mark and not has(self.attributes, name):
                    what = f"argument {argument!r}" + ("" if argument == name else f" at {name!r}")
                    yield (
                        f"{part.where} ({where}): {what} is no attribute of the world, no "
                        f"parameter class, quantity or luck.{hint(name, self.attributes)}"
                    )
            for group in part.parameters.values():
                if group not in self.parameter_classes:
                    yield (
                        f"{part.where} ({where}): reads parameters of {group.__name__}, which no "
                        f"mechanism declares.{hint(group.__name__, self._group_names)}"
                    )
        for place in rule.writes:
            row = self.attributes.get(place.attribute)
            if row is None:
                near = hint(place.attribute, self.attributes)
                yield f"{said}: writes {place.attribute!r}, no attribute of the world.{near}"
            elif not row.moves:
                yield f"{said}: writes {place.attribute!r}, a fact that no rule changes"

    @property
    def _group_names(self) -> list[str]:
        return [group.__name__ for group in self.parameter_classes]

    def _of_writers(self) -> Iterator[str]:
        for phase in ORDER:
            writers: list[tuple[Place, Rule, bool]] = []
            for rule, absent in self.in_phase(phase):
                for place in rule.writes:
                    for other, first, mode in writers:
                        if rule.switch == first.switch and absent != mode:
                            continue
                        if _overlap(place, other) and first is not rule:
                            yield (
                                f"{rule.where}: writes {place} in the phase {phase}, as "
                                f"{first.name} does; one rule of a phase writes an array"
                            )
                    writers.append((place, rule, absent))

    def _of_kinds(self) -> Iterator[str]:
        roles = [kind.role for kind in KINDS]
        for kind in self.kinds:
            name = kind.name if isinstance(kind, Kind) else kind.__name__
            if kind.role not in roles:
                near = hint(kind.role, roles)
                yield f"{name}: no role {kind.role!r}.{near} There are: {_list(roles)}"
            for choice in kind.choices:
                if choice.switch not in self.switches:
                    near = hint(choice.switch, self.switches)
                    yield f"{name}: no switch {choice.switch!r} for the {choice.name}.{near}"
        for role in set(roles) - {kind.role for kind in self.kinds}:
            yield f"no class of agents for the role {role!r}"

    def _of_readers(self) -> Iterator[str]:
        rules = (rule for _, rule in self.rules())
        reached = with_consequence(rules, (choice for _, choice in self._choices()))
        for name, row in self.attributes.items():
            if not row.moves or name in reached:
                continue
            if self.kinds is not KINDS and row == attributes().get(name):
                continue  # who took the place of a shipped class need not read what that read
            if not row.outcome:
                yield (
                    f"attribute {name!r}: a variable that nothing reads, as no decision follows "
                    "from it; let a rule or a want read it, or declare it an outcome"
                )
            elif not row.recorded:
                yield f"attribute {name!r}: an outcome that results do not keep; record it"

    def _of_measures(self) -> Iterator[str]:
        for name, measure in self.measures.items():
            if measure.matters is None and measure.unit not in SMALLEST_CHANGE:
                yield (
                    f"measure {name!r}: say matters=, the smallest change that matters, or take a "
                    f"unit that has one: {_list(SMALLEST_CHANGE)}"
                )

    def _of_trial(self) -> Iterator[str]:
        """Yield what measures of one's own do wrong on a short path, once all else fits."""
        for name, measure in self.measures.items():
            if measure is not MEASURES.get(name):
                yield from slips(measure, self.attributes)

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
        rules = {rule.function for _, rule in self.rules()}
        rules |= {part.function for _, rule in self.rules() for part in rule.with_quantities()}
        classes = {kind for kind in self.kinds if isinstance(kind, type)}
        formulas = {measure.formula for measure in self.measures.values()}
        parts = (*rules, *classes, *formulas, *self.parameter_classes)
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


def _overlap(one: Place, other: Place) -> bool:
    """Return whether two places share a member, as far as names alone tell."""
    if one.attribute != other.attribute:
        return False
    pairs = zip(one.labels, other.labels, strict=False)
    return all(a == b or "all" in (a, b) for a, b in pairs)


def _list(names: Iterable[str]) -> str:
    return ", ".join(names)


SHIPPED = Definition()
"""The model of the article."""
