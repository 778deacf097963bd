"""Taiwan: the front-line state of its theatre."""

from __future__ import annotations

from multipolar.agents.base import RESPOND, StateAgent


class Taiwan(StateAgent):
    """Taiwan: the front-line state of its theatre.

    Answers, holds or talks; it has no vote in the General Assembly.
    """

    role = "taiwan"
    choices = (RESPOND,)
