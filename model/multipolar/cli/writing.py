"""What commands write: pictures, tables and texts, each whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from multipolar.files import harmless_frame, replace_file, whole_file

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


def write_picture(picture: Figure, path: Path) -> Path:
    """Write a picture, of the kind that the name ends in, and return its path.

    The file says in words what the picture shows; in a vector picture text stays text.
    """
    from multipolar.figures.picture import metadata, vector

    kind = path.suffix.lower().removeprefix(".")
    if kind == "svg":
        replace_file(path, vector(picture))
        return path
    with whole_file(path) as partial:
        picture.savefig(partial, metadata=metadata(picture, kind))
    return path


def write_table(table: pd.DataFrame, path: Path) -> Path:
    """Write a table as comma-separated values and return its path."""
    replace_file(path, harmless_frame(table).to_csv(index=False, lineterminator="\n"))
    return path
