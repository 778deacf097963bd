"""The problem: what is uncertain, in the words of a library for sensitivity analysis."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from multipolar.definition import SHIPPED, Definition
from multipolar.loading import load_scenario
from multipolar.scenario import Spec
from multipolar.scenario.spec import Prior


def problem(
    scenario: str | Path | Spec = "baseline", *, definition: Definition = SHIPPED
) -> dict[str, Any]:
    """Return the free parameters of a scenario as a problem that SALib takes unchanged.

    Parameters
    ----------
    scenario : str, Path or Spec
        Scenario by name, file or value. What it fixes is not part of the problem.
    definition : Definition, optional
        What the model is made of.

    Returns
    -------
    dict
        ``num_vars``; ``names``, the full names; ``bounds``, for each parameter the low end of its
        prior, the high end, and where the mode stands between them (0 to 1); ``dists``, all
        ``triang``; and ``units``. A table with a column for each name, in this order, is what
        ``simulate(vectors=…)`` takes.

    Raises
    ------
    ScenarioError
        With every problem of the file.

    Examples
    --------
    >>> asked = problem("baseline")
    >>> asked["num_vars"] == len(asked["names"]) == len(asked["bounds"]) == len(asked["units"])
    True
    """
    spec = (
        scenario if isinstance(scenario, Spec) else load_scenario(scenario, definition=definition)
    )
    free = {name: prior for name, prior in spec.parameters.items() if not prior.fixed}
    return {
        "num_vars": len(free),
        "names": list(free),
        "bounds": [_bounds(prior) for prior in free.values()],
        "dists": ["triang"] * len(free),
        "units": [definition.parameters[name].unit for name in free],
    }


def _bounds(prior: Prior) -> list[float]:
    """Return both ends and the place of the mode, which SALib wants below 1."""
    mode = (prior.mode - prior.low) / (prior.high - prior.low)
    return [prior.low, prior.high, min(mode, math.nextafter(1.0, 0.0))]
