"""CONTRIBUTING.md keeps its word: each recipe, applied as it stands there, extends the model."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
MOST_EDITS = {"measure": 1, "mechanism": 2, "scenario": 1, "role": 3, "attribute": 2}
EDIT = re.compile(
    r"^\d\. (?P<how>Create|Append to|In) `(?P<file>[^`]+)`"
    r"(?:, (?P<where>insert before|replace) `(?P<line>[^`]+)`(?: by)?)?:?\n\n"
    r"```\w+\n(?P<text>.*?)```\n",
    re.DOTALL | re.MULTILINE,
)


@dataclass(frozen=True)
class Recipe:
    """What a recipe tells to do, and the commands that show that it worked."""

    edits: tuple[re.Match, ...]
    commands: tuple[str, ...]

    def apply(self, checkout):
        for edit in self.edits:
            file = checkout / edit["file"]
            if edit["how"] == "Create":
                assert not file.exists(), file
                file.write_text(edit["text"], encoding="utf-8")
            else:
                before = file.read_text(encoding="utf-8")
                file.write_text(changed(before, edit), encoding="utf-8")


def changed(before, edit):
    """Return the text of a file after an edit that is not its creation."""
    if edit["how"] == "Append to":
        return before + edit["text"]
    assert before.count(edit["line"]) == 1, f"{edit['line']!r} must stand once in {edit['file']}"
    if edit["where"] == "replace":
        return before.replace(edit["line"], edit["text"].rstrip("\n"))
    return before.replace(edit["line"], edit["text"] + edit["line"])


def recipe(section):
    edits = tuple(EDIT.finditer(section))
    assert len(edits) == len(re.findall(r"^\d\. ", section, re.MULTILINE)), "an edit is not read"
    [commands] = re.findall(r"<!-- shows -->\n```sh\n(.*?)```", section, re.DOTALL)
    return Recipe(edits, tuple(commands.splitlines()))


_, *SECTIONS = re.split(r"<!-- recipe: (\w+) -->\n", PAGE)
RECIPES = {
    name: recipe(re.split(r"^##", text, maxsplit=1, flags=re.MULTILINE)[0])
    for name, text in zip(SECTIONS[::2], SECTIONS[1::2], strict=True)
}

SHOWN = {
    "measure": "hot_theatres",
    "mechanism": "hotline.lower_rest_level",
    "scenario": "e01_early_truce",
    "role": "mediator",
    "attribute": "drones",
}
"""What the commands print once the recipe is applied."""

USED = {
    "measure": """
found = simulate(SPEC, runs=4).measure("hot_theatres")
assert found.shape == (4, 12) and (found[:, -1] >= 1).all()
""",
    "mechanism": """
off = load_scenario("baseline", {"months": 12, "switches.hotline": False})
korea = [simulate(spec, runs=4).measure("escalation_korea") for spec in (SPEC, off)]
assert (korea[0] < korea[1])[:, -1].all()
""",
    "scenario": """
spec = load_scenario("e01_early_truce", {"months": 12})
assert any(event.name == "early_truce" for event in spec.events)
korea = [simulate(one, runs=4).measure("escalation_korea") for one in (spec, SPEC)]
assert (korea[0] < korea[1])[:, 2].all()
""",
    "role": """
from multipolar import MultipolarModel
model = MultipolarModel(SPEC, runs=4, rng=1)
model.step()
assert [type(agent).__name__ for agent in model.agents if agent.iso3 == "QAT"] == ["Mediator"]
assert SHIPPED.kinds[-1].role == "mediator"
assert simulate(SPEC, runs=4).runs == 4
""",
    "attribute": """
from pathlib import Path
Path("more.toml").write_text(
    'title = "More drones"\\nextends = "baseline"\\nmonths = 12\\n[[events]]\\nmonth = "2022-06"\\n'
    'name = "more"\\nattribute = "drones"\\nwhere = "all"\\nadd = 2.0\\n'
)
found = simulate("more.toml", runs=4).measure("drones")
assert (found[:, 0] == 3.5).all() and (found[:, -1] == 5.5).all()
""",
}
"""A small run of the model that has more in it."""

BEFORE = """
from multipolar import load_scenario, simulate
from multipolar.definition import SHIPPED
SHIPPED.check()
SPEC = load_scenario("baseline", {"months": 12})
"""


def ran(words, checkout):
    """Return what a process prints that sees the copy of the checkout and nothing else of it."""
    done = subprocess.run(
        [sys.executable, *words],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout / "model"), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{words}\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
    return done.stdout


def typed(commands):
    """Return a script that runs commands one after the other, in one process."""
    words = [shlex.split(command.removeprefix("multipolar ")) for command in commands]
    return f"""
from multipolar.cli import main
for words in {words}:
    main(words, standalone_mode=False)
"""


@pytest.fixture
def checkout(tmp_path):
    """Return a copy of what the package is made of."""
    for folder in ("model", "scenarios"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_there_are_five_recipes():
    assert list(RECIPES) == list(MOST_EDITS) == list(SHOWN) == list(USED)


@pytest.mark.parametrize("name", RECIPES)
def test_a_recipe_applied_as_it_stands_extends_the_model(name, checkout):
    assert 1 <= len(RECIPES[name].edits) <= MOST_EDITS[name]
    RECIPES[name].apply(checkout)
    assert SHOWN[name] in ran(["-c", typed(RECIPES[name].commands) + BEFORE + USED[name]], checkout)


@pytest.mark.parametrize("name", RECIPES)
def test_what_a_recipe_adds_keeps_to_the_lint(name, checkout):
    RECIPES[name].apply(checkout)
    touched = [e["file"] for e in RECIPES[name].edits if e["file"].endswith(".py")]
    if touched:
        ran(["-m", "ruff", "format", *touched], checkout)
        ran(["-m", "ruff", "check", *touched], checkout)


def test_links_and_extras_of_the_page_exist():
    for link in re.findall(r"\]\((?!https?:)([^)#]+)\)", PAGE):
        assert (ROOT / link).exists(), link
    assert '".[dev]"' in PAGE
    assert "dev = [" in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_a_role_that_is_a_sponsor_needs_the_two_rows_that_the_page_names(checkout):
    RECIPES["role"].apply(checkout)
    world = checkout / "model" / "multipolar" / "world"
    table = world / "roles.csv"
    rows = table.read_text(encoding="utf-8").replace("140,mediator,Mediators,0,0,0,1", SPONSOR)
    table.write_text(rows, encoding="utf-8")
    for name, row in MORE_ROWS.items():
        assert f"`world/{name}`" in PAGE
        with (world / name).open("a", encoding="utf-8") as file:
            file.write(row + "\n")
    ran(["-c", BEFORE + SENDS], checkout)


SPONSOR = "105,mediator,Mediators,0,1,0,0"
MORE_ROWS = {
    "sponsors.csv": "mediator,0.9,pacific,0.25,0.1,0.8,J,",
    "aid_groups.csv": "mediator,1.0,J,an example",
}
SENDS = """
assert (simulate(SPEC, runs=2).data["aid"].sel(sponsor="QAT", month="2022-12") > 0).all()
"""
