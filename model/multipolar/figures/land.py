"""Ground of land: coasts without a border, and a disk for each state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from numpy.typing import NDArray

from multipolar.arrays import Array
from multipolar.figures.picture import Picture
from multipolar.figures.style import SIZE
from multipolar.figures.tiles import Tile
from multipolar.readonly import kept
from multipolar.world.points import points
from multipolar.world.tables import read_table

NOTE = (
    "disks: UN states, on the land that the UN recognises as theirs, and Taiwan; coasts: Natural "
    "Earth, no borders, disputed or not; codes where there is room"
)

BESIDE = (
    (6.2, 0.0),
    (-6.2, 0.0),
    (0.0, 4.6),
    (0.0, -4.6),
    (5.2, 3.4),
    (5.2, -3.4),
    (-5.2, 3.4),
    (-5.2, -3.4),
)
"""Where the middle of a code may stand from its mark: across and up, in degrees of longitude."""

CLEAR, APART = (5.0, 3.2), (8.0, 3.6)
"""Least distance of a code's middle from a mark, and from another code, across or up."""

EDGE = 176.0
"""Longitude beyond which a code would leave the picture."""

STRETCH = 1.25
"""Height of a degree of latitude over the width of one of longitude, as at 37 degrees."""


@kept
def coasts() -> tuple[NDArray[np.float64], ...]:
    """Return the rings of the coasts, each of shape (points, 2), in degrees.

    The union of all territories of Natural Earth 1:110m (public domain), simplified to a quarter
    of a degree, without Antarctica: no border is left in it.
    """
    rings: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for row in read_table("land.csv", "multipolar.figures"):
        rings[row["ring"]].append((float(row["longitude"]), float(row["latitude"])))
    return tuple(np.array(ring) for ring in rings.values())


def draw_land(tiles: Sequence[Tile]) -> tuple[Figure, Axes]:
    """Return a figure of the states' disks on the land, and its axes."""
    figure = Picture(figsize=SIZE)
    axes = figure.add_axes((0.008, 0.06, 0.984, 0.875))
    axes.add_collection(PolyCollection(coasts(), facecolors="0.95", edgecolors="0.75"))
    x, y = np.array([points()[tile.iso3] for tile in tiles]).T
    colours = np.array([to_rgba(tile.colour) for tile in tiles])
    below = np.array([tile.number.startswith("−") for tile in tiles])
    for mine, mark in ((~below, "o"), (below, "v")):
        axes.scatter(
            x[mine], y[mine], s=75, c=colours[mine], marker=mark, edgecolors="0.25", zorder=3
        )
    unsure = np.array([tile.unsure for tile in tiles])
    axes.scatter(x[unsure], y[unsure], s=190, facecolors="none", edgecolors="black", zorder=4)
    axes.set_xlim(-182, 182)
    axes.set_ylim(-57, 84)
    axes.set_aspect(STRETCH)
    axes.set_axis_off()
    _label(axes, tiles, x, y)
    return figure, axes


def _label(axes: Axes, tiles: Sequence[Tile], x: Array, y: Array) -> None:
    """Write the code of each state beside its mark, where no other mark or code stands."""
    kept = np.empty((0, 2))
    marks = np.column_stack([x, y * STRETCH])
    for tile, mark in zip(tiles, marks, strict=True):
        for across, up in BESIDE:
            middle = mark + np.array([across, up])
            inside = abs(middle[0]) < EDGE
            free = np.abs(marks - middle) > CLEAR
            apart = np.abs(kept - middle) > APART
            if inside and free.any(axis=1).all() and apart.any(axis=1).all():
                kept = np.vstack([kept, middle])
                axes.text(
                    middle[0],
                    middle[1] / STRETCH,
                    tile.iso3,
                    fontsize=8,
                    ha="center",
                    va="center",
                    color="0.15",
                    zorder=5,
                )
                break
