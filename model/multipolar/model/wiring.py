"""Whether rules and choices fit the model: a slip of a developer is named before anything runs."""

from __future__ import annotations

from collections.abc import Iterable

from multipolar.agents import StateAgent
from multipolar.arguments import ArgumentError, known
from multipolar.rules import SWITCHES, Rule
from multipolar.rules.phases import Phase, check_phase
from multipolar.rules.rule import ALWAYS
from multipolar.world import attributes


def check_phases(phases: Iterable[Phase]) -> None:
    """Check the rules of a month.

    Raises
    ------
    RuleError
        When a rule names a mechanism that there is not, or two rules write one array.
    UnknownName
        When a rule reads an attribute that there is not, or writes what is none or a fact.
    """
    for phase in phases:
        check_phase(phase)
        for rule in phase.rules:
            _check_names(rule)


def kinds_of(
    own: Iterable[type[StateAgent]], shipped: Iterable[type[StateAgent]]
) -> tuple[type[StateAgent], ...]:
    """Return the classes of a model, one for each role, with one's own in place of the shipped.

    Raises
    ------
    ArgumentError
        When something else than a subclass of ``StateAgent`` stands in, its role is unknown, or
        what it chooses names a mechanism or an attribute that there is not.
    """
    by_role = {kind.role: kind for kind in shipped}
    for kind in own:
        if not (isinstance(kind, type) and issubclass(kind, StateAgent)):
            raise ArgumentError(f"{kind!r} is no subclass of StateAgent")
        by_role[known(kind.role, by_role, f"role for {kind.__name__}")] = kind
        _check_choices(kind)
    return tuple(by_role.values())


def _check_choices(kind: type[StateAgent]) -> None:
    for choice in kind.choices:
        known(choice.switch, SWITCHES, f"switch for the {choice.name} of {kind.__name__}")
        for want in choice.wants:
            known(want.switch, (ALWAYS, *SWITCHES), f"switch for {want.name}")
            _check_reads(want)


def _check_names(rule: Rule) -> None:
    _check_reads(rule)
    moving = [name for name, attribute in attributes().items() if attribute.moves]
    for place in rule.writes:
        known(place.attribute, moving, f"moving attribute, which {rule.name} writes,")


def _check_reads(rule: Rule) -> None:
    for name in rule.reads:
        known(name, attributes(), f"attribute, which {rule.name} reads,")
