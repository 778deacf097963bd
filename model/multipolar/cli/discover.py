"""`multipolar discover`: when an outcome happens, in boxes of parameters and levers."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from multipolar.caveat import CAVEAT
from multipolar.cli.common import RunsRange, definition_option, plain_errors, print_table, say
from multipolar.cli.names import ScenarioName, measure_meant
from multipolar.cli.studied import studied
from multipolar.cli.writing import write_picture, write_table
from multipolar.files import make_folder, replace_file

if TYPE_CHECKING:
    from multipolar.definition import Definition
    from multipolar.study.discovery import Discovery


@click.command()
@click.argument("measure")
@click.option("--above", type=float, help="The outcome: the measure is above this number.")
@click.option("--below", type=float, help="The outcome: the measure is below this number.")
@click.option(
    "--scenario",
    "scenarios",
    type=ScenarioName(),
    multiple=True,
    default=("baseline",),
    show_default=True,
    help="Scenario to run; several are levers of a box.",
)
@click.option(
    "--sweep",
    "sweeps",
    multiple=True,
    metavar="KEY=VALUES",
    help="Vary a key, which is then a lever: KEY=a,b,c or KEY=low:high:n.",
)
@click.option(
    "--month",
    default="",
    metavar="WHEN",
    help="A month, a year or YYYY-MM:YYYY-MM, in which one month beyond the number is enough "
    "[default: the last month].",
)
@click.option(
    "--runs",
    type=RunsRange(100),
    default=2000,
    show_default=True,
    help="Runs of each scenario at each point of the sweep.",
)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Seed.")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes.")
@click.option(
    "--boxes",
    "most",
    type=click.IntRange(1, 9),
    default=3,
    show_default=True,
    help="Boxes to look for.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Directory for boxes.csv, boxes.json and boxes.png; blocks that are done are kept in it, "
    "and the same command goes on from them.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
@definition_option
@plain_errors
def discover(
    measure: str,
    out: Path | None,
    jobs: int,
    as_json: bool,
    sweeps: tuple[str, ...],
    scenarios: tuple[str, ...],
    definition: Definition,
    **asked: Any,
) -> None:
    """Find when MEASURE lies beyond a number: ranges of parameters, and levers.

    A box is found in every other run and judged in the rest. Noise gives no box.
    """
    from multipolar.ensemble import make_cases, make_points, parse_sweep
    from multipolar.study.discovery import discover as look
    from multipolar.study.discovery_words import as_plain

    if (asked["above"] is None) == (asked["below"] is None):
        raise click.UsageError("give --above NUMBER or --below NUMBER, one of the two")
    name = measure_meant(measure, definition.measures, "MEASURE")
    points = make_points([parse_sweep(text) for text in sweeps])
    cases = make_cases(scenarios, points, definition=definition)
    total = asked["runs"] * len(cases)
    asked |= {"scenarios": cases, "definition": definition}
    found = studied(partial(look, name), "discover", total, jobs=jobs, out=out, **asked)
    if out is not None:
        _keep(found, out)
    if as_json:
        say(json.dumps(as_plain(found), indent=2, allow_nan=False))
        return
    _print(found)
    if out is not None:
        say(f"\nKept: boxes.csv, boxes.json and boxes.png in {out}")
    say(CAVEAT)


def _keep(found: Discovery, out: Path) -> None:
    from multipolar.figures.boxes import boxes
    from multipolar.study.discovery_words import as_plain, boxes_table

    make_folder(out)
    write_table(boxes_table(found), out / "boxes.csv")
    replace_file(out / "boxes.json", json.dumps(as_plain(found), indent=2, allow_nan=False))
    write_picture(boxes(found), out / "boxes.png")


def _print(found: Discovery) -> None:
    from multipolar.study.discovery_words import demanded, sentences, share_text

    if found.boxes:
        print_table(
            f"Boxes in which it happens [90 % interval], judged in {found.boxes[0].held.all_rows} "
            f"runs that did not choose them, seed {found.seed}",
            ["box", "where", "of such runs", "elsewhere", "coverage", "share of all runs"],
            (
                [
                    str(number),
                    demanded(box, found.units),
                    share_text(box.held.density, box.held.of_density),
                    share_text(box.held.elsewhere, box.held.of_elsewhere),
                    share_text(box.held.coverage, box.held.of_coverage),
                    f"{box.held.rows / box.held.all_rows:.0%}",
                ]
                for number, box in enumerate(found.boxes, start=1)
            ),
        )
        say()
    for sentence in sentences(found):
        say(sentence)
