"""China: the challenger around Taiwan."""

from __future__ import annotations

from multipolar.agents.base import Challenger


class China(Challenger):
    """China: the challenger around Taiwan.

    Weighs pressure on Taiwan; watches Russia.
    """

    role = "china"
    claims = ("C19",)
    actions = (
        "restraint",
        "coast_guard_pressure",
        "encircling_drill",
        "quarantine",
        "assault",
    )
