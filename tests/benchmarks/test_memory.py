"""Memory: flat as runs grow, for running, summarising and drawing."""

import os
import subprocess

FEW, MANY = 1_000, 20_000
MOST_MORE = 130
"""Megabytes that many runs may need above few: what a ratio of 1.3 allowed when few needed 430.

Few need 260 now that packages are loaded on first use, so a ratio would judge the program, not what
is kept of its runs.
"""


def peak_megabytes(command, runs, folder, months=2):
    """Return the peak resident memory of a batch that also prints and draws its summary.

    Two months in blocks of 500 runs keep it short; if results were kept, twenty thousand runs
    would need about 220 MB more than one thousand.
    """
    asked = ["baseline", "--set", f"months={months}", "--runs", str(runs)]
    asked += ["--block", "500"] if months == 2 else []
    process = subprocess.Popen(
        [command, "batch", *asked, "--out", str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return usage.ru_maxrss / 1024


def test_twenty_thousand_runs_need_little_more_memory_than_one_thousand(command, tmp_path):
    few = peak_megabytes(command, FEW, tmp_path / "few")
    many = peak_megabytes(command, MANY, tmp_path / "many")
    assert many <= few + MOST_MORE, f"{many:.0f} MB for {MANY:,} runs, {few:.0f} MB for {FEW:,}"
