"""The check of a box by another method: a classification tree of scikit-learn on the same rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multipolar.arrays import Array, Flags
from multipolar.study.boxes import Box, Table
from multipolar.study.prim import LEAST_ROWS


@dataclass(frozen=True)
class Tree:
    """What a classification tree with as many borders as a box makes of the same rows.

    Parameters
    ----------
    columns : tuple of str
        Columns on which it splits, the most important first.
    shared : tuple of str
        Those that the box restricts too.
    coverage, density : float
        Share of the interesting rows that its densest leaves hold, as many rows as the box holds,
        and share of these rows that are interesting; in the half that judges.
    """

    columns: tuple[str, ...]
    shared: tuple[str, ...]
    coverage: float
    density: float


def grow_tree(table: Table, interesting: Flags, judging: Flags, box: Box) -> Tree | None:
    """Return what a tree makes of the rows in which a box was found; nothing without the library.

    Parameters
    ----------
    table, interesting, judging
        As in ``multipolar.study.prim.find_boxes``.
    box : Box
        The box to check.
    """
    try:
        from sklearn.tree import DecisionTreeClassifier
    except ImportError:
        return None
    names, columns = _numbers(table)
    leaves = 1 + sum(np.isfinite((one.low, one.high)).sum() or 1 for one in box.restrictions)
    tree = DecisionTreeClassifier(
        max_leaf_nodes=int(leaves), min_samples_leaf=LEAST_ROWS, random_state=0
    ).fit(columns[~judging], interesting[~judging])
    weight: dict[str, float] = {}
    for name, importance in zip(names, tree.feature_importances_, strict=True):
        weight[name] = weight.get(name, 0.0) + float(importance)
    split = tuple(sorted((n for n in weight if weight[n] > 0.0), key=lambda n: -weight[n]))
    dense = tree.predict_proba(columns[judging])[:, 1]
    taken = np.argsort(-dense, kind="stable")[: box.held.rows]
    hits = interesting[judging]
    restricted = {one.column for one in box.restrictions}
    return Tree(
        split,
        tuple(name for name in split if name in restricted),
        float(hits[taken].sum() / hits.sum()),
        float(hits[taken].mean()),
    )


def _numbers(table: Table) -> tuple[list[str], Array]:
    """Return the columns of a table as numbers, (rows, columns), a word as yes or no for each."""
    names: list[str] = []
    columns: list[Array] = []
    for name in sorted(table):
        column = table[name]
        parts = (
            [column == word for word in np.unique(column)] if column.dtype.kind == "U" else [column]
        )
        names += [name] * len(parts)
        columns += [np.asarray(part, dtype=np.float64) for part in parts]
    return names, np.stack(columns, axis=1)
