"""Labelled arrays by the Climate and Forecast conventions, as other programs expect them.

Months are dates, units are those of UDUNITS, names have no dots. What the model calls a unit stands
beside it as ``unit_in_words``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from multipolar import __version__
from multipolar.axes import MONTH, RUN
from multipolar.ensemble.chunks import OUTCOMES, PARAMETERS
from multipolar.ensemble.labels import MEASURE, PARAMETER, SCENARIO

if TYPE_CHECKING:
    import xarray as xr

    from multipolar.ensemble.results import Results

CONVENTIONS = "CF-1.11"
TIME = "time"
UNITS = {
    "km2": "km2",
    "km2/month": "km2 month-1",
    "m rounds": "1e6",
    "m rounds/month": "1e6 month-1",
    "USD bn/month": "1e9 month-1",
    "EUR m/month": "1e6 month-1",
    "months": "month",
    "per decade": "0.1 year-1",
    "pp": "percent",
    "pp/year": "percent year-1",
    "thousand": "1e3",
    "thousand/month": "1e3 month-1",
    "1/month": "month-1",
}
"""Units of UDUNITS by the word of the model; every other word is a pure number."""

_NAMED = {
    SCENARIO: {"long_name": "scenario, and in a sweep the number of the point"},
    RUN: {"standard_name": "realization", "units": "1", "long_name": "number of the run"},
    TIME: {"standard_name": "time", "axis": "T", "long_name": "month, by its first day"},
}


def variables(
    results: Results, measures: Sequence[str], trajectories: Sequence[str]
) -> Iterator[xr.Dataset]:
    """Yield datasets that together hold results, one after the other, so that few are in memory.

    The first holds the table of runs, ``parameters`` and ``outcomes``; each other one a measure or
    an attribute month by month. An attribute that is called as a measure is ``name_attribute``.
    """
    for data in _parts(results, measures, trajectories):
        yield data.assign_attrs(_about(results))


def _parts(
    results: Results, measures: Sequence[str], trajectories: Sequence[str]
) -> Iterator[xr.Dataset]:
    yield _table_of_runs(results)
    for name in measures:
        yield _labelled(results, name, _path(results, name), results.about(name).unit)
    for name in trajectories:
        row = results.manifest.about.attributes[name]
        with results.reading():
            array = results.data[name].load().drop_encoding()
        called = f"{name}_attribute" if name in measures else name
        about = {"long_name": row.description}
        yield _conform(array.assign_attrs(_units(row.unit) | about).to_dataset(name=called))


def size(results: Results, measures: Sequence[str], trajectories: Sequence[str]) -> int:
    """Return how many bytes the datasets take, with room for labels."""
    path = 8 * len(results.scenarios) * results.runs * len(results.months)
    table = results.data[PARAMETERS].nbytes + results.data[OUTCOMES].nbytes
    read = sum(results.data[name].nbytes for name in trajectories)
    return int(
        table + path * len(measures) + read + _LABELS * (1 + len(measures) + len(trajectories))
    )


_LABELS = 2**16


def _table_of_runs(results: Results) -> xr.Dataset:
    about = results.manifest.about
    with results.reading():
        table = results.data[[PARAMETERS, OUTCOMES]].load().drop_encoding()
    coordinates = {
        MONTH: list(results.months),
        f"{PARAMETER}_unit": (PARAMETER, list(about.parameters.values())),
        f"{MEASURE}_unit": (MEASURE, [row.unit for row in about.measures.values()]),
        f"{MEASURE}_title": (MEASURE, [row.title for row in about.measures.values()]),
    }
    return _conform(table.assign_coords(coordinates))


def _about(results: Results) -> dict[str, Any]:
    manifest = results.manifest
    return {
        "Conventions": CONVENTIONS,
        "title": "multipolar results",
        "source": f"multipolar {__version__}",
        "seed": results.seed,
        "digest": manifest.digest,
        "packages": ", ".join(f"{name} {version}" for name, version in manifest.packages.items()),
    }


def _path(results: Results, name: str) -> Any:
    values = np.empty((len(results.scenarios), results.runs, len(results.months)))
    for case in range(len(results.scenarios)):
        for runs in results.block_ranges():
            values[case, runs] = results.measures_of(case, runs, [name])[name]
    return values


def _labelled(results: Results, name: str, values: Any, unit: str) -> xr.Dataset:
    import xarray as xr

    about = {"long_name": results.about(name).title}
    array = xr.DataArray(values, dims=(SCENARIO, RUN, MONTH), attrs=_units(unit) | about)
    coordinates = {
        SCENARIO: list(results.scenarios),
        RUN: np.arange(results.runs),
        MONTH: list(results.months),
    }
    return _conform(array.to_dataset(name=name).assign_coords(coordinates))


def _units(word: str) -> dict[str, str]:
    return {"units": UNITS.get(word, "1"), "unit_in_words": word}


def _conform(data: xr.Dataset) -> xr.Dataset:
    """Return a dataset with dates for months and with names and attributes of the conventions."""
    names = {str(name): re.sub(r"\W", "_", str(name)) for name in data.variables}
    if MONTH in data.coords:
        dates = np.array([f"{month}-01" for month in data[MONTH].values], dtype="datetime64[ns]")
        data = data.assign_coords({MONTH: dates})
        names[MONTH] = TIME
    told = data.rename({old: new for old, new in names.items() if old != new})
    for old, new in names.items():
        if old != new and new != TIME:
            told[new].attrs["long_name"] = old
    for name, attributes in _NAMED.items():
        if name in told.coords:
            told[name].attrs.update(attributes)
    if TIME in told.coords:
        told[TIME].encoding.update(units="days since 1970-01-01", calendar="standard", dtype="i4")
    return told
