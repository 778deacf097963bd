"""How to read research that disagrees: the option ``--reading``, and verdicts side by side."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from multipolar.cli.common import print_table, say

if TYPE_CHECKING:
    from multipolar.study.findings import Verification

CENTRE = "centre"
READINGS = ("sceptic", CENTRE, "advocate")


def reading_option(default: str | None = None) -> Callable[[Callable[..., Any]], Any]:
    """Return the option; ``default`` says in words what happens without it.

    Without words the centre is read.
    """
    return click.option(
        "--reading",
        type=click.Choice(READINGS),
        default=None if default else CENTRE,
        show_default=default or True,
        help="Where studies conflict, parameters are set to what a sceptic or an advocate of the "
        "link holds; at the centre they keep their priors.",
    )


def print_readings(by_reading: Mapping[str, Sequence[Verification]], as_json: bool) -> None:
    """Print the verdict on each expectation under each reading, side by side, or as JSON."""
    rows = [
        {
            "scenario": scenarios[0].scenario,
            "whose": findings[0].expectation.whose,
            "measure": findings[0].expectation.measure,
            "direction": findings[0].expectation.direction,
            **dict(zip(by_reading, (finding.verdict for finding in findings), strict=True)),
            "claims": findings[0].expectation.claim,
        }
        for scenarios in zip(*by_reading.values(), strict=True)
        for findings in zip(*(one.findings for one in scenarios), strict=True)
    ]
    if as_json:
        say(json.dumps(rows, indent=2))
        return
    columns = ["scenario", "whose", "measure", "direction", *by_reading, "claims"]
    print_table(
        "Verdicts under each reading of the literature",
        columns,
        ([row[column] for column in columns] for row in rows),
    )
    differ = sum(len({row[reading] for reading in by_reading}) > 1 for row in rows)
    say(f"{differ} of {len(rows)} verdicts depend on how conflicting studies are read.")
