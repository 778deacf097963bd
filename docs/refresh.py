"""Write what the README shows anew: the outputs of its tasks, and its picture.

``multipolar refresh`` runs it after a change of the model, with all else that tells its numbers.

Before each output of the README stands a comment ``<!-- shown: FIRST | LAST | CUT -->``: the line
that it begins with, the line that it ends with (or how many lines it has, and ``…`` where more
follows), and, where columns are left out, the heading of the first of them.
"""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path
from tempfile import TemporaryDirectory

README = Path(__file__).parents[1] / "README.md"
PICTURE = Path(__file__).parent / "baseline.png"
RUNS = 200
TASK = re.compile(
    r"<!-- task -->\n```sh\n(?P<commands>.*?)```\n"
    r"(?:\n<!-- shown: (?P<rule>.*?) -->\n```text\n(?P<shown>.*?)```\n)?",
    re.DOTALL,
)


def tasks(text: str) -> list[re.Match[str]]:
    """Return the tasks of the README: commands, and the rule and the lines of their output."""
    return list(TASK.finditer(text))


def excerpt(output: str, rule: str) -> str:
    """Return the lines of an output that a rule picks.

    Raises
    ------
    ValueError
        When no line begins as the rule says.
    """
    first, last, *cut = (part.strip() for part in rule.split("|"))
    lines = output.splitlines()
    last, more = last.removesuffix("…").strip(), ["…"] if last.endswith("…") else []
    start = _place(lines, first)
    end = start + int(last) - 1 if last.isdigit() else start + _place(lines[start:], last)
    shown = lines[start : end + 1]
    if cut:
        width = max(line.find(cut[0]) for line in shown)
        shown = [line[:width] for line in shown if line[:width].strip() or not line.strip()]
    return "\n".join([*(line.rstrip() for line in shown), *more]) + "\n"


def run(commands: str) -> str:
    """Return what the commands print, run in the current folder."""
    from click.testing import CliRunner

    from multipolar.cli import main

    printed = []
    for line in commands.strip().splitlines():
        result = CliRunner().invoke(main, shlex.split(line)[1:])
        assert result.exit_code == 0, f"{line}\n{result.output}"
        assert result.stdout.strip(), line
        printed.append(result.stdout)
    return "".join(printed)


def refreshed(text: str) -> str:
    """Return the README with the output of every task run anew."""
    for task in tasks(text):
        if task["rule"]:
            with TemporaryDirectory() as folder:
                home = Path.cwd()
                os.chdir(folder)
                try:
                    new = excerpt(run(task["commands"]), task["rule"])
                finally:
                    os.chdir(home)
            text = text.replace(task[0], task[0].replace(task["shown"], new))
    return text


def draw() -> None:
    """Draw the picture of the README."""
    from multipolar import simulate
    from multipolar.figures import summary

    summary(simulate("baseline", runs=RUNS)).savefig(PICTURE)


def _place(lines: list[str], beginning: str) -> int:
    for place, line in enumerate(lines):
        if line.startswith(beginning):
            return place
    raise ValueError(f"no line begins with {beginning!r}")


if __name__ == "__main__":
    README.write_text(refreshed(README.read_text(encoding="utf-8")), encoding="utf-8")
    draw()
