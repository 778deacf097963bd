"""Stability: whether the model's feedback loops die away on their own.

One month of the model is a map of its state. Around a month of the run without noise, with every
parameter at its default, the map is linearised by central differences; decisions count by their
expected value. Attributes that feed back on themselves through others form the strongly connected
components of that linear map (Tarjan 1972); counters, facts and one-way chains are no feedback.
The spectral radius of these components is the share of a disturbance that lasts into the next
month: below one, tension is not kept up by the loops alone.

Stocks of shells, and what measures have cost so far, are held while looking: they are reservoirs,
filled and emptied, with no rest level of their own. Outside the loops stand counters and memories
that last but act back on nothing that acts on them; ``lasting`` names those that keep more of a
disturbance than a loop may.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse.csgraph import connected_components

from multipolar.arguments import ArgumentError
from multipolar.arrays import Array
from multipolar.loading import load_scenario
from multipolar.luck import Draw
from multipolar.model import MultipolarModel
from multipolar.model.strategies import same_for_all
from multipolar.months import month_number
from multipolar.rules.phases import PHASES
from multipolar.rules.provocation import INTENSITY
from multipolar.scenario import Spec

RESERVOIRS = ("stock_russia", "stock_korea", "sanctions_cost")
COUNTS = ("gate_shut",)
"""Months that are counted from a threshold on: the first of them is a jump, which has no slope."""

COURSE = np.array([-1.0, 0.0, 1.0])
"""What a choice between less, the same and more writes, by option."""

CHOICES = {
    "provocation": ("provocation", INTENSITY),
    "response": ("response", COURSE),
    "aid": ("aid_course", COURSE),
}
"""What the choices that feed back by degrees write: attribute, and its value by option.

