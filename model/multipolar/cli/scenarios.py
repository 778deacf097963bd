"""`multipolar scenarios`: list, show, check, schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from multipolar.cli.common import definition_option, plain_errors, print_table, say
from multipolar.cli.names import ScenarioName

if TYPE_CHECKING:
    from multipolar.definition import Definition
    from multipolar.scenario import Spec


@click.group(invoke_without_command=True)
@click.pass_context
@plain_errors
def scenarios(context: click.Context) -> None:
    """List the scenarios, show one, check a file, or print the schema."""
    if context.invoked_subcommand is not None:
        return
    from multipolar.loading import load_scenario
    from multipolar.scenario import scenario_names

    specs = [load_scenario(name) for name in scenario_names()]
    print_table(
        "Each scenario asks what would be, if; `scenarios show NAME` tells one",
        ["name", "title", "question"],
        ([spec.name, spec.title, spec.question] for spec in specs),
    )


@scenarios.command("show")
@click.argument("name", type=ScenarioName())
@definition_option
@plain_errors
def show_scenario(name: str, definition: Definition) -> None:
    """Show the scenario NAME: its question and story, what it changes, and what it expects."""
    from multipolar.loading import load_scenario
    from multipolar.study.bases import ComparisonError, over_its_months, root_of

    spec = load_scenario(name, definition=definition)
    say(f"{spec.name}: {spec.title}\n{spec.question}\n")
    if spec.story:
        say(f"{' '.join(spec.story.split())}\n")
    try:
        base = over_its_months(spec, root_of(spec, name), definition)
    except ComparisonError:
        base = None
        say("It extends no other scenario.")
    if base is not None:
        from multipolar.report.gather import changes

        say(f"Changed against {base.name}, {base.title}:")
        for line in list(changes(spec, base)) or ["nothing that moves a number"]:
            say(f"  {line}")
    _print_expectations(spec)


def _print_expectations(spec: Spec) -> None:
    from multipolar.measures import MEASURES

    if not spec.expectations:
        return
    ways = {"up": "rises", "down": "falls", "none": "stays"}
    say("")
    print_table(
        "Expected",
        ["measure", "direction", "whose", "reading"],
        (
            [
                MEASURES[one.measure].title if one.measure in MEASURES else one.measure,
                ways[one.direction],
                one.whose,
                one.reading,
            ]
            for one in spec.expectations
        ),
    )


@scenarios.command("check")
@click.argument("file", type=ScenarioName())
@click.option(
    "--update",
    is_flag=True,
    help="First write the file anew with the names of today in place of old ones.",
)
@definition_option
@plain_errors
def check_scenario(file: str, update: bool, definition: Definition) -> None:
    """Check FILE, or a scenario by name, and print every problem and every note."""
    from multipolar.loading import load_scenario, stability_notes
    from multipolar.world.replaceable import figure_of

    if update:
        _update(file, definition)
    spec = load_scenario(file, definition=definition)
    for fact in spec.facts:
        usual = figure_of(fact.state, fact.figure)
        said = f"{fact.state} {fact.figure} = {fact.value:g} in place of {usual:g}"
        say(f"fact: {said} ({fact.source})")
    for note in [*spec.notes, *stability_notes(spec)]:
        say(f"note: {note}")
    say(f"{file}: valid, digest {spec.digest[:12]}")


def _update(file: str, definition: Definition) -> None:
    """Write a file anew under the names of today, and say what became of each old one."""
    from pathlib import Path

    from multipolar.loading import vocabulary
    from multipolar.scenario.load import is_path
    from multipolar.scenario.update import update_file

    if not is_path(file):
        raise click.UsageError(f"--update writes a file of your own: give its path, {file}.toml")
    found = update_file(Path(file), vocabulary(definition))
    for rename in found.done:
        say(f"{file}:{rename}")
    for rename, reason in found.left:
        say(f"{file}:{rename}; left as it is: {reason}")
    if not (found.done or found.left):
        say(f"{file}: no name to replace")


@scenarios.command("schema")
@plain_errors
def print_schema() -> None:
    """Print the JSON Schema of scenario files, for editors."""
    import json

    from multipolar.loading import vocabulary
    from multipolar.scenario import json_schema

    say(json.dumps(json_schema(vocabulary()), indent=2))
