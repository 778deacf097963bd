"""Who decides what: the choices of every state."""

from __future__ import annotations

import json

import click

from multipolar.cli.common import plain_errors, print_table, say, state_meant


@click.command()
@click.argument("state", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print the choices as JSON.")
@plain_errors
def seats(state: str | None, as_json: bool) -> None:
    """List what each state decides, or one STATE: choices, columns, actions, switch, claims."""
    from multipolar.agents.seats import registry

    rows = registry()
    if state is not None:
        state = state_meant(state, dict.fromkeys(row.state for row in rows), "STATE")
        rows = tuple(row for row in rows if row.state == state)
    if as_json:
        say(json.dumps([row.to_dict() for row in rows], indent=2))
        return
    print_table(
        "What states decide; orders name choice and column where the action alone does not say",
        ["state", "choice", "about", "actions, in ladder order", "when", "switch", "claims"],
        (
            [
                row.state,
                row.choice.name,
                ", ".join(row.columns),
                ", ".join(row.choice.actions),
                row.choice.when,
                row.choice.switch,
                " ".join(row.choice.claims),
            ]
            for row in rows
        ),
    )
