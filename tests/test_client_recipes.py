"""The recipes for other programs run as they stand, where their library is installed."""

import os
import re
import shlex
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "docs" / "recipes"
PAGES = sorted(page for page in FOLDER.glob("*.md") if page.name != "index.md")
SCRIPT = re.compile(
    r"<!-- needs: (?P<needs>\w+) -->\n(?:<!-- start: (?P<start>.*?) -->\n)?"
    r"```python\n(?P<code>.*?)```\n(?:\n```text\n(?P<shown>.*?)```\n)?",
    re.DOTALL,
)


def test_every_page_is_listed_and_has_one_script():
    listed = re.findall(r"\]\((\w+\.md)\)", (FOLDER / "index.md").read_text(encoding="utf-8"))
    assert sorted(listed) == [page.name for page in PAGES]
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        assert len(SCRIPT.findall(text)) == text.count("```python") == 1, page


@pytest.mark.one_in(3)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_recipe_runs_as_it_stands_and_prints_what_it_says(page, tmp_path):
    recipe = SCRIPT.search(page.read_text(encoding="utf-8"))
    compile(recipe["code"], page.name, "exec")
    if find_spec(recipe["needs"]) is None:
        pytest.skip(f"{recipe['needs']} is not installed")
    (tmp_path / "script.py").write_text(recipe["code"], encoding="utf-8")
    words = shlex.split(recipe["start"] or f"{sys.executable} script.py")
    paths = os.pathsep.join(path for path in sys.path if path)
    done = subprocess.run(
        words,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": paths},
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.strip()
    if recipe["shown"]:
        assert done.stdout == recipe["shown"]
