"""What can be wrong with the kinds of states and with what they decide."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from multipolar.agents.kind import Choice
from multipolar.agents.kinds import KINDS
from multipolar.arguments import hint, unknown
from multipolar.checks.parts import Parts, name_of
from multipolar.checks.rules import without_effect, wrong_draw, wrong_every
from multipolar.rules.foresight import foreseen
from multipolar.rules.rule import ALWAYS, Rule


def problems(parts: Parts) -> Iterator[str]:
    """Yield what is wrong with the kinds of states of a definition and with their choices."""
    yield from _roles(parts)
    for kind in parts.kinds:
        for name, count in Counter(choice.name for choice in kind.choices).items():
            if count > 1:
                yield f"{name_of(kind)}: has {count} choices {name!r}; each has its own name"
    for kind, choice in parts.choices():
        yield from _choice(f"{name_of(kind)}, {choice.name}", choice, parts)
    yield from _names(parts)
    yield from _switches_of_wants(parts)


def _roles(parts: Parts) -> Iterator[str]:
    roles = [kind.role for kind in KINDS]
    for kind in parts.kinds:
        if kind.role not in roles:
            yield f"{name_of(kind)}: {unknown(kind.role, roles, 'role')}"
    for role in set(roles) - {kind.role for kind in parts.kinds}:
        yield f"no class of agents for the role {role!r}"


def _choice(where: str, choice: Choice, parts: Parts) -> Iterator[str]:
    if choice.switch not in parts.switches:
        near = hint(choice.switch, parts.switches)
        yield f"{where}: no switch {choice.switch!r} for the {choice.name}.{near}"
    yield from (f"{where}: luck: {slip}" for slip in wrong_draw(choice.luck))
    yield from (f"{where}: {slip}" for slip in wrong_every(choice.every))
    for name in (*choice.writes.split(), *choice.opened_by.split()):
        if name not in parts.attributes:
            yield f"{where}: no attribute {name!r} of the world.{hint(name, parts.attributes)}"
    for want in choice.wants:
        if want.writes:
            places = " ".join(map(str, want.writes))
            yield f"{want.where} ({where}): writes {places!r}, which a want cannot: {_A_WANT}"
        if want.every != 1:
            yield f"{want.where} ({where}): every {want.every} of a want does nothing: {_A_WANT}"
    for part in filter(None, (choice.temperature, choice.allowed)):
        yield from (f"{part.where} ({where}): {slip}" for slip in without_effect(part))


_A_WANT = "it gives utility whenever its choice is made"


def _names(parts: Parts) -> Iterator[str]:
    """Yield wants that cannot be told from others of their choice, whoever has it."""
    homes: dict[tuple[str, str], Rule] = {}
    for kind, choice in parts.choices():
        for want in choice.wants:
            name = want.function.__name__
            first = homes.setdefault((choice.name, name), want)
            slips = []
            if not _same(first, want):
                slips.append(f"has the name of {first.where}; each want of a choice has its own")
            if name == foreseen.function.__name__:
                slips.append(f"{name!r} is the name of what a state foresees; take another")
            if (count := choice.wants.count(want)) > 1:
                slips.append(f"is given {count} times and would count once")
            yield from (f"{want.where} ({choice.name} of {kind.role}): {slip}" for slip in slips)


def _same(one: Rule, other: Rule) -> bool:
    """Return whether two rules are the same: a worker may hold a copy of one."""
    parts = ("function", "places", "parameters", "luck")
    return one is other or all(getattr(one, part) == getattr(other, part) for part in parts)


def _switches_of_wants(parts: Parts) -> Iterator[str]:
    """Yield wants whose switch would turn nothing off.

    A want may name the mechanism that writes what it reads: without it, that stays as it is.
    """
    written = _written(parts)
    for kind, choice in parts.choices():
        for want in choice.wants:
            mine = want.switch in (ALWAYS, choice.switch) or want.switch not in parts.switches
            if not mine and written[want.switch].isdisjoint(want.reads):
                yield (
                    f"{want.where} ({choice.name} of {kind.role}): switch {want.switch!r} does "
                    f"nothing; allowed: {choice.switch!r}, that of its choice, or that of a "
                    "mechanism which writes something that it reads"
                )


def _written(parts: Parts) -> defaultdict[str, set[str]]:
    """Return what is written under each switch, by rules or by choices."""
    written = defaultdict[str, set[str]](set)
    for one in parts.mechanisms:
        for rules in (*one.rules.values(), *one.absent.values()):
            written[one.switch] |= {place.attribute for rule in rules for place in rule.writes}
    for _, choice in parts.choices():
        written[choice.switch] |= {*choice.writes.split()}
    return written
