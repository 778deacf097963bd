"""Loading a scenario, or saying everything that is wrong with it."""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from pathlib import Path
from types import MappingProxyType

from multipolar.arguments import printable
from multipolar.scenario.calendar import calendar
from multipolar.scenario.chain import read_chain
from multipolar.scenario.changes import Changes, change_events, changed_layer, full_key
from multipolar.scenario.check_events import event_names, happenings_findings, inherited_findings
from multipolar.scenario.check_settings import settings_findings
from multipolar.scenario.check_shape import shape_findings
from multipolar.scenario.folders import (
    SUFFIX,
    find_named,
    is_file_name,
    scenario_folders,
    scenario_names,
)
from multipolar.scenario.problems import Problem, ScenarioError, shown
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
        A name of ``scenario_names``, or a file (anything with a separator or ``.toml``).
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
    path = _path(name_or_path, shipped)
    sources, problems = read_chain(path, shipped)
    inherited = dict.fromkeys(event.name for event in calendar("full"))
    for source in sources:
        problems += _problems(source, vocabulary, inherited)
        inherited |= event_names(source.data)
    if problems:
        raise ScenarioError(_in_order(problems, sources))
    files = [ScenarioTable.model_validate(source.data) for source in sources]
    whole = [*whole_findings(files, vocabulary), *(() if changes else expectation_findings(files))]
    if whole:
        raise ScenarioError(sources[-1].problem(finding) for finding in whole)
    if changes:
        return _changed(path, files, changes, vocabulary)
    return resolve(path.stem, files, vocabulary)


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
    events, wrong = change_events([*dated, *written], wanted, where)
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


def _path(name_or_path: str | os.PathLike[str], folders: Sequence[Path]) -> Path:
    text = os.fspath(name_or_path)
    is_path = text.endswith(SUFFIX) or Path(text).name != text
    if is_path or not isinstance(name_or_path, str):
        return Path(text)
    file = find_named(text, folders) if is_file_name(text) else None
    if file is not None:
        return file
    names = scenario_names(folders) or (f"the path of a {SUFFIX} file",)
    message = "there is no such scenario"
    raise ScenarioError([Problem("scenario", None, "name", shown(text), message, names, text)])


def _problems(source: Source, vocabulary: Vocabulary, inherited: Collection[str]) -> list[Problem]:
    findings = (
        *shape_findings(source.data),
        *settings_findings(source.data, vocabulary),
        *happenings_findings(source.data, vocabulary),
        *inherited_findings(source.data, inherited),
    )
    return [source.problem(finding) for finding in findings]


def _in_order(problems: Sequence[Problem], sources: Sequence[Source]) -> list[Problem]:
    """Return problems by file, the youngest first, and by line."""
    files = [printable(source.path) for source in reversed(sources)]
    return sorted(
        problems,
        key=lambda p: (files.index(p.file) if p.file in files else len(files), p.line or 0),
    )
