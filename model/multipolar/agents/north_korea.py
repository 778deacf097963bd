"""North Korea: the challenger in Korea."""

from __future__ import annotations

from multipolar.agents.base import Challenger


class NorthKorea(Challenger):
    """North Korea: the challenger in Korea.

    Wants standing and concern abroad, tests by habit, and pays back in kind.
    """

    role = "north_korea"
    claims = ("C3", "C8", "C16", "C17")
    actions = (
        "restraint",
        "balloons",
        "missile_test",
        "limited_force",
        "major_attack",
    )
