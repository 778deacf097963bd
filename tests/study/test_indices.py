"""Indices of parameters: known ones of a known function, and what is no method or no number."""

import dataclasses
import json

import numpy as np
import pytest
from click.testing import CliRunner

pytest.importorskip("SALib")

from multipolar import load_scenario
from multipolar.arguments import ArgumentError
from multipolar.cli import main
from multipolar.study.indices import indices_of, rows_of, sensitivity, sensitivity_sentences

ISHIGAMI = {
    "num_vars": 3,
    "names": ["x1", "x2", "x3"],
    "bounds": [[-np.pi, np.pi]] * 3,
    "dists": ["unif"] * 3,
    "units": ["1"] * 3,
}
FIRST = {"x1": 0.3139, "x2": 0.4424, "x3": 0.0}
TOTAL = {"x1": 0.5576, "x2": 0.4424, "x3": 0.2437}


def ishigami(table):
    x, y, z = table.T
    return np.sin(x) + 7.0 * np.sin(y) ** 2 + 0.1 * z**4 * np.sin(x)


def test_sobol_indices_of_the_function_of_ishigami_are_those_of_the_formula():
    found = indices_of(ISHIGAMI, ishigami, points=4096)
    for row in found:
        known = {"first": FIRST, "total": TOTAL}[row.kind][row.parameter]
        assert abs(row.value - known) < 0.02
        assert row.interval.low <= row.value <= row.interval.high


@pytest.mark.parametrize(("method", "points"), [("sobol", 256), ("pawn", 1500), ("morris", 60)])
def test_every_method_finds_what_matters_and_what_does_not_and_is_the_same_again(method, points):
    asked = {**ISHIGAMI, "names": ["much", "some", "none"]}

    def linear(table):
        return table @ [3.0, 1.0, 0.0]

    found = indices_of(asked, linear, method=method, points=points)
    assert found == indices_of(asked, linear, method=method, points=points)
    sizes = [row for row in found if row.kind != "first"]
    assert [row.parameter for row in sizes] == ["much", "some", "none"]
    assert sizes[1].interval.low > sizes[2].interval.high


def test_a_function_that_never_changes_has_no_index_above_nought():
    found = indices_of(ISHIGAMI, lambda table: np.ones(len(table)), points=16)
    assert {row.value for row in found} == {0.0}


def test_a_parameter_of_another_mechanism_has_exactly_no_index_under_common_luck(tmp_path):
    spec = dataclasses.replace(load_scenario("baseline"), months=2, expectations=(), orders=())
    name = "status.half_life"
    asked = {"only": ["theatres.mirroring", name], "points": 16, "runs": 2}
    found = sensitivity("escalation_korea", spec, **asked, folder=tmp_path)
    assert found == sensitivity("escalation_korea", spec, **asked, folder=tmp_path)
    total = {row.parameter: row.value for row in found.indices if row.kind == "total"}
    assert total[name] == 0.0
    assert total["theatres.mirroring"] > 0.5
    assert found.vectors == rows_of("sobol", 16, 2) == 64
    assert "1 of 2 parameters" in sensitivity_sentences(found)[0]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"method": "sobel"}, "Did you mean 'sobol'"),
        ({"points": 12}, "a power of two"),
        ({"points": 2}, "4 or larger"),
        ({"only": "theatres.miroring"}, "Did you mean 'theatres.mirroring'"),
        ({"luck": "comon"}, "Did you mean 'common'"),
        ({"runs": 0}, "1 or larger"),
        ({"measure": "escalation_kora"}, "Did you mean 'escalation_korea'"),
        ({"month": "1999-01"}, "no month of baseline"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_words(given, said):
    with pytest.raises(ArgumentError, match=said):
        sensitivity(**{"measure": "escalation_korea"} | given)


def test_an_outcome_that_is_no_number_is_refused():
    with pytest.raises(ArgumentError, match="the outcome of vector 0 is nan"):
        indices_of(ISHIGAMI, lambda table: np.full(len(table), np.nan), points=16)


def test_the_command_keeps_indices_of_parameters_and_refuses_options_of_other_players(tmp_path):
    words = ["attribute", "escalation_korea", "--over", "parameters", "--method", "morris"]
    words += ["--month", "2022-02", "--only", "theatres.mirroring,theatres.half_life"]
    words += ["--points", "4", "--runs", "1", "--out", str(tmp_path / "a"), "--json"]
    told = json.loads(CliRunner().invoke(main, words, catch_exceptions=False).stdout)
    assert {row["kind"] for row in told["indices"]} == {"effect"}
    assert told == json.loads((tmp_path / "a" / "attribution.json").read_text())
    assert (tmp_path / "a" / "attribution.png").stat().st_size > 10_000
    for wrong in (["--within", "0.1"], ["--over", "claims", "--points", "8"]):
        assert CliRunner().invoke(main, [*words, *wrong]).exit_code == 2
