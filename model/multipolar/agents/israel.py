"""Israel: the front-line state of the Middle East."""

from __future__ import annotations

from multipolar.agents.base import FrontLineState


class Israel(FrontLineState):
    """Israel: the front-line state of the Middle East.

    Answers, holds or talks.
    """

    role = "israel"
