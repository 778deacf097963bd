"""Russia: the challenger in Ukraine, patron of the others."""

from __future__ import annotations

from multipolar.agents.base import Challenger


class Russia(Challenger):
    """Russia: the challenger in Ukraine, patron of the others.

    A revisionist great power with a dominance motive; its autocracy is a fixed trait.
    """

    role = "russia"
    claims = ("C2", "C13")
    actions = (
        "restraint",
        "sabotage_abroad",
        "escalatory_drill",
        "strikes_on_rear",
        "new_offensive",
    )
