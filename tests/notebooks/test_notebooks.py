"""Each notebook runs from top to bottom, and is what its pair says."""

import ast
import asyncio
import importlib.util
import re
import warnings
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "notebooks"
RUNS = 8


def load(file):
    module_spec = importlib.util.spec_from_file_location(file.stem, file)
    module = importlib.util.module_from_spec(module_spec)
    module_spec.loader.exec_module(module)
    return module


pair = load(ROOT / "pair.py")
SOURCES = pair.sources()
by_name = pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)


def test_there_are_ten():
    assert [source.stem[:2] for source in SOURCES] == [f"{number:02}" for number in range(1, 11)]


@by_name
def test_it_opens_with_what_the_reader_will_learn(source):
    first = pair.read(source).cells[0]
    assert first.cell_type == "markdown"
    assert "**You will learn**" in first.source
    assert "gives no probability of war" in first.source


@by_name
def test_the_pair_holds_the_same_cells(source):
    paired = source.with_suffix(".ipynb").read_text(encoding="utf-8")
    assert paired == pair.text(source), "run: python notebooks/pair.py"


def test_every_slider_stands_below_a_static_result():
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
def test_prose_states_no_result(source):
    """What the runs come to stands in outputs, beside its interval and runs, and never in text."""
    for cell in pair.read(source).cells:
        if cell.cell_type == "markdown":
            assert not re.search(r"\d+\.\d+ (rungs?|months)|\d %of runs", cell.source)


@pytest.mark.filterwarnings("default")
@by_name
def test_it_runs_and_every_figure_is_shown_once_as_a_picture(source, tmp_path):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from nbclient import NotebookClient
    notebook = with_few_runs(pair.read(source))
    client = NotebookClient(
        notebook, timeout=3600, kernel_name="python3", resources={"metadata": {"path": tmp_path}}
    )
    asyncio.run(client.async_execute())
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert any(cell.outputs for cell in cells)
    assert not any(
        o.output_type == "stream" and o.name == "stderr" for c in cells for o in c.outputs
    )
    drawn = figure_functions(cells)
    assert [images(cell) for cell in cells] == [int(draws(cell, drawn)) for cell in cells]


def with_few_runs(notebook):
    """Return a notebook that asks for few runs: its numbers are not what is tested."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.source = re.sub(r"\bruns=\d+", f"runs={RUNS}", cell.source)
    return notebook


def figure_functions(cells):
    """Return the names that a notebook takes from the package's figures."""
    text = "\n".join(cell.source for cell in cells)
    imports = re.findall(r"from multipolar\.figures import (.+)", text)
    return {name.split(" as ")[-1].strip() for line in imports for name in line.split(",")}


def draws(cell, functions):
    """Tell whether the value of a cell is a figure: its last statement calls one of them."""
    [*_, last] = ast.parse(cell.source).body
    names = {node.id for node in ast.walk(last) if isinstance(node, ast.Name)}
    return isinstance(last, ast.Expr) and bool(names & functions)


def images(cell):
    return sum("image/png" in output.get("data", {}) for output in cell.outputs)


def test_five_notebooks_draw():
    drawing = []
    for source in SOURCES:
        cells = [cell for cell in pair.read(source).cells if cell.cell_type == "code"]
        if any(draws(cell, figure_functions(cells)) for cell in cells):
            drawing.append(source.stem[:2])
    assert drawing == ["01", "04", "05", "06", "09"]
