"""Parameter vectors: a Latin hypercube addressed by run."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from multipolar.cli.batch import batch
from multipolar.cli.explain import explain
from multipolar.cli.runs import run
from multipolar.loading import load_scenario, replaced_in
from multipolar.rules import parameter_table
from multipolar.rules.sampling import (
    STRATA,
    accepted_rows,
    check_source,
    draw_parameters,
    posterior,
    quantiles,
)
from multipolar.sources import SHIPPED_SOURCE, SOURCES

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


# -- the posterior -------------------------------------------------------------------------------

NAMES = tuple(posterior())
VECTORS = len(posterior()[NAMES[0]])


@FEW
@given(SEED, st.integers(0, 3))
def test_a_batch_of_the_posterior_takes_every_vector_once(seed, batch):
    rows = accepted_rows(seed, batch * VECTORS, VECTORS, VECTORS)
    assert sorted(rows) == list(range(VECTORS))


@FEW
@given(SEED, st.integers(0, 1500), st.integers(1, 700))
def test_a_run_takes_the_same_vector_of_the_posterior_in_any_range(seed, first, runs):
    whole = draw_parameters(TABLE, seed, 0, first + runs, source="posterior")
    part = draw_parameters(TABLE, seed, first, runs, source="posterior")
    assert all(np.array_equal(part[name], whole[name][first:]) for name in TABLE)


def test_the_parameters_of_a_vector_stay_together():
    drawn = draw_parameters(TABLE, 3, 0, 40, source="posterior")
    vectors = {tuple(row) for row in np.column_stack(list(posterior().values()))}
    assert {tuple(row) for row in np.column_stack([drawn[n] for n in NAMES])} <= vectors


def test_what_the_posterior_leaves_out_or_a_scenario_replaces_comes_from_its_prior():
    from_prior = draw_parameters(TABLE, 3, 0, 40, source="prior")
    drawn = draw_parameters(TABLE, 3, 0, 40, source="posterior", replaced=NAMES[:1])
    for name in set(FREE) - set(NAMES[1:]):
        assert np.array_equal(drawn[name], from_prior[name]), name
    assert not np.array_equal(drawn[NAMES[1]], from_prior[NAMES[1]])


def test_a_scenario_replaces_only_what_it_names():
    spec = load_scenario("baseline", {f"parameters.{NAMES[0]}": TABLE[NAMES[0]].high})
    assert replaced_in(spec) == {NAMES[0]}
    assert not replaced_in(load_scenario("baseline"))


def test_an_unknown_source_is_refused_with_those_there_are():
    with pytest.raises(ValueError, match="posterior, prior, default"):
        check_source("posteriori")


def test_the_commands_offer_every_source():
    for command in (run, batch, explain):
        [option] = [option for option in command.params if option.name == "parameters"]
        assert tuple(option.type.choices) == SOURCES
        assert option.default == SHIPPED_SOURCE
