"""Print the lowest version that pyproject.toml allows of every direct dependency, extras too.

``pip install -r <(python .ci/floors.py)`` installs them; the gate runs the smoke tests on that.
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).parents[1] / "pyproject.toml"


def floors(project: Path = PROJECT) -> list[str]:
    """Return ``name==lowest`` for each direct dependency.

    Raises
    ------
    ValueError
        When a dependency has no lowest version, or two, or something else than that.
    """
    with project.open("rb") as file:
        tables = tomllib.load(file)["project"]
    found: dict[str, str] = {}
    for line in _lines(tables):
        match = re.fullmatch(r"(?P<name>[\w.-]+(\[[\w,]+\])?)>=(?P<lowest>[\w.]+)", line)
        if match is None:
            raise ValueError(f"{line!r}: write NAME>=LOWEST, so that the lowest can be tested")
        if found.setdefault(match["name"], match["lowest"]) != match["lowest"]:
            raise ValueError(f"{match['name']} has two lowest versions")
    return [f"{name}=={lowest}" for name, lowest in found.items()]


def _lines(tables: dict) -> Iterator[str]:
    own = f"{tables['name']}["
    for lines in (tables["dependencies"], *tables["optional-dependencies"].values()):
        yield from (line for line in lines if not line.startswith(own))


if __name__ == "__main__":
    sys.stdout.write("\n".join(floors()) + "\n")
