"""Continuing: which results there are already may be gone on with, and which are refused."""

from __future__ import annotations

from pathlib import Path

from multipolar.ensemble.files import NotMeant
from multipolar.ensemble.labels import about_now
from multipolar.ensemble.manifest import (
    NUMERICAL,
    Manifest,
    fingerprint_of,
    package_versions,
    vectors_of,
)
from multipolar.ensemble.store import Store
from multipolar.world import make_roster


def refuse_other(folder: Path, found: Manifest, wanted: Manifest) -> None:
    """Refuse to put an experiment where another one stands.

    Raises
    ------
    NotMeant
        When they differ; the message says in what.
    """

    def identity(manifest: Manifest) -> dict[str, object]:
        digests = [case.digest for case in manifest.cases]
        keys = ("seed", "runs", "parameters", "recorded", "definition")
        said = {key: getattr(manifest, key) for key in keys}
        said["vectors"] = manifest.given and (manifest.vectors, manifest.given)
        return {**said, "scenarios": digests}

    mine, theirs = identity(wanted), identity(found)
    different = [key for key in mine if mine[key] != theirs[key]]
    if different:
        raise NotMeant(
            f"{folder}: holds another experiment (other {', '.join(different)}); "
            "name another directory"
        )


def refuse_other_versions(folder: Path, store: Store) -> None:
    """Refuse to go on with results of other versions, whose numbers may differ.

    Raises
    ------
    NotMeant
        When they are; the message says of what.
    """
    manifest = store.manifest
    if not manifest.sealed:
        raise NotMeant(
            f"{folder}: of an earlier version (format {manifest.format_version}), which can be "
            "read but not continued; name another directory"
        )
    here = package_versions()
    other = [
        f"{name} {manifest.packages.get(name)}, now {here[name]}"
        for name in NUMERICAL
        if manifest.packages.get(name) != here[name]
    ]
    if manifest.given is None and manifest.vectors != vectors_of(manifest.parameters):
        other.append("another table of accepted parameter vectors")
    axes = make_roster(store.specs[0].states).labels
    if manifest.definition != fingerprint_of(store.definition):
        other.append("another definition of the model")
    same = all(manifest.labels.get(axis) == list(members) for axis, members in axes.items())
    if not same or manifest.about != about_now(manifest.recorded, store.definition):
        other.append("other measures, parameters or attributes")
    if other:
        raise NotMeant(
            f"{folder}: begun with other versions ({'; '.join(other)}), which may change numbers; "
            "install those to continue, or name another directory"
        )
