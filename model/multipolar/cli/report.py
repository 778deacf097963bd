"""`multipolar figure` and `multipolar report`: pictures and a page of results there are."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from multipolar.arguments import known
from multipolar.cli.common import BadInput, PictureFile, plain_errors, say
from multipolar.cli.names import case_meant
from multipolar.cli.writing import write_picture
from multipolar.files import replace_file

SCENARIO = click.option("--scenario", help="Scenario of the results [default: the first].")


@click.command()
@click.argument("name", required=False)
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@SCENARIO
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Picture to write: .png, .svg or .pdf [default: NAME-SCENARIO in FOLDER, both .png and "
    ".svg].",
)
@click.option("--data", is_flag=True, help="Also write the numbers of the figure, as .csv.")
@click.option(
    "--large",
    "for_projector",
    is_flag=True,
    help="For a projector: a picture for each panel, no letter below 18 pixels at 1280.",
)
@plain_errors
def figure(
    name: str | None,
    folder: Path | None,
    scenario: str | None,
    out: Path | None,
    data: bool,
    for_projector: bool,
) -> None:
    """Draw the figure NAME of the results in FOLDER; without arguments, list the figures.

    Every file says in words what the figure shows, for those who cannot see it.
    """
    from multipolar.figures import FIGURES, ON_LAND, meaning

    figures = FIGURES | ON_LAND
    if name is None:
        for there, draw in figures.items():
            say(f"{there:16s} {meaning(draw)}")
        return
    known(name, figures, "figure")
    if folder is None:
        raise click.UsageError("name a directory of results")
    from multipolar.ensemble import open_results
    from multipolar.figures.large import large
    from multipolar.figures.picture import data_text

    results = open_results(folder)
    scenario = case_meant(scenario, results.scenarios)
    size = "-large" if for_projector else ""
    target = out or folder / f"{name}-{scenario or results.scenarios[0]}{size}.png"
    if target.suffix.lower() not in PictureFile.KINDS:
        raise BadInput(f"{target}: not a kind of picture; write .png, .svg or .pdf")
    kinds = [target.suffix] if out else [target.suffix, ".svg"]
    draw = partial(figures[name], results, scenario)
    pictures = list(large(draw)) if for_projector else [draw()]
    for number, picture in enumerate(pictures, start=1):
        stem = f"{target.stem}-{number}" if len(pictures) > 1 else target.stem
        for kind in kinds:
            say(f"Picture: {write_picture(picture, target.with_name(stem + kind))}")
        if data:
            numbers = target.with_name(f"{stem}.csv")
            replace_file(numbers, data_text(picture))
            say(f"Numbers: {numbers}")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--scenario", help="Scenario of the results [default: the first that states an expectation]."
)
@click.option(
    "--base",
    type=click.Path(path_type=Path),
    help="Results of the scenario beside it [default: run it anew with the same luck].",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Page to write [default: report-SCENARIO.html in FOLDER].",
)
@plain_errors
def report(folder: Path, scenario: str | None, base: Path | None, out: Path | None) -> None:
    """Write one page about the results in FOLDER: findings, figures, verdicts, provenance.

    The page is a single HTML file that needs no network.
    """
    from multipolar.ensemble import open_results
    from multipolar.report import gather, page

    results = open_results(folder)
    scenario = case_meant(scenario, results.scenarios)
    if out is not None and not out.parent.is_dir():
        raise BadInput(f"{out}: cannot be written (no directory {out.parent})")
    found = gather(results, scenario, None if base is None else open_results(base))
    target = out or folder / f"report-{found.scenario}.html"
    replace_file(target, page(found))
    if found.note:
        lacks = "differences and verdicts" if found.comparison is None else "verdicts"
        say(f"note: without {lacks}: {found.note}", err=True)
    say(f"Report: {target}")
