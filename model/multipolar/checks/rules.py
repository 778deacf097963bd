"""What can be wrong with a rule, a want or a quantity by itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from multipolar.arguments import ArgumentError, hint, unknown, whole
from multipolar.checks.labels import unknown_labels
from multipolar.checks.parts import Parts, listed
from multipolar.luck import Draw
from multipolar.luck import Kind as KindOfLuck
from multipolar.rules.rule import ALWAYS, Rule, shown
from multipolar.world.attributes import has
from multipolar.world.roster import full_roster


def problems(parts: Parts) -> Iterator[str]:
    """Yield what is wrong with the rules, wants and quantities of a definition.

    What stands in several places is looked at once, and told where it stands first.
    """
    known: set[Rule] = set()
    quantities: set[Rule] = set()
    for where, rule in parts.rules():
        if rule in known:
            continue
        for part in rule.with_quantities():
            slips = [] if part in known else [*_of(part, parts)]
            known.add(part)
            if part is not rule and part not in quantities:
                slips += without_effect(part)
                quantities.add(part)
            yield from (f"{part.where} ({where}): {slip}" for slip in slips)


def _of(rule: Rule, parts: Parts) -> Iterator[str]:
    """Yield what is wrong with a rule by itself."""
    yield from _switch(rule, parts)
    yield from wrong_every(rule.every)
    yield from _arguments(rule)
    yield from _reads(rule, parts)
    for argument, draw in rule.luck.items():
        yield from (f"luck of {argument!r}: {slip}" for slip in wrong_draw(draw))
    yield from _writes(rule, parts)


def without_effect(quantity: Rule) -> Iterator[str]:
    """Yield what a quantity says in vain: it is worked out whenever a rule needs it."""
    vain = {
        "switch": quantity.switch,
        "writes": " ".join(map(str, quantity.writes)),
        "every": quantity.every if quantity.every != 1 else "",
    }
    for name, value in vain.items():
        if value:
            yield f"{name} {value!r} of a quantity does nothing; write @quantity(…)"


def _switch(rule: Rule, parts: Parts) -> Iterator[str]:
    if rule.switch != ALWAYS and rule.switch not in parts.switches:
        yield unknown(rule.switch, parts.switches, "switch")


def wrong_every(every: object) -> Iterator[str]:
    """Yield what is wrong with the months from one time to the next."""
    try:
        whole(every, "every", least=1)
    except ArgumentError as error:
        yield f"{error}"


def _arguments(rule: Rule) -> Iterator[str]:
    """Yield what is given for an argument that there is not, or twice for one."""
    given = [*rule.places, *rule.parameters, *rule.luck, *rule.uses]
    for name in dict.fromkeys(given):
        if name not in rule.arguments:
            near, there = hint(name, rule.arguments), listed(rule.arguments)
            yield f"the function has no argument {name!r}.{near} There are: {there}"
        elif given.count(name) > 1:
            yield f"argument {name!r} is given twice, of at=, luck=, uses= and its class"


def _reads(rule: Rule, parts: Parts) -> Iterator[str]:
    for argument, place in rule.places.items():
        name = place.attribute
        if place.is_mark or has(parts.attributes, name):
            yield from (
                f"argument {argument!r} at {slip}"
                for slip in unknown_labels(place, parts.attributes)
            )
        else:
            what = f"argument {argument!r}" + ("" if argument == name else f" at {name!r}")
            yield (
                f"{what} is no attribute of the world, no parameter class, quantity or "
                f"luck.{hint(name, parts.attributes)}"
            )
    for group in rule.parameters.values():
        if group not in parts.parameter_classes:
            names = [there.__name__ for there in parts.parameter_classes]
            yield (
                f"reads parameters of {group.__name__}, which no mechanism declares."
                f"{hint(group.__name__, names)}"
            )


def wrong_draw(draw: object) -> Iterator[str]:
    """Yield what is wrong with a declared stream of luck."""
    if not isinstance(draw, Draw):
        yield f'{shown(draw)} is no stream; write Draw("name", "axis")'
        return
    for what, name, there in (
        ("axis", draw.axis, tuple(full_roster().labels)),
        ("kind", draw.kind, get_args(KindOfLuck)),
    ):
        if name not in there:
            yield unknown(name, there, what)


def _writes(rule: Rule, parts: Parts) -> Iterator[str]:
    for place in rule.writes:
        row = parts.attributes.get(place.attribute)
        if row is None:
            near = hint(place.attribute, parts.attributes)
            yield f"writes {place.attribute!r}, no attribute of the world.{near}"
        elif not row.moves:
            yield f"writes {place.attribute!r}, a fact that no rule changes"
        else:
            slips = unknown_labels(place, parts.attributes)
            yield from (f"writes {slip}" for slip in slips)
