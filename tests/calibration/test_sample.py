"""The sample: whole blocks on disk, continued where it stopped, the same whoever computes it."""

import io

import numpy as np
import pytest

from multipolar.calibration import draw_sample
from multipolar.calibration.sample import free_parameters
from multipolar.ensemble import StoreError
from multipolar.ensemble.executors import processes
from multipolar.rules import parameter_table

RUNS = 300
BLOCK = 200


@pytest.fixture(scope="module", autouse=True)
def two_blocks():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("multipolar.calibration.sample.LARGEST_BLOCK", BLOCK)
        yield


@pytest.fixture(scope="module")
def sample(spec, evidence):
    return draw_sample(spec, evidence, runs=RUNS, seed=2)


def test_a_run_carries_parameters_from_the_priors_and_what_it_says(spec, sample, evidence):
    assert sample.parameters == free_parameters(spec)
    assert sample.names == tuple(evidence.record)
    assert sample.values.shape == (RUNS, len(free_parameters(spec)))
    for k, name in enumerate(sample.parameters):
        prior = parameter_table()[name]
        assert (sample.values[:, k] >= prior.low).all(), name
        assert (sample.values[:, k] <= prior.high).all(), name


def test_it_is_continued_where_it_stopped(spec, evidence, sample, tmp_path):
    class Stop(Exception):
        pass

    def stop(runs):
        raise Stop

    with pytest.raises(Stop):
        draw_sample(spec, evidence, runs=RUNS, seed=2, folder=tmp_path, progress=stop)
    [block] = tmp_path.rglob("*.npz")
    kept = block.stat().st_mtime_ns
    again = draw_sample(spec, evidence, runs=RUNS, seed=2, folder=tmp_path)
    assert block.stat().st_mtime_ns == kept
    assert len(list(tmp_path.rglob("*.npz"))) == 2
    assert np.array_equal(again.said, sample.said)
    assert np.array_equal(again.values, sample.values)


def test_two_processes_find_the_same(spec, evidence, sample):
    with processes(2) as pool:
        other = draw_sample(spec, evidence, runs=RUNS, seed=2, executor=pool)
    assert np.array_equal(other.said, sample.said)


def test_a_damaged_block_is_named(spec, evidence, tmp_path):
    draw_sample(spec, evidence, runs=4, seed=2, folder=tmp_path)
    [block] = tmp_path.rglob("*.npz")
    whole = block.read_bytes()
    flipped = bytearray(whole)
    flipped[len(whole) // 2] ^= 1
    other = io.BytesIO()
    np.savez(other, values=np.zeros((3, 2)), said=np.zeros((3, 2)))
    for content in (b"", b"half", whole[: len(whole) // 2], bytes(flipped), other.getvalue()):
        block.write_bytes(content)
        with pytest.raises(StoreError, match=block.name):
            draw_sample(spec, evidence, runs=4, seed=2, folder=tmp_path)


def test_another_seed_is_another_sample(spec, evidence, sample, tmp_path):
    draw_sample(spec, evidence, runs=4, seed=2, folder=tmp_path)
    draw_sample(spec, evidence, runs=4, seed=3, folder=tmp_path)
    assert len(list(tmp_path.iterdir())) == 2
