"""The submodels of the description: every file of rules with its equations and parameters."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterable

from multipolar.agents import AGENT_CLASSES
from multipolar.rules import PARAMETER_CLASSES, PHASES
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.parameters import Parameters
from multipolar.rules.phases import MECHANISMS
from multipolar.rules.rule import Rule
from multipolar.study.markdown import body, code, listed, table


def used_rules() -> list[Rule]:
    """Return every rule of a month and every term of a choice, once each."""
    rules = [rule for phase in PHASES for rule in phase.rules]
    wants = [want for kind in AGENT_CLASSES for choice in kind.choices for want in choice.wants]
    return list(dict.fromkeys([*rules, *wants]))


def submodels() -> str:
    """Return a section for each file of rules."""
    groups = {group.__module__: group for group in PARAMETER_CLASSES}
    names = [name for mechanism in MECHANISMS for name in _files(mechanism)]
    names += [rule.function.__module__ for rule in used_rules()]
    return "\n\n".join(_submodel(name, groups.get(name)) for name in dict.fromkeys(names))


def _files(mechanism: Mechanism) -> Iterable[str]:
    """Return the modules of a mechanism: those of its rules, then that of its parameters."""
    rules = (rule for phase in mechanism.rules.values() for rule in phase)
    return [
        *(rule.function.__module__ for rule in rules),
        *(g.__module__ for g in mechanism.parameters),
    ]


def _submodel(name: str, group: type[Parameters] | None) -> str:
    """Return the section of a file of rules, with its parameters if it has any."""
    title, _, rest = (inspect.getdoc(sys.modules[name]) or "").partition("\n")
    file = name.rsplit(".", 1)[-1]
    parts = [f"#### {title.rstrip('.')}", f"File `rules/{file}.py`.", rest.strip("\n")]
    parts += [_rule(rule) for rule in used_rules() if rule.function.__module__ == name]
    return "\n\n".join([*parts, *([_parameters(group)] if group else [])])


def _rule(rule: Rule) -> str:
    facts = {
        "reads": code(rule.reads),
        "writes": code(map(str, rule.writes)) or "a term of a choice",
        "random streams": code(draw.stream for draw in rule.all_luck.values()),
        "claims": " ".join(rule.claims) or "none: of the literature or of the frame",
    }
    said = "; ".join(f"{name} {value}" for name, value in facts.items() if value)
    text = f"**`{rule.name}`** {body(rule.function)}\n\n{said[0].upper()}{said[1:]}."
    _, *quantities = rule.with_quantities()
    return text if not quantities else f"{text}\n\n{listed(map(_quantity, quantities))}"


def _quantity(quantity: Rule) -> str:
    """Return what a rule is made of, in a line."""
    meaning = quantity.meaning.removeprefix("Return ")
    return f"`{quantity.function.__name__}`: {meaning}"


def _parameters(group: type[Parameters]) -> str:
    return table(
        ("parameter", "symbol", "default", "prior", "unit", "evidence", "source"),
        [
            (
                f"`{p.name}`",
                p.symbol,
                f"{p.default:g}",
                f"{p.low:g} to {p.high:g}" if p.free else "fixed",
                p.unit,
                p.evidence,
                p.source,
            )
            for p in group.table()
        ],
    )
