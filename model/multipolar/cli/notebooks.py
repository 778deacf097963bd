"""`multipolar notebooks`: the notebooks of the package, listed or copied."""

from __future__ import annotations

import json
from pathlib import Path

import click

import multipolar
from multipolar.cli.common import BadInput, plain_errors, print_table, say
from multipolar.files import replace_file


@click.command()
@click.option(
    "--to",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Copy them to DIR, which is made if it is not there. Files of yours are never replaced.",
)
@plain_errors
def notebooks(to: Path | None) -> None:
    """List the notebooks, or copy them to a folder of yours."""
    found = notebook_files()
    if to is None:
        print_table("Notebooks", ["file", "title"], ([f.name, _title(f)] for f in found))
        say("To work with them: multipolar notebooks --to notebooks")
        return
    _refuse_to_replace(found, to)
    to.mkdir(parents=True, exist_ok=True)
    for file in found:
        replace_file(to / file.name, file.read_bytes())
    say(f"{len(found)} notebooks: {to}")
    say(f"To open them: jupyter lab {to}")


def notebook_files() -> list[Path]:
    """Return the notebooks of the installed package, or those beside ``model`` in a checkout."""
    package = Path(multipolar.__file__).resolve().parent
    for folder in (package / "notebooks", package.parent.parent / "notebooks"):
        if found := sorted(folder.glob("[0-9]*.ipynb")):
            return found
    raise click.ClickException("the notebooks are not part of this installation")


def _title(file: Path) -> str:
    [first, *_] = json.loads(file.read_text(encoding="utf-8"))["cells"]
    return "".join(first["source"]).splitlines()[0].lstrip("# ")


def _refuse_to_replace(found: list[Path], to: Path) -> None:
    """Object when a file of another content stands where a notebook would go."""
    changed = [
        there
        for file in found
        if (there := to / file.name).exists() and there.read_bytes() != file.read_bytes()
    ]
    if changed:
        names = ", ".join(str(file) for file in changed)
        raise BadInput(
            f"{names}: there already, with other content; nothing was copied. Name another folder"
        )
