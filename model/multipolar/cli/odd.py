"""`multipolar rules --odd`: the description of the model by the ODD+D protocol."""

from __future__ import annotations

from pathlib import Path

import click

from multipolar.cli.common import say
from multipolar.files import replace_file


def tell_odd(out: Path | None, check: Path | None) -> None:
    """Print the description, write it to a file, or check that a file is what would be written."""
    from multipolar.study.odd import check_odd, odd

    if out is not None and check is not None:
        raise click.UsageError("give --out or --check, not both")
    if check is not None:
        check_odd(check)
        say(f"{check} describes the model as it is.")
    elif out is not None:
        replace_file(out, odd())
        say(f"Written: {out}")
    else:
        say(odd(), end="")
