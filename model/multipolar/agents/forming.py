"""Forming choice groups: who has the same choice, and what its wants are bound to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from multipolar.agents.choice_group import ChoiceGroup, GroupMember
from multipolar.agents.foresight import LookingAhead
from multipolar.agents.kind import Choice
from multipolar.rules.binding import Binder, BoundRule, LookUp
from multipolar.rules.rule import Rule
from multipolar.world.world import World

MakeBinder = Callable[[LookUp], Binder]
LookAhead = Callable[[GroupMember], LookingAhead | None]


def form_groups(
    members: Iterable[GroupMember],
    world: World,
    binder: MakeBinder,
    look_ahead: LookAhead = lambda _: None,
) -> tuple[ChoiceGroup, ...]:
    """Return the choice groups of these members, in the order of their first members.

    Wants that read the same part of the world have one binder, and with it their quantities.
    ``binder`` makes a binder of wants to the arrays that a function finds by place;
    ``look_ahead`` says how a member looks ahead, if it does.
    """
    kinds: dict[tuple[object, ...], list[GroupMember]] = {}
    for member in members:
        kinds.setdefault(_kind(member.choice), []).append(member)

    @cache
    def of_roles(*roles: str) -> Binder:
        owner = world.of(*roles) if roles else world
        return binder(lambda place: owner.place(*place.path))

    return tuple(_group(tuple(alike), world, of_roles, look_ahead) for alike in kinds.values())


def _kind(choice: Choice) -> tuple[object, ...]:
    """Return what makes choices alike: all but their wants and the names of their actions."""
    c = choice
    same = (c.name, c.switch, c.luck, c.commit, c.columns, c.opened_by, c.whole, c.temperature)
    return *same, c.nests, len(c.actions), c.writes, c.allowed, c.every, c.lasts


def _group(
    members: tuple[GroupMember, ...],
    world: World,
    binder_of: Callable[..., Binder],
    look_ahead: LookAhead,
) -> ChoiceGroup:
    """Return the choice group of some members that decide alike.

    ``binder_of`` gives the binder of the part of the world of some roles, or of the whole world.
    """
    members = tuple(sorted(members, key=lambda member: member.lanes[0]))
    parts = tuple(world.of(member.role) for member in members)
    roles = [member.role for member in members]
    everybody = world.of(*roles)
    whole = members[0].choice.whole
    some = any(member.picked for member in members)
    first, *others = (member.choice.wants for member in members)
    shared = [
        want
        for want in first
        if all(want in wants for wants in others)
        and (whole or (not some and all(map(everybody.has, want.reads))))
    ]

    binders: list[Binder] = []

    def bound(wants: Iterable[Rule], *owners: str) -> dict[str, BoundRule]:
        binders.append(binder_of() if whole else binder_of(*owners))
        return {want.function.__name__: binders[-1].bind(want) for want in wants}

    own = tuple(
        bound((want for want in member.choice.wants if want not in shared), member.role)
        for member in members
    )
    together = bound(shared, *roles)
    allowed = [
        rule
        for member in members
        for rule in bound(filter(None, (member.choice.allowed,)), member.role).values()
    ]
    warmth = members[0].choice.temperature
    heat = None if warmth is None else binder_of().bind(warmth)
    binders.append(binder_of())
    outlooks = tuple(map(look_ahead, members))
    return ChoiceGroup(
        members, parts, together, own, tuple(allowed), heat, tuple(binders), outlooks
    )


def begin_decisions(groups: Iterable[ChoiceGroup]) -> None:
    """Begin a month of decisions: what they have in common is worked out anew."""
    groups = tuple(groups)
    for binder in dict.fromkeys(one for group in groups for one in group.binders):
        binder.begin()
    outlooks = (one for group in groups for one in group.outlooks if one is not None)
    for lookout in dict.fromkeys(one.lookout for one in outlooks):
        lookout.begin()
