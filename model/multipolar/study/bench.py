"""Where the options of a file of levers are run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from multipolar.arguments import ArgumentError
from multipolar.arrays import Array
from multipolar.definition import SHIPPED, Definition
from multipolar.loading import load_over
from multipolar.scenario import Spec
from multipolar.scenario.levers import LeverFile, OutcomeTable, PayerTable, layer_of
from multipolar.study.spans import up_to, window_in
from multipolar.study.windows import Job, take_windows


class OptionBench:
    """Where options are run: each once.

    Parameters
    ----------
    file : LeverFile
        What is asked.
    definition : Definition
        What the model is made of.
    options
        What ``take_windows`` is told of runs, seed, folder, executor and progress.
    """

    def __init__(self, file: LeverFile, definition: Definition, **options: Any) -> None:
        self.file, self.definition, self.options = file, definition, options
        self._known: dict[tuple[tuple[object, ...], bool], Array] = {}

    def values(self, options: Sequence[tuple[object, ...]], answered: bool = True) -> Array:
        """Return outcomes and payers of options, shape (options, scenarios, runs, both)."""
        known = self._known
        scenarios = self.file.uncertainty.scenarios
        new = [option for option in options if (option, answered) not in known]
        jobs = [self.job(s, option, answered) for option in new for s in scenarios]
        seen = take_windows(jobs, definition=self.definition, **self.options)
        for place, option in enumerate(new):
            mine = seen[place * len(scenarios) : (place + 1) * len(scenarios)]
            known[option, answered] = self._defined(np.stack(mine))
        return np.stack([known[option, answered] for option in options])

    def job(self, scenario: str, option: tuple[object, ...], answered: bool) -> Job:
        """Return a scenario with an option, and the windows that are read of it."""
        layer = layer_of(self.file, option, answered)
        spec = load_over(scenario, self._fixed(), layer, definition=self.definition)
        rows: tuple[OutcomeTable | PayerTable, ...] = (*self.file.outcomes, *self.file.payers)
        windows = tuple(window_in(row.measure, row.month, "mean", spec) for row in rows)
        return up_to(spec, max(window.stop for window in windows)), windows

    def _fixed(self) -> dict[str, object]:
        """Return the layer that fixes the parameters that are not uncertain."""
        layer: dict[str, object] = {"title": self.file.title}
        uncertain = self.file.uncertainty.parameters
        if uncertain is None:
            return layer
        sections: dict[str, dict[str, float]] = {}
        for name, parameter in self.definition.parameters.items():
            if parameter.free and name not in uncertain:
                section, _, key = name.partition(".")
                sections.setdefault(section, {})[key] = parameter.default
        return {**layer, "parameters": sections}

    def _defined(self, seen: Array) -> Array:
        rows: tuple[OutcomeTable | PayerTable, ...] = (*self.file.outcomes, *self.file.payers)
        for place, row in enumerate(rows):
            if np.isnan(seen[..., place]).any():
                raise ArgumentError(
                    f"{row.measure} is not defined in some runs in {row.month}; allowed: measures "
                    "and months with a number in every run"
                )
        return seen


def specs_of(file: LeverFile, definition: Definition = SHIPPED) -> list[Spec]:
    """Return the scenarios of a file without answers, every value of each lever in one of them.

    Raises
    ------
    ScenarioError, ArgumentError
        When one cannot be made.
    """
    bench, most = OptionBench(file, definition), max(len(lever.values) for lever in file.levers)
    options = [
        tuple(lever.values[min(place, len(lever.values) - 1)] for lever in file.levers)
        for place in range(most)
    ]
    return [
        bench.job(scenario, option, answered=False)[0]
        for scenario in file.uncertainty.scenarios
        for option in options
    ]
