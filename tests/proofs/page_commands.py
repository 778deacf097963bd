"""Every command and every example in Python in the README and on the pages of the site runs.

``python tests/proofs/page_commands.py`` enters them page by page, each page in a folder of its own,
with few runs: three minutes on two quiet cores. With ``--sample SEED`` those of one page, drawn by
the seed; with ``--page NAME`` those of that page. Commands of many minutes are left to the tests of
their own rooms.
"""

import argparse
import os
import random
import re
import shlex
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner

from multipolar.cli import main

DOCS = Path(__file__).parents[2] / "docs"
MADE = {"backtest.md", "card.md", "claims.md", "seats.md"}
"""Pages that a command writes; its own tests look at them."""

OLDER = {"architecture.md", "glossary.md"}
"""Pages that ``test_pages.py`` looks at."""

PAGES = {
    str(file.relative_to(DOCS)): file.read_text(encoding="utf-8")
    for file in sorted(DOCS.rglob("*.md"))
    if str(file.relative_to(DOCS)) not in MADE
}
WRITTEN = {name: text for name, text in PAGES.items() if name not in OLDER}
WRITTEN["../README.md"] = (DOCS.parent / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(
    r"^```(?P<kind>\{?[a-z]+\}?)[^\n]*\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE
)
SAVED = re.compile(
    r"Save\s+this(?:\s+text)?\s+as\s+`([\w.]+)`:\n\n```(?:toml|python)\n(.*?)```", re.DOTALL
)
COSTLY = ("record", "backtest", "calibrate", "seats --effects", "coalition --stable", "discover")
"""Commands of many minutes."""

RUNS = 2
FEWEST = {"attribute": 16, "discover": 100}
"""Runs of commands that take no fewer."""


def blocks(text, kind):
    """Return the blocks of a page that are of one kind."""
    return [block["text"] for block in BLOCK.finditer(text) if block["kind"] == kind]


def commands(text):
    """Return the lines of a page that a reader may enter."""
    lines = "\n".join(blocks(text, "sh")).splitlines()
    return [line for line in lines if line.startswith("multipolar ")]


def few_runs(text):
    """Return an example in Python that asks for few runs."""
    return re.sub(r"\bruns=\d+", f"runs={RUNS}", text)


def save_files(text):
    """Save the files that a page tells its reader to save."""
    for name, content in SAVED.findall(text):
        Path(name).write_text(few_runs(content), encoding="utf-8")


def small(words):
    """Return a command that asks for few runs, and for one process."""
    if "--jobs" in words:
        words[words.index("--jobs") + 1] = "1"
    if "--runs" in words:
        words[words.index("--runs") + 1] = few(words[0])
    elif "--resume" not in words and runs_the_model(words):
        words += ["--runs", few(words[0])]
    return words


def few(command):
    """Return the runs that a command is asked for."""
    return str(FEWEST.get(command, RUNS))


def runs_the_model(words):
    """Tell whether a command runs the model as often as it is told."""
    if words[0] == "explain" or (words[0] in ("claims", "seats") and "--effects" not in words):
        return False
    return "runs" in {option.name for option in main.commands[words[0]].params}


def played(text):
    """Yield what goes wrong when the commands and examples of a page are entered."""
    save_files(text)
    for line in commands(text):
        words = shlex.split(line)[1:]
        if any(set(name.split()) <= set(words) for name in COSTLY):
            continue
        found = CliRunner().invoke(main, small(words))
        if found.exit_code:
            yield f"{line}\n{found.output}"
    for example in blocks(text, "python"):
        try:
            exec(compile(few_runs(example), "example", "exec"), {"__name__": "page"})
        except Exception as error:
            yield f"{example}\n{error!r}"


def play(page):
    """Return what goes wrong on a page, in a folder of its own."""
    home = Path.cwd()
    with TemporaryDirectory() as folder:
        os.chdir(folder)
        sys.path.insert(0, folder)
        try:
            wrong = list(played(WRITTEN[page]))
        finally:
            sys.path.remove(folder)
            os.chdir(home)
    print(f"{page}: {len(wrong) or 'nothing'} wrong", flush=True)
    return wrong


def main_of_the_proof():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, metavar="SEED")
    parser.add_argument("--page", choices=WRITTEN)
    options = parser.parse_args()
    pages = [page for page, text in WRITTEN.items() if commands(text) or blocks(text, "python")]
    if options.page:
        pages = [options.page]
    elif options.sample is not None:
        pages = [random.Random(options.sample).choice(pages)]
    wrong = [said for page in pages for said in play(page)]
    print("\n".join(wrong))
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main_of_the_proof())
