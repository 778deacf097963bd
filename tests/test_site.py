"""The pages of the site keep their word: every command, example and scenario in them runs."""

import re
import shlex
from functools import cache
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import multipolar
from multipolar.cli import main
from multipolar.figures import FIGURES, ON_LAND
from proofs import built_site
from proofs.page_commands import (
    DOCS,
    MADE,
    PAGES,
    SAVED,
    WRITTEN,
    blocks,
    commands,
    few_runs,
    save_files,
)

ROOT = Path(__file__).parents[1]
QUICK = {
    *("claims", "measures", "notebooks", "parameters", "rules", "scenarios", "seats"),
    "states",
}
"""Commands that run here; the others are read here, and run by ``proofs/page_commands.py``."""

RUN_HERE = ("howto/explain_a_choice.md", "reference/python.md")
"""Pages whose examples in Python run here; the others run in the proof."""

SUMMARY = {"run", "batch", "show"}
"""Commands that draw the figure summary."""


def understood(words):
    """Read a command as it would be read before it runs."""
    command = main.commands[words[0]]
    with command.make_context(words[0], list(words[1:])):
        pass


@cache
def printed(words):
    """Return what a quick command prints, run once for all pages."""
    return CliRunner().invoke(main, words)


@pytest.mark.parametrize("page", [page for page in WRITTEN if commands(WRITTEN[page])])
def test_every_command_of_a_page_is_understood_and_runs_if_it_is_quick(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    save_files(WRITTEN[page])
    for line in commands(WRITTEN[page]):
        words = tuple(shlex.split(line)[1:])
        if words[0] not in QUICK or "--effects" in words:
            if "--definition" not in words:
                understood(words)
            continue
        of_page = any("." in word for word in words)
        found = (printed.__wrapped__ if of_page else printed)(words)
        assert found.exit_code == 0, f"{line}\n{found.output}"
        assert found.stdout.strip(), line


@pytest.mark.parametrize("page", RUN_HERE)
def test_every_example_in_python_runs(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for text in blocks(WRITTEN[page], "python"):
        exec(compile(few_runs(text), page, "exec"), {"__name__": "page"})


def test_every_scenario_on_a_page_is_saved_and_checked_there():
    for page, text in WRITTEN.items():
        saved = [name for name, _ in SAVED.findall(text) if name.endswith(".toml")]
        assert len(saved) == len(blocks(text, "toml")), page
        for name in saved:
            assert any(name in line for line in commands(text)), f"{page}: {name}"


def test_commands_that_are_named_in_passing_exist():
    for page, text in PAGES.items():
        for name in re.findall(r"`multipolar ([a-z]+)", text):
            assert name in main.commands, f"{page}: {name}"
        for line in blocks(text, "{picture}"):
            for name in re.findall(r"^multipolar ([a-z]+)", line, re.MULTILINE):
                assert name in main.commands, f"{page}: {name}"


def test_the_gallery_has_every_figure_and_every_command_that_draws():
    gallery = WRITTEN["gallery.md"]
    assert set(re.findall(r"multipolar figure ([\w-]+)", gallery)) == {*FIGURES, *ON_LAND}
    drawing = {name for name, command in main.commands.items() if draws(command)}
    assert drawing - SUMMARY <= set(re.findall(r"^multipolar ([a-z]+)", gallery, re.MULTILINE))


def draws(command):
    """Tell whether a command says that it draws."""
    options = [o for o in command.params if isinstance(o, click.Option)]
    return any("picture" in (o.help or "").lower() or ".png" in (o.help or "") for o in options)


def test_every_public_name_has_an_entry():
    page = WRITTEN["reference/python.md"]
    named = set(re.findall(r"^\.\. \S+ multipolar\.(\w+)", page, re.MULTILINE))
    assert named == set(multipolar.__all__)


def test_every_page_is_in_a_table_of_contents():
    named = {"index.md"}
    for page, text in PAGES.items():
        for tree in blocks(text, "{toctree}"):
            entries = [line for line in tree.splitlines() if line and not line.startswith(":")]
            named |= {
                str(((DOCS / page).parent / f"{entry}.md").resolve().relative_to(ROOT / "docs"))
                for entry in entries
                if ((DOCS / page).parent / f"{entry}.md").resolve().is_relative_to(DOCS)
            }
    assert named == {*PAGES, *MADE}


@pytest.mark.parametrize("page", WRITTEN)
def test_what_a_page_links_is_there(page):
    for link in re.findall(r"\]\((?!https?:)([^)#]+)\)", WRITTEN[page]):
        assert ((DOCS / page).parent / link).exists(), link


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ('<p id="a"><a href="#a">a</a> <a href="b.html#c">b</a> <img src="p.svg">', None),
        ('<script src="https://elsewhere/x.js"></script>', "elsewhere"),
        ('<link rel="stylesheet" href="//elsewhere/x.css">', "elsewhere"),
        ('<img src="q.svg">', "q.svg"),
        ('<a href="b.html#d">', "no place"),
        ('<a href="https://example.org">', None),
    ],
)
def test_the_proof_of_the_built_site_finds_what_is_wrong(page, found, tmp_path):
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    (tmp_path / "b.html").write_text('<p id="c">', encoding="utf-8")
    (tmp_path / "p.svg").touch()
    (tmp_path / "own.css").write_text("/* https://who.wrote/it */ a { color: red }")
    wrong = built_site.check(tmp_path)
    assert len(wrong) == (found is not None)
    assert found is None or found in wrong[0]


def test_the_proof_of_the_built_site_reads_style_sheets(tmp_path):
    (tmp_path / "own.css").write_text("@import 'https://elsewhere/font.css';")
    assert "elsewhere" in built_site.check(tmp_path)[0]
