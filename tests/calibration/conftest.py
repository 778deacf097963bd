"""A small calibration, made once by the command itself."""

from dataclasses import replace

import pytest

from multipolar import simulate
from multipolar.calibration import calibration_spec, gather_evidence
from multipolar.loading import load_scenario
from multipolar.record import paths_of


@pytest.fixture(scope="session")
def spec():
    """Return the baseline over the calibration block."""
    return calibration_spec(load_scenario("baseline"))


@pytest.fixture(scope="session")
def evidence(spec):
    """Return evidence read with observation models of a small ensemble."""
    return gather_evidence(paths_of(simulate(spec, runs=32, parameters="prior")))


@pytest.fixture(scope="session")
def quiet(spec):
    """Return the scenario without the mechanisms of sanctions and carriers."""
    off = {"sanctions": False, "carriers": False}
    return replace(spec, switches={**spec.switches, **off})
