"""Notebooks on the site: executed at each build, with few runs."""

import re

import nbformat

RUNS = 8
NOTE = (
    f"*On this page every ensemble has {RUNS} runs, so that the site is built in minutes: its "
    "numbers are rough. Run the notebook yourself for better ones.*"
)


def read(text: str) -> nbformat.NotebookNode:
    """Return a notebook that asks for few runs and says so below its title."""
    notebook = nbformat.reads(text, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.source = re.sub(r"\bruns=\d+", f"runs={RUNS}", cell.source)
    title, _, rest = notebook.cells[0].source.partition("\n")
    notebook.cells[0].source = f"{title}\n\n{NOTE}\n{rest}"
    return notebook
