"""Reading a manifest that others may have written: checked before anything is made of it."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any, NoReturn
from unicodedata import category

from pydantic import TypeAdapter, ValidationError

from multipolar.agents.foresight import fitted
from multipolar.axes import MONTH
from multipolar.ensemble.blocks import asked_for
from multipolar.ensemble.files import NotMeant, StoreError
from multipolar.ensemble.labels import MEASURE, PARAMETER, about_names, unfit
from multipolar.ensemble.manifest import (
    FILE_NAME,
    FORMAT,
    FORMAT_VERSION,
    MANIFEST,
    SCENARIOS,
    Manifest,
    VectorsRow,
    is_file_name,
)
from multipolar.files import NotRead, read_file
from multipolar.months import month_range
from multipolar.scenario import Spec

_NO_CHOICE, _NO_TITLES = 3, 4
"""Earlier versions of the format, read as well: without a choice of what is recorded; without
titles, units, axes and checksums of blocks."""

LARGEST_MANIFEST = 2**25
_LARGEST_SCENARIO = 2**20
"""Bytes that a manifest, and a scenario beside it, may have."""


def read_manifest(folder: Path) -> tuple[Manifest, tuple[Spec, ...]]:
    """Return the manifest of a result directory and the specifications of its cases.

    Raises
    ------
    StoreError
        When the directory is none, or its manifest is damaged or of another format.
    """
    path = folder / MANIFEST
    found = _read(path, folder, LARGEST_MANIFEST)
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise NotMeant(f"{path}: not a manifest of multipolar results")
    version = found.get("format_version")
    if version not in (_NO_CHOICE, _NO_TITLES, FORMAT_VERSION):
        raise NotMeant(
            f"{path}: format version {str(version)[:20]}, "
            f"this program reads versions {_NO_CHOICE} to {FORMAT_VERSION}"
        )
    try:
        manifest = Manifest.model_validate(found if version == FORMAT_VERSION else _older(found))
    except (ValidationError, KeyError, TypeError, AttributeError) as error:
        _refuse(path, _place(error))
    trouble = _trouble(manifest)
    if trouble:
        _refuse(path, trouble)
    return manifest, _read_specs(folder, manifest)


def _refuse(path: Path, why: str) -> NoReturn:
    raise StoreError(f"{path}: damaged ({why})") from None


def _place(error: Exception) -> str:
    """Return which key of a file is wrong."""
    if isinstance(error, ValidationError):
        place = [str(part)[:40] for part in error.errors(include_url=False)[0]["loc"]]
        return f"{'.'.join(place) or 'all of it'}: missing, unknown, or not what stands there"
    return "keys are missing"


def _older(found: dict[str, Any]) -> dict[str, Any]:
    """Return what an earlier version wrote in the words of this one.

    Names are those of the file. Titles and units are those of this program where it knows the name.
    """
    recorded = found["recorded"] if found["format_version"] == _NO_TITLES else list(asked_for(None))
    labels = found["labels"]
    about = about_names(labels[MEASURE], labels[PARAMETER], recorded)
    seals = [["" for _ in blocks] for blocks in found["done"]]
    return {**found, "recorded": recorded, "about": about.model_dump(), "seals": seals}


def _trouble(manifest: Manifest) -> str:
    """Return what in a manifest contradicts itself; empty if nothing does."""
    names = [case.name for case in manifest.cases]
    files = {*names, *(case.scenario for case in manifest.cases)}
    bad = next((name for name in sorted(files) if not is_file_name(name)), None)
    if bad is not None:
        return f"a case is called {bad[:40]!r}; {FILE_NAME}"
    if not _printable(manifest.model_dump(include={"cases", "settings", "labels", "about"})):
        return "control characters in a text"
    if manifest.recorded != list(manifest.about.attributes):
        return "what is recorded is not what is told of it"
    if any(not is_file_name(name) for name in manifest.recorded):
        return "an array has no name of a file"
    wrong = unfit(manifest.about, manifest.labels, names)
    if wrong:
        return wrong
    if manifest.digest != (manifest.identity() if manifest.sealed else _older_digest(manifest)):
        return "its digest is not that of its cases, labels and texts"
    if manifest.given is not None and not _vectors_fit(manifest, manifest.given):
        return "its vectors and runs do not fit together"
    return "" if _blocks_fit(manifest) else "its blocks and cases do not fit together"


def _vectors_fit(manifest: Manifest, given: VectorsRow) -> bool:
    return (
        set(given.names) <= set(manifest.labels[PARAMETER])
        and len(set(given.names)) == len(given.names)
        and given.rows * given.each == manifest.runs
        and manifest.parameters == "default"
    )


def _blocks_fit(manifest: Manifest) -> bool:
    return (
        len(manifest.done) == len(manifest.seals) == len(manifest.cases)
        and all(len(blocks) == manifest.blocks for blocks in manifest.done)
        and all(len(seals) == manifest.blocks for seals in manifest.seals)
        and all(
            0 <= done <= manifest.size(block)
            for blocks in manifest.done
            for block, done in enumerate(blocks)
        )
        and all(
            failure.case < len(manifest.cases) and failure.first_run < manifest.runs
            for failure in manifest.failures
        )
    )


def _older_digest(manifest: Manifest) -> str:
    digests = [case.digest for case in manifest.cases]
    said = [digests, manifest.seed, manifest.parameters, manifest.vectors]
    return sha256(json.dumps(said).encode()).hexdigest()


def _printable(value: Any) -> bool:
    """Return whether texts hold no sign that a terminal obeys, and no half of a letter."""
    if isinstance(value, str):
        return not any(category(sign) in ("Cc", "Cs") for sign in value)
    if isinstance(value, dict):
        return all(_printable(key) and _printable(member) for key, member in value.items())
    return not isinstance(value, list | tuple) or all(map(_printable, value))


def _read_specs(folder: Path, manifest: Manifest) -> tuple[Spec, ...]:
    path = folder / SCENARIOS
    rows = _read(path, folder, _LARGEST_SCENARIO * (1 + len(manifest.cases)))
    if not isinstance(rows, list) or len(rows) != len(manifest.cases):
        _refuse(path, f"not the scenarios that {MANIFEST} names")
    try:
        for row in rows:
            _SPEC.validate_python(row)
        specs = tuple(Spec.from_dict(row) for row in rows)
        digests = [spec.digest for spec in specs]
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        _refuse(path, _place(error))
    if digests != [case.digest for case in manifest.cases]:
        _refuse(path, f"not the scenarios that {MANIFEST} names")
    if [spec.name for spec in specs] != [case.name for case in manifest.cases]:
        _refuse(path, f"its scenarios are called otherwise than in {MANIFEST}")
    for spec in specs:
        trouble = _spec_trouble(spec, manifest)
        if trouble:
            _refuse(path, trouble)
    return specs


_SPEC: TypeAdapter[Spec] = TypeAdapter(Spec)


def _spec_trouble(spec: Spec, manifest: Manifest) -> str:
    months = manifest.labels[MONTH]
    texts = [spec.title, spec.question, spec.story, *spec.notes]
    if not _printable([text.replace("\n", "").replace("\t", "") for text in texts]):
        return "control characters in a text"
    try:
        fitted(spec.beliefs)
    except ValueError as error:
        return f"beliefs that are no such table ({error})"
    try:
        same = spec.months == len(months) and list(month_range(spec.start, spec.months)) == months
    except (ValueError, TypeError):
        same = False
    return "" if same else f"its months are not those that {MANIFEST} names"


def _read(path: Path, folder: Path, most: int) -> Any:
    try:
        return json.loads(read_file(path, most), parse_constant=_no_number)
    except FileNotFoundError:
        raise NotMeant(f"{folder}: no results here ({path.name} is missing)") from None
    except NotADirectoryError:
        raise NotMeant(f"{folder}: not a directory") from None
    except NotRead as error:
        raise StoreError(str(error)) from None
    except (ValueError, RecursionError):
        _refuse(path, "not JSON")


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number")
