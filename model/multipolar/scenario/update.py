"""Writing a scenario file anew under the names of today."""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from pathlib import Path
from shutil import copymode

from multipolar.files import whole_file
from multipolar.scenario.calendar import calendar
from multipolar.scenario.chain import read_chain
from multipolar.scenario.check_events import event_names
from multipolar.scenario.folders import scenario_folders
from multipolar.scenario.load import own_flaws
from multipolar.scenario.rewrite import Rename, Rewritten, rewritten
from multipolar.scenario.vocabulary import Vocabulary


def update_file(
    path: Path, vocabulary: Vocabulary, folders: Sequence[Path] | None = None
) -> Rewritten:
    """Write a scenario file anew where a name in it is called otherwise now.

    Only this file is written, whole or not at all, and not at all when nothing is renamed; the
    files that it extends stay as they are.

    Parameters
    ----------
    path : Path
        The file.
    vocabulary : Vocabulary
        The names that there are.
    folders : sequence of Path, optional
        Where the names of scenarios are looked up; the shipped scenarios by default.

    Raises
    ------
    ScenarioError
        When the file cannot be read or is not TOML.
    NotWritten
        When the system refuses.
    """
    sources, _ = read_chain(path, scenario_folders() if folders is None else folders)
    *older, source = sources
    inherited = dict.fromkeys(event.name for event in calendar("full"))
    for ancestor in older:
        inherited |= event_names(ancestor.data)
    wanted = [
        Rename(source.locator.line(flaw.path), flaw.path, flaw.renamed.old, flaw.renamed.new)
        for flaw in own_flaws(source, vocabulary, inherited)
        if flaw.renamed is not None and flaw.renamed.new
    ]
    found = rewritten(source, wanted)
    if found.done:
        _replace(path, found.text)
    return found


def _replace(path: Path, text: str) -> None:
    """Write a text in place of that of a file, which keeps its mark of order and its mode."""
    with path.open("rb") as file:
        mark = file.read(len(codecs.BOM_UTF8))
    content = text.encode()
    with whole_file(path) as partial:
        partial.write_bytes(codecs.BOM_UTF8 + content if mark == codecs.BOM_UTF8 else content)
        copymode(path, partial)
