"""Playing one rule on a world made up for the purpose."""

import dataclasses
from functools import lru_cache

import numpy as np
from hypothesis import strategies as st

from multipolar.rules.forms import softmax
from multipolar.rules.provocation import Provocation
from multipolar.world import World, attributes

LUCKY = 0.5
SIMPLEXES = ("attention",)
CODES = {"regime": 3, "action": 5, "posture": 3, "treaty": 4, "nuclear_signal": 2, "licence": 2}
ANSWERS = ("response", "vote")
STAGES = np.array([0.0, 0.25, 0.5, 1.0])


def play(rule, world, parameters=None, **changed):
    """Return what a rule writes, by name; ``changed`` replaces arrays, parameters or luck."""
    given = {name: world.arrays[name] for name in rule.reads}
    given |= {name: kind() for name, kind in rule.parameters.items()}
    if parameters is not None:
        given |= {n: parameters for n, kind in rule.parameters.items() if type(parameters) is kind}
    given |= {name: np.full((world.runs, 1), LUCKY) for name in rule.luck}
    given |= {n: play_constant(constant, world, given) for n, constant in rule.settled.items()}
    values = rule.function(**{**given, **changed})
    return dict(zip(rule.writes, values if len(rule.writes) > 1 else (values,), strict=True))


def play_constant(constant, world, given):
    """Return what holds for a whole run, with the parameters that a rule was given."""
    filled = {type(value): value for value in given.values()}
    facts = {name: world.arrays[name] for name in constant.reads}
    return constant.function(**facts, **{n: filled[k] for n, k in constant.parameters.items()})


def consider(choice, world, role, parameters=None, **changed):
    """Return the chances of a choice's options, shape (run, column, action).

    ``parameters`` maps parameter classes to values other than the defaults; ``changed`` replaces
    arrays that the wants read.
    """
    look_up = world.arrays.__getitem__ if choice.whole else world.of(role).__getattr__
    filled = parameters or {}
    utility = 0.0
    for want in choice.wants:
        given = {name: changed.get(name, look_up(name)) for name in want.reads}
        given |= {name: filled.get(kind, kind()) for name, kind in want.parameters.items()}
        utility = utility + want.function(**given)
    temperature = filled.get(Provocation, Provocation()).temperature
    return softmax(utility / temperature[..., None])


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
