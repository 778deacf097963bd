"""What holds for every rule: pure functions, shaped like what they write, run by run."""

import ast
import copy
import inspect
from functools import cache

import numpy as np
import pytest

from multipolar.agents import AGENT_CLASSES
from multipolar.agents.picking import picked_of
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
EQUATIONS = list(
    dict.fromkeys(
        equation
        for rule in (*RULES, *(want for _, _, want in WANTS))
        for equation in rule.with_quantities()
    )
)
MODULES = sorted({inspect.getmodule(e.function) for e in EQUATIONS}, key=lambda m: m.__name__)
RUNS = 4
MOST_ARGUMENTS = 8


over_worlds = pytest.mark.parametrize("seed", range(8))
"""Worlds anywhere in their bounds: all rules are asked in each, which is made up once."""


@cache
def parameters(seed):
    """Return every parameter class, each run with values of its own."""
    drawn = draw_parameters(parameter_table(), seed % 1000, 0, RUNS, source="prior")
    return {kind: kind.of(drawn) for kind in PARAMETER_CLASSES}


class Worlds:
    """A made-up world with parameters and luck of its own, or one of its runs alone."""

    def __init__(self, seed):
        self.world, self.parameters = made_up(seed, RUNS), parameters(seed)
        self.rng, self.luck, self.runs = np.random.default_rng(seed), {}, slice(None)

    def alone(self, run):
        """Return the same with one run of everything that differs between runs."""
        one = copy.copy(self)
        one.world, one.runs = copy.copy(self.world), slice(run, run + 1)
        one.world.arrays = {
            name: array[one.runs] if attributes()[name].moves else array
            for name, array in self.world.arrays.items()
        }
        one.parameters = {
            kind: kind(**{name: value[one.runs] for name, value in vars(given).items()})
            for kind, given in self.parameters.items()
        }
        return one

    def draw(self, draw, _month):
        """Return the luck of a stream, for each lane of its axis: the same whenever it is asked."""
        if draw not in self.luck:
            kind = self.rng.standard_normal if draw.kind == "normal" else self.rng.random
            self.luck[draw] = kind((RUNS, self.world.roster.size(draw.axis)))
        return self.luck[draw][self.runs]

    def bind(self, rule, role=None):
        """Return a rule bound to the world, or to the part of a role."""
        owner = self.world if role is None else self.world.of(role)
        look_up = lambda place: owner.place(*place.path)  # noqa: E731
        return Binder(look_up, self.parameters, self.draw).bind(rule)


def what_it_may_read(worlds, rules):
    """Return copies of everything that some rules or their quantities could change."""
    luck = {
        str(draw): worlds.draw(draw, 0)
        for rule in rules
        for equation in rule.with_quantities()
        for draw in equation.luck.values()
    }
    filled = {
        f"{kind.group}.{name}": value
        for kind, given in worlds.parameters.items()
        for name, value in vars(given).items()
    }
    return {k: v.copy() for k, v in {**worlds.world.arrays, **luck, **filled}.items()}


def assert_unchanged(before, after, rule):
    for name, value in before.items():
        assert np.array_equal(value, after[name]), (rule.name, name)


@over_worlds
def test_a_rule_gives_numbers_in_the_shape_of_their_place_twice_the_same_and_changes_nothing(seed):
    worlds = Worlds(seed)
    before = what_it_may_read(worlds, RULES)
    for rule in RULES:
        bound = worlds.bind(rule)
        first = bound.results(0)
        for place, value, again in zip(rule.writes, first, bound.results(0), strict=True):
            assert value.shape == worlds.world.place(*place.path).shape, (rule.name, place)
            assert np.isfinite(value).all(), (rule.name, place)
            assert np.array_equal(value, again), (rule.name, "changes a quantity of others")
        assert_unchanged(before, what_it_may_read(worlds, RULES), rule)


