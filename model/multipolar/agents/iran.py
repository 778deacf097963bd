"""Iran: the challenger in the Middle East."""

from __future__ import annotations

from multipolar.agents.base import Challenger


class Iran(Challenger):
    """Iran: the challenger in the Middle East.

    Acts through proxies and its own missiles.
    """

    role = "iran"
    claims = ("C42",)
    actions = (
        "restraint",
        "proxy_harassment",
        "missile_drill",
        "missile_strike",
        "regional_war",
    )
