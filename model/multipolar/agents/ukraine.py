"""Ukraine: the front-line state of its theatre."""

from __future__ import annotations

from multipolar.agents.base import RESPOND, VOTE, StateAgent


class Ukraine(StateAgent):
    """Ukraine: the front-line state of its theatre.

    Answers, holds or talks.
    """

    role = "ukraine"
    choices = (RESPOND, VOTE)
