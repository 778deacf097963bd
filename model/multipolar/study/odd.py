"""The description of the model by the ODD+D protocol, written from the model itself.

Grimm et al. (2020) for the protocol, Müller et al. (2013) for its part on human decisions. The
prose stands in ``odd_template.md``; tables of entities, attributes, rules, choices, parameters,
events, measures, claims and scenarios, and the submodels with their equations, are read off the
code and the tables, so that the description cannot say anything else than the model does.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Sequence
from importlib.resources import files
from pathlib import Path
from string import Template

from multipolar.agents import AGENT_CLASSES, Choice, StateAgent
from multipolar.axes import MONTH, RUN
from multipolar.loading import load_scenario
from multipolar.luck import Draw
from multipolar.measures import MEASURES
from multipolar.rules import PHASES, SWITCHES, parameter_table
from multipolar.rules.phases import DECISIONS, EVENTS
from multipolar.rules.rule import Rule
from multipolar.rules.sampling import STRATA, posterior
from multipolar.scenario import Event, calendar, calendar_orders, scenario_names
from multipolar.sources import DESCRIBED, SHIPPED_SOURCE
from multipolar.study.claims import claims
from multipolar.study.markdown import body, code, listed, table
from multipolar.study.odd_minds import foreseen_table, seats_table, stakes_table
from multipolar.study.odd_submodels import submodels, used_rules
from multipolar.world import attributes
from multipolar.world.roles import roles
from multipolar.world.roster import full_roster
from multipolar.world.tables import read_table

COMMAND = "multipolar rules --odd --out model/ODD.md"
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
    return listed(
        [
            f"{len(full_roster().iso3)} states of {len(roles())} kinds, "
            f"{full_roster().size('theatre')} theatres",
            f"{len(attributes())} attributes, {moving} of which change in a run",
            f"{len(used_rules())} rules and terms of choices behind {len(SWITCHES)} switches",
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
        rows.append((kind.__name__, members, choices, " ".join(kind.claims), body(kind)))
    return table(("kind", "states", "chooses", "claims", "what it is"), rows)


def _axes() -> str:
    roster = full_roster()
    rows = [(RUN, "any", "one run is one history"), (MONTH, "any", "time; in results only")]
    for axis, labels in roster.labels.items():
        shown = ", ".join(labels) if len(labels) <= _LONGEST_LABELS else "see the kinds above"
        rows.append((axis, str(len(labels)), shown))
    return table(("axis", "length", "members"), rows)


def _attributes(moves: bool) -> str:
    return table(
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
        parts.append(f"{number}. **{phase.name}**\n" + listed(steps, indent="   "))
    return "\n".join(parts)


def _switches() -> str:
    choices = [choice for kind in AGENT_CLASSES for choice in kind.choices]
    rows = []
    for switch in SWITCHES:
        rules = [rule.name for phase in PHASES for rule in phase.rules if rule.switch == switch]
        names = dict.fromkeys(choice.name for choice in choices if choice.switch == switch)
        rows.append((f"`{switch}`", code(rules), ", ".join(names)))
    return table(("switch", "rules it turns off", "choices it turns off"), rows)


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
        f"Made by {_whose(name)} {choice.when}; switch `{choice.switch}`; random stream "
        f"`{choice.luck.stream}`, "
        f"one number for each {choice.luck.axis}.",
        "",
        "Actions, in the order of the ladder:",
        "",
        listed(
            f"{', '.join(actions)}" + (f" ({', '.join(kinds)})" if len(ladders) > 1 else "")
            for actions, kinds in ladders.items()
        ),
        "",
        table(
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
    for rule in used_rules():
        for draw in rule.all_luck.values():
            draws.setdefault(draw, []).append(f"`{rule.name}`")
    for choice in _choices_by_name().values():
        its_own = (draw for want in choice.weighed for draw in want.all_luck.values())
        for draw in (choice.luck, *its_own):
            draws.setdefault(draw, []).append(f"the choice of {choice.name}")
    return table(
        ("stream", "distribution", "one number for each", "read by"),
        [(f"`{d.stream}`", d.kind, d.axis, ", ".join(users)) for d, users in draws.items()],
    )


def _measures() -> str:
    return table(
        ("measure", "title", "unit", "definition"),
        [(f"`{m.name}`", m.title, m.unit, m.description) for m in MEASURES.values()],
    )


def _scenarios() -> str:
    specs = [load_scenario(name) for name in scenario_names()]
    return table(
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
    return table(
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
        chosen = calendar_orders("full").get(event.name, ())
        said = [f"{order.state} chooses `{order.action}` ({order.choice})" for order in chosen]
        return "; ".join(said) or "none: a dated fact"
    lasting = f", {event.months} months" if event.months else ""
    place = f"`{event.attribute}` of {event.where}"
    return f"{event.operation} {event.value:g} {place}{lasting}"


def _columns() -> str:
    return table(
        ("column of states.csv", "unit", "year", "producer"),
        [
            (f"`{row['column']}`", row["unit"], row["year"], row["producer"])
            for row in read_table("columns.csv")
        ],
    )


def _claims() -> str:
    return table(
        ("claim", "kind", "reading", "rules and terms", "kinds", "events"),
        [
            (
                claim.id,
                claim.kind.replace("_", " "),
                claim.reading,
                code(rule.name for rule in claim.rules),
                ", ".join(kind.name for kind in claim.agents),
                code(dict.fromkeys(event.name for event in claim.events)),
            )
            for claim in claims().values()
        ],
    )


_PARTS: dict[str, Callable[[], str]] = {
    "command": lambda: COMMAND,
    "counts": _counts,
    "baseline": _baseline,
    "strata": lambda: str(STRATA),
    "source": lambda: DESCRIBED[SHIPPED_SOURCE],
    "inferred": lambda: str(len(posterior())),
    "vectors": lambda: f"{len(next(iter(posterior().values()))):,}",
    "entities": _entities,
    "axes": _axes,
    "moving_attributes": lambda: _attributes(moves=True),
    "facts": lambda: _attributes(moves=False),
    "schedule": _schedule,
    "switches": _switches,
    "decisions": _decisions,
    "seats": seats_table,
    "stakes": stakes_table,
    "foreseen": foreseen_table,
    "streams": _streams,
    "measures": _measures,
    "scenarios": _scenarios,
    "calendar": _calendar,
    "columns": _columns,
    "claims": _claims,
    "submodels": submodels,
}

__all__ = ["COMMAND", "StaleError", "check_odd", "odd"]
