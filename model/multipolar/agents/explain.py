"""Why a state chose what it chose: the utility of each action, term by term."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from multipolar.agents.explained_choice import ExplainedChoice, Term
from multipolar.agents.explanation import Explanation, Figure, Origin
from multipolar.agents.kind import Decision
from multipolar.arguments import ArgumentError, hint
from multipolar.axes import CHALLENGER, STATE, TARGET, THEATRE
from multipolar.rules.foresight import foreseen
from multipolar.world.attributes import Attribute
from multipolar.world.roster import PARTS, Roster
from multipolar.world.world import World


def explain(
    state: str,
    month: str,
    decisions: Mapping[tuple[str, str], Decision],
    world: World,
    origin: Origin,
) -> Explanation:
    """Return why a state chose what it chose in a month.

    Parameters
    ----------
    state : str
        ISO 3166 alpha-3 code.
    month : str
        The month, ``YYYY-MM``.
    decisions : mapping of (role, choice) to Decision
        Decisions of that month.
    world : World
        The world at the end of that month.
    origin : Origin
        Where the runs come from.

    Raises
    ------
    ArgumentError
        When nobody has chosen yet, or the state is unknown or chose nothing in the month.
    """
    if state not in world.roster.iso3:
        raise ArgumentError(
            f"no state {state!r} in this world. Allowed: ISO 3166 alpha-3 codes, for example PRK."
            f"{hint(state, world.roster.iso3)}"
        )
    if not decisions:
        raise ArgumentError(
            "no choice to explain: nobody has chosen yet; step the model first (and leave a "
            "mechanism with choices switched on)"
        )
    deciders = {owner for decision in decisions.values() for owner in decision.owners}
    if state not in deciders:
        raise ArgumentError(
            f"{state} made no choice in {month}. Allowed: {', '.join(sorted(deciders))}; in a "
            "month with a vote, every member of the United Nations."
        )
    choices = tuple(
        _explained(decision, column)
        for decision in decisions.values()
        for column, owner in enumerate(decision.owners)
        if owner == state
    )
    return Explanation(state, month, origin, choices, figures_of(world, state))


def _explained(decision: Decision, column: int) -> ExplainedChoice:
    choice = decision.choice
    terms = decision.terms
    return ExplainedChoice(
        name=choice.name,
        about=decision.columns[column],
        actions=choice.actions,
        terms=tuple(
            Term(want, terms[want.function.__name__][:, column].copy())
            for want in (*choice.wants, foreseen)
            if want.function.__name__ in terms
        ),
        temperature=np.broadcast_to(decision.temperature[:, 0], len(decision.chosen)).copy(),
        nests=choice.nests,
        probability=decision.probability[:, column].copy(),
        chosen=decision.chosen[:, column].astype(np.intp),
        ordered=decision.ordered[column],
        is_open=decision.is_open.copy(),
        allowed=_allowed(decision, column),
        expected=decision.expected[column] if decision.expected else {},
    )


def _allowed(decision: Decision, column: int) -> NDArray[np.bool_]:
    """Return which actions a column could take, shape (run, action)."""
    if decision.allowed is None:
        return np.ones(decision.probability[:, column].shape, np.bool_)
    return decision.allowed[:, column].copy()


def figures_of(world: World, state: str) -> tuple[Figure, ...]:
    """Return a state's recorded figures: its own, those of its theatre and as a target."""
    places = _places(world.roster, state)
    return tuple(
        figure
        for attribute in world.attributes.values()
        if attribute.recorded and attribute.moves and len(attribute.axes) > 1
        if (place := places.get(attribute.axes[1])) is not None
        for figure in _figures(world, attribute, place)
    )


def _figures(world: World, attribute: Attribute, place: str) -> Iterator[Figure]:
    """Return the figures of an attribute at a place: one, or one for each label of a last axis."""
    axis, *others = attribute.axes[1:]
    array = world.arrays[attribute.name][:, world.roster.index(place, axis)]
    if not others:
        yield Figure(attribute, place, array.copy())
        return
    for k, label in enumerate(world.roster.labels[others[0]]):
        yield Figure(attribute, f"{place}, {label}", array[:, k].copy())


def _places(roster: Roster, state: str) -> dict[str, str]:
    """Return the label under which a state is found on each axis where it is."""
    axes = (STATE, TARGET, *PARTS)
    own = {axis: state for axis in axes if state in roster.labels[axis]}
    theatre = roster.theatre_part(roster.role[roster.index(state)])
    fronts = zip(roster.labels[THEATRE][theatre], roster.front_states[theatre], strict=True)
    if mine := [label for label, front in fronts if CHALLENGER in own or front == state]:
        own[THEATRE] = mine[0]
    return own
