"""Vectors: a design of parameters, row by row, with common or own luck."""

import re

import numpy as np
import pandas as pd
import pytest

from multipolar import load_scenario, open_results, problem, simulate
from multipolar.arguments import ArgumentError
from multipolar.ensemble import StoreError, prepare, resume
from multipolar.ensemble.manifest import MANIFEST

MONTHS = 4
SHORT = load_scenario("baseline", {"months": MONTHS})


def design():
    names = problem(SHORT)["names"][:3]
    rows = [(low, high) for low, high, _ in problem(SHORT)["bounds"][:3]]
    return pd.DataFrame(
        {name: [a, b, a, (a + b) / 2] for name, (a, b) in zip(names, rows, strict=True)}
    )


def run(**given):
    return simulate(SHORT, **{"vectors": design(), "runs": 3, "record": []} | given)


def outcomes(results):
    return results.data["outcomes"].values[0]


def test_with_common_luck_equal_rows_give_equal_runs_and_with_own_luck_they_do_not():
    same = outcomes(run(luck="common")).reshape(4, 3, -1)
    np.testing.assert_array_equal(same[0], same[2])
    assert not np.array_equal(same[0], same[1])
    own = outcomes(run(luck="own")).reshape(4, 3, -1)
    assert not np.array_equal(own[0], own[2])
    np.testing.assert_array_equal(own[0], same[0])


def test_each_row_has_the_parameters_it_was_given_and_the_default_of_all_others():
    results, table = run(), design()
    values = results.data["parameters"].sel(scenario=SHORT.name)
    for name in table:
        given = values.sel(parameter=name).values.reshape(4, 3)
        np.testing.assert_array_equal(given, np.repeat(table[name].values[:, None], 3, axis=1))
    other = problem(SHORT)["names"][-1]
    assert set(values.sel(parameter=other).values) == {SHORT.parameters[other].mode}


def test_a_row_equals_a_scenario_with_the_same_parameters_under_the_same_luck():
    row = design().iloc[1]
    settings = {f"parameters.{name}": float(value) for name, value in row.items()}
    alone = simulate(
        load_scenario("baseline", {"months": MONTHS, **settings}), runs=3, parameters="default"
    )
    np.testing.assert_array_equal(outcomes(alone), outcomes(run()).reshape(4, 3, -1)[1])


def test_a_design_is_the_same_in_blocks_in_processes_and_after_an_interruption(tmp_path, pool):
    whole = outcomes(run())
    np.testing.assert_array_equal(outcomes(run(block=5)), whole)

    class Killed(Exception):
        pass

    def stop(runs):
        if runs == 5:
            raise Killed

    with pytest.raises(Killed):
        run(block=5, out=tmp_path / "a", progress=stop)
    assert prepare(
        SHORT, vectors=design(), runs=3, seed=1, record=[], block=5, out=tmp_path / "a"
    ).manifest.finished
    np.testing.assert_array_equal(outcomes(resume(tmp_path / "a")), whole)
    run(block=5, out=tmp_path / "b", executor=pool)
    names = [p.relative_to(tmp_path / "a") for p in (tmp_path / "a").rglob("*") if p.is_file()]
    assert names
    for name in names:
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    with pytest.raises(StoreError, match="4 vectors with 3 runs each cannot be extended"):
        resume(tmp_path / "a", extend=1)
    with pytest.raises(StoreError, match="holds another experiment"):
        run(vectors=design() * 1.0001, out=tmp_path / "a")
    with pytest.raises(StoreError, match="holds another experiment"):
        run(luck="own", out=tmp_path / "a")


@pytest.mark.parametrize("harm", [lambda b: b[:-3], lambda b: b[:-1] + b"\0", None])
def test_vectors_that_are_not_those_of_the_manifest_are_refused(tmp_path, harm):
    run(out=tmp_path / "a")
    file = tmp_path / "a" / "vectors.npy"
    if harm is None:
        file.unlink()
    else:
        file.write_bytes(harm(file.read_bytes()))
    with pytest.raises(StoreError, match=re.escape("vectors.npy: damaged or missing")):
        open_results(tmp_path / "a")


def test_results_without_vectors_say_nothing_of_them(tmp_path):
    simulate(SHORT, runs=2, record=[], out=tmp_path / "a")
    assert b'"given"' not in (tmp_path / "a" / MANIFEST).read_bytes()
    with pytest.raises(StoreError, match="no design of vectors"):
        open_results(tmp_path / "a").of_vectors("escalation_korea")


def test_an_array_has_the_columns_of_the_problem_and_gives_a_row_for_each_vector():
    asked = problem(SHORT)
    rows = np.array([[low + c * (high - low) for low, high, c in asked["bounds"]]] * 2)
    results = run(vectors=rows, runs=2)
    found = results.of_vectors("escalation_korea", months=[SHORT.end])
    assert found.dims == ("vector", "run", "month")
    assert found.shape == (2, 2, 1)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"vectors": {"theatres.miroring": [0.0]}}, "Did you mean 'theatres.mirroring'"),
        ({"vectors": {"theatres.mirroring": [-1.0]}}, "row 0, theatres.mirroring is -1; allowed"),
        ({"vectors": {"theatres.mirroring": [0.0, np.nan]}}, "row 1, theatres.mirroring is nan"),
        ({"vectors": {"theatres.mirroring": ["much"]}}, "no table of numbers"),
        ({"vectors": {"theatres.mirroring": []}}, "allowed: a table"),
        ({"vectors": {}}, "allowed: a table"),
        ({"vectors": np.zeros((2, 3))}, r"shape \(2, 3\)"),
        ({"vectors": np.zeros(3)}, r"shape \(3,\)"),
        ({"luck": "comon"}, "Did you mean 'common'"),
        ({"parameters": "prior"}, "'prior' beside vectors"),
        ({"vectors": None, "luck": "own"}, "without vectors"),
        ({"runs": 0}, "runs is 0"),
        ({"runs": 10**7}, "rows of vectors times runs"),
    ],
)
def test_what_is_no_design_is_refused_in_words(given, said):
    with pytest.raises(ArgumentError, match=said):
        run(**given)


def test_the_problem_is_one_that_salib_samples_within_the_priors_unchanged():
    latin = pytest.importorskip("SALib.sample.latin")
    asked = problem(SHORT)
    free = [n for n, prior in SHORT.parameters.items() if not prior.fixed]
    assert asked["names"] == free
    sample = latin.sample(asked, 400, seed=1)
    low, high, mode = np.array(asked["bounds"]).T
    assert ((low <= sample) & (sample <= high)).all()
    mean = (2 * low + high + mode * (high - low)) / 3
    assert (np.abs(sample.mean(axis=0) - mean) < 0.02 * (high - low)).all()
    assert prepare(SHORT, vectors=sample, runs=1, seed=1).manifest.runs == 400
