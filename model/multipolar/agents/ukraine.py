"""Ukraine: the front-line state of its theatre."""

from __future__ import annotations

from multipolar.agents.base import FrontLineState


class Ukraine(FrontLineState):
    """Ukraine: the front-line state of its theatre.

    Answers, holds or talks.
    """

    role = "ukraine"
