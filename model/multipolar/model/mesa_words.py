"""Mesa's words: its seed, its random numbers, its clock and its data collector.

Mesa 3.3 counts steps; later releases keep a time and a list of what is due beside them.
"""

from __future__ import annotations

from copy import deepcopy
from functools import partial
from itertools import count
from random import Random
from typing import Any

import mesa
import numpy as np

from multipolar.arguments import ArgumentError, whole

SeedLike = int | np.random.SeedSequence | np.random.Generator | np.random.BitGenerator | None
"""What may stand for a seed; ``None`` draws one."""


def whole_seed(given: SeedLike) -> int:
    """Return the seed that one of Mesa's ways to give it means.

    Parameters
    ----------
    given : int, SeedSequence, Generator, BitGenerator or None
        ``None`` draws a seed; a generator gives its next number.

    Raises
    ------
    ArgumentError
        When it is something else.

    Examples
    --------
    >>> whole_seed(np.int64(7))
    7
    """
    if given is None:
        given = np.random.SeedSequence()
    if isinstance(given, np.random.SeedSequence):
        return int(given.generate_state(1)[0])
    if isinstance(given, np.random.BitGenerator):
        given = np.random.Generator(given)
    if isinstance(given, np.random.Generator):
        return int(given.integers(2**32))
    try:
        return whole(given, "rng")
    except ArgumentError as error:
        raise ArgumentError(f"{error}, a SeedSequence, a Generator, or None to draw one") from None


# -- random numbers of Mesa, which agents of one's own may read --------------------------------


def random_state(model: mesa.Model) -> dict[str, Any]:
    """Return a copy of the state of Mesa's two generators."""
    return {"rng": deepcopy(model.rng), "random": model.random.getstate()}


def random_of(seed: int) -> dict[str, Any]:
    """Return the state in which a seed puts Mesa's two generators."""
    return {"rng": np.random.default_rng(seed), "random": Random(seed).getstate()}


def set_random_state(model: mesa.Model, state: dict[str, Any]) -> None:
    """Put Mesa's two generators into a state."""
    model.rng = deepcopy(state["rng"])
    model.random.setstate(state["random"])


# -- clock -------------------------------------------------------------------------------------


def set_clock(model: mesa.Model, steps: int) -> None:
    """Let Mesa count from a number of steps on."""
    schedule = getattr(model, "_default_schedule", None)
    if hasattr(model, "steps"):
        model.steps = steps
    if schedule is not None:
        schedule.pause()
        model.time = float(steps)
        schedule.resume()


def number_agents_on(model: mesa.Model) -> None:
    """Let the agents that a copy will get have numbers of their own; Mesa 3.3 counts per model."""
    counters = getattr(mesa.Agent, "_ids", None)
    if counters is not None:
        taken = (getattr(agent, "unique_id", 0) for agent in model.agents)
        counters[model] = count(1 + max(taken, default=0))


# -- data collector ----------------------------------------------------------------------------

Collected = dict[str, Any]

_KEPT = ("model_vars", "_agent_records", "_agenttype_records", "tables", "_collection_steps")
"""Where a data collector keeps what it collected; not every release has all of them."""


def headlines(theatres: tuple[str, ...]) -> mesa.DataCollector:
    """Return a collector of the tension in each theatre and of the aid, medians over the runs."""
    reporters = {
        f"escalation_{theatre}": partial(_median, name="escalation", column=column)
        for column, theatre in enumerate(theatres)
    }
    return mesa.DataCollector(
        model_reporters={**reporters, "aid_delivered": partial(_median, name="aid_delivered")}
    )


def _median(model: Any, *, name: str, column: int | None = None) -> float:
    array = model.world.arrays[name]
    return float(np.median(array if column is None else array[:, column]))


def collected(collector: mesa.DataCollector) -> Collected:
    """Return what a data collector has collected."""
    return {name: getattr(collector, name) for name in _KEPT if hasattr(collector, name)}


def put_back(collector: mesa.DataCollector, content: Collected) -> None:
    """Let a data collector go on from what another one like it had collected.

    Raises
    ------
    ArgumentError
        When the other one had other reporters.
    """
    mine, theirs = list(collector.model_vars), list(content["model_vars"])
    if mine != theirs:
        raise ArgumentError(
            f"a snapshot whose data collector reports {', '.join(theirs) or 'nothing'}, here "
            f"{', '.join(mine) or 'nothing'}"
        )
    for name, kept in content.items():
        setattr(collector, name, kept)


def forget(collector: mesa.DataCollector) -> None:
    """Let a data collector forget what it has collected."""
    tables = [column for table in collector.tables.values() for column in table.values()]
    for rows in (*collector.model_vars.values(), *tables):
        rows.clear()
    for name in ("_agent_records", "_agenttype_records", "_collection_steps"):
        getattr(collector, name, []).clear()


def has_begun(collector: mesa.DataCollector) -> bool:
    """Return whether a data collector has a row, or collects nothing of the model."""
    return not collector.model_vars or any(collector.model_vars.values())
