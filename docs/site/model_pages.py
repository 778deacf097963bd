"""Tables of the reference, read off the model at each build: ``{from-model} parameters``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxDirective

Rows = Iterable[Sequence[object]]


def table(columns: Sequence[str], rows: Rows) -> str:
    """Return a table in Markdown."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "".join("| " + " | ".join(map(_cell, line)) + " |\n" for line in lines) + "\n"


def _cell(value: object) -> str:
    text = " ".join(str(value).split())
    return text if text.startswith("`") else _escaped(text)


def _escaped(text: str) -> str:
    for sign in "\\`*_{}[]<>|$":
        text = text.replace(sign, f"\\{sign}")
    return text


def _code(text: object) -> str:
    words = str(text).replace("|", "\\|")
    return f"`{words}`" if words else ""


def parameters() -> str:
    """Return the parameters, a table for each group."""
    from multipolar.cli.tables import PARAMETER_COLUMNS, parameter_row
    from multipolar.rules import parameter_table

    groups: dict[str, list[list[str]]] = {}
    for name, parameter in parameter_table().items():
        row = parameter_row(parameter)
        groups.setdefault(name.split(".")[0], []).append([_code(row[0]), *row[1:]])
    return "".join(
        f"## {group}\n\n{table(PARAMETER_COLUMNS, rows)}" for group, rows in groups.items()
    )


def mechanisms() -> str:
    """Return the mechanisms and what their parameters are called."""
    from multipolar.rules import PHASES, SWITCHES

    claims: dict[str, list[str]] = {name: [] for name in SWITCHES}
    for phase in PHASES:
        for rule in phase.rules:
            if rule.switch in claims:
                claims[rule.switch] += [c for c in rule.claims if c not in claims[rule.switch]]
    rows = ([_code(name), " ".join(found) or "-"] for name, found in claims.items())
    return table(["mechanism", "claims of its rules"], rows)


def rules() -> str:
    """Return the order of a month."""
    from multipolar.rules import PHASES

    return "".join(
        f"## {phase.name}\n\n"
        + table(
            ["rule", "mechanism", "claims", "meaning"],
            ([_code(r.name), r.switch, " ".join(r.claims), r.meaning] for r in phase.rules),
        )
        for phase in PHASES
        if phase.rules
    )


def effects() -> str:
    """Return the published effects."""
    from multipolar.study.effects import effects as published

    columns = ["link", "cause", "effect", "unit", "size", "claims", "use", "source"]
    rows = (
        [
            *(_code(link.link_id), link.cause, link.effect, link.unit, f"{link.value:g}"),
            *(" ".join(link.claims), link.use, link.source),
        ]
        for link in published().values()
    )
    return table(columns, rows)


def claims() -> str:
    """Return the claims, with where each lives."""
    from multipolar.study.claims import claims as all_claims

    return table(
        ["claim", "kind", "reading", "where", "mechanisms", "scenarios"],
        (
            [
                claim.id,
                claim.kind.replace("_", " "),
                claim.reading,
                ", ".join(claim.where),
                ", ".join(claim.switches) or "-",
                " ".join(name.split("_")[0] for name in claim.scenarios) or "-",
            ]
            for claim in all_claims().values()
        ),
    )


def measures() -> str:
    """Return the measures by group."""
    from multipolar.measures import MEASURES

    groups: dict[str, list[list[str]]] = {}
    for m in MEASURES.values():
        row = [_code(m.name), m.title, m.unit, f"{m.smallest_change:g}", m.description]
        groups.setdefault(m.group, []).append(row)
    columns = ["name", "title", "unit", "matters from", "meaning"]
    return "".join(f"## {group}\n\n{table(columns, rows)}" for group, rows in groups.items())


def attributes() -> str:
    """Return the arrays of the world."""
    from multipolar.world import attributes as all_attributes

    return table(
        ["name", "axes", "unit", "bounds", "meaning"],
        (
            [_code(a.name), " × ".join(a.axes), a.unit, f"{a.low:g} to {a.high:g}", a.description]
            for a in all_attributes().values()
        ),
    )


def states() -> str:
    """Return the states with their roles."""
    from multipolar.world.facts import load_facts

    facts = load_facts()
    rows = zip(facts.iso3, facts.name, facts.role, strict=True)
    return table(["code", "name", "role"], rows)


def scenarios() -> str:
    """Return the shipped scenarios."""
    from multipolar.loading import load_scenario
    from multipolar.scenario import scenario_names

    specs = map(load_scenario, scenario_names())
    rows = ([_code(spec.name), spec.title, spec.question] for spec in specs)
    return table(["name", "title", "question"], rows)


def scenario_file() -> str:
    """Return the keys of a scenario file, a table for each of its tables."""
    from multipolar.scenario.schema import TABLES

    return "".join(_schema(".".join(path), kind) for path, kind in TABLES.items())


def _schema(path: str, kind: Any) -> str:
    head = f"## `[{path}]`" if path else "## At the top"
    meaning = (kind.__doc__ or "").strip().splitlines()[0]
    rows = (
        [
            _code(key),
            "yes" if field.is_required() else "no",
            field.description or "",
            _default(field),
        ]
        for key, field in kind.model_fields.items()
    )
    return f"{head}\n\n{meaning}\n\n{table(['key', 'required', 'value', 'default'], rows)}"


def _default(field: Any) -> str:
    value = field.get_default(call_default_factory=True)
    return "" if field.is_required() or value in (None, {}, []) else _code(str(value).lower())


TABLES: dict[str, Callable[[], str]] = {
    function.__name__.replace("_", "-"): function
    for function in (
        *(parameters, mechanisms, rules, effects, claims, measures, attributes, states),
        *(scenarios, scenario_file),
    )
}
"""What a page may ask for, by name."""


class FromModel(SphinxDirective):
    """Put a table of the model into a page."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the nodes of the table."""
        lines = TABLES[self.arguments[0]]().splitlines()
        here = nodes.section()
        here.document = self.state.document
        self.state.nested_parse(
            StringList(lines, source=self.arguments[0]), 0, here, match_titles=True
        )
        return here.children


def setup(app: Any) -> dict[str, bool]:
    """Tell Sphinx of the directive."""
    app.add_directive("from-model", FromModel)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
