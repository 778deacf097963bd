"""Who decides what: the choices of every state, and what follows from its orders."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from multipolar.cli.common import (
    PictureFile,
    RunsRange,
    plain_errors,
    print_table,
    refuse_without,
    say,
)
from multipolar.cli.names import state_meant


@click.command()
@click.argument("state", required=False)
@click.option(
    "--effects",
    is_flag=True,
    help="What each order does to the headline measures of a year: the largest of each seat, or "
    "all of STATE.",
)
@click.option(
    "--state-share",
    is_flag=True,
    help="How far the state of the world explains the principal choices.",
)
@click.option(
    "--runs",
    type=RunsRange(4),
    default=200,
    show_default=True,
    help="With --effects or --state-share: runs of each side.",
)
@click.option(
    "--seed",
    type=click.IntRange(0),
    default=1,
    show_default=True,
    help="With --effects or --state-share: seed.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    help="With --effects: processes.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="With --effects: CSV file to write.",
)
@click.option(
    "--page",
    type=click.Path(path_type=Path, dir_okay=False),
    help="With --effects: page in Markdown to write.",
)
@click.option(
    "--picture",
    type=PictureFile(),
    help="With --effects: picture to write, of the largest effect of each seat.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@plain_errors
def seats(
    state: str | None, effects: bool, state_share: bool, as_json: bool, **options: Any
) -> None:
    """List what each state decides, or one STATE: choices, columns, actions, switch, claims."""
    from multipolar.agents.seats import registry

    rows = registry()
    if state is not None:
        state = state_meant(state, dict.fromkeys(row.state for row in rows), "STATE")
        rows = tuple(row for row in rows if row.state == state)
    if not effects:
        files = ("jobs", "out", "page", "picture")
        refuse_without("--effects", {name: options[name] for name in files})
    if effects or state_share:
        from multipolar.cli.seat_effects import tell_seats

        tell_seats(state, effects=effects, shares=state_share, as_json=as_json, **options)
        return
    refuse_without("--effects or --state-share", options)
    if as_json:
        say(json.dumps([row.to_dict() for row in rows], indent=2))
        return
    print_table(
        "What states decide; orders name choice and column where the action alone does not say",
        [
            "state",
            "choice",
            "asks",
            "about",
            "actions, in ladder order",
            "when",
            "switch",
            "claims",
        ],
        (
            [
                row.state,
                row.choice.name,
                row.choice.asks,
                ", ".join(row.columns),
                ", ".join(row.choice.actions),
                row.choice.when,
                row.choice.switch,
                " ".join(row.choice.claims),
            ]
            for row in rows
        ),
    )
