"""One refresh: every generated file with its command, its minutes and what it was made from.

The table ``artefacts.csv`` lists them, with the order in which they are made. What each was made
from stands in ``docs/generated.json``: a file is stale when its inputs are no longer those.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import cache, partial
from hashlib import sha256
from os import environ
from pathlib import Path

import multipolar
from multipolar.ensemble.fingerprint import fingerprint
from multipolar.files import replace_file
from multipolar.rules.sampling import posterior_digest
from multipolar.world.tables import read_table

MADE_FROM = "docs/generated.json"

Digest = Callable[[str], str]
"""Gives the digest of an input by its name."""


class NotACheckout(RuntimeError):
    """The package does not stand in a checkout, so there is nothing to refresh."""


@dataclass(frozen=True)
class Artefact:
    """A generated file.

    Parameters
    ----------
    file : str
        Path in the checkout; a folder stands for all its files.
    command : str
        Command of a shell that makes it anew, run in the checkout.
    minutes : float
        How long that takes on two cores.
    inputs : tuple of str
        What it is made from: ``rules`` (the fingerprint of the model), ``myopic`` (that of one in
        which nobody looks ahead), ``posterior``, ``pins``,
        ``description`` (what the ODD says), or a pattern of files.
    what : str
        What it is.
    """

    file: str
    command: str
    minutes: float
    inputs: tuple[str, ...]
    what: str


def artefacts() -> tuple[Artefact, ...]:
    """Return the generated files, in the order in which they are made."""
    return tuple(
        Artefact(
            row["file"],
            row["command"],
            float(row["minutes"]),
            tuple(row["inputs"].split()),
            row["what"],
        )
        for row in read_table("artefacts.csv", "multipolar.describe")
    )


def checkout() -> Path:
    """Return the folder of the checkout that the package stands in.

    Raises
    ------
    NotACheckout
        When it is installed without one.
    """
    root = Path(multipolar.__file__).parents[2]
    if not (root / "pyproject.toml").is_file() or not (root / "model").is_dir():
        raise NotACheckout(
            f"{Path(multipolar.__file__).parent}: installed without a checkout; clone the project "
            "and install it with pip install -e ."
        )
    return root


def stale(root: Path) -> Iterator[tuple[Artefact, str]]:
    """Yield the generated files that are not made from what there is now, and why."""
    digest = cache(partial(_digest, root=root))
    for artefact in artefacts():
        if why := _why_stale(artefact, root, digest):
            yield artefact, why


def _why_stale(artefact: Artefact, root: Path, digest: Digest) -> str:
    """Return why a generated file is stale; empty when it is not."""
    if not (root / artefact.file).exists():
        return "is not there"
    made, now = _kept(root).get(artefact.file, {}), _made_from(artefact, digest)
    changed = [name for name in artefact.inputs if made.get(name) != now[name]]
    return f"made from other {', '.join(changed)}" if changed else ""


def refresh(
    root: Path, *, calibrate: bool = False, report: Callable[[Artefact], object] = lambda _: None
) -> tuple[Artefact, ...]:
    """Make anew what is stale and return it.

    Parameters
    ----------
    root : Path
        The checkout.
    calibrate : bool
        Whether the posterior is made anew too, which takes longest.
    report : callable
        Called with each before it is made.

    Raises
    ------
    subprocess.CalledProcessError
        When a command fails; what was made before it is kept.
    """
    done = []
    for artefact in artefacts():
        wanted = calibrate or "--install" not in artefact.command
        if not wanted or not _why_stale(artefact, root, partial(_digest, root=root)):
            continue
        report(artefact)
        home = str(Path(sys.executable).parent)
        path = f"{home}:{environ.get('PATH', '')}"
        subprocess.run(
            artefact.command, shell=True, check=True, cwd=root, env={**environ, "PATH": path}
        )
        note(root, [artefact.file])
        done.append(artefact)
    return tuple(done)


def note(root: Path, files: Collection[str]) -> None:
    """Note that some files are made from what there is now."""
    kept, digest = _kept(root), cache(partial(_digest, root=root))
    for artefact in artefacts():
        if artefact.file in files:
            kept[artefact.file] = _made_from(artefact, digest)
    text = json.dumps(kept, indent=1, sort_keys=True) + "\n"
    replace_file(root / MADE_FROM, text.encode())


def _kept(root: Path) -> dict[str, dict[str, str]]:
    file = root / MADE_FROM
    return dict(json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else {}


def _made_from(artefact: Artefact, digest: Digest) -> dict[str, str]:
    return {name: digest(name) for name in artefact.inputs}


def _digest(name: str, root: Path) -> str:
    """Return a digest of an input as it is now."""
    if name == "rules":
        return fingerprint()
    if name == "myopic":
        return fingerprint(myopic=True)
    if name == "posterior":
        return posterior_digest()[:16]
    digest = sha256()
    for content in _contents(name, root):
        digest.update(content)
    return digest.hexdigest()[:16]


def _contents(name: str, root: Path) -> Iterator[bytes]:
    if name == "pins":
        from multipolar.calibration import calibrated, pins
        from multipolar.calibration.page import page

        yield page(pins(), calibrated()).encode()
    elif name == "description":
        from multipolar.study.odd import odd

        yield odd().encode()
    else:
        for file in sorted(root.glob(name)):
            yield file.read_bytes()
