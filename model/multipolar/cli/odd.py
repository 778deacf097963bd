"""`multipolar odd`: the description of the model by the ODD+D protocol."""

from __future__ import annotations

from pathlib import Path

import click

from multipolar.cli.common import plain_errors, say
from multipolar.files import replace_file


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write it to FILE [default: print].",
)
@click.option(
    "--check",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Fail when FILE no longer describes the model.",
)
@plain_errors
def odd(out: Path | None, check: Path | None) -> None:
    """Describe the model by the ODD+D protocol, as Markdown, from the model itself."""
    from multipolar.study.odd import StaleError, check_odd
    from multipolar.study.odd import odd as describe

    if out is not None and check is not None:
        raise click.UsageError("give --out or --check, not both")
    if check is not None:
        try:
            check_odd(check)
        except StaleError as error:
            raise click.ClickException(str(error)) from None
        say(f"{check} describes the model as it is.")
    elif out is not None:
        replace_file(out, describe())
        say(f"Written: {out}")
    else:
        say(describe(), end="")
