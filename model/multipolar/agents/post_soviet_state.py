"""A post-Soviet state other than Russia and Ukraine."""

from __future__ import annotations

from multipolar.agents.base import StateAgent


class PostSovietState(StateAgent):
    """A post-Soviet state other than Russia and Ukraine.

    Armenia, Belarus and Kazakhstan differ by their own dependence.
    """

    role = "post_soviet_state"
    claims = ("C24", "C38")
