"""When it happens: boxes of parameters and levers in which an outcome falls.

Each run draws its own parameters, and each scenario and each point of a sweep is run with the same
draws and the same luck. In which of these runs does a measure lie beyond a threshold? The boxes
come from ``prim``: found in every other run, judged in the rest, so that each figure told is one
of runs that did not choose the box. A classification tree looks at the same runs, as a check by
another method.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from multipolar.arguments import ArgumentError, known, number, whole
from multipolar.arrays import Array, Flags
from multipolar.definition import SHIPPED, Definition
from multipolar.ensemble.cases import Case, Scenarios, cases_of, refuse_one_name
from multipolar.loading import priors_of, replaced_in
from multipolar.rules.sampling import draw_parameters
from multipolar.scenario import Spec
from multipolar.sources import SHIPPED_SOURCE
from multipolar.study.boxes import Box, Table
from multipolar.study.prim import LEAST_ROWS, find_boxes
from multipolar.study.spans import in_words, up_to, window_in
from multipolar.study.tree import Tree, grow_tree
from multipolar.study.windows import Progress, take_windows

SCENARIO = "scenario"
"""Column that tells the scenario of a row, where there are several."""

FEW = 2 * LEAST_ROWS
"""Rows, in which the outcome falls or does not, below which no box is looked for."""


@dataclass(frozen=True)
class Discovery:
    """Boxes in which an outcome falls.

    Parameters
    ----------
    measure, title, unit : str
        What was measured.
    threshold : float
        The outcome falls where the measure is beyond it.
    above : bool
        Whether beyond means above; else below.
    when : str
        Month or months, in words; of several months, one beyond the threshold is enough.
    scenarios : tuple of str
        Scenarios that were run.
    runs, seed : int
        Runs of each scenario at each point of the sweep, and seed.
    rows, hits, undefined : int
        All runs, those in which the outcome falls, and those in which the measure is not defined,
        which count as others.
    units : mapping of str to str
        Unit of each column of numbers that a box restricts.
    boxes : tuple of Box
        The boxes, the first found first.
    missed : float
        Share of the judging runs with the outcome that lie in no box.
    tree : Tree or None
        What a classification tree says of the first box; nothing without scikit-learn or a box.
    """

    measure: str
    title: str
    unit: str
    threshold: float
    above: bool
    when: str
    scenarios: tuple[str, ...]
    runs: int
    seed: int
    rows: int
    hits: int
    undefined: int
    units: Mapping[str, str]
    boxes: tuple[Box, ...]
    missed: float
    tree: Tree | None

    @property
    def outcome(self) -> str:
        """What falls into the boxes, in words."""
        beyond = "above" if self.above else "below"
        unit = "" if self.unit in ("", "1") else f" {self.unit}"
        return f"{self.title} {beyond} {self.threshold:g}{unit} in {self.when}"


def discover(
    measure: str,
    *,
    above: float | None = None,
    below: float | None = None,
    scenarios: Scenarios = "baseline",
    month: str = "",
    runs: int = 2000,
    seed: int = 1,
    most: int = 3,
    folder: str | Path | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
    definition: Definition = SHIPPED,
) -> Discovery:
    """Find boxes of parameters and levers in which a measure lies beyond a threshold.

    Parameters
    ----------
    measure : str
        Name of the measure.
    above, below : float
        The threshold, in the measure's unit; one of the two.
    scenarios : str, Path, Spec, Case or a sequence of them
        What is run: scenarios, each with a name of its own, and in a sweep their points
        (``multipolar.ensemble.make_cases``).
    month : str
        When: a month, a year or a span; by default the last month of the first scenario.
    runs, seed : int
        Runs of each, 100 or more, and seed. Run k of every scenario has the same parameters and
        the same luck.
    most : int
        Boxes to look for, 1 or more.
    folder : str or Path, optional
        Where finished blocks are kept and found again.
    executor : concurrent.futures.Executor, optional
        Where blocks are computed; in this process by default.
    progress : callable, optional
        Called with the number of runs each time a block is done.
    definition : Definition, optional
        What the model is made of.

    Raises
    ------
    ArgumentError
        When a name, a number or a span cannot be meant; the message says what is allowed.
    StoreError
        When two scenarios share a name: the runs of one would count twice.

    Examples
    --------
    >>> found = discover("escalation_korea", above=3.0, month="2023-06", runs=100)
    >>> found.rows, found.outcome
    (100, 'Korea: level above 3 rung in 2023-06')
    """
    known(measure, definition.measures, "measure")
    threshold, is_above = _threshold(above, below)
    runs, most = whole(runs, "runs", least=100), whole(most, "most", least=1)
    cases = cases_of(scenarios, definition)
    refuse_one_name(cases)
    statistic = "peak" if is_above else "lowest"
    span = month or cases[0].spec.end
    windows = [window_in(measure, span, statistic, case.spec) for case in cases]
    seen = take_windows(
        [(up_to(c.spec, w.stop), (w,)) for c, w in zip(cases, windows, strict=True)],
        runs=runs,
        seed=seed,
        executor=executor,
        progress=progress,
        definition=definition,
        folder=folder,
    )
    values = np.concatenate(seen)[:, 0]
    hits = values > threshold if is_above else values < threshold
    table = _table(cases, runs, seed, definition)
    run = np.tile(np.arange(runs), len(cases))
    judging = run % 2 == 1
    boxes: tuple[Box, ...] = ()
    if min(int(hits.sum()), int((~hits).sum())) >= FEW:
        boxes = find_boxes(table, hits, judging, group=run, most=most)
    tree = grow_tree(table, hits, judging, boxes[0]) if boxes else None
    named = definition.measures[measure]
    return Discovery(
        measure,
        named.title,
        named.unit,
        threshold,
        is_above,
        in_words(span, cases[0].spec),
        tuple(dict.fromkeys(case.scenario for case in cases)),
        runs,
        seed,
        len(values),
        int(hits.sum()),
        int(np.isnan(values).sum()),
        _units(boxes, definition),
        boxes,
        _missed(table, hits, judging, boxes),
        tree,
    )


def _threshold(above: float | None, below: float | None) -> tuple[float, bool]:
    if (above is None) == (below is None):
        raise ArgumentError("above and below: allowed is one of the two")
    name, value = ("above", above) if below is None else ("below", below)
    return number(value, name), below is None


def _missed(table: Table, hits: Flags, judging: Flags, boxes: Sequence[Box]) -> float:
    """Return the share of the interesting rows that lie in no box, among those that judge."""
    left = hits & judging
    for box in boxes:
        left &= ~box.holds(table)
    return float(left.sum() / max(int((hits & judging).sum()), 1))


def _table(cases: Sequence[Case], runs: int, seed: int, definition: Definition) -> Table:
    """Return what differs between the rows: parameters, levers, and the scenario."""
    drawn = [_drawn(case.spec, runs, seed, definition) for case in cases]
    columns: dict[str, Any] = {
        name: np.concatenate([parameters[name] for parameters in drawn]) for name in drawn[0]
    }
    levers = dict.fromkeys(key for case in cases for key in case.varied)
    for key in levers:
        if key.removeprefix("parameters.") not in columns:
            columns[key] = np.repeat(_as_column([case.varied.get(key) for case in cases]), runs)
    columns[SCENARIO] = np.repeat([case.scenario for case in cases], runs)
    return {name: column for name, column in columns.items() if len(np.unique(column)) > 1}


def _drawn(spec: Spec, runs: int, seed: int, definition: Definition) -> Mapping[str, Array]:
    priors, replaced = priors_of(spec, definition), replaced_in(spec, definition)
    return draw_parameters(priors, seed, 0, runs, source=SHIPPED_SOURCE, replaced=replaced)


def _as_column(values: Sequence[object]) -> NDArray[np.generic]:
    """Return what a lever is set to: numbers where all are, else words."""
    if all(isinstance(value, int | float) and not isinstance(value, bool) for value in values):
        return np.array(values, dtype=np.float64)
    return np.array([_lever_words(value) for value in values])


def _lever_words(value: object) -> str:
    if isinstance(value, bool):
        return "on" if value else "off"
    return "as it is" if value is None else str(value)


def _units(boxes: Sequence[Box], definition: Definition) -> dict[str, str]:
    names = [one.column for box in boxes for one in box.restrictions]
    parameters = definition.parameters
    return {name: parameters[name].unit for name in names if name in parameters}
