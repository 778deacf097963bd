"""`multipolar refresh`: make anew what is generated from the model, or say what is stale."""

from __future__ import annotations

import click

from multipolar.cli.common import plain_errors, say


@click.command()
@click.option("--check", "only_check", is_flag=True, help="Say what is stale; write nothing.")
@click.option("--calibrate", is_flag=True, help="Make the posterior anew too: minutes.")
@click.option("--beliefs", is_flag=True, help="Fit anew what states expect, and nothing else.")
@plain_errors
def refresh(only_check: bool, calibrate: bool, beliefs: bool) -> None:
    """Make every generated file of a checkout anew that is no longer what the model would give."""
    if beliefs:
        renew_beliefs()
        return
    from subprocess import CalledProcessError

    from multipolar.describe import NotACheckout, checkout, stale
    from multipolar.describe import refresh as renew

    try:
        root = checkout()
    except NotACheckout as error:
        raise click.ClickException(str(error)) from None
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


def renew_beliefs() -> None:
    """Fit what states expect on the shipped world, and write the table."""
    from pathlib import Path

    import multipolar
    from multipolar.foresight import renew
    from multipolar.loading import load_scenario

    file = Path(multipolar.__file__).parent / "agents" / "beliefs.csv"
    rows = renew(file, load_scenario("baseline"), jobs=2)
    say(f"{file.name}: {len(rows)} weights of what states expect.")
