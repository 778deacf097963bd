"""Every command that a page of notebooks or of the model names runs."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from multipolar.cli import main

ROOT = Path(__file__).parents[2]
PAGES = sorted([*(ROOT / "notebooks").glob("*.md"), *(ROOT / "model").glob("*.md")])
COMMANDS = sorted(
    {
        line
        for page in PAGES
        for line in re.findall(r"`multipolar ([^`]+)`", page.read_text(encoding="utf-8"))
    }
)


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_that_a_page_names_runs(line, tmp_path, monkeypatch):
    """Few runs suffice; what has no small form is asked for help and run in a room of its own."""
    monkeypatch.chdir(tmp_path)
    words = shlex.split(re.sub(r"--runs \d+", "--runs 2", line))
    if words[0] == "refresh" or words in (["calibrate"], ["record"]):
        words.append("--help")
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, f"{line}\n{result.output}"
    assert result.stdout.strip()
