"""The examples of the docstrings run, and every public name has one."""

import doctest
import importlib
import inspect
import warnings

import pytest

import multipolar
from multipolar.study import turn, verify
from multipolar.study.claims import claims

MODULES = (
    "agents.explain",
    "ensemble.results",
    "ensemble.simulate",
    "measures.measure",
    "measures.survival",
    "model",
    "scenario.folders",
    "study.claims",
    "study.turn",
    "study.verify",
    "world.world",
)
NAMES = [name for name in multipolar.__all__ if name != "__version__"]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_run(name):
    module = importlib.import_module(f"multipolar.{name}")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = doctest.testmod(module)
    assert found.attempted
    assert not found.failed


@pytest.mark.parametrize("name", NAMES)
def test_every_public_name_has_an_example_that_is_run(name):
    thing = getattr(multipolar, name)
    assert ">>>" in inspect.getdoc(thing)
    assert thing.__module__.removeprefix("multipolar.") in MODULES


@pytest.mark.parametrize("function", [claims, turn, verify])
def test_so_has_every_study_of_the_notebooks(function):
    assert ">>>" in inspect.getdoc(function)
