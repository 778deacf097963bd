"""The pages for those who work on the model agree with it."""

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

import multipolar
from multipolar.rules.phases import ORDER
from multipolar.world.tables import read_table
from test_structure import MAY_IMPORT

PACKAGE = Path(multipolar.__file__).parent
ROOT = Path(__file__).parents[1]
PAGES = {
    name: (ROOT / name).read_text(encoding="utf-8")
    for name in ("CONTRIBUTING.md", "docs/architecture.md", "docs/glossary.md")
}
ARCHITECTURE, GLOSSARY = PAGES["docs/architecture.md"], PAGES["docs/glossary.md"]
HOMES = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or path.is_dir()}
HOMES -= {"__init__", "__pycache__"}
FLOOR = {
    *(name for name in HOMES if (PACKAGE / f"{name}.py").exists()),
} - {"definition", "loading", "__main__"}


@cache
def reached(room):
    """Return the rooms above the floor that a room may import, near and far."""
    near = MAY_IMPORT[room] & (HOMES - FLOOR)
    return near.union(*(reached(other) for other in near))


def arrows():
    """Return the imports of rooms that do not follow from others."""
    rooms = sorted(HOMES - FLOOR)
    return {
        (room, there)
        for room in rooms
        for there in reached(room)
        if not any(there in reached(other) for other in reached(room))
    }


def test_the_picture_of_the_rooms_is_what_may_be_imported():
    [picture] = re.findall(r"<!-- rooms -->\n```mermaid\n(.*?)```", ARCHITECTURE, re.DOTALL)
    drawn = set(re.findall(r"(\w+) --> (\w+)", picture))
    assert drawn == arrows(), "draw:\n" + "\n".join(f"    {a} --> {b}" for a, b in sorted(arrows()))


def test_every_room_and_module_has_a_line_and_no_other():
    named = re.findall(r"^\| `(\w+)(?:/|\.py)` \|", ARCHITECTURE, re.MULTILINE)
    assert sorted(named) == sorted(HOMES)


def test_the_month_is_told_phase_by_phase_in_its_order():
    [table] = re.findall(r"<!-- month -->\n(.*?)\n\n", ARCHITECTURE, re.DOTALL)
    assert tuple(re.findall(r"^\| `(\w+)`", table, re.MULTILINE)) == ORDER


@pytest.mark.parametrize(
    ("name", "file"), re.findall(r"`([\w.]+)`\s\(?(?:in )?`(\w+/\w+\.py)`", ARCHITECTURE)
)
def test_every_function_that_is_named_stands_in_its_file(name, file):
    tree = ast.parse((PACKAGE / file).read_text(encoding="utf-8"))
    there = {node.name for node in ast.walk(tree) if hasattr(node, "name")}
    named = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert name.rsplit(".", 1)[-1] in there | named


def test_the_glossary_has_each_term_once_and_in_order():
    for part in GLOSSARY.split("\n## ")[1:]:
        terms = re.findall(r"^\| (?!term|-)([^|]+) \|", part, re.MULTILINE)
        assert terms == sorted(set(terms))
    assert "docs/glossary.md" in PAGES["CONTRIBUTING.md"]


def test_names_of_the_code_in_the_glossary_are_in_use():
    code = "".join(file.read_text(encoding="utf-8") for file in PACKAGE.rglob("*.py"))
    for name in re.findall(r"`(\w+)`", GLOSSARY):
        assert re.search(rf"\b{name}\b", code), name


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_links_is_there(page):
    for link in re.findall(r"\]\((?!https?:)([^)#]+)\)", PAGES[page]):
        assert ((ROOT / page).parent / link).exists(), link


def test_files_that_are_named_exist():
    for path in re.findall(r"`((?:\w+/)+\w+\.(?:py|csv|json))`", "".join(PAGES.values())):
        homes = (ROOT / path, PACKAGE / path)
        assert any(home.exists() for home in homes) or "e01" in path or path in RECIPES, path


RECIPES = set(re.findall(r"Create `([^`]+)`", PAGES["CONTRIBUTING.md"]))


PRODUCERS = {
    *(row["producer"] for row in read_table("series.csv", "multipolar.record")),
    *(
        row["producer"]
        for row in read_table("columns.csv")
        if row["licence"] not in ("free", "Apache-2.0")
    ),
}
"""Producers of figures that others may ask to be named for."""


@pytest.mark.parametrize("producer", sorted(PRODUCERS))
def test_whoever_asks_to_be_named_is_named(producer):
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8")
    first = re.sub(
        r"^(computed from the roll calls of|coalition of March 2022: .* and) ", "", producer
    )
    assert re.split(r"[,(]| as | estimates| v\d", first)[0].strip() in re.sub(r"\s+", " ", notice)


def test_the_wheel_is_typed_and_carries_the_notice():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert (PACKAGE / "py.typed").exists()
    assert set(project["license-files"]) == {"LICENSE", "NOTICE"}


def test_hooks_and_hosted_checks_call_what_the_page_names():
    hooks = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    assert re.findall(r"entry: (.*)", hooks) == ["ruff format", "ruff check", "mypy"]
    assert "run: .ci/run" in (ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8")
