"""`multipolar refresh`: make anew what is generated from the model, or say what is stale."""

from __future__ import annotations

import click

from multipolar.cli.common import plain_errors, say


@click.command()
@click.option("--check", "only_check", is_flag=True, help="Say what is stale; write nothing.")
@click.option("--calibrate", is_flag=True, help="Make the posterior anew too: minutes.")
@plain_errors
def refresh(only_check: bool, calibrate: bool) -> None:
    """Make every generated file of a checkout anew that is no longer what the model would give."""
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
