"""Solve the response surfaces again: ``python -m multipolar.trade response_surface.csv``."""

from __future__ import annotations

import sys
from pathlib import Path

from multipolar.files import csv_text, replace_file
from multipolar.trade.surface import TARGETS, solve_surface, surface_rows, target_world


def write_surfaces(path: Path) -> None:
    """Solve the surface of every target and write the table."""
    table = [
        row
        for target in TARGETS
        for row in surface_rows(solve_surface(target_world(target), target))
    ]
    replace_file(path, csv_text(table[0], (row.values() for row in table)))


if __name__ == "__main__":
    write_surfaces(Path(sys.argv[1]))
