"""Stored runs: labels, trajectories and measures of an ensemble, read from its store."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import xarray as xr
import zarr
from numpy.typing import NDArray

from multipolar.arguments import ArgumentError, known, whole
from multipolar.axes import ARENA, CHALLENGER, MONTH, RUN, SATELLITE, SPONSOR, STATE, THEATRE
from multipolar.ensemble.files import NotMeant, StoreError
from multipolar.ensemble.labels import SCENARIO, MeasureRow, places, reordered
from multipolar.ensemble.store import ARRAYS, Store
from multipolar.measures import measure_at
from multipolar.scenario import Spec
from multipolar.sources import ParameterSource
from multipolar.world import Roster, make_roster

if TYPE_CHECKING:
    import pandas as pd


BASE = "base"


_RUNS_SIDE_BY_SIDE = {"array.order": "F"}
"""Arrays are read as they were written, which is twice as fast as turning them round."""


EVERY = slice(None)
"""All runs, or all months."""


Labels = str | int | Sequence[str] | Sequence[int] | slice


_ALSO = {STATE: (CHALLENGER, SPONSOR, SATELLITE), THEATRE: (ARENA,)}
"""Axes that a word means beside its own."""


class StoredRuns:
    """What the store of an ensemble holds, read when asked for.

    Parameters
    ----------
    store : Store
        Store that holds it.
    """

    def __init__(self, store: Store) -> None:
        self.definition = store.definition
        self.manifest = store.manifest
        self.specs: tuple[Spec, ...] = store.specs
        self.folder = store.folder
        labels = self.manifest.labels
        with self.reading(), zarr.config.set(_RUNS_SIDE_BY_SIDE):
            stored = xr.open_zarr(store.zarr_store, consolidated=False, chunks=None)
            self.data: xr.Dataset = stored.assign_coords(
                {RUN: np.arange(self.runs)}
                | {axis: names for axis, names in labels.items() if axis in stored.dims}
                | {name: (SCENARIO, values) for name, values in self._varied().items()}
            )

    @property
    def scenarios(self) -> tuple[str, ...]:
        """Names of the scenarios; in a sweep, of each scenario at each point."""
        return tuple(case.name for case in self.manifest.cases)

    @property
    def cases(self) -> pd.DataFrame:
        """Table of exactly what varied: one row for each scenario at each point of the sweep."""
        import pandas as pd

        return pd.DataFrame({SCENARIO: self.scenarios, **self._varied()})

    @property
    def unknown_model(self) -> str:
        """Fingerprint of the model of these results, if another than the one they are read with."""
        return self.manifest.definition if self.definition.is_shipped else ""

    def need_model(self) -> None:
        """Check that these results are read with the model that made them.

        Raises
        ------
        StoreError
            When they are of another model than the shipped one and were opened without it.
        """
        if self.unknown_model:
            raise StoreError(
                f"{self.folder}: made with another model than the shipped one (fingerprint "
                f"{self.unknown_model}), whose rules and labels are not known here; in Python, "
                "open them with open_results(folder, definition=…)"
            )

    @cached_property
    def roster(self) -> Roster:
        """States of the runs, in the order in which ``read`` returns them.

        Raises
        ------
        StoreError
            When this program does not know the states of these results.
        """
        try:
            return self.roster_of(0)
        except (ValueError, KeyError, TypeError) as error:
            raise StoreError(f"{self.folder}: states of another version ({error})") from None

    def roster_of(self, case: int) -> Roster:
        """States of a case, with the facts of its scenario."""
        return make_roster(self.specs[case].states, self.specs[case].own_figures)

    @property
    def runs(self) -> int:
        """Number of runs of each scenario."""
        return self.manifest.runs

    @property
    def seed(self) -> int:
        """Seed of the experiment."""
        return self.manifest.seed

    @property
    def parameter_source(self) -> ParameterSource:
        """Where runs took their parameters from: posterior, prior or default."""
        return self.manifest.parameters

    @property
    def monthly(self) -> bool:
        """Whether every measure can be told month by month, not in the last month alone."""
        return self.manifest.about.everything and not self._strange

    @cached_property
    def _strange(self) -> str:
        """What this program lacks to compute the measures of these results month by month."""
        about = self.manifest.about
        unknown = [name for name in about.measures if name not in self.definition.measures]
        unread = [name for name in self.definition.recorded if name not in about.attributes]
        try:
            for name in about.attributes:
                places(about, self.manifest.labels, name, self.roster)
        except LookupError as error:
            return str(error.args[0])
        return ", ".join(unknown or unread)

    @property
    def headline(self) -> tuple[str, ...]:
        """Measures that the summary shows."""
        about = self.manifest.about.measures
        return tuple(name for name, row in about.items() if row.headline)

    def about(self, name: str) -> MeasureRow:
        """Return title, unit and smallest relevant change of a measure, as these results tell them.

        Raises
        ------
        KeyError
            When these results have no such measure; the message names the nearest.
        """
        self.check_names([name])
        return self.manifest.about.measures[name]

    @property
    def months(self) -> tuple[str, ...]:
        """Months of the runs."""
        return tuple(self.manifest.labels[MONTH])

    def select(self, name: str, **labels: Labels) -> xr.DataArray:
        """Return part of the trajectories of an attribute, still unread.

        Parameters
        ----------
        name : str
            Name of a recorded attribute.
        labels : str, int, list of them or slice
            What to keep, by axis: ``scenario``, ``month``, ``state``, ``theatre``, ``target`` and
            so on, and ``run`` by its number; ``month=slice("2024-01", "2024-12")`` is a span with
            both of its ends. ``state`` also means those axes that hold some of the states, as
            ``theatre`` means arenas.

        Raises
        ------
        KeyError
            When there is no such attribute, axis or label; the message names the nearest.
        ArgumentError
            When a run is no number of one, or a span ends before it begins.
        """
        self.check_names([], [name])
        array = self.data[name]
        index: dict[str, Any] = {}
        for word, wanted in labels.items():
            axes = [str(axis) for axis in array.dims]
            axis = next((axis for axis in _ALSO.get(word, ()) if axis in axes), word)
            known(axis, axes, "axis")
            index[axis] = _places(wanted, self.data[axis].values.tolist(), axis)
        return array.isel(index).assign_attrs(units=self.manifest.about.attributes[name].unit)

    def case_columns(self, case: int) -> dict[str, Any]:
        """Return the columns that tell a case in a table: its name and what it varies."""
        varied = {name: values[case] for name, values in self._varied().items()}
        return {SCENARIO: self.scenarios[case], **varied}

    def check_names(self, measures: Sequence[str], trajectories: Sequence[str] = ()) -> None:
        """Check that there are such measures and recorded attributes.

        Raises
        ------
        KeyError
            When there is no such name; the message names the nearest.
        """
        for name in measures:
            known(name, self.manifest.about.measures, "measure in these results,")
        for name in trajectories:
            known(name, self.manifest.recorded, "recorded attribute")

    def measures_of(
        self, case: int, runs: slice, names: Sequence[str], months: Sequence[int] | None = None
    ) -> dict[str, NDArray[np.float64]]:
        """Return measures of some runs of a case, each of shape (runs, months).

        ``months`` are places of months, all by default.
        """
        measures = self.definition.measures
        unknown = [name for name in names if name not in measures]
        if unknown:
            raise StoreError(
                f"{self.folder}: {', '.join(unknown)}: told in the last month alone, since this "
                "version of the program has no such measure"
            )
        roster = self.roster_of(case)
        absent = self.definition.not_defined(roster)
        defined = [name for name in names if name not in absent]
        data = self.trajectories(case, runs)
        if months is None:
            found = {name: measures[name].compute(data, roster) for name in defined}
        else:
            there = self.trajectories(case, runs, months)
            found = measure_at(months, data, there, roster, defined, measures)
        shape = (
            len(range(*runs.indices(self.runs))),
            len(self.months if months is None else months),
        )
        return {name: found[name] if name in found else np.full(shape, np.nan) for name in names}

    def block_ranges(self) -> Iterator[slice]:
        """Yield the runs of each block, as they are stored."""
        for first in range(0, self.runs, self.manifest.block):
            yield slice(first, min(first + self.manifest.block, self.runs))

    def _varied(self) -> dict[str, list[Any]]:
        rows = [case.varied for case in self.manifest.cases]
        keys = dict.fromkeys(key for row in rows for key in row)
        if not keys:
            return {}
        base = {BASE: [case.scenario for case in self.manifest.cases]}
        return base | {key: _column([_scalar(row.get(key)) for row in rows]) for key in keys}

    def _case(self, scenario: str | None) -> int:
        if scenario is None:
            return 0
        return self.scenarios.index(known(scenario, self.scenarios, "scenario"))

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Turn an error of reading what is stored into one that says where."""
        try:
            yield
        except (OSError, RuntimeError, ValueError) as error:
            if self.folder is None or isinstance(error, StoreError):
                raise
            why = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise StoreError(f"{self.folder / ARRAYS}: cannot be read ({why})") from error

    def trajectories(
        self, case: int, runs: slice = EVERY, months: Sequence[int] | slice = EVERY
    ) -> Mapping[str, NDArray[np.float32]]:
        """Return attributes by name, (runs, months, …), each read when it is first asked for.

        ``case`` is the place of a scenario, ``months`` are places of months; see ``read``.
        """
        return _Trajectories(self, case, runs, months)

    def read(
        self, name: str, case: int, runs: slice = EVERY, months: Sequence[int] | slice = EVERY
    ) -> Any:
        """Return the trajectories of an attribute in some runs and months of a case, read.

        Members of each axis stand in the order of ``roster``, however the store orders them.

        Raises
        ------
        StoreError
            When they were not recorded, or cannot be read.
        """
        values = self.stored(name, case, runs, months)
        try:
            order = places(
                self.manifest.about, self.manifest.labels, name, self.roster, self.definition
            )
        except LookupError as error:
            raise StoreError(f"{self.folder}: {name}: {error.args[0]}") from None
        return reordered(values, order)

    def stored(
        self, name: str, case: int, runs: slice = EVERY, months: Sequence[int] | slice = EVERY
    ) -> NDArray[np.float32]:
        """Return what ``read`` returns, with members in the order of the labels of the store."""
        if name not in self.manifest.recorded:
            where = self.folder or "these results"
            raise NotMeant(
                f"{where}: {name} is not recorded month by month; "
                f"what is: {self.manifest.recorded_text}"
            )
        with self.reading():
            place = {SCENARIO: case, RUN: runs, MONTH: months}
            return np.asarray(self.data[name].isel(place).values)


