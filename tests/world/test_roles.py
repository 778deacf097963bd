"""Roles are a table: what the world is made of follows from it, and a slip in it is named."""

import pytest

from multipolar.agents.kinds import kind_of
from multipolar.world.roles import read_roles, roles, roles_of
from multipolar.world.roster import PARTS, full_roster, required_states
from multipolar.world.tables import read_table

ROWS = read_table("roles.csv")


def changed(changed_role, **cells):
    return [{**row, **cells} if row["role"] == changed_role else row for row in ROWS]


def test_parts_of_the_world_follow_from_the_table():
    assert {part: roles_of(part) for part in ("challenger", "sponsor", "satellite")} == PARTS
    assert full_roster().role == tuple(sorted(full_roster().role, key=list(roles()).index))


def test_required_states_are_those_of_required_roles_and_the_front_line():
    front = {row["front_state"] for row in read_table("theatres.csv")}
    roster = full_roster()
    required = {
        iso3
        for iso3, role in zip(roster.iso3, roster.role, strict=True)
        if roles()[role].required == "all"
    }
    assert set(required_states()) == required | front


def test_a_role_is_added_by_its_row():
    row = {**ROWS[-1], "role": "gulf_state", "title": "Gulf", "class": "GulfState"}
    assert list(read_roles([*ROWS, row]))[-1] == "gulf_state"
    with pytest.raises(ValueError, match=r"roles\.csv, gulf_state: no file agents/gulf_state\.py"):
        kind_of("gulf_state")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (changed("iran", challenger="yes"), r"iran, challenger: found 'yes', allowed: 0, 1"),
        (changed("iran", required="al"), r"required: found 'al', .* Did you mean 'all'\?"),
        (changed("iran", sponsor="1"), r"iran, sponsor: found '1', allowed: 0, since it is a"),
        (changed("iran", role="china"), r"china, role: found 'china', allowed: each role once"),
        (changed("iran", **{"class": "China"}), r"class: found 'China', allowed: each class once"),
        (
            changed("iran", **{"class": "I ran"}),
            r"class: found 'I ran', allowed: the name of a class",
        ),
        (changed("iran", title=""), r"iran, title: found '', allowed: a name"),
        (changed("china", challenger="0"), r"iran, order: found 'challenger', allowed: an order"),
        (changed("post_soviet_state", satellite="0"), r"satellite: found no role with 1"),
    ],
)
def test_a_slip_in_the_table_is_named(rows, said):
    with pytest.raises(ValueError, match=said):
        read_roles(rows)
