"""`multipolar explain`: why a state chose what it chose in a month."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from multipolar.caveat import CAVEAT
from multipolar.cli.common import (
    PictureFile,
    RunsRange,
    blamed_on,
    parameters_option,
    plain_errors,
    print_table,
    say,
)
from multipolar.cli.names import ScenarioName, state_meant
from multipolar.cli.writing import write_picture
from multipolar.months import CUT, month_number

if TYPE_CHECKING:
    from multipolar.agents.explained_choice import ExplainedChoice
    from multipolar.agents.explanation import Explanation
    from multipolar.scenario import Spec
    from multipolar.sources import ParameterSource

MOST_RUNS = 1000


@click.command()
@click.argument("scenario", required=False, type=ScenarioName(), metavar="[SCENARIO or STATE]")
@click.option("--state", help="Code or name; without it the argument is a STATE of the baseline.")
@click.option("--month", default=CUT, show_default=True, help="Month of the choice, as YYYY-MM.")
@click.option(
    "--runs",
    type=click.IntRange(1, MOST_RUNS),
    default=1,
    show_default=True,
    help="Runs; several give medians and the share of runs that chose.",
)
@click.option(
    "--run", "first_run", type=RunsRange(0), default=0, show_default=True, help="First run."
)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Seed.")
@parameters_option
@click.option("--choice", help="Only this kind of choice, for example provocation.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON (medians over the runs).")
@click.option(
    "--picture",
    type=PictureFile(),
    help="Draw the choice (the state's first, or --choice) to FILE.png, .svg or .pdf.",
)
@plain_errors
def explain(
    scenario: str | None,
    state: str | None,
    month: str,
    runs: int,
    first_run: int,
    seed: int,
    parameters: ParameterSource,
    choice: str | None,
    as_json: bool,
    picture: Path | None,
) -> None:
    """Show why a state of SCENARIO chose what it chose in a month.

    Each action's utility term by term, with the claims behind each term, its total, its
    probability and what was chosen. Run 7 is run 7 of any ensemble with the same scenario and seed.
    Try `multipolar explain PRK`.
    """
    from multipolar.foresight import with_beliefs
    from multipolar.loading import load_scenario
    from multipolar.model import MultipolarModel

    if state is None:
        scenario, state = None, scenario
    if state is None:
        raise click.UsageError("name a STATE, for example PRK")
    spec = with_beliefs(load_scenario(scenario or "baseline"))
    state = _check(spec, state, month)
    model = MultipolarModel(spec, runs, seed, first_run, parameters, collect=False)
    while model.month <= month:
        model.step()
    explanation = model.explain(state)
    if choice is not None:
        explanation = explanation.only(choice)
    _print(explanation, as_json)
    if picture is not None:
        _draw(explanation, picture)


def _check(spec: Spec, state: str, month: str) -> str:
    """Return the code of a state, or object to a state or a month that the scenario lacks."""
    state = state_meant(state, spec.states)
    with blamed_on("--month"):
        known = month_number(spec.start) <= month_number(month) <= month_number(spec.end)
    if not known:
        raise click.BadParameter(
            f"{month!r} is outside {spec.name}. Allowed: {spec.start} to {spec.end}.",
            param_hint="--month",
        )
    return state


def _print(explanation: Explanation, as_json: bool) -> None:
    if as_json:
        import json

        say(json.dumps(explanation.to_dict(), indent=2, allow_nan=False))
        return
    say(f"{explanation.heading}\n{explanation.note}".rstrip() + "\n")
    for choice in explanation.choices:
        _print_choice(choice)
    print_table(
        f"At the end of {explanation.month}",
        ["figure", "of", "value", "unit", "meaning"],
        explanation.figure_rows(),
    )
    behind = [claim for c in explanation.choices for term in c.terms for claim in term.rule.claims]
    if behind:
        say(f"\nReading of a claim: multipolar claims {behind[0]}")
    say(CAVEAT)


def _print_choice(choice: ExplainedChoice) -> None:
    from multipolar.agents.explanation_text import foresight_lines

    say(choice.headline)
    print_table("", ["term", "claims", *choice.actions], choice.rows())
    say("")
    print_table("Terms", ["term", "meaning"], choice.meanings())
    lines = foresight_lines(choice.name, choice.actions, choice.expected)
    say("\n".join(["", *lines]).rstrip() + "\n")


def _draw(explanation: Explanation, file: Path) -> None:
    from multipolar.figures.decision import decision

    write_picture(decision(explanation), file)
    say(f"Picture: {file}", err=True)
