"""Taiwan: the front-line state of its theatre."""

from __future__ import annotations

from multipolar.agents.base import FrontLineState


class Taiwan(FrontLineState):
    """Taiwan: the front-line state of its theatre.

    Answers, holds or talks.
    """

    role = "taiwan"
