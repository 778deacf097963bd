"""Loading a scenario, or saying everything that is wrong with it."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from multipolar.arguments import candidates, printable
from multipolar.scenario.calendar import calendar
from multipolar.scenario.chain import base_file, passed_over, read_chain
from multipolar.scenario.changes import Changes, change_events, changed_layer, full_key
from multipolar.scenario.check_events import event_names, happenings_findings, inherited_findings
from multipolar.scenario.check_settings import settings_findings
from multipolar.scenario.check_shape import shape_findings
from multipolar.scenario.folders import (
    SUFFIX,
    find_named,
    is_file_name,
    is_inside,
    scenario_folders,
    scenario_names,
)
from multipolar.scenario.locate import Locator
from multipolar.scenario.problems import Flaw, Problem, ScenarioError, shown
from multipolar.scenario.resolve import (
    expectation_findings,
    happenings,
    resolve,
    whole_findings,
)
from multipolar.scenario.schema import ScenarioTable
from multipolar.scenario.source import Source
from multipolar.scenario.spec import Spec
from multipolar.scenario.vocabulary import Vocabulary

_NONE: Changes = MappingProxyType({})

Layer = Mapping[str, object]
"""Content of a scenario file, by key."""


def load(
    name_or_path: str | os.PathLike[str],
    vocabulary: Vocabulary,
    *,
    folders: Sequence[Path] | None = None,
    changes: Changes = _NONE,
) -> Spec:
    """Return a scenario, fully resolved.

    Parameters
    ----------
    name_or_path : str or path
        A name of ``scenario_names``, in full or as far as no other begins so, or a file (anything
        with a separator or ``.toml``).
    vocabulary : Vocabulary
        The names that the file may use.
    folders : sequence of Path, optional
        Where names are looked up; the shipped scenarios by default.
    changes : Mapping, optional
        Values that replace those of the file, by dotted key; see ``multipolar.scenario.changes``.

    Raises
    ------
    ScenarioError
        With every problem of the file, of those that it extends and of the changes.
    """
    shipped = scenario_folders() if folders is None else tuple(folders)
    path = scenario_file(name_or_path, shipped)
    sources, problems = read_chain(path, shipped)
    if problems or not all(is_inside(source.path, shipped) for source in sources):
        return _loaded(path, shipped, (sources, problems), vocabulary, changes)
    texts = tuple(source.locator.text for source in sources)
    key = (str(path), repr(changes), str(id(vocabulary)), *texts)
    return _shipped(_Asked(key, path, shipped, sources, vocabulary, changes))


@dataclass(frozen=True)
class _Asked:
    """A shipped scenario with its changes: the same as another where the keys are the same."""

    key: tuple[str, ...]
    path: Path = field(compare=False)
    folders: Sequence[Path] = field(compare=False)
    sources: Sequence[Source] = field(compare=False)
    vocabulary: Vocabulary = field(compare=False)
    changes: Changes = field(compare=False)


@lru_cache(maxsize=64)
def _shipped(asked: _Asked) -> Spec:
    """Return what texts come to, which nobody can change: to check them takes a run's time."""
    chain = (asked.sources, list[Problem]())
    return _loaded(asked.path, asked.folders, chain, asked.vocabulary, asked.changes)


def load_layers(name: str, layers: Sequence[Layer], vocabulary: Vocabulary) -> Spec:
    """Return a shipped scenario with layers laid over it, each as a file that extends the last.

    Parameters
    ----------
    name : str
        A name of ``scenario_names``.
    layers : sequence of mapping of str to object
        Contents of scenario files, without ``extends``; each has a title.
    vocabulary : Vocabulary
        The names that they may use.

    Raises
    ------
    ScenarioError
        With every problem of the layers, which are named by their titles.
    """
    shipped = scenario_folders()
    path = scenario_file(name, shipped)
    sources, problems = read_chain(path, shipped)
    sources += [Source(Path(str(layer["title"])), dict(layer), Locator("")) for layer in layers]
    return _loaded(path, shipped, (sources, problems), vocabulary, _NONE)


