"""An ally outside Europe: Japan, South Korea, Australia, Canada and others."""

from __future__ import annotations

from multipolar.agents.base import FrontLineState


class PacificAlly(FrontLineState):
    """An ally outside Europe: Japan, South Korea, Australia, Canada and others.

    Divides its attention and sends support; South Korea answers for the Korean theatre.
    """

    role = "pacific_ally"
    claims = ("C15",)
