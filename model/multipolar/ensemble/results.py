"""Results: trajectories, parameters and outcomes of an ensemble, lazily read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import xarray as xr

from multipolar.axes import MONTH, RUN
from multipolar.ensemble.store import ARRAYS, SCENARIO, Store, StoreError, read_manifest, roster_of
from multipolar.measures import MEASURES
from multipolar.scenario import Spec
from multipolar.world import Roster

if TYPE_CHECKING:
    import pandas as pd

QUANTILES = (0.05, 0.5, 0.95)


class Results:
    """An ensemble's results.

    Parameters
    ----------
    store : Store
        Store that holds them.

    Attributes
    ----------
    data : xarray.Dataset
        Trajectories with the dimensions (scenario, run, month, …), and one row for each run:
        ``parameters`` (scenario, run, parameter) and ``outcomes`` (scenario, run, measure).
    """

    def __init__(self, store: Store) -> None:
        self.manifest = store.manifest
        self.folder = store.folder
        self.complete = store.complete
        stored = xr.open_zarr(store.zarr_store, consolidated=False, chunks=None)
        self.data: xr.Dataset = stored.assign_coords(
            {
                RUN: np.arange(store.manifest["runs"]),
                **{a: n for a, n in store.manifest["labels"].items() if a in stored.dims},
            }
        )

    @cached_property
    def specs(self) -> tuple[Spec, ...]:
        """Scenarios of the results."""
        return tuple(Spec.from_dict(row["spec"]) for row in self.manifest["scenarios"])

    @property
    def scenarios(self) -> tuple[str, ...]:
        """Names of the scenarios."""
        return tuple(spec.name for spec in self.specs)

    @property
    def roster(self) -> Roster:
        """States of the runs."""
        return roster_of(self.specs[0])

    @property
    def runs(self) -> int:
        """Number of runs of each scenario."""
        return int(self.data.sizes[RUN])

    @property
    def months(self) -> tuple[str, ...]:
        """Months of the runs."""
        return tuple(str(month) for month in self.data[MONTH].values)

    def measure(self, name: str, scenario: str | None = None) -> xr.DataArray:
        """Return a measure month by month, dimensions (run, month).

        Raises
        ------
        KeyError
            When there is no such measure or scenario; the message lists what there is.
        """
        if name not in MEASURES:
            raise KeyError(f"no measure {name!r}; there are: {', '.join(MEASURES)}")
        chosen = self.scenarios[0] if scenario is None else scenario
        if chosen not in self.scenarios:
            raise KeyError(f"no scenario {chosen!r}; there are: {', '.join(self.scenarios)}")
        data = self.data.isel({SCENARIO: self.scenarios.index(chosen)})
        values = MEASURES[name].compute(_Columns(data), self.roster)
        return xr.DataArray(
            values,
            dims=(RUN, MONTH),
            coords={RUN: self.data[RUN], MONTH: self.data[MONTH]},
            name=name,
            attrs={"units": MEASURES[name].unit, "long_name": MEASURES[name].title},
        )

    def quantiles(
        self, name: str, q: Sequence[float] = QUANTILES, scenario: str | None = None
    ) -> xr.DataArray:
        """Return quantiles over the runs of a measure, dimensions (quantile, month)."""
        return self.measure(name, scenario).quantile(list(q), dim=RUN)

    def to_frame(self) -> pd.DataFrame:
        """Return the table of runs: one row each, with its parameters and end-of-run measures."""
        parameters = self.data["parameters"].to_dataframe()["parameters"].unstack("parameter")
        outcomes = self.data["outcomes"].to_dataframe()["outcomes"].unstack("measure")
        frame = parameters.join(outcomes)
        frame.columns.name = None
        return frame.reset_index()


class _Columns(dict[str, Any]):
    """Trajectories by name, read from the store when first asked for."""

    def __init__(self, data: xr.Dataset) -> None:
        super().__init__()
        self._data = data

    def __missing__(self, name: str) -> Any:
        self[name] = np.asarray(self._data[name].values)
        return self[name]


def open_results(folder: str | Path) -> Results:
    """Open a result directory.

    Raises
    ------
    StoreError
        When the directory holds no results, or damaged or unfinished ones.
    """
    path = Path(folder)
    manifest = read_manifest(path)
    store = Store(manifest, path)
    if not store.complete:
        raise StoreError(f"{path}: unfinished results; run the same command again to finish them")
    try:
        return Results(store)
    except Exception as error:
        raise StoreError(f"{path / ARRAYS}: cannot be read ({error})") from error
