"""Windows of a design: the same by any way, and found again after an interruption."""

import numpy as np
import pytest

from multipolar import load_scenario, simulate
from multipolar.definition import SHIPPED
from multipolar.ensemble import StoreError
from multipolar.ensemble.vectors import read_vectors
from multipolar.study.windows import Window, take_windows

SHORT = load_scenario("baseline", {"months": 6})
JOB = [(SHORT, (Window("escalation_korea", 5, 6),))]
DESIGN = {"theatres.mirroring": list(np.linspace(0.0, 0.03, 40))}


def windows(**given):
    vectors = read_vectors(DESIGN, luck="common", runs=3, order=(), table=SHIPPED.parameters)
    [found] = take_windows(JOB, runs=3, seed=1, vectors=vectors, **given)
    return found


def test_a_design_gives_the_windows_of_its_ensemble_and_goes_on_after_an_interruption(tmp_path):
    class Killed(Exception):
        pass

    def stop(runs):
        raise Killed

    with pytest.raises(Killed):
        windows(folder=tmp_path, progress=stop)
    [kept] = tmp_path.glob("*.npy")
    before = kept.stat().st_mtime_ns
    whole = windows(folder=tmp_path)
    assert kept.stat().st_mtime_ns == before
    ensemble = simulate(SHORT, vectors=DESIGN, runs=3, record=[])
    np.testing.assert_array_equal(
        whole.ravel(), ensemble.of_vectors("escalation_korea", months=[SHORT.end]).values.ravel()
    )
    np.testing.assert_array_equal(windows(), whole)
    kept.write_bytes(kept.read_bytes()[:-9])
    with pytest.raises(StoreError, match="remove it and give the same command again"):
        windows(folder=tmp_path)
