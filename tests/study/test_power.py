"""Whether an expectation could have been met: the link at its edge, reasons and tipping values."""

from dataclasses import replace

import numpy as np
import pytest

from multipolar.definition import SHIPPED
from multipolar.loading import load_scenario
from multipolar.scenario import Expectation
from multipolar.sources import SHIPPED_SOURCE
from multipolar.study import verify
from multipolar.study.intervals import of_mean
from multipolar.study.power import (
    at_edge,
    drawn_parameters,
    edge_of,
    link_of,
    reason_of,
    tipping_of,
)

RUNS = 200
STRENGTH = "theatres.provocation_weight"
IDLE = "theatres.half_life"


@pytest.fixture(scope="module")
def draws():
    return drawn_parameters(load_scenario("baseline"), 1, RUNS, SHIPPED)


def test_the_vectors_are_those_that_the_runs_meet(draws):
    from multipolar.model import MultipolarModel

    model = MultipolarModel("baseline", runs=RUNS, rng=1, collect=False, parameters=SHIPPED_SOURCE)
    for name in (STRENGTH, IDLE):
        np.testing.assert_array_equal(model.parameters[name], draws[1][name])


@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_each_parameter_is_moved_to_the_end_that_pushes_the_difference(draws, sign):
    priors, drawn = draws
    alike = {
        name: (drawn[name] - drawn[name].mean()) / drawn[name].std() for name in (STRENGTH, IDLE)
    }
    difference = sign * alike[STRENGTH] - alike[IDLE]
    up = edge_of([STRENGTH, IDLE], priors, drawn, difference, 1.0)
    down = edge_of([STRENGTH, IDLE], priors, drawn, difference, -1.0)
    ends = priors[STRENGTH].low, priors[STRENGTH].high
    assert (up[STRENGTH], down[STRENGTH]) == (ends[::-1] if sign > 0 else ends)
    assert (up[IDLE], down[IDLE]) == (priors[IDLE].low, priors[IDLE].high)


def test_the_tipping_value_is_exact_where_the_difference_is_the_parameter(draws):
    priors, drawn = draws
    difference = 2.0 * drawn[STRENGTH]
    edge = {STRENGTH: priors[STRENGTH].high}
    there = np.full(RUNS, 2.0 * priors[STRENGTH].high)
    tips = tipping_of(edge, priors, drawn, difference, there, 0.36)
    assert (tips.parameter, tips.value) == (STRENGTH, pytest.approx(0.18))
    beyond = tipping_of(edge, priors, drawn, difference, there, 1e3)
    assert np.isnan(beyond.value), "there is no such value in its domain"
    assert tipping_of(edge, priors, drawn, difference, difference, 0.36) is None
    assert tipping_of(edge, priors, drawn, difference, there, np.inf) is None


def test_a_reason_says_what_kept_a_change_small():
    luck = np.random.default_rng(1)
    base = luck.standard_normal(RUNS)

    def reason(changed, base=base, years=None, relevant=0.5):
        sides = changed, base
        return reason_of(of_mean(changed - base), relevant, sides, years or {"2026": 0.1})

    assert reason(base + 1.0) == ""
    assert reason(base - 1.0) == ""
    assert reason(base).startswith("no path")
    assert reason(base + 0.1).startswith("too weak")
    assert reason(base + 0.1, years={"2026": 0.4, "2027": -1.5}).startswith(
        "window: it moves in 2027"
    )
    full = np.where(np.arange(RUNS) < 4, 9.0, 10.0)
    assert reason(np.minimum(full + 0.1, 10.0), full).startswith("saturated: 98%")
    assert "ceiling" in reason(np.minimum(full + 0.1, 10.0), full)
    nothing = np.full(RUNS, np.nan)
    assert reason_of(of_mean(nothing[:0]), 0.5, (nothing, nothing), {}).startswith("not defined")


def test_the_link_is_made_of_free_parameters_of_its_claims_that_the_scenario_does_not_set():
    base = load_scenario("baseline")
    expected = Expectation("article", "escalation_korea", "up", "r", claim="C9 C26")
    link = link_of(expected, base, base, SHIPPED)
    assert "theatres.mirroring" in link
    assert all(SHIPPED.parameters[name].free for name in link)
    spec = at_edge(base, {"theatres.mirroring": 0.0})
    assert "theatres.mirroring" not in link_of(expected, spec, base, SHIPPED)
    assert link_of(replace(expected, claim=""), base, base, SHIPPED) == []


def test_a_link_at_its_edge_turns_a_small_change_into_a_verdict(tmp_path):
    """Pushing one theatre moves another only as far as tension mirrors."""
    text = """title = "t"
extends = "brief"
[[events]]
month = "2022-07"
name = "push"
attribute = "escalation"
where = "taiwan"
add = {size}
[[expect]]
whose = "article"
measure = "escalation_korea"
direction = "up"
reading = "r"
claim = "C9"
"""
    brief = 'title = "b"\nquestion = "q"\nmonths = 24\n'
    (tmp_path / "brief.toml").write_text(brief, encoding="utf-8")
    mine = tmp_path / "mine.toml"
    found = {}
    for size in (0.01, 3.0):
        mine.write_text(text.format(size=size), encoding="utf-8")
        [found[size]] = verify(mine, runs=60).findings
    assert found[0.01].verdict == "cannot tell"
    assert (
        found[3.0].power.edge["theatres.mirroring"] == SHIPPED.parameters["theatres.mirroring"].high
    )
    assert found[3.0].power.mean > found[3.0].mean > found[0.01].mean
