"""A block: a contiguous range of runs of one scenario, computed together."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from multipolar.arguments import known, several
from multipolar.arrays import Array
from multipolar.axes import RUN
from multipolar.definition import SHIPPED, Definition
from multipolar.measures import at_the_end
from multipolar.scenario import Spec
from multipolar.sources import SHIPPED_SOURCE, ParameterSource
from multipolar.world.attributes import Attribute

if TYPE_CHECKING:
    from multipolar.ensemble.vectors import GivenVectors
    from multipolar.model import MultipolarModel

Room = NDArray[np.float32]
"""Memory for what is recorded."""

BLOCK = 100
"""Runs in a block of a small ensemble: the first of them are there soon."""

LARGEST_BLOCK = 500
"""Runs in a block of a large ensemble: with more, what a block records outgrows memory.

No power of two, with which the figures of the runs compete for the same places of the cache.
"""


RUN_MONTHS = 36_000
"""Months of runs that a process computes side by side: what they record takes some 220 MB.

One large block of a long scenario records more.
"""


def runs_together(months: int) -> int:
    """Return how many runs of a scenario of so many months one process computes side by side.

    Those are several blocks where the scenario is short or the ensemble small: a month of many runs
    takes less time than the same month of half as many, twice.

    Examples
    --------
    >>> runs_together(108), runs_together(72), runs_together(36), runs_together(12)
    (333, 500, 1000, 1000)
    """
    return min(2 * LARGEST_BLOCK, RUN_MONTHS // months)


def block_for(runs: int) -> int:
    """Return how many runs of an ensemble to compute together.

    A fourth of them, between ``BLOCK`` and ``LARGEST_BLOCK``. It depends on the number of runs
    alone, so that workers of any number leave the same files.

    Examples
    --------
    >>> block_for(200), block_for(800), block_for(20_000)
    (100, 200, 500)
    """
    return min(LARGEST_BLOCK, max(BLOCK, runs // 4))


@dataclass(frozen=True)
class Task:
    """What a worker needs to know: a scenario and a range of runs.

    Parameters
    ----------
    spec : Spec
        Resolved scenario.
    seed, first_run, runs : int
        Seed of the experiment and range of runs.
    parameters : {"posterior", "prior", "default"}
        Where runs take their parameters from.
    record : tuple of str, optional
        Attributes to keep month by month; all that are recorded by default.
    definition : Definition, optional
        What the model is made of.
    vectors : GivenVectors, optional
        Parameters that the runs are given, and whose luck they meet.
    """

    spec: Spec
    seed: int
    first_run: int
    runs: int
    parameters: ParameterSource = SHIPPED_SOURCE
    record: tuple[str, ...] | None = None
    definition: Definition = SHIPPED
    vectors: GivenVectors | None = None


@dataclass(frozen=True)
class Block:
    """What a block of runs came to.

    Parameters
    ----------
    first_run, runs : int
        Range of runs.
    trajectories : mapping of str to ndarray
        Recorded attributes, float32, shape (runs, months, …).
    parameters : mapping of str to ndarray
        Parameter vectors, shape (runs,).
    outcomes : mapping of str to ndarray
        Measures at the end of the run, shape (runs,).
    """

    first_run: int
    runs: int
    trajectories: Mapping[str, NDArray[np.float32]]
    parameters: Mapping[str, NDArray[np.float64]]
    outcomes: Mapping[str, NDArray[np.float64]]


def asked_for(record: Iterable[str] | None, definition: Definition = SHIPPED) -> tuple[str, ...]:
    """Return the attributes to keep month by month, in the order of the table; ``None`` means all.

    Raises
    ------
    KeyError
        When one of them is none that is recorded; the message names the nearest.

    Examples
    --------
    >>> asked_for(["gains", "escalation"])
    ('escalation', 'gains')
    """
    all_of_them = definition.recorded
    names = all_of_them if record is None else several(record)
    for name in names:
        known(name, all_of_them, "recorded attribute")
    return tuple(name for name in all_of_them if name in names)


class _Kept(threading.local):
    """The model and the memory of a thread's last block; threads must not share them."""

    key: tuple[str, int, int, str, Definition] | None = None
    model: MultipolarModel | None = None

    def __init__(self) -> None:
        self.memory = np.empty(0, dtype=np.float32)


_kept = _Kept()

_UNUSED = sys.getrefcount(_kept.memory)
"""References to a memory that belongs to no block."""


def _memory(size: int) -> Room:
    """Return memory for what a block records, with anything in it.

    It is that of the thread's last block, as soon as nobody has the block any more: new memory has
    to be cleared by the system, which took up to a fifth of the time of a block.
    """
    if _kept.memory.size < size or sys.getrefcount(_kept.memory) > _UNUSED:
        _kept.memory = np.empty(size, dtype=np.float32)
    return _kept.memory[:size]


def release_memory() -> None:
    """Give back the memory of this thread's last block, unless somebody has the block."""
    _kept.memory = np.empty(0, dtype=np.float32)


