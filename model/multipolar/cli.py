"""The command line. Heavy imports wait until a command needs them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from multipolar import __version__

if TYPE_CHECKING:
    from multipolar.ensemble import Results
    from multipolar.scenario import Spec

CAVEAT = (
    "What this is not: a forecast of dates or a probability of war. The rules are one author's "
    "claims; the intervals span what the priors leave open, and chance."
)


def _plain_errors(command: Callable[..., None]) -> Callable[..., None]:
    """Turn the errors a person can cause into a message without a traceback."""

    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> None:
        from multipolar.scenario import ScenarioError

        try:
            command(*args, **kwargs)
        except ScenarioError as error:
            raise click.ClickException(str(error)) from None
        except RuntimeError as error:
            if type(error).__name__ != "StoreError":
                raise
            raise click.ClickException(str(error)) from None
        except KeyboardInterrupt:
            raise click.ClickException(
                "interrupted; finished blocks are kept, run the same command again to continue"
            ) from None

    return wrapped


def _table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=title, title_justify="left", header_style="bold", box=None, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*row)
    console = Console(width=None if sys.stdout.isatty() else 150, highlight=False, markup=False)
    console.print(table)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="multipolar")
def main() -> None:
    """Run, question and contradict a model of sanctions and escalation.

    Start with `multipolar run baseline`.
    """


@main.command()
@click.argument("scenario", default="baseline")
@click.option("--runs", type=click.IntRange(1), default=200, show_default=True, help="Runs.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Seed.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Directory for the results [default: results/SCENARIO-RUNS-SEED-DIGEST].",
)
@click.option("--fixed", is_flag=True, help="Default parameters in every run, no draws.")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes.")
@click.option(
    "--block", type=click.IntRange(1), default=64, show_default=True, help="Runs computed together."
)
@_plain_errors
def run(
    scenario: str, runs: int, seed: int, out: Path | None, fixed: bool, jobs: int, block: int
) -> None:
    """Run SCENARIO (a name or a file) many times and summarise it."""
    from multipolar.model import load_scenario, stability_notes

    spec = load_scenario(scenario)
    for note in [*spec.notes, *stability_notes(spec)]:
        click.echo(f"note: {note}", err=True)
    folder = out or Path("results") / f"{spec.name}-{runs}-{seed}-{spec.digest[:8]}"
    results = _simulate(spec, runs, seed, fixed, jobs, block, folder)
    _present(results, folder)


def _simulate(
    spec: Spec, runs: int, seed: int, fixed: bool, jobs: int, block: int, folder: Path
) -> Results:
    from tqdm import tqdm

    from multipolar.ensemble import simulate
    from multipolar.ensemble.executors import processes

    with (
        tqdm(total=runs, unit="run", desc=spec.name, file=sys.stderr) as bar,
        processes(jobs) as pool,
    ):
        return simulate(
            spec,
            runs=runs,
            seed=seed,
            fixed=fixed,
            block=block,
            executor=pool,
            out=folder,
            progress=bar.update,
        )


@main.command()
@click.argument("folder", type=click.Path(path_type=Path))
@_plain_errors
def show(folder: Path) -> None:
    """Print again the summary of the results in FOLDER."""
    from multipolar.ensemble import open_results

    _present(open_results(folder), folder)


def _present(results: Results, folder: Path) -> None:
    from multipolar.ensemble.summary import moments, summarise
    from multipolar.figures import summary

    rows = list(summarise(results))
    months = moments(results.months)
    for spec in results.specs:
        click.echo(f"\n{spec.name}: {spec.title}\n{spec.question}\n")
        mine: dict[str, dict[str, Any]] = {}
        for row in rows:
            if row.scenario == spec.name:
                mine.setdefault(row.measure, {})[row.month] = row
        _table(
            f"Median and 5-95 % interval of {results.runs} runs, seed {results.manifest['seed']}",
            ["measure", "unit", *months],
            (
                [next(iter(cells.values())).title, next(iter(cells.values())).unit]
                + [_cell(cells[month]) for month in months]
                for cells in mine.values()
            ),
        )
        picture = folder / f"summary-{spec.name}.png"
        summary(results, spec.name).savefig(picture)
        click.echo(f"\nPicture: {picture}")
    click.echo(f"Results: {folder}\n{CAVEAT}")


def _cell(row: Any) -> str:
    return f"{_number(row.median)} [{_number(row.low)}, {_number(row.high)}]"


def _number(value: float) -> str:
    if value == float("inf"):
        return "not yet"
    return f"{value:.2f}" if abs(value) < 100 else f"{value:.0f}"


@main.group(invoke_without_command=True)
@click.pass_context
@_plain_errors
def scenarios(context: click.Context) -> None:
    """List the scenarios, check a file, or print the schema."""
    if context.invoked_subcommand is not None:
        return
    from multipolar.model import load_scenario
    from multipolar.scenario import scenario_names

    specs = [load_scenario(name) for name in scenario_names()]
    _table(
        "Scenarios",
        ["name", "title", "question"],
        ([spec.name, spec.title, spec.question] for spec in specs),
    )


@scenarios.command("check")
@click.argument("file", type=click.Path(path_type=Path))
@_plain_errors
def check_scenario(file: Path) -> None:
    """Check FILE and print every problem."""
    from multipolar.model import load_scenario, stability_notes

    spec = load_scenario(file)
    for note in [*spec.notes, *stability_notes(spec)]:
        click.echo(f"note: {note}")
    click.echo(f"{file}: valid, digest {spec.digest[:12]}")


@scenarios.command("schema")
@_plain_errors
def print_schema() -> None:
    """Print the JSON Schema of scenario files, for editors."""
    import json

    from multipolar.model import vocabulary
    from multipolar.scenario import json_schema

    click.echo(json.dumps(json_schema(vocabulary()), indent=2))


@main.command()
@click.option("--gaps", is_flag=True, help="List the gaps in the sources and how each is filled.")
@_plain_errors
def states(gaps: bool) -> None:
    """List the states with their role and main figures."""
    from multipolar.world.facts import gaps as list_gaps
    from multipolar.world.facts import load_facts
    from multipolar.world.starting import STARTING

    if gaps:
        _table(
            "Gaps in the sources",
            ["state", "column", "value", "rule", "evidence", "source"],
            ([g.iso3, g.column, f"{g.value:g}", g.rule, g.evidence, g.source] for g in list_gaps()),
        )
        return
    facts = load_facts()
    columns = ("gdp", "military_burden", "autocracy", "ideal_point", "dependence_on_russia")
    values = [STARTING[name](facts) for name in columns]
    _table(
        "States in 2021-22",
        ["state", "name", "role", *columns],
        (
            [iso3, facts.name[i], facts.role[i], *(f"{value[i]:.3g}" for value in values)]
            for i, iso3 in enumerate(facts.iso3)
        ),
    )


@main.command()
@_plain_errors
def parameters() -> None:
    """List the parameters: default, prior, unit, evidence and source."""
    from multipolar.rules import parameter_table

    _table(
        "Parameters (S found in a source, R recalled, D derived, P prototype, J judged)",
        ["name", "default", "prior", "unit", "evidence", "source"],
        (
            [
                p.name,
                f"{p.default:g}",
                f"{p.low:g} to {p.high:g}" if p.free else "fixed",
                p.unit,
                p.evidence,
                p.source,
            ]
            for p in parameter_table().values()
        ),
    )


@main.command()
@_plain_errors
def rules() -> None:
    """List the order of a month: phases, rules, claims and switches."""
    from multipolar.agents import AGENT_CLASSES, DecidingState
    from multipolar.rules import PHASES
    from multipolar.rules.phases import DECISIONS

    rows = []
    for phase in PHASES:
        rows += [
            [phase.name, rule.name, rule.switch, " ".join(rule.claims), rule.meaning]
            for rule in phase.rules
        ]
        if phase.name == DECISIONS:
            rows += [
                [
                    phase.name,
                    f"agents.{kind.__name__}",
                    "provocation",
                    " ".join(kind.claims),
                    "chooses: " + ", ".join(kind.actions),
                ]
                for kind in AGENT_CLASSES
                if issubclass(kind, DecidingState)
            ]
    _table("A month", ["phase", "rule", "switch", "claims", "meaning"], rows)


@main.command()
@_plain_errors
def attributes() -> None:
    """List the arrays of the world: axes, unit, bounds, start and meaning."""
    from multipolar.world import attributes as table

    _table(
        "Attributes",
        ["name", "axes", "unit", "bounds", "start", "evidence", "meaning"],
        (
            [
                a.name,
                " × ".join(a.axes),
                a.unit,
                f"{a.low:g} to {a.high:g}",
                a.start,
                a.evidence,
                a.description,
            ]
            for a in table().values()
        ),
    )
