"""What a person is likely to do next: one line after each command, for a person alone."""

from __future__ import annotations

import sys

import click

NEXT = {
    "run": "multipolar report FOLDER; multipolar explain PRK",
    "batch": "multipolar show FOLDER; multipolar compare FOLDER",
    "show": "multipolar report FOLDER; multipolar figure",
    "figure": "multipolar report FOLDER",
    "report": "multipolar verify SCENARIO",
    "export": "multipolar figure",
    "explain": "multipolar seats; multipolar claims",
    "compare": "multipolar attribute MEASURE",
    "verify": "multipolar claims C27; multipolar attribute MEASURE",
    "discover": "multipolar attribute MEASURE",
    "attribute": "multipolar discover MEASURE --above X",
    "choose": "multipolar verify SCENARIO",
    "coalition": "multipolar carriers RUS",
    "carriers": "multipolar coalition RUS",
    "forecast": "multipolar record",
    "seminar": "multipolar seminar lessons",
    "notebooks": "multipolar run baseline",
    "explore": "multipolar seminar lessons",
    "scenarios": "multipolar scenarios show baseline; multipolar run baseline",
    "states": "multipolar states PRK --stakes; multipolar seats",
    "seats": "multipolar explain PRK",
    "measures": "multipolar attribute MEASURE",
    "parameters": "multipolar claims; multipolar effects",
    "rules": "multipolar claims; multipolar parameters",
    "claims": "multipolar verify",
    "effects": "multipolar record",
    "record": "multipolar backtest",
    "backtest": "multipolar forecast",
    "calibrate": "multipolar calibrate --pins",
    "refresh": "multipolar refresh --check",
}
"""By command."""


def onward(context: click.Context) -> str:
    """Return the line that follows a command; empty where nobody reads, or --quiet is said."""
    word = NEXT.get(context.invoked_subcommand or "")
    if word is None or context.params.get("quiet") or "--json" in sys.argv:
        return ""
    watched = all(s is not None and s.isatty() for s in (sys.stdout, sys.stderr))
    return f"\nNext: {word}" if watched else ""


def is_quiet() -> bool:
    """Return whether progress and notes are to be left out."""
    context = click.get_current_context(silent=True)
    return bool(context and context.find_root().params.get("quiet"))
