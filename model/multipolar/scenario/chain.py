"""A scenario file and those that it extends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from multipolar.arguments import printable
from multipolar.scenario.folders import find_named, is_file_name, is_inside, scenario_names
from multipolar.scenario.problems import Flaw, Problem, ScenarioError, shown
from multipolar.scenario.problems import Path as Keys
from multipolar.scenario.source import Source, read_source

DEEPEST_CHAIN = 8
EXTENDS: Keys = ("extends",)
_NAMES_ONLY = "the name of a scenario, or of a file in the same folder"


def read_chain(path: Path, folders: Sequence[Path]) -> tuple[list[Source], list[Problem]]:
    """Return a file and its ancestors, the oldest first, and what is wrong with the chain.

    Raises
    ------
    ScenarioError
        When the file itself cannot be read or is not TOML.
    """
    sources = [read_source(path)]
    problems: list[Problem] = []
    while not problems and isinstance(name := sources[-1].data.get("extends"), str):
        try:
            sources.append(_parent(sources, name, folders))
        except ScenarioError as error:
            problems.extend(error.problems)
    return sources[::-1], problems


def passed_over(sources: Sequence[Source]) -> Iterator[str]:
    """Yield a note for each file that has the name of a shipped scenario which is meant instead."""
    for parent, child in pairwise(sources):
        beside = child.path.parent / parent.path.name
        others = {source.path.resolve() for source in (parent, child)}
        if beside.exists() and beside.resolve() not in others:
            yield (
                f"extends = {parent.path.stem!r} means the shipped scenario, not "
                f"{printable(beside)}: give that file a name of its own to extend it"
            )


def base_file(own: Source, position: int, folders: Sequence[Path]) -> Path | None:
    """Return the file that an expectation names as its base, ``None`` when it names none.

    Raises
    ------
    ScenarioError
        When there is no such scenario.
    """
    name = own.data["expect"][position].get("base")
    return None if name is None else _named(own, ("expect", position, "base"), name, folders)


def _parent(sources: Sequence[Source], name: str, folders: Sequence[Path]) -> Source:
    child = sources[-1]
    file = _named(child, EXTENDS, name, folders)
    if file.resolve() in [source.path.resolve() for source in sources]:
        message = "the scenarios extend each other in a circle"
        raise _refused(child, EXTENDS, name, message, (_NAMES_ONLY,))
    if len(sources) == DEEPEST_CHAIN:
        allowed = (f"up to {DEEPEST_CHAIN} scenarios in a row",)
        raise _refused(child, EXTENDS, name, "too many scenarios extend each other", allowed)
    return read_source(file)


def _named(asking: Source, key: Keys, name: str, folders: Sequence[Path]) -> Path:
    """Return the scenario file that a name means in a file: a shipped one, or one beside it."""
    within = (*folders, Path(asking.path.parent))
    if not is_file_name(name):
        message = f"{key[-1]} may not leave the scenario folders"
        raise _refused(asking, key, name, message, (_NAMES_ONLY,))
    file = find_named(name, within, asking.path)
    if file is None:
        names = scenario_names(within) or (_NAMES_ONLY,)
        raise _refused(asking, key, name, "there is no such scenario", names)
    if not is_inside(file, within):
        message = "a link that leaves the scenario folders"
        raise _refused(asking, key, name, message, (_NAMES_ONLY,))
    return file


def _refused(
    asking: Source, key: Keys, name: str, message: str, allowed: tuple[str, ...]
) -> ScenarioError:
    return ScenarioError([asking.problem(Flaw(key, message, allowed, shown(name), name))])