def _loaded(
    path: Path,
    shipped: Sequence[Path],
    chain: tuple[Sequence[Source], list[Problem]],
    vocabulary: Vocabulary,
    changes: Changes,
) -> Spec:
    sources, problems = chain
    inherited = dict.fromkeys(event.name for event in calendar("full"))
    for source in sources:
        flaws = own_flaws(source, vocabulary, inherited)
        problems += [source.problem(flaw) for flaw in flaws]
        inherited |= event_names(source.data)
    if problems:
        raise ScenarioError(_in_order(problems, sources))
    files = [ScenarioTable.model_validate(source.data) for source in sources]
    whole = [*whole_findings(files, vocabulary), *(() if changes else expectation_findings(files))]
    if whole:
        raise ScenarioError(sources[-1].problem(finding) for finding in whole)
    for position in range(len(files[-1].expect)):
        base_file(sources[-1], position, shipped)
    spec = (
        _changed(path, files, changes, vocabulary)
        if changes
        else resolve(path.stem, files, vocabulary)
    )
    extends = sources[0].path.stem if len(sources) > 1 else ""
    return replace(spec, notes=(*passed_over(sources), *spec.notes), extends=extends)


def _changed(
    path: Path, files: list[ScenarioTable], changes: Changes, vocabulary: Vocabulary
) -> Spec:
    where = f"{printable(path.name)}, changed"
    wanted = {full_key(key, vocabulary): value for key, value in changes.items()}
    inherited = dict.fromkeys(event.name for event in calendar("full"))
    inherited |= dict.fromkeys(event.name for file in files for event in file.events)
    layer, problems = changed_layer(files[-1], wanted, vocabulary, where, inherited)
    files = [*files, layer]
    if not problems:
        problems = [finding.at(where) for finding in whole_findings(files, vocabulary)]
    dated, written = happenings(files)
    events, wrong = change_events([*dated, *written], wanted, where, vocabulary.attributes)
    if problems or wrong:
        raise ScenarioError([*problems, *wrong])
    happening = (events[: len(dated)], events[len(dated) :])
    return resolve(path.stem, files, vocabulary, happening)


def check(
    path: str | os.PathLike[str],
    vocabulary: Vocabulary,
    *,
    folders: Sequence[Path] | None = None,
) -> list[Problem]:
    """Return everything that is wrong with a scenario: an empty list when nothing is."""
    try:
        load(path, vocabulary, folders=folders)
    except ScenarioError as error:
        return list(error.problems)
    return []


def scenario_file(
    name_or_path: str | os.PathLike[str], folders: Sequence[Path] | None = None
) -> Path:
    """Return the file that a name or a path means: the one answer for everybody who asks.

    A text with a separator or ``.toml`` is a path. Any other is the name of a shipped scenario,
    in full or as far as no other begins so: a file of one's own is named by its path.

    Raises
    ------
    ScenarioError
        When there is no such scenario, or several begin like this.
    """
    folders = scenario_folders() if folders is None else folders
    text = os.fspath(name_or_path)
    if is_path(name_or_path):
        return Path(text)
    names = scenario_names(folders)
    found = candidates(text, dict.fromkeys(names, ()))
    file = find_named(found[0], folders) if len(found) == 1 else None
    if file is not None:
        return file
    message = "several scenarios are called so" if found else "there is no such scenario"
    if not found and is_file_name(text) and Path(text + SUFFIX).exists():
        message += f" (a file is named by its path: {text}{SUFFIX})"
    allowed = found or names or (f"the path of a {SUFFIX} file",)
    sought = "" if found else text
    raise ScenarioError([Problem("scenario", None, "name", shown(text), message, allowed, sought)])


def is_path(name_or_path: str | os.PathLike[str]) -> bool:
    """Return whether the path of a file is given, not the name of a shipped scenario."""
    text = os.fspath(name_or_path)
    named = isinstance(name_or_path, str) and not text.endswith(SUFFIX)
    return not named or Path(text).name != text


def own_flaws(source: Source, vocabulary: Vocabulary, inherited: Collection[str]) -> list[Flaw]:
    """Return what is wrong with a file by itself, where it inherits these events."""
    return [
        *shape_findings(source.data),
        *settings_findings(source.data, vocabulary),
        *happenings_findings(source.data, vocabulary),
        *inherited_findings(source.data, inherited),
    ]


def _in_order(problems: Sequence[Problem], sources: Sequence[Source]) -> list[Problem]:
    """Return problems by file, the youngest first, and by line."""
    files = [printable(source.path) for source in reversed(sources)]
    return sorted(
        problems,
        key=lambda p: (files.index(p.file) if p.file in files else len(files), p.line or 0),
    )
