"""Playing one rule on a world made up for the purpose."""

import copy
import dataclasses
from functools import lru_cache

import numpy as np
from hypothesis import strategies as st

from multipolar.agents.choice_group import BARRED
from multipolar.rules import PARAMETER_CLASSES
from multipolar.rules.binding import Binder
from multipolar.rules.forms import nested
from multipolar.rules.rule import Rule
from multipolar.world import World, attributes

LUCKY = 0.5
SIMPLEXES = ("attention",)
CODES = {
    "regime": 3,
    "conflict": 4,
    "action": 5,
    "posture": 3,
    "treaty": 4,
    "nuclear_signal": 2,
    "licence": 2,
    "consent": 2,
    "threat_made": 2,
    "standoff": 3,
    "yielded": 2,
    "heeded": 2,
}
ANSWERS = ("response", "vote", "measures", "proposed")
STAGES = np.array([0.0, 0.25, 0.5, 1.0])


def play(rules, world, parameters=None, **changed):
    """Return the arrays that a rule, or each of several, writes, all from the same world.

    ``changed`` replaces arrays or luck. What a rule writes to a part of an array stands in a copy
    of the whole.
    """
    return written(
        rules, replaced(world, changed), lambda rule: bound(rule, world, parameters, changed)
    )


def written(rules, world, bind, month=0):
    """Return what rules write by attribute, each in a copy of the world's array."""
    after, found = replaced(world, {}), {}
    for rule in (rules,) if isinstance(rules, Rule) else rules:
        values = bind(rule).results(month)
        for place, value in zip(rule.writes, values, strict=True):
            name = place.attribute
            found[name] = after.arrays[name] = after.arrays[name].copy("K")
            target = after.place(*place.path)
            assert target.shape == value.shape, place
            target[...] = value
    return found


def work_out(quantity, world, parameters=None, **changed):
    """Return a quantity of a world."""
    return bound(quantity, world, parameters, changed).evaluate(0)


def bound(rule, world, parameters=None, changed=None):
    """Return a rule bound to a world in which some arrays, parameters or luck are replaced."""
    changed = changed or {}
    given = parameters if isinstance(parameters, dict) else {type(parameters): parameters}
    filled = {**_kinds(), **given} if parameters is not None else _kinds()
    lucky = {draw.stream: changed[name] for name, draw in rule.all_luck.items() if name in changed}
    other = replaced(world, changed)
    return Binder(lambda place: other.place(*place.path), filled, drawing(world, lucky)).bind(rule)


@lru_cache(maxsize=1)
def _kinds():
    return {kind: kind() for kind in PARAMETER_CLASSES}


def drawing(world, lucky):
    """Return how luck is drawn: by stream as given, the same for all where it is not."""

    def draw(draw, _month):
        alike = np.full((world.runs, world.roster.size(draw.axis)), LUCKY)
        return lucky.get(draw.stream, alike)

    return draw


def replaced(world, changed):
    """Return a world that shares all arrays but those that are changed."""
    other = copy.copy(world)
    other.arrays = {**world.arrays, **{n: v for n, v in changed.items() if n in world.arrays}}
    return other


def consider(choice, world, role, parameters=None, picked=None, draw=None, **changed):
    """Return the chances of a choice's options, shape (run, column, action).

    ``parameters`` maps parameter classes to values other than the defaults; ``changed`` replaces
    arrays that the wants read; ``picked`` says which members of a term count, where it gives more
    than the columns of the choice; ``draw`` gives the luck that the wants meet.
    """
    other = replaced(world, changed)
    owner = other if choice.whole else other.of(role)
    filled = _kinds() | (parameters or {})
    binder = Binder(lambda place: owner.place(*place.path), filled, draw or drawing(world, {}))

    def columns(term):
        more = picked is not None and term.shape[-2] == picked.among > 1
        return term[..., picked.places, :] if more else term

    utility = sum(columns(binder.bind(want).evaluate(0)) for want in choice.wants)
    heat = choice.temperature
    tau = np.ones((1, 1)) if heat is None else binder.bind(heat).evaluate(0)
    utility = utility / tau[..., None]
    if choice.allowed is not None:
        may = columns(binder.bind(choice.allowed).evaluate(0)) > 0
        may = np.broadcast_to(may, utility.shape).copy()
        may[..., 0] = True
        utility = np.where(may, utility, BARRED)
    return nested(utility, choice.nests)


def some_parameters(kind):
    """Return a strategy for a parameter class: values anywhere in their priors, ends included."""
    fields = {
        field.name: st.one_of(
            st.sampled_from([field.metadata["low"], field.metadata["high"]]),
            st.floats(field.metadata["low"], field.metadata["high"]),
        ).map(lambda value: np.array([[value]]))
        for field in dataclasses.fields(kind)
    }
    return st.builds(kind, **fields)


def defaults(kind, **changed):
    """Return a parameter class at its defaults, with some fields changed."""
    return dataclasses.replace(kind(), **{k: np.array([[v]]) for k, v in changed.items()})


def made_up(seed, runs=4):
    """Return a world whose moving arrays are anywhere in their bounds, often at the ends.

    It is the same world each time, filled anew: making one takes longer than a rule.
    """
    rng = np.random.default_rng(seed)
    world = _world(runs)
    for name, attribute in attributes().items():
        if attribute.moves:
            world.arrays[name][...] = _anywhere(name, attribute, world.arrays[name].shape, rng)
    return world


_world = lru_cache(maxsize=1)(World)


def _anywhere(name, attribute, shape, rng):
    if name in SIMPLEXES:
        return rng.dirichlet(np.full(shape[-1], rng.choice([0.2, 1.0, 5.0])), shape[:-1])
    if name in CODES:
        return rng.integers(CODES[name], size=shape).astype(float)
    if name in ANSWERS:
        return rng.integers(-1, 2, size=shape).astype(float)
    if name == "concession":
        return rng.choice(STAGES, size=shape)
    inside = rng.uniform(attribute.low, attribute.high, shape)
    ends = np.where(rng.random(shape) < 0.5, attribute.low, attribute.high)
    return np.where(rng.random(shape) < 0.3, ends, inside)


WORLDS = st.integers(0, 2**32 - 1).map(made_up)


def assert_in_bounds(written, slack=1e-12):
    """Assert that arrays lie in the bounds of their attributes before anything clips them."""
    for name, value in written.items():
        attribute = attributes()[name]
        assert np.isfinite(value).all(), name
        assert (value >= attribute.low - slack).all(), name
        assert (value <= attribute.high + slack).all(), name
