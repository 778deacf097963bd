"""Two worlds that differ in one thing and meet the same luck; rules asked one at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from multipolar.loading import load_scenario
from multipolar.luck import Draw
from multipolar.model import MultipolarModel
from multipolar.months import month_number
from multipolar.rules import PARAMETER_CLASSES, parameter_table
from multipolar.rules.binding import Binder
from multipolar.rules.provocation import INTENSITY
from multipolar.rules.rule import Rule
from multipolar.rules.sampling import draw_parameters
from multipolar.scenario import Spec
from multipolar.world.places import find_place
from playing import replaced, written

RUNS = 16
VISIT = "2024-06"
"""The month of the article."""


@cache
def without(*events: str) -> Spec:
    """Return the baseline without some of its events."""
    spec = load_scenario("baseline")
    return replace(spec, events=tuple(e for e in spec.events if e.name not in events))


@cache
def without_mechanism(switch: str) -> Spec:
    """Return the baseline with a mechanism off."""
    spec = load_scenario("baseline")
    return replace(spec, switches={**spec.switches, switch: False})


_SEEN: dict[tuple[str, str], dict[str, Any]] = {}
"""The world at the beginning of months, by what has happened until then and by month."""


def _snapshot(spec: Spec, month: str) -> dict[str, Any]:
    """Return the world of a month; what comes later is left out, so that worlds share it."""
    past = _until(spec, month)
    if (past.digest, month) not in _SEEN:
        model = MultipolarModel(past, runs=RUNS, parameters="default", collect=False, rng=1)
        for digest, earlier in sorted(_SEEN, key=lambda seen: seen[1]):
            if earlier < month and digest == _until(spec, earlier).digest:
                model.branch(_SEEN[digest, earlier], np.arange(RUNS))
        while model.month != month:
            model.step()
        _SEEN[past.digest, month] = model.snapshot()
    return _SEEN[past.digest, month]


def _until(spec: Spec, month: str) -> Spec:
    return replace(spec, events=tuple(e for e in spec.events if e.month < month))


def model_at(month: str = VISIT, spec: Spec | None = None) -> MultipolarModel:
    """Return a model of sixteen runs with default parameters that is about to step this month."""
    chosen = spec or without()
    model = MultipolarModel(chosen, runs=RUNS, parameters="default", collect=False, rng=1)
    model.branch(_snapshot(chosen, month), np.arange(RUNS))
    return model


@cache
def _still(month: str) -> MultipolarModel:
    """Return a model that nobody steps: rules are pure, so scenes share it."""
    return model_at(month)


def put(model: MultipolarModel, name: str, where: str, value: float | np.ndarray) -> None:
    """Set an attribute of a model's world at a named place."""
    model.world.arrays[name][find_place(name, where, model.world.roster)] = value


def get(model: MultipolarModel, name: str, where: str = "all") -> np.ndarray:
    """Return an attribute at a named place, one row for each run."""
    value = model.world.arrays[name][find_place(name, where, model.world.roster)]
    return value.reshape(model.world.runs, -1)


def stepped(
    month: str = VISIT,
    months: int = 1,
    spec: Spec | None = None,
    parameters: Mapping[str, float] | None = None,
    **changes: Mapping[str, float],
) -> MultipolarModel:
    """Return a model after some months, with a few attributes changed before the first step.

    ``changes`` maps attributes to places and values: ``tie={"PRK": 0.9}``.
    """
    model = model_at(month, spec)
    for name, value in (parameters or {}).items():
        vector = model.parameters[name]
        vector.flags.writeable = True  # locked, lest anybody changes it in the midst of a run
        vector[...] = value
    for name, places in changes.items():
        for where, value in places.items():
            put(model, name, where, value)
    for _ in range(months):
        model.step()
    return model


def boldness(model: MultipolarModel, role: str) -> np.ndarray:
    """Return the intensity that a challenger's odds promised in the last month, one per run."""
    return model.decisions[role, "provocation"].probability[:, 0] @ INTENSITY


