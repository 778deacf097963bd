"""`multipolar run` and `multipolar show`: simulate a scenario and summarise it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from multipolar.cli.common import (
    RunsRange,
    block_option,
    definition_option,
    keeping,
    parameters_option,
    picture_option,
    plain_errors,
    say,
    say_how_old,
    workers,
)
from multipolar.cli.filling import filled
from multipolar.cli.names import ScenarioName, case_meant, measure_meant
from multipolar.cli.present import present, results_json
from multipolar.cli.reading import CENTRE, reading_option

if TYPE_CHECKING:
    from multipolar.definition import Definition
    from multipolar.sources import ParameterSource


@click.command()
@click.argument("scenario", default="baseline", type=ScenarioName())
@click.option("--runs", type=RunsRange(1), default=200, show_default=True, help="Runs.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Seed.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Directory for the results [default: results/SCENARIO-RUNS-SEED-DIGEST].",
)
@parameters_option
@reading_option()
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes.")
@block_option
@picture_option
@definition_option
@plain_errors
def run(
    scenario: str,
    runs: int,
    seed: int,
    out: Path | None,
    parameters: ParameterSource,
    reading: str,
    jobs: int,
    block: int | None,
    picture: bool,
    definition: Definition,
) -> None:
    """Run SCENARIO (a name or a file) many times and summarise it."""
    from multipolar.foresight import with_beliefs
    from multipolar.loading import load_scenario, stability_notes, under

    with workers(jobs) as (pool, in_flight):
        meant = with_beliefs(load_scenario(scenario, definition=definition), definition)
        spec = under(meant, reading, definition)
        for note in [*spec.notes, *stability_notes(spec)]:
            say(f"note: {note}", err=True)
        say_how_old(parameters, definition)
        from multipolar.ensemble import prepare

        asked: dict[str, Any] = {
            "runs": runs,
            "seed": seed,
            "parameters": parameters,
            "settings": None if reading == CENTRE else {"reading": reading},
            "definition": definition,
        }
        if out is None:
            digest = prepare(spec, **asked).manifest.digest
            named = spec.name if reading == CENTRE else f"{spec.name}-{reading}"
            out = Path("results") / f"{named}-{runs}-{seed}-{digest[:8]}"
        store = prepare(spec, **asked, block=block, out=out)
        results = filled(store, pool, in_flight, spec.name)
    with keeping(out):
        present(results, picture=picture)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--scenario",
    "scenarios",
    multiple=True,
    metavar="NAME",
    help="Every headline measure of this scenario; can be repeated.",
)
@click.option(
    "--measure",
    "measures",
    multiple=True,
    metavar="NAME",
    help="A measure of the table of a batch; can be repeated.",
)
@click.option("--picture", is_flag=True, help="Write the picture of a scenario into FOLDER again.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
@plain_errors
def show(
    folder: Path,
    scenarios: tuple[str, ...],
    measures: tuple[str, ...],
    picture: bool,
    as_json: bool,
) -> None:
    """Print again the summary of the results in FOLDER, of a run or a batch. Writes nothing."""
    from multipolar.ensemble import open_results

    results = open_results(folder)
    there = results.manifest.labels["measure"]
    measures = tuple(measure_meant(measure, there) for measure in measures)
    scenarios = tuple(filter(None, (case_meant(name, results.scenarios) for name in scenarios)))
    if as_json:
        said = results_json(results, scenarios, measures)
        say(json.dumps(said, indent=1, allow_nan=False))
    else:
        present(results, scenarios, measures, picture=picture)
