"""`multipolar batch`: scenarios × points of a sweep × runs, kept in a directory."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource as Said

from multipolar.cli.common import (
    RunsRange,
    block_option,
    definition_option,
    keeping,
    parameters_option,
    picture_option,
    plain_errors,
    print_table,
    say,
    say_how_old,
    workers,
)
from multipolar.cli.filling import filled
from multipolar.cli.names import ScenarioName
from multipolar.cli.present import present, results_json
from multipolar.cli.reading import CENTRE, reading_option

if TYPE_CHECKING:
    from multipolar.definition import Definition
    from multipolar.ensemble.manifest import Manifest
    from multipolar.ensemble.store import Store
    from multipolar.sources import ParameterSource

MOST_SHOWN = 40
"""Cases that a table prints before it is cut."""

_TOLD_BY_THE_DIRECTORY = (
    *(
        "runs",
        "seed",
        "out",
        "settings",
        "sweeps",
        "design",
        "parameters",
        "reading",
        "record",
        "block",
    ),
)


def _recorded(said: str, definition: Definition) -> tuple[str, ...] | None:
    """Return the attributes to record; ``None`` means all of them."""
    if said in ("all", "none"):
        return None if said == "all" else ()
    from multipolar.ensemble.blocks import asked_for

    try:
        return asked_for((name.strip() for name in said.split(",")), definition)
    except KeyError as error:
        hint = "'--record'"
        raise click.BadParameter(f"{error.args[0]}; or all, or none", param_hint=hint) from None


@click.command()
@click.argument("scenarios", nargs=-1, type=ScenarioName(), metavar="[SCENARIO]...")
@click.option(
    "--runs", type=RunsRange(1), default=200, show_default=True, help="Runs of each case."
)
@click.option(
    "--seed",
    type=click.IntRange(0),
    default=1,
    show_default=True,
    help="Seed of luck, parameters and design.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Directory for the results [default: results/batch-RUNS-SEED-DIGEST].",
)
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes.")
@click.option("--dask", "address", metavar="ADDRESS", help="Scheduler of a running Dask cluster.")
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="KEY=VALUE",
    help="Change every scenario: theatres.mirroring=0, switches.barter=off, months=36, "
    "events.price_cap.add=0.2.",
)
@click.option(
    "--sweep",
    "sweeps",
    multiple=True,
    metavar="KEY=VALUES",
    help="Vary a key: KEY=a,b,c or KEY=low:high:n.",
)
@click.option(
    "--design",
    type=click.Choice(["grid", "lhs", "sobol"]),
    default="grid",
    show_default=True,
    help="Every combination, or n points of a Latin hypercube or a Sobol sequence.",
)
@parameters_option
@reading_option()
@click.option(
    "--record",
    default="all",
    show_default=True,
    metavar="all|none|NAMES",
    help="Attributes to keep month by month, separated by commas. Every measure in the last month "
    "is kept anyway.",
)
@block_option
@click.option(
    "--resume",
    "folder",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Finish the batch in DIR; nothing that is done is computed again.",
)
@click.option(
    "--extend",
    type=RunsRange(1),
    metavar="N",
    help="With --resume: add N runs to each case.",
)
@picture_option
@definition_option
@click.option("--dry-run", is_flag=True, help="Say what would run and why; run and write nothing.")
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables; no bar.")
@click.pass_context
@plain_errors
def batch(
    context: click.Context,
    scenarios: tuple[str, ...],
    folder: Path | None,
    extend: int | None,
    jobs: int,
    address: str | None,
    picture: bool,
    dry_run: bool,
    quiet: bool,
    as_json: bool,
    definition: Definition,
    **asked: Any,
) -> None:
    """Run each SCENARIO at every point of a sweep, many times, and keep it all.

    All cases meet the same luck and, but for what is swept, the same parameters, run by run. The
    same command continues what was interrupted, as --resume DIR does.
    """
    _check_usage(context, scenarios, folder, extend)
    with workers(1 if dry_run else jobs, None if dry_run else address) as (pool, in_flight):
        if folder:
            store = _reopened(folder, extend, definition)
        else:
            store = _asked(scenarios, **asked, definition=definition)
        say_how_old(store.manifest.parameters, definition)
        if dry_run:
            _print_plan(store, extend or 0, as_json)
            return
        results = filled(store, pool, in_flight, "batch", quiet=quiet or as_json)
    with keeping(store.folder):
        if as_json:
            say(json.dumps(results_json(results), indent=1, allow_nan=False))
        elif not quiet:
            present(results, picture=picture)


def _check_usage(
    context: click.Context, scenarios: tuple[str, ...], folder: Path | None, extend: int | None
) -> None:
    if folder is None:
        if not scenarios:
            raise click.UsageError("name a SCENARIO, or --resume a directory")
        if extend is not None:
            raise click.UsageError("--extend goes with --resume DIR")
        return
    given = [
        f"--{ {'settings': 'set', 'sweeps': 'sweep'}.get(name, name) }"
        for name in _TOLD_BY_THE_DIRECTORY
        if context.get_parameter_source(name) is not Said.DEFAULT
    ]
    given += ["SCENARIO"] if scenarios else []
    if given:
        raise click.UsageError(f"{', '.join(given)}: with --resume, DIR itself says what to run")


def _asked(
    scenarios: tuple[str, ...],
    runs: int,
    seed: int,
    out: Path | None,
    settings: tuple[str, ...],
    sweeps: tuple[str, ...],
    design: Any,
    parameters: ParameterSource,
    reading: str,
    record: str,
    block: int | None,
    definition: Definition,
) -> Store:
    from multipolar.ensemble import (
        make_cases,
        make_points,
        parse_sweep,
        prepare,
        read_settings,
    )
    from multipolar.foresight import with_beliefs

    changed = read_settings(settings)
    points = make_points([parse_sweep(text) for text in sweeps], design, seed)
    cases = make_cases(
        scenarios,
        points,
        changed,
        definition=definition,
        reading=reading,
        notice=lambda spec: with_beliefs(spec, definition),
    )
    options: dict[str, Any] = {
        "runs": runs,
        "seed": seed,
        "parameters": parameters,
        "record": _recorded(record, definition),
        "settings": changed if reading == CENTRE else {**changed, "reading": reading},
        "definition": definition,
    }
    if out is None:
        digest = prepare(cases, **options).manifest.digest
        named = "batch" if reading == CENTRE else f"batch-{reading}"
        out = Path("results") / f"{named}-{runs}-{seed}-{digest[:8]}"
    return prepare(cases, **options, block=block, out=out)


def _reopened(folder: Path, extend: int | None, definition: Definition) -> Store:
    from multipolar.ensemble.store import Store

    store = Store.open(folder, definition)
    store.manifest.extend(extend or 0)
    return store


def _print_plan(store: Store, extend: int, as_json: bool) -> None:
    from multipolar.ensemble.simulate import check_folder

    check_folder(store)
    manifest = store.manifest
    plan = list(_plan(manifest, extend))
    todo = sum(row["runs"] for row in plan)
    blocks = sum(row["blocks"] for row in plan)
    if as_json:
        said = {"directory": str(store.folder), "runs": todo, "blocks": blocks, "cases": plan}
        say(json.dumps(said, indent=1, allow_nan=False))
        return
    keys = list(dict.fromkeys(key for row in plan for key in row["varied"]))
    print_table(
        "What would run",
        ["case", *keys, "runs", "blocks", "why"],
        (
            [
                row["scenario"],
                *(str(row["varied"].get(key, "")) for key in keys),
                f"{row['runs']}",
                f"{row['blocks']}",
                row["why"],
            ]
            for row in plan[:MOST_SHOWN]
        ),
    )
    if len(plan) > MOST_SHOWN:
        say(f"… and {len(plan) - MOST_SHOWN} more cases")
    changed = ", ".join(f"{key} = {value}" for key, value in manifest.settings.items())
    say(
        f"\n{todo} runs in {blocks} blocks of up to {manifest.block}, seed {manifest.seed}, "
        f"{manifest.labels['month'][0]} to {manifest.labels['month'][-1]}"
        f"{f'; in every case {changed}' if changed else ''}.\n"
        f"Recorded month by month: {manifest.recorded_text}.\n"
        f"Directory: {store.folder}\nNothing was run or written."
    )


def _plan(manifest: Manifest, extend: int) -> Iterator[dict[str, Any]]:
    missing = list(manifest.missing())
    for case, row in enumerate(manifest.cases):
        runs = [length for number, _, length in missing if number == case]
        failed = sum(failure.case == case for failure in manifest.failures)
        yield {
            "scenario": row.name,
            "varied": row.varied,
            "runs": sum(runs),
            "blocks": len(runs),
            "why": _why(manifest.runs, sum(manifest.done[case]), failed, extend),
        }


def _why(wanted: int, done: int, failed: int, extend: int) -> str:
    if done == wanted:
        return "nothing to do: all runs are done"
    reasons = []
    if extend:
        reasons.append(f"{extend} runs are added")
    if failed:
        reasons.append(f"{failed} blocks failed and are tried again")
    if 0 < done < wanted - extend:
        reasons.append(f"interrupted after {done} runs")
    elif not done and not extend:
        reasons.append("not begun")
    return "; ".join(reasons) or f"{done} of {wanted} runs are done"
