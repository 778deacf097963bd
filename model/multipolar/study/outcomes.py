"""Outcomes of an experiment: what is read of each run and month, in a few words of arithmetic.

Names are measures (``aid_united_states``) and attributes with a place (``attention.USA.ukraine``;
over several members the mean). ``chance(PRK.limited_force)`` is the probability that a state takes
this action or one further up its ladder, before luck decides: it tells an effect on rare acts in
few runs. Names are joined by ``+ - * /``, numbers and comparisons, which give 1 or 0:
``concession.RUS >= 0.5``.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from multipolar.arguments import ArgumentError, known
from multipolar.arrays import Array
from multipolar.definition import SHIPPED
from multipolar.ensemble.blocks import Recorder, block_for
from multipolar.model import MultipolarModel
from multipolar.scenario import Spec
from multipolar.world.places import find_place
from multipolar.world.roster import make_roster

CHANCE = "chance"

_OPERATIONS: Mapping[type[ast.AST], Callable[[Array, Array], Array]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.GtE: operator.ge,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.Lt: operator.lt,
}

Paths = Mapping[str, Array]
"""What was read, by name, each of shape (runs, months)."""


def names_in(outcome: str) -> tuple[str, ...]:
    """Return the names that an outcome reads.

    Examples
    --------
    >>> names_in("-aid.USA / (aid.USA + aid.DEU) + chance(PRK.limited_force)")
    ('aid.DEU', 'aid.USA', 'chance(PRK.limited_force)')
    """
    return tuple(sorted(set(_names(_parsed(outcome)))))


def _names(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Name | ast.Attribute | ast.Call):
        yield ast.unparse(node)
        return
    for child in ast.iter_child_nodes(node):
        yield from _names(child)


def _parsed(outcome: str) -> ast.AST:
    try:
        return ast.parse(outcome, mode="eval").body
    except SyntaxError:
        raise ValueError(f"{outcome!r} is no outcome: names, numbers and + - * / >= only") from None


def value_of(outcome: str, paths: Paths) -> Array:
    """Return an outcome of what was read, shape (runs, months) or a number."""
    return _value(_parsed(outcome), paths)


def _value(node: ast.AST, paths: Paths) -> Array:
    match node:
        case ast.Constant(value=float() | int()):
            return np.asarray(node.value, dtype=np.float64)
        case ast.UnaryOp(op=ast.USub()):
            return -_value(node.operand, paths)
        case ast.BinOp() if type(node.op) in _OPERATIONS:
            act = _OPERATIONS[type(node.op)]
            return act(_value(node.left, paths), _value(node.right, paths))
        case ast.Compare(ops=[op], comparators=[other]) if type(op) in _OPERATIONS:
            holds = _OPERATIONS[type(op)](_value(node.left, paths), _value(other, paths))
            return holds.astype(np.float64)
        case ast.Name() | ast.Attribute() | ast.Call():
            return paths[ast.unparse(node)]
    raise ValueError(f"{ast.unparse(node)!r}: an outcome has names, numbers and + - * / >= only")


def observe(spec: Spec, names: Iterable[str], runs: int, seed: int) -> Paths:
    """Run a scenario with its parameters at the modes of their priors, and read names.

    Returns
    -------
    mapping of str to ndarray
        By name an array of shape (runs, months).
    """
    size = min(runs, block_for(runs))
    model = MultipolarModel(spec, runs=size, rng=seed, parameters="default", collect=False)
    readers = [_Reader(name, _reader(name, model)) for name in names]
    measured = any(reader.of_month is None for reader in readers)
    parts: dict[str, list[Array]] = {reader.name: [] for reader in readers}
    for first in range(0, runs, size):
        model.rewind(first)
        for name, path in _watch(model, readers, measured).items():
            parts[name].append(path)
    model.__dict__.clear()  # Mesa never frees a model
    return {name: np.concatenate(paths)[:runs] for name, paths in parts.items()}


@dataclass(frozen=True)
class _Reader:
    """A name, and how a month of it is read; a measure is read at the end."""

    name: str
    of_month: Callable[[MultipolarModel], Array] | None


def _watch(model: MultipolarModel, readers: list[_Reader], measured: bool) -> dict[str, Array]:
    recorder = Recorder(model) if measured else None
    seen: dict[str, list[Array]] = {r.name: [] for r in readers if r.of_month is not None}

    def look(model: MultipolarModel) -> None:
        if recorder is not None:
            recorder.keep(model)
        for reader in readers:
            if reader.of_month is not None:
                seen[reader.name].append(reader.of_month(model))

    model.run(look)
    paths = {name: np.stack(months, axis=1) for name, months in seen.items()}
    if recorder is not None:
        measures = model.definition.measures
        roster = make_roster(model.spec.states, model.spec.own_figures)
        for reader in readers:
            if reader.of_month is None:
                paths[reader.name] = measures[reader.name].compute(recorder.trajectories, roster)
    return paths


def _reader(name: str, model: MultipolarModel) -> Callable[[MultipolarModel], Array] | None:
    if name.startswith(f"{CHANCE}("):
        return _chance(name, model)
    if name in model.definition.measures:
        return None
    attribute, _, place = name.partition(".")
    known(attribute, SHIPPED.attributes, "measure or attribute of an outcome")
    where = find_place(attribute, place, model.world.roster)

    def of_month(model: MultipolarModel) -> Array:
        values = np.asarray(model.world.arrays[attribute], dtype=np.float64)[where]
        return np.asarray(values.reshape(len(values), -1).mean(axis=1))

    return of_month


def _chance(name: str, model: MultipolarModel) -> Callable[[MultipolarModel], Array]:
    state, _, words = name.removeprefix(f"{CHANCE}(").rstrip(")").partition(".")
    which, _, action = words.rpartition(".")
    mine = [c for c in model.state(state).choices if which in ("", c.name)]
    known(action, [a for choice in mine for a in choice.actions], f"action of {state}")
    having = [choice for choice in mine if action in choice.actions]
    if len(having) > 1:
        several = ", ".join(f"{CHANCE}({state}.{choice.name}.{action})" for choice in having)
        raise ArgumentError(f"{name}: {state} has {action!r} in several choices; say {several}")
    choice = having[0]
    key, rung = (model.state(state).role, choice.name), choice.actions.index(action)

    def of_month(model: MultipolarModel) -> Array:
        decision = model.decisions.get(key)
        if decision is None:
            return np.full(model.world.runs, np.nan)
        own = [owner == state for owner in decision.owners]
        chance = decision.probability[:, own, rung:].sum(axis=-1).mean(axis=-1)
        return np.where(decision.is_open, chance, np.nan)

    return of_month
