"""Results: trajectories, parameters and outcomes of an ensemble, lazily read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import xarray as xr
from numpy.typing import NDArray

from multipolar.arguments import ArgumentError, known, path, several
from multipolar.axes import MONTH, RUN
from multipolar.definition import SHIPPED, Definition
from multipolar.ensemble.chunks import OUTCOMES, PARAMETERS
from multipolar.ensemble.files import StoreError
from multipolar.ensemble.labels import MEASURE, PARAMETER, SCENARIO
from multipolar.ensemble.store import Store
from multipolar.ensemble.stored import StoredRuns
from multipolar.quantiles import QUANTILES, levels_of, quantiles_over_runs

if TYPE_CHECKING:
    import pandas as pd

QUANTILE = "quantile"
"""Dimension of the levels of quantiles."""


class Results(StoredRuns):
    """An ensemble's results.

    Numbers are read when asked for, and measures are computed block by block, so the memory taken
    does not grow with the trajectories of the runs.

    Parameters
    ----------
    store : Store
        Store that holds them.

    Attributes
    ----------
    data : xarray.Dataset
        Trajectories with the dimensions (scenario, run, month, …), and one row for each run:
        ``parameters`` (scenario, run, parameter) and ``outcomes`` (scenario, run, measure). In a
        sweep, what was varied stands beside ``scenario`` as coordinates.

    Examples
    --------
    >>> from multipolar import simulate
    >>> results = simulate("baseline", runs=4)
    >>> results.measure("escalation_korea").dims
    ('run', 'month')
    >>> results.quantile_table(["escalation_korea"], months=["2024-06"]).shape[0]
    1
    """

    def measure(
        self, name: str, scenario: str | None = None, months: str | Sequence[str] | None = None
    ) -> xr.DataArray:
        """Return a measure month by month, dimensions (run, month).

        Parameters
        ----------
        name : str
            Name of the measure.
        scenario : str, optional
            Scenario, the first by default.
        months : sequence of str, optional
            Months to keep, all by default.

        Raises
        ------
        KeyError
            When there is no such measure, scenario or month; the message names the nearest.
        """
        return self.measures([name], scenario, months)[name]

    def measures(
        self,
        names: str | Sequence[str],
        scenario: str | None = None,
        months: str | Sequence[str] | None = None,
    ) -> xr.Dataset:
        """Return several measures of a scenario, dimensions (run, month); see ``measure``."""
        names, kept = several(names), self.months if months is None else several(months)
        if kept == self.months[-1:]:
            return self._last_month(names, scenario)
        columns = None
        if kept != self.months:
            columns = [self.months.index(known(month, self.months, "month")) for month in kept]
        self.check_names(names)
        case = self._case(scenario)
        found = {name: np.empty((self.runs, len(kept))) for name in names}
        for runs in self.block_ranges():
            for name, values in self.measures_of(case, runs, names, columns).items():
                found[name][runs] = values
        return self._labelled(found, kept)

    def _last_month(self, names: Sequence[str], scenario: str | None) -> xr.Dataset:
        """Return measures in the last month, which the table of runs holds already."""
        self.check_names(names)
        columns = [self.manifest.labels[MEASURE].index(name) for name in names]
        place = {SCENARIO: self._case(scenario), MEASURE: columns}
        with self.reading():
            table = self.data[OUTCOMES].isel(place).values
        found = {name: table[:, [k]] for k, name in enumerate(names)}
        return self._labelled(found, self.months[-1:])

    def _labelled(
        self, found: Mapping[str, NDArray[np.float64]], months: Sequence[str]
    ) -> xr.Dataset:
        arrays = {
            name: (
                (RUN, MONTH),
                values,
                {"units": self.about(name).unit, "long_name": self.about(name).title},
            )
            for name, values in found.items()
        }
        return xr.Dataset(arrays, coords={RUN: np.arange(self.runs), MONTH: list(months)})

    def of_vectors(
        self, name: str, scenario: str | None = None, months: str | Sequence[str] | None = None
    ) -> xr.DataArray:
        """Return a measure of a design of vectors, dimensions (vector, run, month).

        Parameters
        ----------
        name, scenario, months
            As in ``measure``.

        Raises
        ------
        KeyError
            As in ``measure``.
        StoreError
            When the runs are those of an ordinary ensemble.

        Examples
        --------
        >>> from multipolar import simulate
        >>> design = {"theatres.mirroring": [0.0, 0.01, 0.02]}
        >>> results = simulate("baseline", vectors=design, luck="common", runs=2)
        >>> results.of_vectors("escalation_korea", months=["2024-06"]).sizes["vector"]
        3
        """
        given = self.manifest.given
        if given is None:
            raise StoreError("no design of vectors; allowed: results of simulate(vectors=…)")
        found = self.measure(name, scenario, months)
        shaped = found.values.reshape(given.rows, given.each, -1)
        return xr.DataArray(
            shaped,
            dims=("vector", RUN, MONTH),
            coords={MONTH: found[MONTH].values},
            attrs=found.attrs,
            name=name,
        )

    def quantiles(
        self, name: str, q: float | Sequence[float] = QUANTILES, scenario: str | None = None
    ) -> xr.DataArray:
        """Return quantiles over the runs of a measure, dimensions (quantile, month).

        They are those of ``quantile_table``: infinite where what is counted has not happened in so
        many of the runs.
        """
        series, levels = self.measure(name, scenario), levels_of(q)
        return xr.DataArray(
            quantiles_over_runs(series.values, levels),
            dims=(QUANTILE, MONTH),
            coords={QUANTILE: list(levels), MONTH: series[MONTH].values},
            attrs=series.attrs,
            name=name,
        )

    def quantile_table(
        self,
        names: str | Sequence[str] | None = None,
        *,
        scenarios: str | Sequence[str] | None = None,
        months: str | Sequence[str] | None = None,
        q: float | Sequence[float] = QUANTILES,
    ) -> pd.DataFrame:
        """Return the quantiles of measures as a long table.

        Parameters
        ----------
        names, scenarios, months : str or sequence of str, optional
            Measures (the headline ones by default), scenarios and months (all by default).
        q : float or sequence of float
            Quantiles, each from 0 to 1.

        Returns
        -------
        pandas.DataFrame
            One row for each scenario, measure and month: ``scenario``, what was varied,
            ``measure``, ``unit``, ``month``, and a column such as ``q05`` for each quantile. A
            quantile is infinite where what is counted has not happened in so many of the runs.

        Raises
        ------
        KeyError
            When there is no such measure, scenario or month; the message names the nearest.
        ArgumentError
            When there is nothing to tell, or a quantile is no number from 0 to 1.
        """
        import pandas as pd

        listed, q = _filled("names", self.headline if names is None else names), levels_of(q)
        parts = []
        for scenario in _filled("scenarios", self.scenarios if scenarios is None else scenarios):
            row = self.case_columns(self._case(scenario))
            for name in listed:
                series = self.measure(name, scenario, months)
                found = quantiles_over_runs(series.values, q)
                columns = {f"q{100 * level:02.10g}": x for level, x in zip(q, found, strict=True)}
                unit, kept = series.attrs["units"], series[MONTH].values
                parts.append(
                    pd.DataFrame({**row, MEASURE: name, "unit": unit, MONTH: kept, **columns})
                )
        return pd.concat(parts, ignore_index=True)

    def to_frame(self) -> pd.DataFrame:
        """Return the table of runs: one row each, with what varied, its parameters and outcomes.

        The columns are ``scenario``; in a sweep ``base``, the scenario without its point, and the
        varied keys; ``run``; the parameters drawn; and every measure in the last month.
        """
        import pandas as pd

        cases = range(len(self.scenarios))
        blocks = (self.frame(case, slice(0, self.runs)) for case in cases)
        return pd.concat(blocks, ignore_index=True)

    def frame(self, case: int, runs: slice) -> pd.DataFrame:
        """Return the rows of ``to_frame`` for some runs of a case."""
        import pandas as pd

        here = self.data[[PARAMETERS, OUTCOMES]].isel({SCENARIO: case, RUN: runs})
        with self.reading():
            parameters, outcomes = here[PARAMETERS].values, here[OUTCOMES].values
        return pd.concat(
            [
                pd.DataFrame({**self.case_columns(case), RUN: here[RUN].values}),
                pd.DataFrame(parameters, columns=self.manifest.labels[PARAMETER]),
                pd.DataFrame(outcomes, columns=self.manifest.labels[MEASURE]),
            ],
            axis=1,
        )


def _filled(argument: str, names: str | Sequence[str]) -> tuple[str, ...]:
    """Return names as a tuple, of which there is at least one."""
    listed = several(names)
    if not listed:
        raise ArgumentError(f"{argument} is empty; allowed: a name or a list of names")
    return listed


def open_results(folder: str | Path, *, definition: Definition = SHIPPED) -> Results:
    """Open a result directory.

    ``definition`` is the model of which the results are, if not the one shipped: a results file
    names none. Without it, what the shipped model does not know is told in the last month alone.

    Raises
    ------
    StoreError
        When the directory holds no results, or damaged or unfinished ones.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from multipolar import simulate
    >>> with TemporaryDirectory() as folder:
    ...     stored = simulate("baseline", runs=4, out=f"{folder}/batch")
    ...     open_results(f"{folder}/batch").runs
    4
    """
    store = Store.open(path(folder, "folder"), definition)
    store.check()
    return Results(store)
