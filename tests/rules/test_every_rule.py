"""What holds for every rule: pure functions, shaped like what they write, run by run."""

import copy
import inspect
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from multipolar.agents import AGENT_CLASSES
from multipolar.rules import PARAMETER_CLASSES, PHASES, parameter_table
from multipolar.rules.binding import Binder
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


def bound(rule, world, seed, owner=None):
    """Return a rule bound to a world, with parameters and luck of a seed."""
    rng = np.random.default_rng(seed)
    drawn = {}

    def draw(draw, _month):
        if draw not in drawn:
            number = rng.standard_normal if draw.kind == "normal" else rng.random
            drawn[draw] = number((world.runs, world.roster.size(draw.axis)))
        return drawn[draw]

    whose = owner or world
    return Binder(lambda place: whose.place(*place.path), parameters(seed), draw).bind(rule)


def first_runs(world, runs):
    """Return a world that holds the first runs of another."""
    fewer = copy.copy(world)
    fewer.runs = runs
    fewer.arrays = {
        name: array[:runs] if attributes()[name].moves else array
        for name, array in world.arrays.items()
    }
    return fewer


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
@FEW
@given(SEEDS)
def test_a_rule_changes_nothing_that_it_reads(rule, seed):
    world = made_up(seed, RUNS)
    before = {name: np.copy(world.arrays[name]) for name in rule.reads}
    bound(rule, world, seed).results(0)
    for name, value in before.items():
        assert np.array_equal(value, world.arrays[name]), name


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
@FEW
@given(SEEDS)
def test_what_a_rule_writes_has_the_shape_of_its_place_and_is_a_number(rule, seed):
    world = made_up(seed, RUNS)
    for place, value in zip(rule.writes, bound(rule, world, seed).results(0), strict=True):
        assert value.shape == world.place(*place.path).shape, place
        assert np.isfinite(value).all(), place


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
@FEW
@given(SEEDS)
def test_a_rule_computes_each_run_from_that_run_alone(rule, seed):
    world = made_up(seed, RUNS)
    whole = bound(rule, world, seed)
    luck = {draw: whole._binder.draw(draw, 0) for draw in rule.all_luck.values()}
    fewer = first_runs(world, 1)
    alone = {
        kind: kind(**{name: array[:1] for name, array in vars(group).items()})
        for kind, group in parameters(seed).items()
    }
    binder = Binder(
        lambda place: fewer.place(*place.path), alone, lambda draw, _month: luck[draw][:1]
    )
    for together, one in zip(whole.results(0), binder.bind(rule).results(0), strict=True):
        assert np.array_equal(together[:1], one)


@pytest.mark.parametrize("rule", [*RULES, *(want for *_, want in WANTS)], ids=lambda r: r.name)
def test_a_rule_is_an_equation_of_at_most_eight_arguments(rule):
    for part in rule.with_quantities():
        assert len(inspect.signature(part.function).parameters) <= 8, part.name


def test_what_is_settled_for_a_run_depends_on_facts_and_parameters_alone():
    world = made_up(1, RUNS)
    settled = [
        part
        for rule in RULES
        for part in rule.with_quantities()
        if not part.writes and bound(part, world, 1).settled
    ]
    assert settled
    for part in settled:
        assert not part.all_luck
        assert not any(attributes()[name].moves for name in part.reads)


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
    before = {name: np.copy(world.arrays[name]) for name in want.reads}
    owner = None if choice.whole else world.of(role)
    utility = bound(want, world, seed, owner).evaluate(0)
    shape = (RUNS, len(choice.columns(world, role)), len(choice.actions))
    assert np.broadcast_shapes(utility.shape, shape) == shape
    assert np.isfinite(utility).all()
    for name, value in before.items():
        assert np.array_equal(value, world.arrays[name]), name
