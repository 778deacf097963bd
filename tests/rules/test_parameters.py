"""Parameters: what is known of each, and the triangular priors."""

import ast
import inspect

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from multipolar.agents import AGENT_CLASSES
from multipolar.rules import (
    PARAMETER_CLASSES,
    PHASES,
    SWITCHES,
    alignment_parameters,
    blackmail,
    china,
    dependence,
    parameter_table,
    sponsors,
    threat,
)
from multipolar.rules.parameters import EVIDENCE, READINGS, Parameter, parameter, triangular
from multipolar.world import World, attributes
from multipolar.world.attributes import has

TABLE = parameter_table()
RULES = [rule for phase in PHASES for rule in phase.rules]
WANTS = [want for kind in AGENT_CLASSES for choice in kind.choices for want in choice.wants]
MODULES = {inspect.getmodule(rule.function) for rule in (*RULES, *WANTS)}


@pytest.mark.parametrize("row", TABLE.values(), ids=TABLE)
def test_every_parameter_says_what_it_is_and_where_it_comes_from(row):
    assert row.minimum <= row.low <= row.default <= row.high <= row.maximum
    assert row.evidence in EVIDENCE
    assert row.source.strip()
    assert row.unit.strip()
    assert row.free == (row.high > row.low)


@pytest.mark.parametrize("row", TABLE.values(), ids=TABLE)
def test_a_reading_lies_within_the_prior_and_stands_on_a_row_of_effects(row):
    assert row.under("centre") == row.default
    if row.conflicted:
        assert row.effects
        assert row.free
        assert all(row.low <= row.under(reading) <= row.high for reading in READINGS)
    else:
        assert {row.under(reading) for reading in READINGS} == {row.default}


def test_readings_come_in_pairs_and_within_the_domain():
    with pytest.raises(ValueError, match="together"):
        parameter(1.0, evidence="S", source="x", sceptic=1.0)
    with pytest.raises(ValueError, match="lie in"):
        parameter(1.0, evidence="S", source="x", sceptic=1.0, advocate=9.0, maximum=3.0)
    read = {"sceptic": 1.0, "advocate": 3.49, "effects": "ALL01 ALL03"}
    row = Parameter("a.b", 1.5, 1.0, 3.49, 0.0, 9.0, "ratio", "S", "", "x", **read)
    assert [row.under(reading) for reading in READINGS] == [1.0, 1.5, 3.49]
    with pytest.raises(ValueError, match="no reading"):
        row.under("optimist")


def test_names_are_unique_and_say_which_file_owns_them():
    groups = [kind.group for kind in PARAMETER_CLASSES]
    assert len(set(groups)) == len(groups)
    for kind in PARAMETER_CLASSES:
        assert kind.__module__.rsplit(".", 1)[-1] in (kind.group, f"{kind.group}_parameters")
        assert all(row.name.startswith(f"{kind.group}.") for row in kind.table())
    assert len(TABLE) == sum(len(kind.table()) for kind in PARAMETER_CLASSES)


@st.composite
def triangles(draw):
    low, mode, high = sorted(draw(st.lists(st.floats(-1e3, 1e3), min_size=3, max_size=3)))
    return low, mode, high


@given(triangles(), st.lists(st.floats(0, 1), min_size=2, max_size=20))
def test_a_triangular_value_stays_in_its_range_and_rises_with_the_quantile(ends, quantiles):
    low, mode, high = ends
    values = triangular(np.sort(np.array(quantiles)), low, mode, high)
    assert ((values >= low) & (values <= high)).all()
    assert (np.diff(values) >= -1e-9 * (1 + abs(low) + abs(high))).all()


@given(triangles())
def test_quantiles_are_inverse_to_the_distribution(ends):
    low, mode, high = ends
    if high - low < 1e-3:
        return
    quantile = np.linspace(0.01, 0.99, 99)
    x = triangular(quantile, low, mode, high)
    with np.errstate(divide="ignore", invalid="ignore"):
        rising = (x - low) ** 2 / ((high - low) * (mode - low))
        falling = 1 - (high - x) ** 2 / ((high - low) * (high - mode))
    share = np.where(quantile < (mode - low) / (high - low), rising, falling)
    assert np.allclose(share, quantile, atol=1e-6)


def test_a_prior_without_width_is_its_mode():
    assert triangular(np.array([0.0, 0.3, 1.0]), 2.0, 2.0, 2.0).tolist() == [2.0, 2.0, 2.0]


@pytest.mark.parametrize(
    "wrong",
    [{"low": 2.0}, {"high": 0.5}, {"minimum": 1.5}, {"maximum": 0.5}, {"evidence": "X"}],
)
def test_a_declaration_out_of_order_or_without_evidence_is_refused(wrong):
    with pytest.raises(ValueError):
        parameter(1.0, **{"evidence": "J", "source": "judged", **wrong})


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_reads_and_writes_attributes_and_has_one_switch_and_a_meaning(rule):
    assert all(has(attributes(), name) for name in rule.reads)
    assert rule.writes
    assert all(attributes()[place.attribute].moves for place in rule.writes)
    assert rule.switch in SWITCHES or rule is sponsors.sum_over_sponsors
    assert rule.meaning.endswith(".")


def test_within_a_phase_no_two_rules_write_the_same_array():
    for phase in PHASES:
        written = [place.attribute for rule in phase.rules for place in rule.writes]
        assert len(written) == len(set(written)), phase.name


def test_every_stream_of_luck_belongs_to_one_equation():
    equations = {equation for rule in RULES for equation in rule.with_quantities()}
    streams = [draw.stream for equation in equations for draw in equation.luck.values()]
    assert len(streams) == len(set(streams))


def bare_numbers(module):
    """Return the numbers written into the functions of a module, other than zero and one."""
    functions = [n for n in ast.walk(ast.parse(inspect.getsource(module))) if is_function(n)]
    numbers = [
        node
        for function in functions
        for node in ast.walk(function)
        if isinstance(node, ast.Constant) and isinstance(node.value, float)
    ]
    return sorted({f"line {n.lineno}: {n.value}" for n in numbers if n.value not in (0.0, 1.0)})


def is_function(node):
    return isinstance(node, ast.FunctionDef)


@pytest.mark.parametrize(
    "module", sorted(MODULES, key=str), ids=lambda module: module.__name__.rsplit(".", 1)[-1]
)
def test_every_coefficient_of_a_rule_has_a_name(module):
    assert bare_numbers(module) == []


def test_levels_that_rules_count_from_are_those_of_january_2022():
    world = World()
    assert np.all(world.legitimacy == alignment_parameters.Alignment().legitimacy_norm)
    assert np.all(world.stock_russia == china.China().stock_norm)
    assert np.all(world.stock_korea == threat.Threat().stock_norm)
    assert world.start_of_emboldenment[0] == blackmail.Blackmail().nerve_norm
    assert np.allclose(world.russia_on_china, dependence.Dependence().china_share, atol=0.001)
