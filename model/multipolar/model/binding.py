"""Binding the month to one world: its rules, and the groups in which its states decide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import compress
from typing import Any, NamedTuple

import numpy as np

from multipolar.agents import Choice
from multipolar.agents.choice_group import ChoiceGroup, GroupMember
from multipolar.agents.foresight import LookingAhead, Minds, fitted, looks
from multipolar.agents.forming import form_groups
from multipolar.agents.kind import deciders
from multipolar.agents.picking import picked_of
from multipolar.agents.stakes import Stake
from multipolar.arrays import Array
from multipolar.definition import Definition
from multipolar.rules.binding import Binder, BoundRule, DrawLuck
from multipolar.rules.foresight import MECHANISM, Foresight
from multipolar.rules.mechanism import Phase
from multipolar.rules.parameters import Parameters
from multipolar.rules.phases import ORDER
from multipolar.rules.rule import Place
from multipolar.scenario import Spec
from multipolar.world import World

Target = tuple[Array, Array, Array]
"""Bounds of an attribute, and the live array of the part of it that a rule writes.

Bounds are arrays, which numpy need not make of numbers in each month.
"""

Groups = Mapping[type[Parameters], Any]
"""The parameter classes, filled."""


class BoundPhase(NamedTuple):
    """A phase's name, its binder, its rules, and for each where its results go and how often."""

    name: str
    binder: Binder
    rules: list[BoundRule]
    targets: list[list[Target]]
    every: list[int]

    @property
    def longest(self) -> int:
        """Months in which each rule has acted at least once."""
        return max(self.every, default=1)

    def due(self, month: int) -> tuple[list[BoundRule], list[list[Target]]]:
        """Return the rules that act in a month, by its number, and where their results go."""
        acting = [month % every == 0 for every in self.every]
        if all(acting):
            return self.rules, self.targets
        return list(compress(self.rules, acting)), list(compress(self.targets, acting))


class Bound(NamedTuple):
    """What a month calls, with the arrays of one world in hand."""

    groups: Groups
    phases: tuple[BoundPhase, ...]
    choice_groups: tuple[ChoiceGroup, ...]


def bind(
    world: World,
    definition: Definition,
    switches: Mapping[str, bool],
    parameters: Mapping[str, Array],
    draw: DrawLuck,
    minds: Minds,
) -> Bound:
    """Return the rules and choice groups of a world, without those of mechanisms that are off."""
    groups = {group: group.of(parameters) for group in definition.parameter_classes}
    members = (
        _member(world, kind.role, choice, choice.columns(world, kind.role))
        for kind in definition.kinds
        for choice in kind.choices
        if switches.get(choice.switch, True)
    )
    return Bound(
        groups,
        tuple(
            _phase(world, Phase(name, definition.active(name, switches)), groups, draw)
            for name in ORDER
        ),
        form_groups(
            (member for member in members if member.columns),
            world,
            lambda look_up: Binder(look_up, groups, draw),
            lambda member: _looking_ahead(member, world, groups, switches, minds),
        ),
    )


def minds_of(spec: Spec) -> Minds:
    """Return what the states of a scenario believe and want."""
    stakes = tuple(Stake(own.who, own.measure, own.weight) for own in spec.stakes)
    return Minds(fitted(spec.beliefs), stakes)


def members_of(groups: Iterable[ChoiceGroup]) -> set[tuple[str, str, str]]:
    """Return who decides in some choice groups: state, name of the choice and column."""
    return {place for group in groups for place in group.addresses}


def _looking_ahead(
    member: GroupMember,
    world: World,
    groups: Groups,
    switches: Mapping[str, bool],
    minds: Minds,
) -> LookingAhead | None:
    """Return how a member looks ahead; not at all without foresight."""
    look = looks().get((member.role, member.choice.name))
    p = groups.get(Foresight)
    if look is None or p is None or not switches.get(MECHANISM.switch, True):
        return None
    actions = member.choice.actions
    return minds.outlook(world, look, member.columns, member.owners, actions, p)


def _phase(world: World, phase: Phase, groups: Groups, draw: DrawLuck) -> BoundPhase:
    binder = Binder(lambda place: world.place(*place.path), groups, draw)
    return BoundPhase(
        phase.name,
        binder,
        [binder.bind(rule) for rule in phase.rules],
        [[_target(world, place) for place in rule.writes] for rule in phase.rules],
        [rule.every for rule in phase.rules],
    )


def _target(world: World, place: Place) -> Target:
    attribute = world.attributes[place.attribute]
    return np.array(attribute.low), np.array(attribute.high), world.place(*place.path)


def _member(world: World, role: str, choice: Choice, columns: tuple[str, ...]) -> GroupMember:
    lanes = [world.roster.index(label, choice.luck.axis) for label in columns]
    owners = deciders(world.roster, role, columns)
    picked = picked_of(world.roster, role, choice, columns)
    return GroupMember(role, choice, columns, owners, np.array(lanes, np.intp), picked)
