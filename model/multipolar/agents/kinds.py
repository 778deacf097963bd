"""Every kind of state, in the order of their roles.

The kind of a role is the constant ``KIND`` of the module that is called like the role.
"""

from __future__ import annotations

from multipolar.agents.kind import Kind
from multipolar.lazy import declared
from multipolar.world.roles import TABLE, roles


def kind_of(role: str) -> Kind:
    """Return the kind of state that has a role.

    Raises
    ------
    ValueError
        When there is no module for the role, or its ``KIND`` is none or has another role.
    """
    kind = declared("agents", role, "KIND", Kind, f"{TABLE}, {role}")
    if kind.role != role:
        raise ValueError(f"agents/{role}.py: the role of KIND is {kind.role!r}; allowed: {role}")
    return kind


KINDS: tuple[Kind, ...] = tuple(kind_of(role) for role in roles())
