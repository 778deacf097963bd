"""Parameter vectors: a Latin hypercube addressed by run."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from multipolar.rules import parameter_table
from multipolar.rules.sampling import STRATA, draw_parameters, quantiles

TABLE = parameter_table()
FREE = [name for name, row in TABLE.items() if row.free]
SEED = st.integers(0, 2**32)
FEW = settings(max_examples=25)


@FEW
@given(SEED, st.integers(0, 5), st.sampled_from(FREE))
def test_each_batch_of_a_hundred_runs_covers_each_stratum_once(seed, batch, name):
    drawn = quantiles(name, seed, batch * STRATA, STRATA)
    assert sorted((drawn * STRATA).astype(int)) == list(range(STRATA))


@FEW
@given(SEED, st.integers(0, 350), st.integers(1, 250), st.sampled_from(FREE))
def test_a_run_has_the_same_vector_in_any_range(seed, first, runs, name):
    whole = quantiles(name, seed, 0, first + runs)
    assert np.array_equal(quantiles(name, seed, first, runs), whole[first:])


@FEW
@given(SEED, st.integers(1, 150), st.integers(1, 150))
def test_more_runs_never_change_earlier_vectors(seed, runs, more):
    few = draw_parameters(TABLE, seed, 0, runs, source="prior")
    many = draw_parameters(TABLE, seed, 0, runs + more, source="prior")
    assert all(np.array_equal(few[name], many[name][:runs]) for name in TABLE)


@FEW
@given(SEED)
def test_every_value_lies_in_its_prior_and_fixed_parameters_stay_fixed(seed):
    drawn = draw_parameters(TABLE, seed, 3, 120, source="prior")
    for name, row in TABLE.items():
        assert ((drawn[name] >= row.low) & (drawn[name] <= row.high)).all(), name
        assert row.free or (drawn[name] == row.default).all(), name


def test_fixed_runs_take_the_defaults():
    drawn = draw_parameters(TABLE, 1, 0, 3, source="default")
    assert all((drawn[name] == row.default).all() for name, row in TABLE.items())


@pytest.mark.parametrize("gone", FREE[:3])
def test_leaving_a_parameter_out_moves_no_other(gone):
    rest = {name: row for name, row in TABLE.items() if name != gone}
    whole = draw_parameters(TABLE, 4, 0, 50, source="prior")
    part = draw_parameters(rest, 4, 0, 50, source="prior")
    assert all(np.array_equal(part[name], whole[name]) for name in rest)


def test_parameters_are_drawn_independently_of_each_other():
    drawn = np.array([quantiles(name, 2, 0, 2000) for name in FREE])
    off = np.corrcoef(drawn)[np.triu_indices(len(FREE), 1)]
    assert np.abs(off).max() < 0.12


def test_another_seed_gives_other_vectors():
    assert not np.array_equal(quantiles(FREE[0], 1, 0, 10), quantiles(FREE[0], 2, 0, 10))
