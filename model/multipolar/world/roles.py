"""The roles of states: which class stands for each, and what it is part of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from multipolar.arguments import hint
from multipolar.axes import CHALLENGER, SATELLITE, SPONSOR
from multipolar.readonly import kept
from multipolar.world.tables import read_table

TABLE = "roles.csv"
ALL, ANY = "all", "any"
_PARTS = (CHALLENGER, SPONSOR, SATELLITE)
_FLAG = ("0", "1")
_REQUIRED = ("", ANY, ALL)


@dataclass(frozen=True)
class Role:
    """What states of one kind are to the world; fields as in ``roles.csv``.

    Parameters
    ----------
    name, title : str
        Name in the table of states, and the name for readers.
    challenger, sponsor, satellite : bool
        Whether its states are members of the axis of that name.
    courted : bool
        Whether both camps court its states.
    required : {"", "any", "all"}
        Whether a roster must hold some or all of its states.
    agent_class : str
        Name of its class of agents.
    """

    name: str
    title: str
    challenger: bool
    sponsor: bool
    satellite: bool
    courted: bool
    required: str
    agent_class: str


def read_roles(rows: Iterable[Mapping[str, str]]) -> dict[str, Role]:
    """Return the roles of the rows of a table by name, in its order.

    Raises
    ------
    ValueError
        When a name repeats or is empty, a cell is not allowed, a role is in two parts, or the
        roles of a part do not follow each other.
    """
    found: dict[str, Role] = {}
    for row in rows:
        role = _role(row)
        if role.name in found:
            raise _complain(role.name, "role", role.name, "each role once")
        if role.agent_class in {other.agent_class for other in found.values()}:
            raise _complain(role.name, "class", role.agent_class, "each class once")
        found[role.name] = role
    for part in _PARTS:
        _check_side_by_side(part, found.values())
    return found


def _role(row: Mapping[str, str]) -> Role:
    name = row["role"]
    for column in ("role", "title", "class"):
        if not row[column].strip():
            raise _complain(name, column, row[column], "a name")
    if not row["class"].isidentifier():
        raise _complain(name, "class", row["class"], "the name of a class of agents")
    flags = {column: _one_of(row, column, _FLAG) == "1" for column in (*_PARTS, "courted")}
    parts = [part for part in _PARTS if flags[part]]
    if len(parts) > 1:
        raise _complain(name, parts[1], "1", f"0, since it is a {parts[0]} already")
    required = _one_of(row, "required", _REQUIRED)
    return Role(name, row["title"], **flags, required=required, agent_class=row["class"])


def _one_of(row: Mapping[str, str], column: str, allowed: tuple[str, ...]) -> str:
    cell = row[column]
    if cell not in allowed:
        said = ", ".join(text or "nothing" for text in allowed) + "." + hint(cell, allowed)
        raise _complain(row["role"], column, cell, said)
    return cell


def _check_side_by_side(part: str, found: Iterable[Role]) -> None:
    spells = [
        [role.name for role in group]
        for inside, group in groupby(found, lambda role: bool(getattr(role, part)))
        if inside
    ]
    if not spells:
        raise ValueError(f"{TABLE}, {part}: found no role with 1, allowed: one or more")
    if len(spells) > 1:
        allowed = f"an order in which every {part} follows {spells[0][-1]} without another between"
        raise _complain(spells[1][0], "order", part, allowed)


def _complain(role: str, column: str, found: str, allowed: str) -> ValueError:
    return ValueError(f"{TABLE}, {role}, {column}: found {found!r}, allowed: {allowed}")


@kept
def roles() -> dict[str, Role]:
    """Return every role by name, in the order of the state axis."""
    return read_roles(read_table(TABLE))


def roles_of(part: str) -> tuple[str, ...]:
    """Return the roles that a part of the world is made of: ``challenger``, ``courted`` and so on.

    Examples
    --------
    >>> roles_of("satellite")
    ('post_soviet_state',)
    """
    return tuple(name for name, role in roles().items() if getattr(role, part))
