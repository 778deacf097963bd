"""Each notebook runs from top to bottom, warns of nothing, and shows each picture once.

``python tests/proofs/notebooks.py`` executes all with few runs: four minutes. With
``--sample SEED`` one that the seed draws. The site executes all of them as well.
"""

import argparse
import asyncio
import random
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from nbclient import NotebookClient

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[2] / "docs" / "site"))

from few_runs import read

from drawn_cells import draws, figure_functions

ROOT = Path(__file__).parents[2]


def wrong(file):
    """Execute a notebook, and yield what is wrong with what came out."""
    notebook = read(file.read_text(encoding="utf-8"))
    with TemporaryDirectory() as folder:
        resources = {"metadata": {"path": folder}}
        client = NotebookClient(notebook, timeout=3600, kernel_name="python3", resources=resources)
        asyncio.run(client.async_execute())
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    if not any(cell.outputs for cell in cells):
        yield "shows nothing"
    drawn = figure_functions(cells)
    for number, cell in enumerate(cells, 1):
        if told := [o.text for o in cell.outputs if o.get("name") == "stderr"]:
            yield f"cell {number} of code warns: {told[0]}"
        pictures = sum("image/png" in output.get("data", {}) for output in cell.outputs)
        if pictures != draws(cell, drawn):
            yield f"cell {number} of code shows {pictures} pictures"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sample", type=int, metavar="SEED")
    seed = parser.parse_args().sample
    files = sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))
    if seed is not None:
        files = random.Random(seed).sample(files, 1)
    found = [f"{file.name}: {problem}" for file in files for problem in wrong(file)]
    print("\n".join(found) or f"{', '.join(file.stem for file in files)}: nothing wrong")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
