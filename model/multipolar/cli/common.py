"""What the commands share: messages for a person's errors, tables, and what the model is not."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import Any

import click

CAVEAT = (
    "What this is not: a forecast of dates or a probability of war. The rules are one author's "
    "claims; the intervals span what the priors leave open, and chance."
)


def plain_errors(command: Callable[..., None]) -> Callable[..., None]:
    """Turn the errors a person can cause into a message without a traceback."""

    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> None:
        from multipolar.scenario import ScenarioError

        try:
            command(*args, **kwargs)
        except ScenarioError as error:
            raise click.ClickException(str(error)) from None
        except RuntimeError as error:
            if type(error).__name__ != "StoreError":
                raise
            raise click.ClickException(str(error)) from None
        except KeyboardInterrupt:
            raise click.ClickException(
                "interrupted; finished blocks are kept, run the same command again to continue"
            ) from None

    return wrapped


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows of text as a table."""
    from rich.console import Console
    from rich.table import Table

    table = Table(title=title, title_justify="left", header_style="bold", box=None, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*row)
    console = Console(width=None if sys.stdout.isatty() else 150, highlight=False, markup=False)
    console.print(table)
