"""What can be wrong with a rule, a want or a quantity by itself."""

from __future__ import annotations

from collections.abc import Iterator

from multipolar.arguments import hint
from multipolar.checks.parts import Parts, listed
from multipolar.rules.rule import ALWAYS, Rule
from multipolar.world.attributes import has


def problems(parts: Parts) -> Iterator[str]:
    """Yield what is wrong with the rules, wants and quantities of a definition."""
    for where, rule in parts.rules():
        yield from _switch(f"{rule.where} ({where})", rule, parts)
        for part in rule.with_quantities():
            yield from _reads(f"{part.where} ({where})", part, parts)
        yield from _writes(f"{rule.where} ({where})", rule, parts)


def _switch(said: str, rule: Rule, parts: Parts) -> Iterator[str]:
    if rule.switch != ALWAYS and rule.switch not in parts.switches:
        near = hint(rule.switch, parts.switches)
        yield f"{said}: no switch {rule.switch!r}.{near} There are: {listed(parts.switches)}"


def _reads(said: str, rule: Rule, parts: Parts) -> Iterator[str]:
    for argument, place in rule.places.items():
        name = place.attribute
        if not place.is_mark and not has(parts.attributes, name):
            what = f"argument {argument!r}" + ("" if argument == name else f" at {name!r}")
            yield (
                f"{said}: {what} is no attribute of the world, no parameter class, quantity or "
                f"luck.{hint(name, parts.attributes)}"
            )
    for group in rule.parameters.values():
        if group not in parts.parameter_classes:
            names = [there.__name__ for there in parts.parameter_classes]
            yield (
                f"{said}: reads parameters of {group.__name__}, which no mechanism declares."
                f"{hint(group.__name__, names)}"
            )


def _writes(said: str, rule: Rule, parts: Parts) -> Iterator[str]:
    for place in rule.writes:
        row = parts.attributes.get(place.attribute)
        if row is None:
            near = hint(place.attribute, parts.attributes)
            yield f"{said}: writes {place.attribute!r}, no attribute of the world.{near}"
        elif not row.moves:
            yield f"{said}: writes {place.attribute!r}, a fact that no rule changes"
