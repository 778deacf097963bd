"""Where scenario files lie, and which file a name means; no name leads out of these folders."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import multipolar

SUFFIX = ".toml"
_FILE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_. -]{0,99}")


def scenario_folders() -> tuple[Path, ...]:
    """Return the folders of the shipped scenarios.

    That is the folder inside the installed package, or the one beside ``model`` in a checkout.
    """
    package = Path(multipolar.__file__).resolve().parent
    candidates = (package / "scenarios", package.parent.parent / "scenarios")
    return tuple(folder for folder in candidates if folder.is_dir())[:1]


def scenario_names(folders: Iterable[Path] | None = None) -> tuple[str, ...]:
    """Return the names of the scenarios in these folders, the shipped ones by default.

    Examples
    --------
    >>> "baseline" in scenario_names()
    True
    """
    places = scenario_folders() if folders is None else folders
    return tuple(sorted({file.stem for place in places for file in place.glob(f"*{SUFFIX}")}))


def is_file_name(name: str) -> bool:
    """Return whether a name is that of a file in the same folder: no path, nothing hidden."""
    return _FILE_NAME.fullmatch(name) is not None and ".." not in name


def find_named(name: str, folders: Sequence[Path], asking: Path | None = None) -> Path | None:
    """Return the file that a name means, looking in each folder in turn.

    Parameters
    ----------
    name : str
        With or without ``.toml``.
    folders : sequence of Path
        Where to look.
    asking : Path, optional
        The file that asks: it means itself only if nobody else has the name, so that a file may
        extend the shipped scenario of its own name.
    """
    file_name = name if name.endswith(SUFFIX) else name + SUFFIX
    found = [folder / file_name for folder in folders if (folder / file_name).exists()]
    others = [file for file in found if asking is None or file.resolve() != asking.resolve()]
    return next(iter(others or found), None)


def is_inside(file: Path, folders: Sequence[Path]) -> bool:
    """Return whether a file, after following its links, lies directly in one of the folders."""
    return file.resolve().parent in [folder.resolve() for folder in folders]