def _model(task: Task) -> MultipolarModel:
    """Return a model to be rewound: blocks of a scenario share it.

    Mesa never frees a model, so one that is given up is emptied.
    """
    key = (task.spec.digest, task.seed, task.runs, task.parameters, task.definition)
    if _kept.model is None or _kept.key != key:
        from multipolar.model import MultipolarModel  # slow: who only hands out tasks does without

        if _kept.model is not None:
            _kept.model.__dict__.clear()
        _kept.model = MultipolarModel(
            task.spec,
            runs=task.runs,
            rng=task.seed,
            parameters=task.parameters,
            collect=False,
            definition=task.definition,
        )
        _kept.key = key
    return _kept.model


class Recorder:
    """What is kept of some runs, month by month: float32, shape (runs, months, …).

    Runs lie side by side, as in the world, so that a month is kept as it lies there. All are parts
    of one large array, whose memory the next block has as soon as this one is done with.

    Parameters
    ----------
    model : MultipolarModel
        The model at its first month.
    part : slice
        Which of its runs; all of them by default.
    room : ndarray, optional
        Memory for what they record.
    """

    def __init__(
        self, model: MultipolarModel, part: slice = slice(None), room: Room | None = None
    ) -> None:
        arrays = {name: array[part] for name, array in _recorded(model).items()}
        months, sizes = model.spec.months, [array.size for array in arrays.values()]
        room = _memory(months * sum(sizes)) if room is None else room
        rooms = np.split(room, months * np.cumsum(sizes)[:-1])
        self._part = part
        self.trajectories = {
            name: mine.reshape((len(array), months, *array.shape[1:]), order="F")
            for mine, (name, array) in zip(rooms, arrays.items(), strict=True)
        }

    def keep(self, model: MultipolarModel) -> None:
        """Keep the month that was just computed."""
        for name, kept in self.trajectories.items():
            kept[:, model.elapsed - 1] = model.world.arrays[name][self._part]


def _recorded(model: MultipolarModel) -> dict[str, Array]:
    return {name: model.world.arrays[name] for name in model.definition.recorded}


def _recorders(model: MultipolarModel, parts: Sequence[slice]) -> list[Recorder]:
    """Return recorders of parts of the runs, which follow each other, in one memory."""
    each = model.spec.months * sum(array[0].size for array in _recorded(model).values())
    rooms = np.split(_memory(each * parts[-1].stop), [each * part.stop for part in parts[:-1]])
    return [Recorder(model, part, room) for part, room in zip(parts, rooms, strict=True)]


def run_block(task: Task) -> Block:
    """Compute a block of runs from the first month to the last."""
    (block,) = run_blocks(task, (task.runs,))
    return block


def run_blocks(task: Task, sizes: Sequence[int]) -> list[Block]:
    """Compute a range of runs side by side, and return it as blocks of these sizes.

    To the last bit they are those that ``run_block`` computes one after the other.
    """
    model = _model(task)
    if task.vectors is None:
        model.rewind(task.first_run)
    else:
        task.vectors.begin(model, task.first_run)
    parts = [slice(start, stop) for start, stop in pairwise((0, *accumulate(sizes)))]
    return _record(model, parts, task.first_run, task.record)


def record_run(model: MultipolarModel, record: Iterable[str] | None = None) -> Block:
    """Run a model that stands at its first month to the end and return what it came to.

    The measures at the end read all that is recorded; of that, only what was asked for is kept.
    """
    (block,) = _record(model, [slice(0, model.world.runs)], model.first_run, record)
    return block


def _record(
    model: MultipolarModel, parts: Sequence[slice], first_run: int, record: Iterable[str] | None
) -> list[Block]:
    recorders = _recorders(model, parts)

    def keep(model: MultipolarModel) -> None:
        for recorder in recorders:
            recorder.keep(model)

    model.run(keep)
    names, measures = asked_for(record, model.definition), model.definition.measures
    return [
        Block(
            first_run=first_run + part.start,
            runs=part.stop - part.start,
            trajectories={name: recorder.trajectories[name] for name in names},
            parameters={name: values[part] for name, values in model.parameters.items()},
            outcomes=at_the_end(recorder.trajectories, model.world.roster, measures),
        )
        for part, recorder in zip(parts, recorders, strict=True)
    ]


def split(
    spec: Spec,
    seed: int,
    runs: int,
    *,
    block: int,
    parameters: ParameterSource = SHIPPED_SOURCE,
    definition: Definition = SHIPPED,
) -> list[Task]:
    """Return the tasks that together compute the first ``runs`` runs of a scenario."""
    return [
        Task(spec, seed, first, min(block, runs - first), parameters, definition=definition)
        for first in range(0, runs, block)
    ]


def label_axes(attribute: Attribute) -> tuple[str, ...]:
    """Return the axes of a recorded attribute after the run axis."""
    return tuple(axis for axis in attribute.axes if axis != RUN)
