"""Vectors: parameters that a table gives, row by row, and the luck that the rows meet.

A design of ``rows`` vectors is run ``each`` times. Run ``v * each + r`` takes vector v. With common
luck it meets the luck of run r, the same for every vector, so that rows differ by their parameters
alone. With own luck it meets that of its own number, as in an ordinary ensemble.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

import numpy as np
from numpy.typing import NDArray

from multipolar.arguments import ArgumentError, in_words, known, several, whole
from multipolar.arrays import Array
from multipolar.axes import MOST_RUNS
from multipolar.definition import Definition
from multipolar.ensemble.files import StoreError
from multipolar.ensemble.problem import problem
from multipolar.files import read_file, replace_file
from multipolar.luck import Luck
from multipolar.rules.parameters import Parameter
from multipolar.scenario import Spec

if TYPE_CHECKING:
    from multipolar.model import MultipolarModel

VECTORS = "vectors.npy"
VectorLuck = Literal["common", "own"]
LUCKS: tuple[VectorLuck, ...] = get_args(VectorLuck)
_LARGEST = 2**31
"""Bytes that a stored table may have."""

_ROUNDING = 1e-12
"""Share of a domain by which a value may leave it: samplers of others round."""


@dataclass(frozen=True, eq=False)
class GivenVectors:
    """The vectors of a block of runs.

    Parameters
    ----------
    values : mapping of str to ndarray
        Parameters by full name, each of shape (runs,).
    met : ndarray, optional
        Number of the run whose luck each row meets; by default each meets that of its own.
    """

    values: Mapping[str, Array]
    met: NDArray[np.intp] | None = None

    @property
    def digest(self) -> str:
        """SHA-256 of values and luck."""
        said = sha256(repr(tuple(self.values)).encode())
        for array in self.values.values():
            said.update(array.tobytes())
        said.update(b"own" if self.met is None else self.met.astype(np.int64).tobytes())
        return said.hexdigest()

    def begin(self, model: MultipolarModel, first_run: int) -> None:
        """Let a model begin with these vectors and this luck."""
        model.rewind(first_run if self.met is None else 0, self.values)
        if self.met is not None:
            model.luck = Luck(model.seed, 0, 1 + int(self.met.max()), None, self.met)


@dataclass(frozen=True, eq=False)
class Vectors:
    """A design of parameter vectors.

    Parameters
    ----------
    names : tuple of str
        Full names of the parameters.
    table : ndarray
        A vector in each row, shape (rows, names).
    luck : {"common", "own"}
        Whether every row meets the same luck, or each its own.
    each : int
        Runs of each row.
    """

    names: tuple[str, ...]
    table: Array
    luck: VectorLuck
    each: int

    @property
    def rows(self) -> int:
        """Number of vectors."""
        return len(self.table)

    @property
    def runs(self) -> int:
        """Number of runs of all vectors."""
        return self.rows * self.each

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the table, its names, the luck and the runs of a row."""
        said = repr((self.names, self.table.shape, self.luck, self.each)).encode()
        return sha256(said + np.ascontiguousarray(self.table).tobytes()).hexdigest()

    def block(self, first_run: int, runs: int) -> GivenVectors:
        """Return the vectors of a range of runs."""
        run = np.arange(first_run, first_run + runs)
        rows = self.table[run // self.each]
        values = {name: np.ascontiguousarray(rows[:, k]) for k, name in enumerate(self.names)}
        return GivenVectors(values, run % self.each if self.luck == "common" else None)

    def save(self, folder: Path) -> None:
        """Write the table into a directory of results."""
        content = io.BytesIO()
        np.save(content, self.table, allow_pickle=False)
        replace_file(folder / VECTORS, content.getvalue())


def read_vectors(
    given: object,
    *,
    luck: str | None,
    runs: object,
    order: Sequence[str],
    table: Mapping[str, Parameter],
) -> Vectors:
    """Return the design that a person gave.

    Parameters
    ----------
    given : DataFrame, mapping or array
        A column for each parameter, by full name; or an array with a column for each parameter of
        ``order``.
    luck : {"common", "own"}, optional
        Luck of the rows, common by default.
    runs : int
        Runs of each row, 1 or larger.
    order : sequence of str
        Names of the columns of an array: those of ``problem()``.
    table : mapping of str to Parameter
        Every parameter of the model.

    Raises
    ------
    ArgumentError
        When a parameter is unknown, a value is no number of its domain, or the shape is no table.
    """
    each = whole(runs, "runs", least=1)
    met = cast(VectorLuck, known("common" if luck is None else luck, LUCKS, "luck"))
    names, columns = _columns(given, order)
    for name in names:
        known(name, table, "parameter")
    values = np.stack(
        [_within(column, table[name]) for name, column in zip(names, columns, strict=True)], axis=1
    )
    whole(len(values) * each, "rows of vectors times runs", most=MOST_RUNS)
    return Vectors(names, values, met, each)


def vectors_for(
    spec: Spec,
    given: object,
    luck: str | None,
    runs: int,
    parameters: str | None,
    definition: Definition,
) -> Vectors | None:
    """Return the design of an experiment, or none where runs draw their parameters.

    Raises
    ------
    ArgumentError
        As in ``read_vectors``, and when both vectors and a source of parameters are given.
    """
    if given is None:
        if luck is not None:
            raise ArgumentError(f"luck is {luck!r} without vectors; allowed: both, or neither")
        return None
    if parameters not in (None, "default"):
        raise ArgumentError(
            f"parameters is {parameters!r} beside vectors; allowed: one of the two, for what the "
            "vectors leave out keeps its default"
        )
    order = problem(spec, definition=definition)["names"]
    return read_vectors(given, luck=luck, runs=runs, order=order, table=definition.parameters)


def _columns(given: Any, order: Sequence[str]) -> tuple[tuple[str, ...], list[Array]]:
    """Return names and columns of a table, all of one length."""
    named = isinstance(given, Mapping) or hasattr(given, "columns")
    try:
        if named:
            names = several(given.columns if hasattr(given, "columns") else given)
            columns = [np.asarray(given[name], dtype=np.float64) for name in names]
        else:
            names, array = tuple(order), np.asarray(given, dtype=np.float64)
            columns = list(array.T) if array.ndim == 2 else []
    except (TypeError, ValueError):
        raise ArgumentError(f"vectors is no table of numbers; allowed: {_ALLOWED}") from None
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise ArgumentError(f"vectors has two columns {twice!r}; allowed: {_ALLOWED}")
    shapes = {column.shape for column in columns}
    right = len(shapes) == 1 and len(next(iter(shapes))) == 1 and 0 not in next(iter(shapes))
    if not right or len(columns) != len(names):
        found = "of columns " + ", ".join(map(str, shapes)) if named else str(np.shape(given))
        wanted = _ALLOWED if named else f"{_ALLOWED}, here (rows, {len(names)})"
        raise ArgumentError(f"vectors has the shape {found}; allowed: {wanted}")
    return names, columns


_ALLOWED = (
    "a table with a column of numbers for each parameter, by full name, or an array with the "
    "columns of problem()"
)


def _within(column: Array, parameter: Parameter) -> Array:
    """Return a column within the domain of its parameter."""
    low, high = parameter.minimum, parameter.maximum
    slack = _ROUNDING * max(1.0, abs(low), abs(high) if np.isfinite(high) else 1.0)
    wrong = np.flatnonzero(
        ~(np.isfinite(column) & (column >= low - slack) & (column <= high + slack))
    )
    if wrong.size:
        raise ArgumentError(
            f"vectors, row {wrong[0]}, {parameter.name} is {column[wrong[0]]:g}; allowed: "
            f"{in_words(low, high)}"
        )
    return column.clip(low, high)


def load_vectors(
    folder: Path, names: Sequence[str], luck: VectorLuck, each: int, digest: str
) -> Vectors:
    """Return the design that a directory of results was begun with.

    Raises
    ------
    StoreError
        When its file is missing, or is not the one that was written.
    """
    file = folder / VECTORS
    try:
        content = io.BytesIO(read_file(file, _LARGEST))
        table = np.load(content, allow_pickle=False)
        if table.dtype != np.float64 or table.ndim != 2 or table.shape[1] != len(names):
            raise ValueError("no table of these parameters")
        found = Vectors(tuple(names), table, luck, each)
        if found.digest != digest:
            raise ValueError("not the vectors that the manifest names")
    except (OSError, ValueError, EOFError) as error:
        raise StoreError(f"{file}: damaged or missing ({error})") from None
    return found
