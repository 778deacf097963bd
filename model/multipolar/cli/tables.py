"""The model's own tables: states, parameters, rules, attributes."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from multipolar.cli.common import (
    plain_errors,
    print_table,
    refuse_with,
    refuse_without,
    say,
)
from multipolar.cli.names import state_meant
from multipolar.cli.odd import tell_odd

if TYPE_CHECKING:
    from multipolar.rules.parameters import Parameter


COLUMNS = {
    "gdp": "product, USD bn",
    "military_burden": "military burden",
    "autocracy": "autocracy",
    "ideal_point": "position in votes",
    "dependence_on_russia": "dependence on Russia",
}
"""Main figures of a state, by attribute, and what they are called."""


@click.command()
@click.argument("state", required=False)
@click.option("--gaps", is_flag=True, help="List the gaps in the sources and how each is filled.")
@click.option(
    "--stakes", is_flag=True, help="List what each state wants: measure, weight, unit and why."
)
@click.option("--json", "as_json", is_flag=True, help="With --stakes: print JSON.")
@plain_errors
def states(state: str | None, gaps: bool, stakes: bool, as_json: bool) -> None:
    """List the states, or show one STATE: role and main figures.

    With --stakes: what each state wants.
    """
    from multipolar.world.facts import load_facts
    from multipolar.world.starting import STARTING

    facts = load_facts()
    code = None if state is None else state_meant(state, facts.iso3, "STATE")
    if stakes:
        refuse_with("--stakes", ("gaps",))
        _tell_stakes(None if code is None else (code, facts.role[facts.iso3.index(code)]), as_json)
        return
    refuse_without("--stakes", ("as_json",))
    if gaps:
        print_table(
            "Gaps in the sources, and how each is filled",
            ["state", "column", "value", "rule", "evidence", "source"],
            (row for row in _gap_rows() if code in (None, row[0])),
        )
        return
    values = [STARTING[name](facts) for name in COLUMNS]
    print_table(
        "States with their role and their figures of 2021-22, from which the model starts",
        ["state", "name", "role", *COLUMNS.values()],
        (
            [iso3, facts.name[i], facts.role[i], *(f"{value[i]:.3g}" for value in values)]
            for i, iso3 in enumerate(facts.iso3)
            if code in (None, iso3)
        ),
    )


def _tell_stakes(one: tuple[str, str] | None, as_json: bool) -> None:
    """Print what everybody wants, or a state with its role."""
    import json

    from multipolar.agents.stakes import stakes, stakes_of

    rows = stakes() if one is None else stakes_of(*one)
    if as_json:
        say(json.dumps([row._asdict() for row in rows], ensure_ascii=False, indent=1))
        return
    columns = ["who", "measure", "weight", "unit", "why", "tag"]
    title = "What each actor cares about: a measure, what one unit of it is worth, and why"
    print_table(title, columns, ([*map(str, row)] for row in rows))


def _gap_rows() -> Iterator[list[str]]:
    """Give a row for each gap in the figures of the states and in the tables of trade."""
    from multipolar.trade import gaps as gaps_of_trade
    from multipolar.world.facts import gaps as gaps_of_states

    for gap in (*gaps_of_states(), *gaps_of_trade()):
        value = "" if math.isnan(gap.value) else f"{gap.value:g}"
        yield [gap.iso3, gap.column, value, gap.rule, gap.evidence, gap.source]


PARAMETER_TITLE = "Parameters (S found in a source, R recalled, D derived, P prototype, J judged)"
PARAMETER_COLUMNS = ("name", "default", "prior", "unit", "evidence", "source")


def parameter_row(p: Parameter) -> list[str]:
    """Return a parameter as a row of text, column by column."""
    prior = f"{p.low:g} to {p.high:g}" if p.free else "fixed"
    return [p.name, f"{p.default:g}", prior, p.unit, p.evidence, p.source]


@click.command()
@plain_errors
def parameters() -> None:
    """List the parameters: default, prior, unit, evidence and source."""
    from multipolar.rules import parameter_table

    print_table(
        PARAMETER_TITLE,
        PARAMETER_COLUMNS,
        map(parameter_row, parameter_table().values()),
    )


@click.command()
@click.option(
    "--attributes",
    is_flag=True,
    help="List what rules read and write, the arrays of the world: axes, unit, bounds, start and "
    "meaning.",
)
@click.option(
    "--odd",
    is_flag=True,
    help="Describe the whole model by the ODD+D protocol, as Markdown, from the model itself.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="With --odd: file to write [default: print].",
)
@click.option(
    "--check",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="With --odd: fail when FILE no longer describes the model.",
)
@plain_errors
def rules(attributes: bool, odd: bool, out: Path | None, check: Path | None) -> None:
    """List the order of a month: phases, rules, claims and switches.

    With --attributes: the arrays that rules move. With --odd: the whole model, described.
    """
    if odd:
        refuse_with("--odd", ("attributes",))
        tell_odd(out, check)
        return
    refuse_without("--odd", ("out", "check"))
    if attributes:
        _tell_attributes()
    else:
        _tell_rules()


def _tell_rules() -> None:
    from multipolar.agents.kinds import KINDS
    from multipolar.rules import PHASES
    from multipolar.rules.phases import DECISIONS

    rows = []
    for phase in PHASES:
        rows += [
            [phase.name, rule.name, rule.switch, " ".join(rule.claims), rule.meaning]
            for rule in phase.rules
        ]
        if phase.name == DECISIONS:
            rows += [
                [
                    phase.name,
                    f"agents.{kind.name}.{choice.name}",
                    choice.switch,
                    " ".join(kind.claims),
                    "chooses: " + ", ".join(choice.actions),
                ]
                for kind in KINDS
                for choice in kind.choices
            ]
    title = "A month, rule by rule in this order, each with its mechanism and its claims"
    print_table(title, ["phase", "rule", "switch", "claims", "meaning"], rows)


def _tell_attributes() -> None:
    from multipolar.world import attributes

    print_table(
        "What the world is made of, and where each part starts",
        ["name", "axes", "unit", "bounds", "start", "evidence", "meaning"],
        (
            [
                a.name,
                " × ".join(a.axes),
                a.unit,
                f"{a.low:g} to {a.high:g}",
                a.start,
                a.evidence,
                a.description,
            ]
            for a in attributes().values()
        ),
    )


@click.command()
@plain_errors
def measures() -> None:
    """List the measures: group, unit, smallest change that matters and meaning."""
    from multipolar.measures import MEASURES

    print_table(
        "What runs are measured by (* in the summary of a run)",
        ["name", "title", "group", "unit", "matters from", "meaning"],
        (
            [
                f"{m.name} *" if m.headline else m.name,
                m.title,
                m.group,
                m.unit,
                f"{m.smallest_change:g}",
                m.description,
            ]
            for m in MEASURES.values()
        ),
    )
