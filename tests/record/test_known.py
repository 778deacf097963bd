"""What became known after June 2024 sets no number: no source, table or docstring tells of it.

A work may be newer than what it counts ("Chupilkin and others 2025", "release of April 2025"); a
figure may not. The calendar ``full``, the agenda and the counts kept for scoring are apart.
"""

import re
from importlib.resources import files

import pytest

from multipolar.months import CUT

LATER_MONTHS = "July|August|September|October|November|December"
PREPOSITIONS = "in|of|since|until|by|from|to|during|after|over|for|through|mid-|late|early"
TOLD = re.compile(
    rf"\b(?:{PREPOSITIONS})\s+(?:(?:{LATER_MONTHS})\s+2024|202[5-9])\b"
    rf"|\b20\d\d\s*(?:-|–|to|\.\.)\s*(?:20)?2[5-9]\b(?!-)"
    rf"|\b(?:2024-(?:0[7-9]|1[0-2])|202[5-9]-(?:0[1-9]|1[0-2]))\b"
)
"""How a sentence, a span or a date tells of what came later."""

RUNS = "mean of the runs from"
"""What the model itself makes of later years is no knowledge of them."""

ROOMS = ("rules", "agents", "world", "trade")
LEFT_OUT = {
    "claims.csv": "readings name the events of the full calendar that carry them",
    "posterior.csv": "numbers alone",
    "accepted.csv": "numbers alone",
}
SOURCES = sorted(
    file
    for room in ROOMS
    for file in files("multipolar").joinpath(room).iterdir()
    if file.name.endswith((".py", ".csv")) and file.name not in LEFT_OUT
)


def told_later(text):
    """Return the lines that tell of something after June 2024."""
    lines = (line.strip() for line in text.splitlines() if RUNS not in line)
    return [line[:160] for line in lines if TOLD.search(line)]


def test_the_search_finds_what_came_later_and_spares_newer_works():
    assert CUT == "2024-06"
    for line in ("mean of 2025", "shells of 2022-26", "in October 2024", "2024-07", "since 2026"):
        assert told_later(line), line
    for line in ("CSIS 2025, years to 2023", "release of April 2025", "V202501", "in June 2024"):
        assert not told_later(line), line


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_no_source_table_or_docstring_tells_what_came_after_june_2024(file):
    assert not told_later(file.read_text(encoding="utf-8"))
