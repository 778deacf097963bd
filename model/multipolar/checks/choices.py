"""What can be wrong with the kinds of states and with what they decide."""

from __future__ import annotations

from collections.abc import Iterator

from multipolar.agents.kinds import KINDS
from multipolar.arguments import hint
from multipolar.checks.parts import Parts, listed, name_of


def problems(parts: Parts) -> Iterator[str]:
    """Yield what is wrong with the kinds of states of a definition and with their choices."""
    yield from _roles(parts)
    yield from _switches(parts)


def _roles(parts: Parts) -> Iterator[str]:
    roles = [kind.role for kind in KINDS]
    for kind in parts.kinds:
        if kind.role not in roles:
            near = hint(kind.role, roles)
            yield f"{name_of(kind)}: no role {kind.role!r}.{near} There are: {listed(roles)}"
    for role in set(roles) - {kind.role for kind in parts.kinds}:
        yield f"no class of agents for the role {role!r}"


def _switches(parts: Parts) -> Iterator[str]:
    for kind, choice in parts.choices():
        if choice.switch not in parts.switches:
            near = hint(choice.switch, parts.switches)
            yield f"{name_of(kind)}: no switch {choice.switch!r} for the {choice.name}.{near}"
