"""A small vocabulary and a valid file that the tests spoil."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from multipolar.scenario import ParameterRange, Vocabulary, Way

ACTIONS = ("restrain", "missile_test", "limited_force")

VALID = """\
title = "A quarantine of Taiwan"
question = "Does a third crisis starve Kyiv?"
story = '''
Two lines
of story.'''
extends = "baseline"
start = "2022-01"
months = 108
information = "full"

[roster]
without = ["FRA", "BRA"]

[switches]
theatres = false

[parameters.attention]
responsiveness = 0.9
fatigue = { low = 0.1, mode = 0.2, high = 0.4 }

[[events]]
month = "2026-10"
name = "taiwan_quarantine"
attribute = "escalation"
where = "taiwan"
add = 3.5
months = 6
claim = "C19"

[[events]]
month = "2026-11"
name = "slow_thaw"
attribute = "rest_level"
where = "korea"
drift = -0.02
months = 12

[without]
events = ["putin_pyongyang_treaty"]

[[orders]]
state = "PRK"
month = "2025-03"
action = "limited_force"

[[expect]]
whose = "article"
measure = "aid"
direction = "down"
month = "2027-03"
claim = "C19"
reading = "attention is a fixed budget"
"""


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    names = ("attention.responsiveness", "attention.fatigue", "theatres.mirroring")
    return Vocabulary(
        parameters={name: ParameterRange(name, 0.5, 0.2, 0.8, 0.0, 1.0) for name in names},
        switches=("attention", "theatres"),
        measures=("escalation", "aid"),
        choices={"PRK": (Way("provocation", "theatres", tuple(ACTIONS), ("PRK",)),)},
    )


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes a file into the test's own folder."""

    def write_file(content: str | bytes, name: str = "mine.toml") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write_file


@pytest.fixture
def valid() -> str:
    return VALID
