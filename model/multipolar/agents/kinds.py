"""Every kind of state, in the order of their roles.

The kind of a role is the constant ``KIND`` of the module that is called like the role.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from multipolar.agents.kind import Kind
from multipolar.world.roles import TABLE, roles


def kind_of(role: str) -> Kind:
    """Return the kind of state that has a role.

    Raises
    ------
    ValueError
        When there is no module for the role, or its ``KIND`` is none or has another role.
    """
    home = f"multipolar.agents.{role}"
    file = f"agents/{role}.py"
    if find_spec(home) is None:
        raise ValueError(f"{TABLE}, {role}: no file {file}, which says what its states decide")
    kind = getattr(import_module(home), "KIND", None)
    if not isinstance(kind, Kind):
        raise ValueError(f"{file}: KIND is {kind!r}; allowed: a Kind of the role {role}")
    if kind.role != role:
        raise ValueError(f"{file}: the role of KIND is {kind.role!r}; allowed: {role}")
    return kind


KINDS: tuple[Kind, ...] = tuple(kind_of(role) for role in roles())