The others stay as they were chosen. A vote, a threat or a carrier's stance acts by yes and no,
which has no slope; what tension moves in the measures of the United States is too little for a
loop: a rung adds a millionth a month to how far a target has adapted.
"""

STEP = 1e-5
"""Half the distance between the two states that a difference compares."""

NEGLIGIBLE = 1e-9
"""Effect below which two quantities are not connected."""

PAIRS = 128
"""States looked at together."""


@dataclass(frozen=True)
class Mode:
    """A pattern in which a disturbance of the loops dies away.

    Parameters
    ----------
    modulus : float
        Share of it that lasts into the next month.
    half_life : float
        Months until half of it is gone; infinite when it does not die away.
    attributes : tuple of str
        The attributes that take most part, largest first.
    """

    modulus: float
    half_life: float
    attributes: tuple[str, ...]


LOOP_BOUND = 0.98
"""Most of a disturbance that a feedback loop may carry into the next month."""


def modes(scenario: str | Path | Spec, month: str) -> list[Mode]:
    """Return the modes of every feedback loop at a month, slowest first.

    Parameters
    ----------
    scenario : str, Path or Spec
        Scenario by name, file or value; its events up to the month shape the state that is looked
        at.
    month : str
        ``YYYY-MM`` within the horizon.

    Raises
    ------
    ArgumentError
        When the month is none, or not one of the scenario.
    """
    labels, change = linearised(scenario, month)
    component = _components(change)
    found = []
    for number in np.flatnonzero(np.bincount(component) > 1):
        inside = np.flatnonzero(component == number)
        values, vectors = np.linalg.eig(change[np.ix_(inside, inside)])
        found += [
            _mode(abs(value), np.abs(vectors[:, column]), labels[inside])
            for column, value in enumerate(values)
        ]
    return sorted(found, key=lambda mode: -mode.modulus)


def spectral_radius(scenario: str | Path | Spec, month: str) -> float:
    """Return the largest share of a disturbance that the loops carry into the next month.

    It is nought where nothing feeds back on itself; see ``modes``.
    """
    return max((mode.modulus for mode in modes(scenario, month)), default=0.0)


def lasting(scenario: str | Path | Spec, month: str) -> dict[str, float]:
    """Return what keeps at least ``LOOP_BOUND`` of a disturbance of itself, outside every loop.

    Parameters
    ----------
    scenario, month
        As in ``modes``.

    Returns
    -------
    dict
        The largest share that lasts into the next month, by attribute: 1 of a counter.
    """
    labels, change = linearised(scenario, month)
    component = _components(change)
    alone = np.bincount(component)[component] == 1
    kept = np.abs(np.diag(change))
    return {
        str(name): float(kept[alone & (labels == name)].max())
        for name in np.unique(labels[alone & (kept >= LOOP_BOUND)])
    }


def _components(change: Array) -> NDArray[np.intp]:
    """Return the number of the strongly connected component of each entry of a linear map."""
    _, component = connected_components(
        np.abs(change) > NEGLIGIBLE, directed=True, connection="strong"
    )
    return np.asarray(component, dtype=np.intp)


def linearised(
    scenario: str | Path | Spec, month: str, only: tuple[str, ...] | None = None
) -> tuple[NDArray[np.str_], Array]:
    """Return the attribute of each entry, and the linear map of a month, shape (entry, entry).

    With ``only``, the entries are those of these attributes, and the map is its block of them.
    Scenario and month are as in ``modes``.
    """
    spec = scenario if isinstance(scenario, Spec) else load_scenario(scenario)
    before = _months_before(month, spec)
    names = _states() if only is None else sorted(only)
    model = _expected(spec, runs=1)
    for _ in range(before):
        model.step()
    start = model.snapshot()
    many = _expected(replace(spec, events=()), runs=2 * PAIRS)
    entries = [(name, k) for name in names for k in range(model.world.arrays[name][0].size)]
    columns = [
        _differences(many, start, names, entries[first : first + PAIRS])
        for first in range(0, len(entries), PAIRS)
    ]
    return np.array([name for name, _ in entries]), np.concatenate(columns).T


def _months_before(month: str, spec: Spec) -> int:
    """Return how many months of a scenario come before one of them."""
    before = month_number(month) - month_number(spec.start)
    if not 0 <= before < spec.months:
        raise ArgumentError(
            f"{month} is not within {spec.name}; allowed: months from {spec.start} to {spec.end}"
        )
    return before


def _states() -> list[str]:
    written = {place.attribute for phase in PHASES for rule in phase.rules for place in rule.writes}
    chosen = {attribute for attribute, _ in CHOICES.values()}
    return sorted((written | chosen) - {*RESERVOIRS, *COUNTS})


def _differences(
    model: MultipolarModel, start: dict[str, Any], names: list[str], entries: list[tuple[str, int]]
) -> Array:
    """Return the effect of each entry on all, shape (entry, all entries)."""
    runs = model.world.runs
    model.branch(start, np.zeros(runs, np.intp))
    for pair, (name, place) in enumerate(entries):
        flat = model.world.arrays[name].reshape(runs, -1)
        flat[2 * pair, place] += STEP
        flat[2 * pair + 1, place] -= STEP
    model.step()
    after = np.concatenate([model.world.arrays[name].reshape(runs, -1) for name in names], axis=1)
    used = after[: 2 * len(entries)]
    return np.asarray((used[::2] - used[1::2]) / (2.0 * STEP))


def _mode(modulus: float, weight: Array, labels: NDArray[np.str_]) -> Mode:
    share = {name: float(weight[labels == name].max()) for name in np.unique(labels)}
    leading = [name for name in sorted(share, key=lambda n: -share[n]) if share[name] > 0.05]
    if 0.0 < modulus < 1.0:
        half_life = np.log(0.5) / np.log(modulus)
    else:
        half_life = np.inf if modulus > 0.0 else 0.0
    return Mode(float(modulus), float(half_life), tuple(str(name) for name in leading[:4]))


def _expected(spec: Spec, runs: int) -> MultipolarModel:
    """Return the model without noise, whose choices count by their expected value."""
    return MultipolarModel(
        spec,
        runs=runs,
        rng=1,
        parameters="default",
        collect=False,
        luck=_without_noise,
        decide=_by_expected_value,
    )


def _without_noise(luck: Array, draw: Draw) -> Array:
    return same_for_all(np.zeros_like(luck) if draw.kind == "normal" else luck, draw)


def _by_expected_value(model: Any, decide: Callable[[], None]) -> None:
    decide()
    for (role, name), decision in model.decisions.items():
        if name in CHOICES:
            attribute, values = CHOICES[name]
            expected = (decision.probability * values).sum(axis=-1)
            getattr(model.world.of(role), attribute)[...] = expected


__all__ = ["LOOP_BOUND", "Mode", "lasting", "linearised", "modes", "spectral_radius"]
