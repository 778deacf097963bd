"""`multipolar record --card`: the model card."""

from __future__ import annotations

from pathlib import Path

from multipolar.cli.common import say
from multipolar.files import replace_file


def tell_card(runs: int, seeds: tuple[int, ...], out: Path | None) -> None:
    """Print the model card, or write it to a file."""
    from multipolar.describe.card import card, gather

    text = card(gather(runs, seeds))
    if out is None:
        say(text, end="")
    else:
        replace_file(out, text)
        say(f"Written: {out}")
