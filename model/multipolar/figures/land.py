"""Ground of land: coasts without a border, and a disk for each state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from numpy.typing import NDArray

from multipolar.figures.style import SIZE, Picture
from multipolar.figures.tiles import Tile
from multipolar.readonly import kept
from multipolar.world.points import points
from multipolar.world.tables import read_table

NOTE = (
    "disks: UN states, on the land that the UN recognises as theirs, and Taiwan; coasts: Natural "
    "Earth, no borders, disputed or not"
)

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
    axes.scatter(x, y, s=75, c=[tile.colour for tile in tiles], edgecolors="0.25", zorder=3)
    unsure = np.array([tile.unsure for tile in tiles])
    axes.scatter(x[unsure], y[unsure], s=190, facecolors="none", edgecolors="black", zorder=4)
    axes.set_xlim(-182, 182)
    axes.set_ylim(-57, 84)
    axes.set_aspect(STRETCH)
    axes.set_axis_off()
    return figure, axes
