"""The option ``--reading``: how to read research that disagrees."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

READINGS = ("sceptic", "centre", "advocate")


def reading_option(default: str | None = None) -> Callable[[Callable[..., Any]], Any]:
    """Return the option; ``default`` says in words what happens without it.

    Without words the centre is read.
    """
    return click.option(
        "--reading",
        type=click.Choice(READINGS),
        default=None if default else "centre",
        show_default=default or True,
        help="Where studies conflict, parameters are set to what a sceptic or an advocate of the "
        "link holds; at the centre they keep their priors.",
    )