class Scene:
    """The world of a month in which single rules are asked, with any of what they read replaced.

    Parameters
    ----------
    month : str
        Month whose opening state the rules read.
    seed : int or None
        Seed of parameter vectors drawn from the priors; ``None`` takes the defaults.
    """

    def __init__(self, month: str = VISIT, seed: int | None = None) -> None:
        self.model = _still(month)
        self.world = self.model.world
        self.text, self.seed = month, seed
        self.month = month_number(month)
        source = "default" if seed is None else "prior"
        self.values = draw_parameters(parameter_table(), seed or 0, 0, RUNS, source=source)

    def index(self, axis: str, label: str) -> int:
        """Return the position of a label on an axis."""
        return self.world.roster.index(label, axis)

    def array(self, name: str, **places: float) -> np.ndarray:
        """Return a copy of an attribute, changed at named places (``__`` for the dot)."""
        changed = self.world.arrays[name].copy()
        for where, value in places.items():
            at = find_place(name, where.replace("__", "."), self.world.roster)
            changed[at] = value
        return changed

    def fill(self, name: str, value: float) -> np.ndarray:
        """Return an attribute's array filled with one value."""
        return np.full_like(self.world.arrays[name], value)

    def _binder(self, owner: Any, rule: Rule, changed: Mapping[str, Any]) -> Binder:
        """Return a binder to places of an owner, with some parameters and luck replaced."""
        numbers = {n.replace("__", "."): v for n, v in changed.items() if "__" in n}
        parameters = {**self.values, **{n: np.full(RUNS, v) for n, v in numbers.items()}}
        groups = {group: group.of(parameters) for group in PARAMETER_CLASSES}
        size = self.world.roster.size
        lucky = {d.stream: changed[n] for n, d in rule.all_luck.items() if n in changed}

        def draw(source: Draw, month: int) -> np.ndarray:
            if source.stream in lucky:
                return lucky[source.stream]
            return self.model.luck.draw(source, month, size(source.axis))

        return Binder(lambda place: owner.place(*place.path), groups, draw)

    def ask(self, rules: Rule | tuple[Rule, ...], **changed: Any) -> dict[str, np.ndarray]:
        """Return what a rule, or each of several, writes, by attribute.

        ``changed`` holds arrays for attributes and luck, and numbers for parameters, written
        ``group__field``.
        """
        world = replaced(self.world, changed)
        return written(
            rules, world, lambda rule: self._binder(world, rule, changed).bind(rule), self.month
        )

    def want(self, rule: Rule, role: str = "", **changed: Any) -> np.ndarray:
        """Return the utility that a term gives to each option of a role, or of the world."""
        world = replaced(self.world, changed)
        owner = world.of(role) if role else world
        return self._binder(owner, rule, changed).bind(rule).evaluate(self.month)

    def __repr__(self) -> str:
        return f"Scene({self.text!r}, seed={self.seed})"

    def chance(
        self,
        rule: Rule,
        happens: Callable[[dict[str, np.ndarray]], np.ndarray],
        luck: str = "luck",
        **changed: Any,
    ) -> np.ndarray:
        """Return the probability with which something happens: the luck up to which it does."""
        axis = rule.all_luck[luck].axis
        low = np.zeros((RUNS, self.world.roster.size(axis)))
        high = np.ones_like(low)
        for _ in range(24):
            middle = 0.5 * (low + high)
            yes = happens(self.ask(rule, **changed, **{luck: middle}))
            low, high = np.where(yes, middle, low), np.where(yes, high, middle)
        return low


def rises(before: np.ndarray, after: np.ndarray) -> bool:
    """Return whether something never falls and rises somewhere."""
    return bool((after >= before - 1e-12).all() and (after > before + 1e-12).any())


scenes = st.builds(
    Scene,
    st.sampled_from(("2022-06", "2023-03", VISIT, "2025-06")),
    st.integers(0, 9999),
)
"""Worlds of four different months with parameters drawn from the priors, sixteen at a time."""


def over_the_prior(test: Callable[[Scene], None]) -> Callable[[], None]:
    """Run a test of one scene over months and over the priors of the parameters."""
    return settings(max_examples=8, deadline=None, derandomize=True)(given(scenes)(test))
