"""What the worker has found for a room."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

View = dict[str, Any]
"""What a page is told, for JSON."""


@dataclass
class Computed:
    """What the worker has found: pictures and what-ifs by digest of the game, choices, the key."""

    pictures: dict[str, View] = field(default_factory=dict)
    what_if: dict[str, dict[str, View]] = field(default_factory=dict)
    choices: dict[str, View] = field(default_factory=dict)
    key: list[View] = field(default_factory=list)
    failed: str = ""

    @property
    def answers(self) -> dict[str, str]:
        """What the key answers, by question; nothing before the debrief."""
        return {line["number"]: line["answer"] for line in self.key}
