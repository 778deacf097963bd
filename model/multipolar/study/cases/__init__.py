"""Policy cases: shipped files of levers for ``multipolar choose``."""

from __future__ import annotations

from pathlib import Path

from multipolar.arguments import candidates, known

FOLDER = Path(__file__).parent
SUFFIX = ".toml"


def case_names() -> tuple[str, ...]:
    """Return the names of the shipped cases.

    Examples
    --------
    >>> "koreas_crisis" in case_names()
    True
    """
    return tuple(sorted(file.stem for file in FOLDER.glob(f"*{SUFFIX}")))


def case_file(levers: str | Path) -> Path:
    """Return the file of a case, by name or as far as no other begins so, or a file of one's own.

    Raises
    ------
    UnknownName
        When it is no file and there is no such case; the message names the nearest.
    """
    if isinstance(levers, Path) or levers.endswith(SUFFIX):
        return Path(levers)
    meant = candidates(levers, dict.fromkeys(case_names(), ()))
    name = meant[0] if len(meant) == 1 else levers
    return FOLDER / f"{known(name, case_names(), 'case, nor a file that ends in .toml,')}{SUFFIX}"
