"""Each notebook is what its pair says.

That each runs from top to bottom is seen by the site, and by the proof of this name.
"""

import importlib.util
import re
from itertools import pairwise
from pathlib import Path

import pytest

from drawn_cells import draws, figure_functions

ROOT = Path(__file__).parents[2] / "notebooks"
SOURCES = sorted(ROOT.glob("[0-9]*.py"))
by_name = pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)


@pytest.fixture(scope="module")
def pair():
    """Return the script that pairs them, loaded when it is used: what it imports takes seconds."""
    found = importlib.util.spec_from_file_location("pair", ROOT / "pair.py")
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def test_there_are_ten(pair):
    assert pair.sources() == SOURCES
    assert [source.stem[:2] for source in SOURCES] == [f"{number:02}" for number in range(1, 11)]


@by_name
def test_it_opens_with_what_the_reader_will_learn(pair, source):
    first = pair.read(source).cells[0]
    assert first.cell_type == "markdown"
    assert "**You will learn**" in first.source
    assert "gives no probability of war" in first.source


@by_name
def test_the_pair_holds_the_same_cells(pair, source):
    paired = source.with_suffix(".ipynb").read_text(encoding="utf-8")
    assert paired == pair.text(source), "run: python notebooks/pair.py"


def test_every_slider_stands_below_a_static_result(pair):
    """Whoever does not run the notebook reads a table of the same function."""
    found = 0
    for source in SOURCES:
        cells = pair.read(source).cells
        for above, cell in pairwise(cells):
            for function in re.findall(r"interact\(\s*(\w+)", cell.source):
                found += 1
                assert above.cell_type == "code"
                assert f"{function}(" in above.source.splitlines()[-1], source.stem
    assert found >= 2


@by_name
def test_prose_states_no_result(pair, source):
    """What the runs come to stands in outputs, beside its interval and runs, and never in text."""
    for cell in pair.read(source).cells:
        if cell.cell_type == "markdown":
            assert not re.search(r"\d+\.\d+ (rungs?|months)|\d %of runs", cell.source)


def test_five_notebooks_draw(pair):
    drawing = []
    for source in SOURCES:
        cells = [cell for cell in pair.read(source).cells if cell.cell_type == "code"]
        if any(draws(cell, figure_functions(cells)) for cell in cells):
            drawing.append(source.stem[:2])
    assert drawing == ["01", "04", "05", "06", "09"]
