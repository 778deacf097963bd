"""The README keeps its word: its commands print what it shows, and what it names is there."""

import importlib.util
import re
import tomllib
from operator import itemgetter
from pathlib import Path

import pytest
from matplotlib.image import imread

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def load(file):
    module_spec = importlib.util.spec_from_file_location(file.stem, file)
    module = importlib.util.module_from_spec(module_spec)
    module_spec.loader.exec_module(module)
    return module


refresh = load(ROOT / "docs" / "refresh.py")
TASKS = refresh.tasks(README)
MOST_WORDS = 900


@pytest.mark.one_in(2)
@pytest.mark.parametrize("task", [task for task in TASKS if task["rule"]], ids=itemgetter("rule"))
def test_the_commands_of_a_task_print_what_is_shown(task, tmp_path, monkeypatch):
    """Those that show nothing are read by ``test_site.py`` and run by its proof, as are all."""
    monkeypatch.chdir(tmp_path)
    output = refresh.run(task["commands"])
    assert task["shown"] == refresh.excerpt(output, task["rule"]), "run: docs/refresh.py"


def test_it_is_short_and_has_three_tasks():
    assert len(README.split()) <= MOST_WORDS
    assert len(TASKS) == 3
    assert README.count("```text") == sum(bool(task["rule"]) for task in TASKS)


def test_the_extras_that_are_named_exist():
    with (ROOT / "pyproject.toml").open("rb") as file:
        extras = set(tomllib.load(file)["project"]["optional-dependencies"])
    for page in (README, (ROOT / "notebooks" / "README.md").read_text(encoding="utf-8")):
        named = set(re.findall(r"\.\[([a-z]+)\]", page))
        assert named
        assert named <= extras


def test_pictures_and_pages_that_it_links_are_there():
    for link in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        assert (ROOT / link).exists(), link


def test_its_picture_can_be_read_on_a_projector_and_is_drawn_by_one_command():
    assert imread(refresh.PICTURE).shape[:2] == (720, 1280)
    assert f"of {refresh.RUNS} runs](docs/{refresh.PICTURE.name})" in README
    assert f"baseline {refresh.RUNS} times" in README
