"""Exports: long tables and labelled arrays for other programs, written block by block.

``csv`` and ``parquet`` make a directory of tables: ``runs``, one row for each run;
``measures``, one row for each run, month and measure, with its unit; a table of the name of each
attribute that was asked for, one row for each run, month and place; and ``columns``, what each
column is and its unit. In ``csv``, texts that a spreadsheet would take for formulas begin with an
apostrophe (``multipolar.files.harmless``). ``netcdf`` makes one file with the same as labelled
arrays, ``zarr`` one directory of them; see ``multipolar.ensemble.cf``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from multipolar.axes import MONTH, RUN
from multipolar.ensemble.cf import size, variables
from multipolar.ensemble.files import NotMeant, StoreError, explain_os_errors
from multipolar.ensemble.labels import MEASURE, SCENARIO
from multipolar.ensemble.results import Results
from multipolar.ensemble.stored import BASE
from multipolar.files import check_room, harmless_frame, whole_file, whole_folder

if TYPE_CHECKING:
    import pandas as pd

Format = Literal["csv", "parquet", "netcdf", "zarr"]

FORMATS = ("csv", "netcdf", "parquet", "zarr")
NETCDF_NAME = "results.nc"
ZARR_NAME = "results.zarr"
_ADVICE = "name another place with --out"

Write = Callable[["pd.DataFrame"], None]


def export(
    results: Results,
    to: Format,
    out: Path,
    *,
    measures: Sequence[str] | None = None,
    trajectories: Sequence[str] = (),
) -> list[Path]:
    """Write results for other programs and return the files.

    Parameters
    ----------
    results : Results
        The ensemble.
    to : {"csv", "netcdf", "parquet", "zarr"}
        Format.
    out : Path
        Directory to make; it must not exist, or hold nothing.
    measures : sequence of str, optional
        Measures to write month by month; by default the headline ones, where everything is
        recorded month by month, or none.
    trajectories : sequence of str
        Recorded attributes to write in full.

    Raises
    ------
    StoreError
        When the place is taken or cannot be written, or the format's library is not installed.
    KeyError
        When there is no such measure or attribute; the message names the nearest.
    """
    listed = _headline(results) if measures is None else measures
    results.check_names(listed, trajectories)
    if to == "parquet":
        _need_pyarrow()
    with explain_os_errors(out, _ADVICE):
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise NotMeant(f"{out}: exists and holds something; {_ADVICE}")
        with whole_folder(out) as unfinished:
            if to in ("netcdf", "zarr"):
                _write_arrays(results, to, unfinished, listed, trajectories)
            else:
                _write_tables(results, to, unfinished, listed, trajectories)
        return sorted(out.iterdir())


def _headline(results: Results) -> list[str]:
    return list(results.headline) if results.monthly else []


def _write_tables(
    results: Results, to: str, folder: Path, measures: Sequence[str], trajectories: Sequence[str]
) -> None:
    table = _parquet if to == "parquet" else _csv
    with table(folder / f"columns.{to}") as write:
        write(_columns_table(results))
    tables: dict[str, Callable[[int, slice], pd.DataFrame]] = {"runs": results.frame}
    if measures:
        tables["measures"] = partial(_measures_table, results, measures)
    tables |= {name: partial(_trajectory_table, results, name) for name in trajectories}
    for name, rows_of in tables.items():
        with table(folder / f"{name}.{to}") as write:
            for case, runs in _blocks(results):
                write(rows_of(case, runs))


def _blocks(results: Results) -> Iterator[tuple[int, slice]]:
    for case in range(len(results.scenarios)):
        for runs in results.block_ranges():
            yield case, runs


def _columns_table(results: Results) -> pd.DataFrame:
    """Return what each column of the tables is, and its unit."""
    import pandas as pd

    rows = [
        (SCENARIO, "", "scenario, and in a sweep the number of the point"),
        *((key, "", _meaning(key)) for key in results.case_columns(0) if key != SCENARIO),
        (RUN, "", "number of the run; the same luck and parameters in every scenario"),
        (MONTH, "", "month, YYYY-MM"),
        (MEASURE, "", "name of a measure; its unit stands in the column unit"),
    ]
    about = results.manifest.about
    rows += [(name, unit, "parameter drawn by the run") for name, unit in about.parameters.items()]
    rows += [
        (name, row.unit, f"in the last month: {row.description}")
        for name, row in about.measures.items()
    ]
    return pd.DataFrame(rows, columns=["column", "unit", "meaning"])


def _meaning(key: str) -> str:
    return "scenario without its point" if key == BASE else "varied by the sweep"


def _measures_table(results: Results, names: Sequence[str], case: int, runs: slice) -> pd.DataFrame:
    import pandas as pd

    found = results.measures_of(case, runs, names)
    head = results.case_columns(case)
    numbers = np.arange(runs.start, runs.stop)
    months = list(results.months)
    parts = [
        pd.DataFrame(
            {
                **head,
                RUN: np.repeat(numbers, len(months)),
                MONTH: months * len(numbers),
                MEASURE: name,
                "unit": results.about(name).unit,
                "value": values.ravel(),
            }
        )
        for name, values in found.items()
    ]
    return pd.concat(parts, ignore_index=True)


def _trajectory_table(results: Results, name: str, case: int, runs: slice) -> pd.DataFrame:
    import pandas as pd

    array = results.data[name].isel({SCENARIO: case, RUN: runs})
    axes = [str(axis) for axis in array.dims]
    labels = pd.MultiIndex.from_product(
        [
            results.data[axis].values[runs] if axis == RUN else results.data[axis].values
            for axis in axes
        ],
        names=axes,
    ).to_frame(index=False)
    values = pd.DataFrame(
        {
            "unit": results.manifest.about.attributes[name].unit,
            "value": results.stored(name, case, runs).ravel(),
        }
    )
    head = pd.DataFrame(results.case_columns(case), index=values.index)
    return pd.concat([head, labels, values], axis=1)


@contextmanager
def _csv(path: Path) -> Iterator[Write]:
    with path.open("w", encoding="utf-8", newline="") as file:

        def write(table: pd.DataFrame) -> None:
            rows = harmless_frame(table)
            rows.to_csv(file, index=False, header=file.tell() == 0, lineterminator="\n")

        yield write


@contextmanager
def _parquet(path: Path) -> Iterator[Write]:
    import pyarrow
    from pyarrow import parquet

    writer: Any = None

    def write(table: pd.DataFrame) -> None:
        nonlocal writer
        rows = pyarrow.Table.from_pandas(table, preserve_index=False)
        if writer is None:
            writer = parquet.ParquetWriter(path, rows.schema)
        writer.write_table(rows.cast(writer.schema))

    try:
        yield write
    finally:
        if writer is not None:
            writer.close()


def write_table(table: pd.DataFrame, path: Path) -> None:
    """Write a table whole, as its suffix says: ``.csv`` or ``.parquet``.

    Raises
    ------
    StoreError
        When the library of the format is not installed.
    """
    parquet = path.suffix == ".parquet"
    if parquet:
        _need_pyarrow()
    with whole_file(path) as unfinished, (_parquet if parquet else _csv)(unfinished) as write:
        write(table)


def _need_pyarrow() -> None:
    from importlib.util import find_spec

    if find_spec("pyarrow") is None:
        raise StoreError("pyarrow is not installed: pip install 'multipolar[parquet]'")


def _write_arrays(
    results: Results,
    to: str,
    folder: Path,
    measures: Sequence[str],
    trajectories: Sequence[str],
) -> None:
    """Write one variable after the other, so that no more than one is in memory."""
    check_room(folder, size(results, measures, trajectories))
    for number, data in enumerate(variables(results, measures, trajectories)):
        mode: Any = "a" if number else "w"
        if to == "netcdf":
            data.to_netcdf(folder / NETCDF_NAME, mode=mode, engine="h5netcdf")
        else:
            data.to_zarr(folder / ZARR_NAME, mode=mode, zarr_format=2, consolidated=True)
