"""Israel: the front-line state of the Middle East."""

from __future__ import annotations

from multipolar.agents.base import RESPOND, VOTE, StateAgent


class Israel(StateAgent):
    """Israel: the front-line state of the Middle East.

    Answers, holds or talks.
    """

    role = "israel"
    choices = (RESPOND, VOTE)
