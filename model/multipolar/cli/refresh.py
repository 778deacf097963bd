"""`multipolar refresh`: make anew what is generated from the model, or say what is stale."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from multipolar.cli.common import definition_option, plain_errors, refuse_without, say
from multipolar.cli.names import ScenarioName

if TYPE_CHECKING:
    from multipolar.definition import Definition


@click.command()
@click.option("--check", "only_check", is_flag=True, help="Say what is stale; write nothing.")
@click.option("--calibrate", is_flag=True, help="Make the posterior anew too: minutes.")
@click.argument("scenario", required=False, type=ScenarioName())
@click.option(
    "--beliefs",
    is_flag=True,
    help="Fit anew what states expect, and nothing else: the shipped table, or that of SCENARIO.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1),
    default=2,
    show_default=True,
    help="With --beliefs: processes.",
)
@definition_option
@plain_errors
def refresh(
    scenario: str | None,
    only_check: bool,
    calibrate: bool,
    beliefs: bool,
    jobs: int,
    definition: Definition,
) -> None:
    """Make every generated file of a checkout anew that is no longer what the model would give.

    With --beliefs SCENARIO, fit what states expect in a world with the mechanisms, states, figures,
    priors and stakes of SCENARIO (a name or a file), and with a --definition of your own. It takes
    about a minute on two cores and is kept in the cache; run, batch and explain then use it.
    """
    if beliefs:
        if scenario is None and definition.is_shipped:
            renew_beliefs(jobs)
        else:
            fit_beliefs(scenario or "baseline", definition, jobs)
        return
    refuse_without("--beliefs", ("scenario", "jobs", "definition"))
    from subprocess import CalledProcessError

    from multipolar.describe import checkout, stale
    from multipolar.describe import refresh as renew

    root = checkout()
    found = [*stale(root)]
    for artefact, why in found:
        say(f"{artefact.file}: {why}; {artefact.command} ({artefact.minutes:g} minutes)")
    if only_check:
        if found:
            raise click.ClickException(f"{len(found)} generated files are stale")
        say("Every generated file is made from what there is now.")
        return
    try:
        renewed = renew(root, calibrate=calibrate, report=lambda one: say(f"-- {one.command}"))
    except CalledProcessError as error:
        raise click.ClickException(f"{error.cmd}: failed ({error.returncode})") from None
    left = [artefact.file for artefact, _ in stale(root)]
    say(f"Made anew: {', '.join(one.file for one in renewed) or 'nothing'}.")
    if left:
        say(f"Still stale: {', '.join(left)}; --calibrate makes the posterior anew.")


def fit_beliefs(scenario: str, definition: Definition, jobs: int) -> None:
    """Fit what states expect in the world of a scenario, and keep it in the user's cache."""
    from multipolar.foresight.worlds import keep_beliefs
    from multipolar.loading import load_scenario

    spec = load_scenario(scenario, definition=definition)
    file = keep_beliefs(spec, definition, jobs=jobs)
    say(f"What states expect in the world of {scenario} is fitted. Kept: {file}")


def renew_beliefs(jobs: int) -> None:
    """Fit what states expect on the shipped world, and write the table."""
    from pathlib import Path

    import multipolar
    from multipolar.foresight.renewal import renew
    from multipolar.loading import load_scenario

    file = Path(multipolar.__file__).parent / "agents" / "beliefs.csv"
    rows = renew(file, load_scenario("baseline"), jobs=jobs)
    say(f"{file.name}: {len(rows)} weights of what states expect.")
