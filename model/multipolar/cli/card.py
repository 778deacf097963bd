"""`multipolar card`: the model card."""

from __future__ import annotations

from pathlib import Path

import click

from multipolar.cli.common import plain_errors, say
from multipolar.cli.record import SEEDS
from multipolar.files import replace_file


@click.command()
@click.option(
    "--runs",
    type=click.IntRange(2),
    default=200,
    show_default=True,
    help="Runs of the record for each of three seeds.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write it to FILE [default: print].",
)
@plain_errors
def card(runs: int, out: Path | None) -> None:
    """Write what the model is for, how well it does and what it misses, misses first."""
    from multipolar.describe.card import card as write
    from multipolar.describe.card import gather

    text = write(gather(runs, range(1, SEEDS + 1)))
    if out is None:
        say(text, end="")
    else:
        replace_file(out, text)
        say(f"Written: {out}")
