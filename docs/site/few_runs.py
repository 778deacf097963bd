"""Notebooks on the site: executed at each build, with few runs and without sliders."""

import re

import nbformat

RUNS = 8
NOTE = (
    f"*On this page an ensemble has {RUNS} runs unless its cell names another number, so that the "
    "site is built in minutes: its numbers are rough. Run the notebook yourself for better ones.*"
)
NO_SLIDERS = """
import ipywidgets


def interact(function, **sliders):
    usual = ipywidgets.interactive(function, **sliders).kwargs_widgets
    return function(**{slider._kwarg: slider.value for slider in usual})


ipywidgets.interact = interact
"""
"""Shows what the sliders begin with. A page has no kernel that would answer them, and what a slider
shows reaches a notebook's client by a way on which it may wait for ever (jupyter/nbclient#312)."""


def read(text: str) -> nbformat.NotebookNode:
    """Return a notebook that asks for few runs and says so below its title."""
    notebook = nbformat.reads(text, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.source = re.sub(r"\bruns=\d+", f"runs={RUNS}", cell.source)
    title, _, rest = notebook.cells[0].source.partition("\n")
    notebook.cells[0].source = f"{title}\n\n{NOTE}\n{rest}"
    hidden = {"tags": ["remove-cell"]}
    notebook.cells.insert(1, nbformat.v4.new_code_cell(NO_SLIDERS, metadata=hidden))
    return notebook
