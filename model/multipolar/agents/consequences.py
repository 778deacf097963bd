"""What follows from an attribute: whether a decision depends on it, through any rules."""

from __future__ import annotations

from collections.abc import Iterable

from multipolar.agents.kind import Choice
from multipolar.axes import START_OF
from multipolar.rules.rule import Rule


def with_consequence(rules: Iterable[Rule], choices: Iterable[Choice]) -> frozenset[str]:
    """Return the attributes that some decision of a state depends on.

    A decision depends on what its wants read, on what opens it, and on all that is read by a rule
    that writes something that a decision depends on.
    """
    rules, found = tuple(rules), set[str]()
    for choice in choices:
        found |= {choice.opened_by}.union(*(_read(want) for want in choice.weighed))
    while more := {name for rule in rules if _writes(rule) & found for name in _read(rule)} - found:
        found |= more
    return frozenset(found)


def _read(rule: Rule) -> set[str]:
    return {name.removeprefix(START_OF) for name in rule.reads}


def _writes(rule: Rule) -> set[str]:
    return {place.attribute for place in rule.writes}
