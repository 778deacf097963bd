"""Make a table of the trade model again: ``python -m multipolar.trade response_surface.csv``.

``swing_states.csv`` is the other one: what joining is worth to the states that the model lets join.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from multipolar.arguments import known
from multipolar.files import csv_text, replace_file
from multipolar.trade.stable import game_of, in_2022
from multipolar.trade.surface import TARGETS, solve_surface, surface_rows, target_world
from multipolar.world.tables import read_table

CENTRE = 4.0
"""Elasticity of trade at which losses are solved."""


def write_surfaces(path: Path) -> None:
    """Solve the surface of every target and write the table."""
    table = [
        row
        for target in TARGETS
        for row in surface_rows(solve_surface(target_world(target), target))
    ]
    replace_file(path, csv_text(table[0], (row.values() for row in table)))


def write_swing_states(path: Path) -> None:
    """Write what the state that leads each swing group meets when it thinks of joining.

    ``norm`` is how far its peers stand in the coalition of 2022, from -1 to 1; ``loss`` what
    joining the measures in force against Russia costs it, % of real income.
    """
    game = game_of("RUS", "in_force")
    names = [one.name for one in game.players]
    members = in_2022(names)
    norm, loss = game.norm(members), game.loss(members, CENTRE)
    firsts = [(row["partners"].split()[0], row["swing"]) for row in read_table("swing.csv")]
    rows = (
        (iso3, swing, *np.round([norm[k], loss[k]], 4).tolist(), "D")
        for iso3, swing in firsts
        for k in [names.index(iso3)]
    )
    replace_file(path, csv_text(("iso3", "swing", "norm", "loss", "evidence"), rows))


TABLES = {"response_surface.csv": write_surfaces, "swing_states.csv": write_swing_states}

if __name__ == "__main__":
    place = Path(sys.argv[1])
    TABLES[known(place.name, TABLES, "table")](place)
