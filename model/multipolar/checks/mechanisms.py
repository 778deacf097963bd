"""What can be wrong with mechanisms: phases, choices, switches, and two writers of an array."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from multipolar.arguments import hint, unknown
from multipolar.checks.parts import Parts
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.phases import ORDER
from multipolar.rules.rule import ALWAYS, Place, Rule


def problems(parts: Parts) -> Iterator[str]:
    """Yield what is wrong with the mechanisms of a definition."""
    choices = {choice.name for _, choice in parts.choices()}
    for one in parts.mechanisms:
        where = f"mechanism {one.name}"
        for phase in {*one.rules, *one.absent} - set(ORDER):
            yield f"{where}: {unknown(phase, ORDER, 'phase')}"
        for choice in set(one.choices) - choices:
            yield f"{where}: nobody has a choice {choice!r}.{hint(choice, choices)}"
        yield from _switches(one, parts.switches)
    yield from _groups(parts)
    yield from _writers(parts)


def _switches(one: Mechanism, there: tuple[str, ...]) -> Iterator[str]:
    for rules in (*one.rules.values(), *one.absent.values()):
        for rule in rules:
            if not rule.writes:
                yield f"{rule.where}: a rule of mechanism {one.name} that writes nothing"
            if rule.switch != one.switch and rule.switch in (ALWAYS, *there):
                yield f"{rule.where}: switch {rule.switch!r} is not that of mechanism {one.name}"


def _groups(parts: Parts) -> Iterator[str]:
    """Yield parameters whose full name is none, or that of others."""
    owners: dict[str, str] = {}
    homes: dict[str, str] = {}
    for one in parts.mechanisms:
        for group in one.parameters:
            said = f"mechanism {one.name}: {group.__name__}"
            if not group.group:
                yield f'{said} names no group of its parameters; write group = "{one.name}" in it'
                continue
            owner = owners.setdefault(group.group, one.name)
            if owner != one.name:
                yield f"mechanism {one.name}: {owner} has parameters {group.group!r} already"
                continue
            for name in (f"{group.group}.{field.name}" for field in fields(group)):
                if name in homes:
                    yield f"{said} declares {name}, which {homes[name]} declares already"
                homes.setdefault(name, group.__name__)


def _writers(parts: Parts) -> Iterator[str]:
    for phase in ORDER:
        writers: list[tuple[Place, Rule, bool]] = []
        for rule, absent in parts.in_phase(phase):
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


def _overlap(one: Place, other: Place) -> bool:
    """Return whether two places share a member, as far as names alone tell."""
    if one.attribute != other.attribute:
        return False
    pairs = zip(one.labels, other.labels, strict=False)
    return all(a == b or "all" in (a, b) for a, b in pairs)
