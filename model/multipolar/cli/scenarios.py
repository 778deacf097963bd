"""`multipolar scenarios`: list, check, schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from multipolar.cli.common import (
    ScenarioName,
    definition_option,
    plain_errors,
    print_table,
    say,
)

if TYPE_CHECKING:
    from multipolar.definition import Definition


@click.group(invoke_without_command=True)
@click.pass_context
@plain_errors
def scenarios(context: click.Context) -> None:
    """List the scenarios, check a file, or print the schema."""
    if context.invoked_subcommand is not None:
        return
    from multipolar.loading import load_scenario
    from multipolar.scenario import scenario_names

    specs = [load_scenario(name) for name in scenario_names()]
    print_table(
        "Scenarios",
        ["name", "title", "question"],
        ([spec.name, spec.title, spec.question] for spec in specs),
    )


@scenarios.command("check")
@click.argument("file", type=ScenarioName())
@definition_option
@plain_errors
def check_scenario(file: str, definition: Definition) -> None:
    """Check FILE, or a scenario by name, and print every problem and every note."""
    from multipolar.loading import load_scenario, stability_notes
    from multipolar.world.replaceable import figure_of

    spec = load_scenario(file, definition=definition)
    for fact in spec.facts:
        usual = figure_of(fact.state, fact.figure)
        said = f"{fact.state} {fact.figure} = {fact.value:g} in place of {usual:g}"
        say(f"fact: {said} ({fact.source})")
    for note in [*spec.notes, *stability_notes(spec)]:
        say(f"note: {note}")
    say(f"{file}: valid, digest {spec.digest[:12]}")


@scenarios.command("schema")
@plain_errors
def print_schema() -> None:
    """Print the JSON Schema of scenario files, for editors."""
    import json

    from multipolar.loading import vocabulary
    from multipolar.scenario import json_schema

    say(json.dumps(json_schema(vocabulary()), indent=2))
