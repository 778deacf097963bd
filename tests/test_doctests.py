"""The examples of the docstrings run, and every public name has an example that is run."""

import ast
import doctest
import importlib
import inspect
import re
import warnings
from functools import cache
from pathlib import Path

import pytest

import multipolar
from multipolar.study import attribute, verify
from multipolar.study.claims import claims

PACKAGE = Path(multipolar.__file__).parent
ROOT = PACKAGE.parents[1]
ROOMS = sorted(
    ".".join(("multipolar", *file.parent.relative_to(PACKAGE).parts))
    for file in PACKAGE.rglob("__init__.py")
    if "__all__" in file.read_text(encoding="utf-8")
)
"""The packages that say what is public in them."""

MODULES = sorted(
    ".".join(("multipolar", *file.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(
        ".__init__"
    )
    for file in PACKAGE.rglob("*.py")
    if ">>> " in file.read_text(encoding="utf-8")
)
DEAR = {
    *("agents", "backtest", "calibration", "describe", "ensemble", "ensemble.results"),
    *("ensemble.simulate", "figures", "measures", "model.strategies", "record.forecast"),
    *("record.rolling_table", "report", "seminar", "seminar.game", "seminar.worker", "study"),
    *("study.attribution", "study.contest", "study.discovery", "study.verify", "trade"),
}
"""Modules whose examples take longer than a second."""

EXAMPLES = [
    pytest.param(name, marks=pytest.mark.one_in(6))
    if name.removeprefix("multipolar.") in DEAR
    else name
    for name in MODULES
]
NAMES = [name for name in multipolar.__all__ if name != "__version__"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_examples_run(name):
    module = importlib.import_module(name)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = doctest.testmod(module)
    assert found.attempted
    assert not found.failed


@pytest.mark.parametrize("name", NAMES)
def test_every_name_of_the_package_itself_has_an_example_of_its_own(name):
    assert ">>>" in inspect.getdoc(getattr(multipolar, name))


@pytest.mark.parametrize("function", [attribute, claims, verify])
def test_so_has_every_study_of_the_notebooks(function):
    assert ">>>" in inspect.getdoc(function)


@pytest.mark.parametrize("room", ROOMS)
def test_every_public_name_is_in_an_example_that_is_run(room):
    """In a doctest, a notebook or a page of the site, or as what a name shown there gives back."""
    public = set(importlib.import_module(room).__all__) - {"__version__"}
    assert not sorted(public - shown_names())


@pytest.mark.parametrize("room", ROOMS)
def test_every_public_name_is_documented(room):
    module = importlib.import_module(room)
    bare = {
        name
        for name in module.__all__
        if callable(thing := getattr(module, name)) and not inspect.getdoc(thing)
    }
    assert not bare


def examples():
    """Yield the source of every example that the tests run."""
    parser = doctest.DocTestParser()
    for name in MODULES:
        file = Path(importlib.import_module(name).__file__)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
                for example in parser.get_examples(ast.get_docstring(node) or ""):
                    yield example.source
    for notebook in sorted((ROOT / "notebooks").glob("[0-9]*.py")):
        lines = notebook.read_text(encoding="utf-8").splitlines()
        yield "\n".join(line for line in lines if not line.startswith("#"))
    for page in sorted((ROOT / "docs").rglob("*.md")):
        yield from re.findall(r"```python\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)


@cache
def shown_names():
    """Return the words of all examples, and the names of what these give back or hold."""
    shown = {name for source in examples() for name in identifiers(source)}
    things = {
        name: getattr(importlib.import_module(room), name)
        for room in ROOMS
        for name in importlib.import_module(room).__all__
    }
    gives = {name: set(re.findall(r"\w+", given_back(thing))) for name, thing in things.items()}
    while new := {n for name in shown & set(gives) for n in gives[name] & set(things)} - shown:
        shown |= new
    return shown


def identifiers(source):
    """Yield the names that an example uses or imports."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.alias):
            yield node.name


def given_back(thing):
    """Return the annotations of what a function returns, or of what a class holds."""
    if inspect.isclass(thing):
        members = [str(kind) for kind in inspect.get_annotations(thing).values()]
        methods = [given_back(member) for member in vars(thing).values() if callable(member)]
        return " ".join(members + methods)
    return str(getattr(thing, "__annotations__", {}).get("return", ""))
