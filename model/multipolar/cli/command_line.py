"""The command line as a whole: what its help lists, and how it says what went wrong."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from io import TextIOWrapper
from typing import Any

import click

from multipolar.arguments import hint, printable
from multipolar.cli.common import say
from multipolar.cli.onward import onward
from multipolar.cli.printing import LONG

MOVED = {
    "attributes": "rules --attributes",
    "card": "record --card",
    "odd": "rules --odd",
    "pins": "calibrate --pins",
    "stakes": "states --stakes",
    "switches": "attribute MEASURE",
    "turn": "verify author_2024",
}
"""Commands of earlier versions, and what they are now."""


class CommandLine(click.Group):
    """The command line: whatever it prints, it prints on any terminal, and shows what it holds.

    Its commands are listed in groups, by what a person wants to do.
    """

    groups: Mapping[str, Sequence[str]] = {}

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands of each group with a sentence each."""
        for title, names in self.groups.items():
            rows = [
                (name, command.get_short_help_str(LONG))
                for name in names
                if (command := self.get_command(ctx, name)) is not None
            ]
            with formatter.section(title):
                formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is asked for; one that has moved is refused with its new name."""
        word = args[0]
        if word in MOVED:
            ctx.fail(f"{word!r} has moved. Write: multipolar {MOVED[word]}")
        if word not in self.commands and not word.startswith("-"):
            ctx.fail(f"no command {word!r}.{hint(word, self.commands)} See: multipolar --help")
        return super().resolve_command(ctx, args)

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run a command; characters that the output's encoding lacks are spelled out."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        return super().main(*args, **extra)

    def invoke(self, context: click.Context) -> Any:
        """Invoke a command; its messages are printed as ``say`` prints."""
        try:
            result = super().invoke(context)
            if line := onward(context):
                say(line, err=True)
            return result
        except click.ClickException as error:
            vars(error)["message"] = printable(error.message)
            raise