@over_worlds
def test_a_rule_computes_each_run_from_that_run_alone(seed):
    worlds = Worlds(seed)
    run = seed % RUNS
    alone = worlds.alone(run)
    for rule in RULES:
        results = worlds.bind(rule).results(0), alone.bind(rule).results(0)
        for place, together, one in zip(rule.writes, *results, strict=True):
            assert np.array_equal(together[run : run + 1], one), (rule.name, place)


def settled_in(worlds, equations):
    """Return the equations that are worked out once for all months of a world."""
    return [equation for equation in equations if worlds.bind(equation).settled]


def test_a_quantity_that_is_worked_out_once_for_all_reads_facts_and_parameters_alone():
    moving = {name for name, row in attributes().items() if row.moves}
    for rule in settled_in(Worlds(0), EQUATIONS):
        assert not rule.all_luck, rule.name
        assert not moving & set(rule.reads), rule.name


def test_some_quantities_are_worked_out_once_for_all_and_not_all_of_them():
    quantities = {q for rule in RULES for q in rule.with_quantities()} - set(RULES)
    settled = settled_in(Worlds(0), quantities)
    assert settled
    assert len(settled) < len(quantities)


def test_every_mechanism_of_a_phase_is_a_rule_or_a_want_of_its_own():
    asked = {want.name for _, _, want in WANTS}
    assert not asked & {rule.name for rule in RULES}
    assert all(not want.writes for _, _, want in WANTS)


@over_worlds
def test_a_want_gives_a_number_to_every_option_and_changes_nothing(seed):
    worlds = Worlds(seed)
    wants = [want for _, _, want in WANTS]
    before = what_it_may_read(worlds, wants)
    for role, choice, want in WANTS:
        utility = worlds.bind(want, None if choice.whole else role).evaluate(0)
        columns = choice.columns(worlds.world, role)
        picked = picked_of(worlds.world.roster, role, choice, columns)
        among = picked is not None and utility.shape[-2] == picked.among
        shape = (RUNS, picked.among if among else len(columns), len(choice.actions))
        assert np.broadcast_shapes(utility.shape, shape) == shape, (role, want.name)
        assert np.isfinite(utility).all(), (role, want.name)
        assert_unchanged(before, what_it_may_read(worlds, wants), want)


# -- how rules are written ------------------------------------------------------------------------


def names_used(function):
    """Return the names that the body of a function uses."""
    [tree] = ast.parse(inspect.getsource(function).strip()).body
    return {n.id for line in tree.body for n in ast.walk(line) if isinstance(n, ast.Name)}


@pytest.mark.parametrize("rule", EQUATIONS, ids=lambda rule: rule.name)
def test_an_equation_has_few_arguments_and_uses_each(rule):
    arguments = list(inspect.signature(rule.function).parameters)
    assert len(arguments) <= MOST_ARGUMENTS
    assert set(arguments) <= names_used(rule.function)


def positions(tree):
    """Return the subscripts that pick from an array by a number that somebody counted."""
    return [
        ast.unparse(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Subscript)
        and not (isinstance(node.value, ast.Attribute) and node.value.attr == "shape")
        and any(
            isinstance(n, ast.Constant) and isinstance(n.value, int) for n in ast.walk(node.slice)
        )
    ]


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rsplit(".", 1)[-1])
def test_no_rule_reads_a_column_by_its_number(module):
    functions = [
        node
        for node in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(node, ast.FunctionDef)
    ]
    assert functions
    assert [found for function in functions for found in positions(function)] == []


@pytest.mark.parametrize("text", ["x[:, 0]", "x[..., -1]", "x[:, :1]", "x[..., 1:]", "x[0]"])
def test_a_number_in_a_subscript_is_found(text):
    assert positions(ast.parse(text)) == [text]


def test_a_size_and_a_new_axis_are_no_positions():
    assert positions(ast.parse("x[..., None] * y.shape[1] + z[:, theirs]")) == []
