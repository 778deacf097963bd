"""A release says its version once: package, citation, changelog and the page on citing agree."""

import re
import tomllib
from datetime import date
from pathlib import Path

import multipolar

ROOT = Path(__file__).parents[1]
VERSION = multipolar.__version__


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_version_is_the_same_wherever_it_stands():
    assert tomllib.loads(read("pyproject.toml"))["project"]["version"] == VERSION
    assert re.findall(r"^version: (.*)$", read("CITATION.cff"), re.MULTILINE) == [VERSION]
    short = VERSION.rpartition(".")[0]
    assert re.findall(r"Model \*multipolar\* ([\d.]+),", read("docs/howto/cite_a_figure.md")) == [
        short
    ]


def test_the_changelog_and_the_citation_give_the_release_one_date():
    [cited] = re.findall(r"^date-released: (.*)$", read("CITATION.cff"), re.MULTILINE)
    assert date.fromisoformat(cited) <= date.today()
    released = re.findall(r"^## ([\d.]+) \((.*)\)$", read("CHANGELOG.md"), re.MULTILINE)
    assert (VERSION, cited) in released


def test_the_changelog_says_what_a_user_of_the_last_release_must_change():
    [section] = re.findall(
        rf"^## {re.escape(VERSION)} .*?(?=^## |\Z)", read("CHANGELOG.md"), re.MULTILINE | re.DOTALL
    )
    assert "### What changes results" in section
    assert "### Moving from" in section
