"""`multipolar claims`: what the article claims, and where each claim lives in the model."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from multipolar.arguments import hint
from multipolar.caveat import CAVEAT
from multipolar.cli.common import RunsRange, plain_errors, print_table, refuse_without, say
from multipolar.cli.names import case_meant
from multipolar.cli.tables import PARAMETER_COLUMNS, PARAMETER_TITLE, parameter_row

if TYPE_CHECKING:
    from multipolar.scenario import Event
    from multipolar.study.claims import Claim, Start

Section = tuple[str, Sequence[str], list[list[str]]]


@click.command()
@click.argument("claim", required=False)
@click.option("--kind", help="Only claims of this kind: rule, initial_condition or event.")
@click.option("--switch", help="Only claims whose rules this mechanism turns off.")
@click.option("--scenario", help="Only claims on which an expectation of this scenario rests.")
@click.option(
    "--effects",
    is_flag=True,
    help="What the world loses without each claim, and what the edges of its priors do.",
)
@click.option(
    "--runs",
    type=RunsRange(2),
    default=200,
    show_default=True,
    help="With --effects: runs of each side.",
)
@click.option(
    "--seed", type=click.IntRange(0), default=1, show_default=True, help="With --effects: seed."
)
@click.option(
    "--jobs",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="With --effects: processes.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="With --effects: CSV file to write.",
)
@click.option(
    "--page",
    type=click.Path(path_type=Path, dir_okay=False),
    help="With --effects: page in Markdown to write.",
)
@click.option("--json", "as_json", is_flag=True, help="With --effects: print JSON.")
@plain_errors
def claims(
    claim: str | None,
    kind: str | None,
    switch: str | None,
    scenario: str | None,
    effects: bool,
    **options: Any,
) -> None:
    """List the claims of the article, or tell everything about CLAIM, for example C27."""
    from multipolar.rules import SWITCHES
    from multipolar.scenario import scenario_names
    from multipolar.study.claims import KINDS
    from multipolar.study.claims import claims as all_claims

    if effects:
        if (kind, switch, scenario) != (None,) * 3:
            raise click.UsageError("--effects is of one claim or of all: leave out the filters")
        from multipolar.cli.ledger import tell_ledger

        one = () if claim is None else (_known("claim", claim.upper(), tuple(all_claims())),)
        tell_ledger(one, **options)
        return
    refuse_without("--effects", options)
    table = all_claims()
    if claim is not None:
        if (kind, switch, scenario) != (None, None, None):
            raise click.UsageError("one claim and a filter exclude each other")
        _tell(table[_known("claim", claim.upper(), tuple(table))])
        return
    for option, name, allowed in (
        ("--kind", kind, KINDS),
        ("--switch", switch, SWITCHES),
    ):
        if name is not None:
            _known(option, name, allowed)
    scenario = case_meant(scenario, scenario_names())
    chosen = [
        row
        for row in table.values()
        if kind in (None, row.kind)
        and (switch is None or switch in row.switches)
        and (scenario is None or scenario in row.scenarios)
    ]
    print_table(
        f"{len(chosen)} of {len(table)} claims",
        ["id", "kind", "reading", "where", "tests", "scenarios"],
        (
            [
                row.id,
                row.kind.replace("_", " "),
                row.reading,
                ", ".join(row.where),
                str(len(row.tests)),
                " ".join(_short(name) for name in row.scenarios) or "-",
            ]
            for row in chosen
        ),
    )
    say("Everything about one of them: multipolar claims C27")


def _known(what: str, name: str, allowed: tuple[str, ...]) -> str:
    """Return the name, or object with the one that is spelled most like it."""
    if name not in allowed:
        ends = f"{allowed[0]} to {allowed[-1]}" if what == "claim" else ", ".join(allowed)
        near = hint(name, allowed, cutoff=0.0)
        raise click.UsageError(f"unknown {what} {name!r}; allowed: {ends}.{near}")
    return name


def _short(scenario: str) -> str:
    """Return the number of a numbered scenario, else its name."""
    return scenario.split("_")[0]


def _tell(claim: Claim) -> None:
    say(f"{claim.id}, {claim.kind.replace('_', ' ')}: {claim.reading}")
    say(f"In the article: “{claim.locator}”")
    for gap in claim.gaps():
        say(f"Points nowhere: {gap}")
    for section in SECTIONS:
        title, columns, rows = section(claim)
        if rows:
            say()
            print_table(title, columns, rows)
    say()
    say(CAVEAT)


def _rules(claim: Claim) -> Section:
    rows = [[rule.name, rule.switch, rule.meaning] for rule in claim.rules]
    return "Rules that carry it", ("rule", "switch", "meaning"), rows


def _agents(claim: Claim) -> Section:
    rows = [[kind.name, ", ".join(choice.name for choice in kind.choices)] for kind in claim.agents]
    return "Agents that carry it", ("class", "chooses"), rows


def _parameters(claim: Claim) -> Section:
    return PARAMETER_TITLE, PARAMETER_COLUMNS, [parameter_row(p) for p in claim.parameters]


def _starts(claim: Claim) -> Section:
    columns = ("attribute", "where", "value", "unit", "evidence", "meaning")
    return "Initial values in January 2022", columns, [_start_row(s) for s in claim.starts]


def _start_row(start: Start) -> list[str]:
    ends = dict.fromkeys(f"{end:.3g}" for end in (start.low, start.high))
    about = start.attribute
    value = " to ".join(ends)
    return [about.name, start.where, value, about.unit, about.evidence, about.description]


def _events(claim: Claim) -> Section:
    columns = ("month", "event", "change", "evidence", "meaning")
    rows = [[e.month, e.name, _change(e), e.evidence, e.description] for e in claim.events]
    return "Events that carry it", columns, rows


def _change(event: Event) -> str:
    if not event.attribute:
        return "a dated fact"
    return f"{event.operation} {event.attribute} {event.where} {event.value:g}"


def _tests(claim: Claim) -> Section:
    return "Tests of its sign, in tests/claims", ("test",), [[test] for test in claim.tests]


def _worlds(claim: Claim) -> Section:
    rows = [[f"multipolar attribute MEASURE --only {name}"] for name in claim.switches]
    return "What an outcome owes to its mechanisms", ("command",), rows


def _probes(claim: Claim) -> Section:
    columns = ("scenario", "whose", "measure", "direction", "reading")
    rows = [
        [p.scenario, e.whose, f"{e.measure} {e.where}".strip(), e.direction, e.reading]
        for p in claim.probes
        for e in (p.expectation,)
    ]
    return "Scenarios that probe it", columns, rows


SECTIONS = (_rules, _agents, _parameters, _starts, _events, _tests, _worlds, _probes)
