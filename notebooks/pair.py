"""Write the .ipynb beside each .py notebook: the same cells, without outputs.

Run ``python notebooks/pair.py`` after changing a notebook.
"""

from pathlib import Path

import jupytext
import nbformat

FOLDER = Path(__file__).parent


def sources() -> list[Path]:
    """Return the notebooks, in reading order."""
    return sorted(FOLDER.glob("[0-9]*.py"))


def read(source: Path) -> nbformat.NotebookNode:
    """Return a notebook of its cells; they are numbered, so the same source gives the same file."""
    notebook = jupytext.read(source)
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number:02}"
    return notebook


def text(source: Path) -> str:
    """Return the .ipynb file of a source."""
    return nbformat.writes(read(source)) + "\n"


if __name__ == "__main__":
    for source in sources():
        source.with_suffix(".ipynb").write_text(text(source), encoding="utf-8")
