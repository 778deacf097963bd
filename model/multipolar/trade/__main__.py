"""Solve the response surfaces again: ``python -m multipolar.trade response_surface.csv``."""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from multipolar.trade.surface import TARGETS, solve_surface, surface_rows, target_world


def write_surfaces(path: Path) -> None:
    """Solve the surface of every target and write the table."""
    table = [
        row
        for target in TARGETS
        for row in surface_rows(solve_surface(target_world(target), target))
    ]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(table[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)


if __name__ == "__main__":
    write_surfaces(Path(sys.argv[1]))
