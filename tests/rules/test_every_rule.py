"""What holds for every rule: pure functions, shaped like what they write, run by run."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from multipolar.agents import AGENT_CLASSES
from multipolar.rules import PARAMETER_CLASSES, PHASES, parameter_table
from multipolar.rules.sampling import draw_parameters
from multipolar.world import attributes
from playing import made_up

RULES = [rule for phase in PHASES for rule in phase.rules]
WANTS = [
    (kind.role, choice, want)
    for kind in AGENT_CLASSES
    for choice in kind.choices
    for want in choice.wants
]
RUNS = 4
SEEDS = st.integers(0, 2**32 - 1)
FEW = settings(max_examples=8)


@cache
def parameters(seed):
    """Return every parameter class, each run with values of its own."""
    drawn = draw_parameters(parameter_table(), seed % 1000, 0, RUNS, source="prior")
    return {kind: kind.of(drawn) for kind in PARAMETER_CLASSES}


def luck_of(rule, world, seed):
    """Return the luck of a rule by argument, for each lane of its axis."""
    rng = np.random.default_rng(seed)
    return {
        name: (rng.standard_normal if draw.kind == "normal" else rng.random)(
            (world.runs, world.roster.size(draw.axis))
        )
        for name, draw in rule.luck.items()
    }


def arguments(rule, world, seed, look_up=None):
    look_up = look_up or world.arrays.__getitem__
    given = {name: look_up(name) for name in rule.reads}
    given |= {name: parameters(seed)[kind] for name, kind in rule.parameters.items()}
    given |= {
        n: constant(**arguments(constant, world, seed)) for n, constant in rule.settled.items()
    }
    return given | luck_of(rule, world, seed)


def call(rule, given):
    """Return what a rule writes, by name."""
    values = rule.function(**given)
    return dict(zip(rule.writes, values if len(rule.writes) > 1 else (values,), strict=True))


def only(value, run):
    """Return one run of an argument, whatever it is."""
    if hasattr(value, "group"):
        kept = {name: array[run : run + 1] for name, array in vars(value).items()}
        return type(value)(**kept)
    return value[run : run + 1]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
@FEW
@given(SEEDS)
def test_a_rule_changes_nothing_that_it_reads(rule, seed):
    world = made_up(seed, RUNS)
    given_arguments = arguments(rule, world, seed)
    before = {name: np.copy(given_arguments[name]) for name in (*rule.reads, *rule.luck)}
    call(rule, given_arguments)
    for name, value in before.items():
        assert np.array_equal(value, given_arguments[name]), name


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
@FEW
@given(SEEDS)
def test_what_a_rule_writes_has_the_shape_of_its_attribute_and_is_a_number(rule, seed):
    world = made_up(seed, RUNS)
    for name, value in call(rule, arguments(rule, world, seed)).items():
        assert value.shape == world.arrays[name].shape, name
        assert np.isfinite(value).all(), name


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
@FEW
@given(SEEDS, st.integers(0, RUNS - 1))
def test_a_rule_computes_each_run_from_that_run_alone(rule, seed, run):
    world = made_up(seed, RUNS)
    together = arguments(rule, world, seed)
    alone = {
        name: value if name in rule.reads and not attributes()[name].moves else only(value, run)
        for name, value in together.items()
    }
    whole, one = call(rule, together), call(rule, alone)
    for name in rule.writes:
        assert np.array_equal(whole[name][run : run + 1], one[name]), name


def test_what_is_settled_for_a_run_depends_on_facts_and_parameters_alone():
    constants = [constant for rule in RULES for constant in rule.settled.values()]
    assert constants
    for constant in constants:
        assert not constant.luck
        assert not any(attributes()[name].moves for name in constant.reads)


def test_every_mechanism_of_a_phase_is_a_rule_or_a_want_of_its_own():
    asked = {want.name for _, _, want in WANTS}
    assert not asked & {rule.name for rule in RULES}
    assert all(not want.writes for _, _, want in WANTS)


@pytest.mark.parametrize(
    ("role", "choice", "want"), WANTS, ids=lambda value: getattr(value, "name", value)
)
@FEW
@given(SEEDS)
def test_a_want_gives_a_number_to_every_option_and_changes_nothing(role, choice, want, seed):
    world = made_up(seed, RUNS)
    look_up = None if choice.whole else world.of(role).__getattr__
    given_arguments = arguments(want, world, seed, look_up)
    before = {name: np.copy(given_arguments[name]) for name in want.reads}
    utility = want.function(**given_arguments)
    shape = (RUNS, len(choice.columns(world, role)), len(choice.actions))
    assert np.broadcast_shapes(utility.shape, shape) == shape
    assert np.isfinite(utility).all()
    for name, value in before.items():
        assert np.array_equal(value, given_arguments[name]), name
