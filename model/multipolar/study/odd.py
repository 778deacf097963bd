"""The description of the model by the ODD+D protocol, written from the model itself.

Grimm et al. (2020) for the protocol, Müller et al. (2013) for its part on human decisions. The
prose stands in ``odd_template.md``; tables of entities, attributes, rules, choices, parameters,
events, measures, claims and scenarios, and the submodels with their equations, are read off the
code and the tables, so that the description cannot say anything else than the model does.
"""

from __future__ import annotations

import difflib
import inspect
import sys
from collections.abc import Callable, Iterable, Sequence
from importlib.resources import files
from pathlib import Path
from string import Template
from types import ModuleType

from multipolar.agents import AGENT_CLASSES, Choice, StateAgent
from multipolar.axes import MONTH, RUN
from multipolar.loading import load_scenario
from multipolar.luck import Draw
from multipolar.measures import MEASURES
from multipolar.rules import PARAMETER_CLASSES, PHASES, SWITCHES, parameter_table
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.parameters import Parameters
from multipolar.rules.phases import DECISIONS, EVENTS, MECHANISMS
from multipolar.rules.rule import Rule
from multipolar.rules.sampling import STRATA, posterior
from multipolar.scenario import Event, calendar, scenario_names
from multipolar.study.claims import claims
from multipolar.world import attributes
from multipolar.world.roles import roles
from multipolar.world.roster import full_roster
from multipolar.world.tables import read_table

COMMAND = "multipolar odd --out model/ODD.md"
"""Command that writes the description anew."""

_TEMPLATE = "odd_template.md"
_LONGEST_LABELS = 12


class StaleError(ValueError):
    """A description that no longer says what the model does."""


def odd() -> str:
    """Return the description of the model as Markdown text."""
    template = files("multipolar.study").joinpath(_TEMPLATE).read_text(encoding="utf-8")
    return Template(template).substitute({name: part() for name, part in _PARTS.items()})


def check_odd(file: Path) -> None:
    """Check that a file holds the description of the model as it is now.

    Raises
    ------
    StaleError
        When it does not; the message shows the first differences and names the command.
    FileNotFoundError
        When there is no such file.
    """
    written, now = file.read_text(encoding="utf-8"), odd()
    if written == now:
        return
    lines = difflib.unified_diff(written.splitlines(), now.splitlines(), "file", "model", "", "", 0)
    changed = [line for line in lines if line[0] in "+-" and line[:3] not in ("+++", "---")]
    shown = "\n".join(line[:100] for line in changed[:6])
    raise StaleError(
        f"{file} no longer describes the model ({len(changed)} lines differ). "
        f"Write it anew: {COMMAND}\n{shown}"
    )


# -- entities, state variables, scales ---------------------------------------------------------


def _counts() -> str:
    free = sum(parameter.free for parameter in parameter_table().values())
    moving = sum(attribute.moves for attribute in attributes().values())
    return _list(
        [
            f"{len(full_roster().iso3)} states of {len(roles())} kinds, "
            f"{full_roster().size('theatre')} theatres",
            f"{len(attributes())} attributes, {moving} of which change in a run",
            f"{len(_used_rules())} rules and terms of choices behind {len(SWITCHES)} switches",
            f"{len(parameter_table())} parameters, {free} of them free",
            f"{len(claims())} claims of the article",
            f"{len(calendar('full'))} dated changes in the calendar",
        ]
    )


def _baseline() -> str:
    spec = load_scenario("baseline")
    return f"from {spec.start} to {spec.end}, {spec.months} months"


def _entities() -> str:
    roster = full_roster()
    rows = []
    for kind in AGENT_CLASSES:
        states = roster.iso3[roster.members(kind.role)]
        members = ", ".join(states) if len(states) <= _LONGEST_LABELS else str(len(states))
        choices = ", ".join(choice.name for choice in kind.choices)
        rows.append((kind.__name__, members, choices, " ".join(kind.claims), _body(kind)))
    return _table(("kind", "states", "chooses", "claims", "what it is"), rows)


def _axes() -> str:
    roster = full_roster()
    rows = [(RUN, "any", "one run is one history"), (MONTH, "any", "time; in results only")]
    for axis, labels in roster.labels.items():
        shown = ", ".join(labels) if len(labels) <= _LONGEST_LABELS else "see the kinds above"
        rows.append((axis, str(len(labels)), shown))
    return _table(("axis", "length", "members"), rows)


def _attributes(moves: bool) -> str:
    return _table(
        ("attribute", "axes", "unit", "bounds", "start", "evidence", "meaning"),
        [
            (
                f"`{a.name}`",
                " × ".join(a.axes),
                a.unit,
                f"{a.low:g} to {a.high:g}",
                a.start,
                a.evidence,
                a.description,
            )
            for a in attributes().values()
            if a.moves == moves
        ],
    )


