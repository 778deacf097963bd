"""What figures read from results: a scenario's paths as plain arrays."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from multipolar.arrays import Array
from multipolar.axes import SPONSOR
from multipolar.ensemble import Results
from multipolar.quantiles import QUANTILES
from multipolar.scenario import Spec
from multipolar.world.opening import OPENING
from multipolar.world.roles import roles
from multipolar.world.roster import Roster

"""Quantiles over the runs that a figure names beside a number: median and 90 % interval."""

GROUPS = tuple((name, role.title) for name, role in roles().items() if role.sponsor)
"""Groups of sponsors, each with its title."""


def spec_of(results: Results, scenario: str | None) -> Spec:
    """Return a scenario of the results under its name there, the first by default.

    Raises
    ------
    KeyError
        When there is no such scenario; the message lists what there is.
    """
    name = scenario or results.scenarios[0]
    if name not in results.scenarios:
        raise KeyError(f"no scenario {name!r}; there are: {', '.join(results.scenarios)}")
    return replace(results.specs[results.scenarios.index(name)], name=name)


def paths(results: Results, name: str, scenario: str | None = None) -> Array:
    """Return an attribute's trajectories, shape (runs, months, …)."""
    place = results.scenarios.index(spec_of(results, scenario).name)
    return np.asarray(results.read(name, place), dtype=np.float64)


def sponsors(roster: Roster, role: str) -> NDArray[np.bool_]:
    """Return which sponsors have a role, shape (sponsors,)."""
    return np.array([mine == role for mine in roster.role[roster.part(SPONSOR)]])


def by_product(roster: Roster, role: str) -> Array:
    """Return the weights of a role's sponsors by national product; they sum to one."""
    weight = OPENING["gdp_weight"](roster) * sponsors(roster, role)
    return np.asarray(weight / weight.sum())


def said(values: Array, digits: int = 2) -> str:
    """Return median and 90 % interval over the runs as text."""
    low, middle, high = np.quantile(values, QUANTILES)
    return f"{middle:.{digits}f} [{low:.{digits}f}, {high:.{digits}f}]"