class _Trajectories(dict[str, Any]):
    """Trajectories by name, read when first asked for."""

    def __init__(
        self, results: StoredRuns, case: int, runs: slice, months: Sequence[int] | slice
    ) -> None:
        super().__init__()
        self._results, self._where = results, (case, runs, months)

    def __missing__(self, name: str) -> Any:
        self[name] = self._results.read(name, *self._where)
        return self[name]


def _places(wanted: Labels, members: Sequence[Any], axis: str) -> int | list[int] | slice:
    """Return where on an axis labels stand; a span has both of its ends."""
    if isinstance(wanted, slice):
        return _span(wanted, members, axis)
    if isinstance(wanted, str) or not isinstance(wanted, Iterable):
        return _place(wanted, members, axis)
    return [_place(label, members, axis) for label in wanted]


def _span(wanted: slice, members: Sequence[Any], axis: str) -> slice:
    ends = (
        members[0] if wanted.start is None else wanted.start,
        members[-1] if wanted.stop is None else wanted.stop,
    )
    first, last = (_place(end, members, axis) for end in ends)
    if last < first:
        raise ArgumentError(
            f"{axis} is a span from {ends[0]} to {ends[1]}; allowed: one that ends where it "
            f"begins or later, from {members[0]} to {members[-1]}"
        )
    step = 1 if wanted.step is None else whole(wanted.step, f"step of {axis}", least=1)
    return slice(first, last + 1, step)


def _place(label: object, members: Sequence[Any], axis: str) -> int:
    """Return where on an axis a label stands; a run stands where its number says."""
    if axis == RUN:
        return whole(label, RUN, most=len(members) - 1)
    return members.index(known(label, members, axis))


def _column(values: list[Any]) -> list[Any]:
    """Return values of one type, which tables and arrays need.

    Numbers are all floats where one of them is; values of different kinds are texts.
    """
    kinds = set(map(type, values)) - {type(None)}
    if kinds == {int, float}:
        return [value if value is None else float(value) for value in values]
    if len(kinds) < 2:
        return values
    return [value if isinstance(value, str) else json.dumps(value) for value in values]


def _scalar(value: Any) -> Any:
    return (
        value if value is None or isinstance(value, bool | int | float | str) else json.dumps(value)
    )