# -- process overview and scheduling ------------------------------------------------------------


def _schedule() -> str:
    parts = []
    for number, phase in enumerate(PHASES, start=1):
        if phase.name == EVENTS:
            steps = ["the dated changes of the scenario"]
        elif phase.name == DECISIONS:
            steps = [f"`{c.name}` ({_whose(c.name)})" for c in _choices_by_name().values()]
        else:
            steps = [f"`{rule.name}`: {rule.meaning}" for rule in phase.rules]
        parts.append(f"{number}. **{phase.name}**\n" + _list(steps, indent="   "))
    return "\n".join(parts)


def _switches() -> str:
    choices = [choice for kind in AGENT_CLASSES for choice in kind.choices]
    rows = []
    for switch in SWITCHES:
        rules = [rule.name for phase in PHASES for rule in phase.rules if rule.switch == switch]
        names = dict.fromkeys(choice.name for choice in choices if choice.switch == switch)
        rows.append((f"`{switch}`", _code(rules), ", ".join(names)))
    return _table(("switch", "rules it turns off", "choices it turns off"), rows)


# -- decisions -----------------------------------------------------------------------------------


def _choices_by_name() -> dict[str, Choice]:
    return {choice.name: choice for kind in AGENT_CLASSES for choice in kind.choices}


def _whose(name: str) -> str:
    """Return the kinds of states that make a choice."""
    kinds = [kind.__name__ for kind in AGENT_CLASSES if name in {c.name for c in kind.choices}]
    return "every kind but " + ", ".join(_others(kinds)) if len(kinds) > 6 else ", ".join(kinds)


def _others(kinds: Sequence[str]) -> list[str]:
    return [kind.__name__ for kind in AGENT_CLASSES if kind.__name__ not in kinds]


def _decisions() -> str:
    return "\n\n".join(_decision(name, choice) for name, choice in _choices_by_name().items())


def _decision(name: str, choice: Choice) -> str:
    ladders = {
        other.actions: [k.__name__ for k in AGENT_CLASSES if _makes(k, name, other.actions)]
        for kind in AGENT_CLASSES
        for other in kind.choices
        if other.name == name
    }
    wants = {
        want: [k.__name__ for k in AGENT_CLASSES if _wants(k, name, want)]
        for kind in AGENT_CLASSES
        for other in kind.choices
        if other.name == name
        for want in other.wants
    }
    everyone = max(len(kinds) for kinds in wants.values())
    lines = [
        f"#### The choice of {name}",
        "",
        f"Made by {_whose(name)}; switch `{choice.switch}`; random stream `{choice.luck.stream}`, "
        f"one number for each {choice.luck.axis}.",
        "",
        "Actions, in the order of the ladder:",
        "",
        _list(
            f"{', '.join(actions)}" + (f" ({', '.join(kinds)})" if len(ladders) > 1 else "")
            for actions, kinds in ladders.items()
        ),
        "",
        _table(
            ("term of the utility", "claims", "who weighs it", "meaning"),
            [
                (
                    f"`{want.name}`",
                    " ".join(want.claims),
                    "all of them" if len(kinds) == everyone else ", ".join(kinds),
                    want.meaning,
                )
                for want, kinds in wants.items()
            ],
        ),
    ]
    return "\n".join(lines)


def _makes(kind: type[StateAgent], name: str, actions: tuple[str, ...]) -> bool:
    return any(c.name == name and c.actions == actions for c in kind.choices)


def _wants(kind: type[StateAgent], name: str, want: Rule) -> bool:
    return any(c.name == name and want in c.wants for c in kind.choices)


# -- stochasticity and observation --------------------------------------------------------------


def _streams() -> str:
    draws: dict[Draw, list[str]] = {}
    for rule in _used_rules():
        for draw in rule.all_luck.values():
            draws.setdefault(draw, []).append(f"`{rule.name}`")
    for choice in _choices_by_name().values():
        draws.setdefault(choice.luck, []).append(f"the choice of {choice.name}")
    return _table(
        ("stream", "distribution", "one number for each", "read by"),
        [(f"`{d.stream}`", d.kind, d.axis, ", ".join(users)) for d, users in draws.items()],
    )


def _measures() -> str:
    return _table(
        ("measure", "title", "unit", "definition"),
        [(f"`{m.name}`", m.title, m.unit, m.description) for m in MEASURES.values()],
    )


def _scenarios() -> str:
    specs = [load_scenario(name) for name in scenario_names()]
    return _table(
        ("scenario", "question", "directions stated in advance"),
        [
            (f"`{spec.name}`", spec.question, ", ".join(_expected(spec.expectations)))
            for spec in specs
        ],
    )


