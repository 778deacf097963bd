"""Where states lie: a point for each, and how far two are from each other."""

from __future__ import annotations

import numpy as np

from multipolar.readonly import kept
from multipolar.world.tables import read_table

RADIUS = 6371.0
"""Mean radius of the Earth, km."""


@kept
def points() -> dict[str, tuple[float, float]]:
    """Return the longitude and latitude of each state's point, in degrees.

    A point inside the largest part of the territory, or the capital where the coasts are too
    coarse for the state; computed from Natural Earth 1:110m (public domain).
    """
    rows = read_table("points.csv")
    return {row["iso3"]: (float(row["longitude"]), float(row["latitude"])) for row in rows}


def distance(one: str, other: str) -> float:
    """Return the great-circle distance between the points of two states, km."""
    (east, north), (east_too, north_too) = np.radians(points()[one]), np.radians(points()[other])
    along = np.sin((north_too - north) / 2.0) ** 2
    across = np.cos(north) * np.cos(north_too) * np.sin((east_too - east) / 2.0) ** 2
    return float(2.0 * RADIUS * np.arcsin(np.sqrt(along + across)))
