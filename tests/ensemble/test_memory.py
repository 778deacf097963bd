"""Memory: flat as runs grow, for running, summarising and drawing."""

from peak_memory import FEW, MANY, peak_megabytes

MOST_MORE = 130
"""Megabytes that many runs may need above few: what a ratio of 1.3 allowed when few needed 430.

Few need 260 now that packages are loaded on first use, so a ratio would judge the program, not what
is kept of its runs.
"""


def test_twenty_thousand_runs_need_little_more_memory_than_one_thousand(command, tmp_path):
    few = peak_megabytes(command, FEW, tmp_path / "few")
    many = peak_megabytes(command, MANY, tmp_path / "many")
    assert many <= few + MOST_MORE, f"{many:.0f} MB for {MANY:,} runs, {few:.0f} MB for {FEW:,}"