def _expected(expectations: Iterable[object]) -> list[str]:
    whose = [str(getattr(expectation, "whose", "")) for expectation in expectations]
    return [f"{whose.count(who)} {who}" for who in dict.fromkeys(whose)]


# -- input data ----------------------------------------------------------------------------------


def _calendar() -> str:
    june = {_said(event) for event in calendar("author")}
    return _table(
        ("month", "event", "change", "claims", "evidence", "known to the author", "meaning"),
        [
            (
                event.month,
                f"`{event.name}`",
                _change(event),
                event.claim,
                event.evidence,
                "yes" if _said(event) in june else "no",
                event.description,
            )
            for event in calendar("full")
        ],
    )


def _said(event: Event) -> tuple[str, ...]:
    return (event.month, event.name, event.attribute, event.where)


def _change(event: Event) -> str:
    if not event.attribute:
        return "none: a dated fact"
    lasting = f", {event.months} months" if event.months else ""
    place = f"`{event.attribute}` of {event.where}"
    return f"{event.operation} {event.value:g} {place}{lasting}"


def _columns() -> str:
    return _table(
        ("column of states.csv", "unit", "year", "producer"),
        [
            (f"`{row['column']}`", row["unit"], row["year"], row["producer"])
            for row in read_table("columns.csv")
        ],
    )


def _claims() -> str:
    return _table(
        ("claim", "kind", "reading", "rules and terms", "kinds", "events"),
        [
            (
                claim.id,
                claim.kind.replace("_", " "),
                claim.reading,
                _code(rule.name for rule in claim.rules),
                ", ".join(kind.name for kind in claim.agents),
                _code(dict.fromkeys(event.name for event in claim.events)),
            )
            for claim in claims().values()
        ],
    )


# -- submodels -----------------------------------------------------------------------------------


def _used_rules() -> list[Rule]:
    """Return every rule of a month and every term of a choice, once each."""
    rules = [rule for phase in PHASES for rule in phase.rules]
    wants = [want for kind in AGENT_CLASSES for choice in kind.choices for want in choice.wants]
    return list(dict.fromkeys([*rules, *wants]))


def _submodels() -> str:
    groups = {group.__module__: group for group in PARAMETER_CLASSES}
    names = [name for mechanism in MECHANISMS for name in _files(mechanism)]
    names += [rule.function.__module__ for rule in _used_rules()]
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
    parts += [_rule(rule) for rule in _used_rules() if rule.function.__module__ == name]
    return "\n\n".join([*parts, *([_parameters(group)] if group else [])])


def _rule(rule: Rule) -> str:
    facts = {
        "reads": _code(rule.reads),
        "writes": _code(map(str, rule.writes)) or "a term of a choice",
        "random streams": _code(draw.stream for draw in rule.all_luck.values()),
        "claims": " ".join(rule.claims) or "none: of the literature or of the frame",
    }
    said = "; ".join(f"{name} {value}" for name, value in facts.items() if value)
    text = f"**`{rule.name}`** {_body(rule.function)}\n\n{said[0].upper()}{said[1:]}."
    _, *quantities = rule.with_quantities()
    return text if not quantities else f"{text}\n\n{_list(map(_quantity, quantities))}"


def _quantity(quantity: Rule) -> str:
    """Return what a rule is made of, in a line."""
    meaning = quantity.meaning.removeprefix("Return ")
    return f"`{quantity.function.__name__}`: {meaning}"


def _parameters(group: type[Parameters]) -> str:
    return _table(
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


# -- text ----------------------------------------------------------------------------------------


def _body(thing: type | ModuleType | Callable[..., object]) -> str:
    """Return a docstring as one paragraph of plain text."""
    return " ".join((inspect.getdoc(thing) or "").replace("``", "`").split())


def _code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _list(items: Iterable[str], indent: str = "") -> str:
    return "\n".join(f"{indent}- {item}" for item in items)


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


_PARTS: dict[str, Callable[[], str]] = {
    "command": lambda: COMMAND,
    "counts": _counts,
    "baseline": _baseline,
    "strata": lambda: str(STRATA),
    "inferred": lambda: str(len(posterior())),
    "vectors": lambda: f"{len(next(iter(posterior().values()))):,}",
    "entities": _entities,
    "axes": _axes,
    "moving_attributes": lambda: _attributes(moves=True),
    "facts": lambda: _attributes(moves=False),
    "schedule": _schedule,
    "switches": _switches,
    "decisions": _decisions,
    "streams": _streams,
    "measures": _measures,
    "scenarios": _scenarios,
    "calendar": _calendar,
    "columns": _columns,
    "claims": _claims,
    "submodels": _submodels,
}

__all__ = ["COMMAND", "StaleError", "check_odd", "odd"]
