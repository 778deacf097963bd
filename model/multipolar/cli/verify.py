"""`multipolar verify`, `multipolar switches`, `multipolar turn`: what follows from the claims."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from multipolar.cli.common import CAVEAT, plain_errors, print_table

if TYPE_CHECKING:
    from concurrent.futures import Executor

    import pandas as pd

    from multipolar.study import Share
    from multipolar.study.verify import Finding, Verification

RUNS = click.option(
    "--runs", type=click.IntRange(2), default=400, show_default=True, help="Runs of each side."
)
SEED = click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Seed.")
JOBS = click.option(
    "--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes."
)
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")

ARROWS = {"up": "rises", "down": "falls", "none": "stays"}


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@RUNS
@SEED
@JOBS
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Directory for verdicts.csv and verdicts.png.",
)
@JSON
@plain_errors
def verify(
    names: tuple[str, ...], runs: int, seed: int, jobs: int, out: Path | None, as_json: bool
) -> None:
    """Run scenarios beside the baseline and judge what the article and its rival expect of them.

    NAME is a scenario or a file; by default every scenario that states an expectation. Each run is
    paired with the run of the baseline that meets the same luck and the same parameters.
    """
    from multipolar.study.verify import expecting, findings_table, verify_all

    wanted = names or expecting()
    with _working(2 * runs * len(wanted), jobs, "verify") as (pool, done):
        found = verify_all(wanted, runs=runs, seed=seed, executor=pool, progress=done)
    if out is not None:
        _keep(found, out)
    if as_json:
        click.echo(json.dumps(_records(findings_table(found)), indent=2))
        return
    for verification in found:
        _print(verification)
    _count(found)
    if out is not None:
        click.echo(f"\nPicture: {out / 'verdicts.png'}\nTable: {out / 'verdicts.csv'}")
    click.echo(CAVEAT)


def _keep(found: Sequence[Verification], out: Path) -> None:
    from multipolar.figures.verdicts import verdicts
    from multipolar.study.verify import findings_table

    try:
        out.mkdir(parents=True, exist_ok=True)
        findings_table(found).to_csv(out / "verdicts.csv", index=False)
        verdicts(found).savefig(out / "verdicts.png")
    except OSError as error:
        raise click.ClickException(f"{out}: cannot be written ({error.strerror})") from None


def _print(verification: Verification) -> None:
    click.echo(f"\n{verification.scenario}: {verification.title}\n{verification.question}\n")
    print_table(
        f"Mean paired difference from {verification.base} [90 % interval], "
        f"{verification.runs} runs of each side, seed {verification.seed}",
        ["verdict", "whose", "expects", "difference", "unit", "agree", "months", "claims", "why"],
        (_finding(finding) for finding in verification.findings),
    )


def _finding(finding: Finding) -> list[str]:
    expected = finding.expectation
    low, high = finding.of_mean
    months = finding.first if finding.first == finding.last else f"{finding.first} on"
    return [
        finding.verdict,
        expected.whose,
        f"{expected.measure} {ARROWS[expected.direction]}",
        f"{finding.mean:+.3g} [{low:+.3g}, {high:+.3g}]",
        finding.unit,
        f"{finding.agreeing:.0%}",
        months,
        expected.claim,
        expected.reading,
    ]


def _count(found: Sequence[Verification]) -> None:
    findings = [finding for verification in found for finding in verification.findings]
    click.echo("")
    for whose in ("article", "rival"):
        mine = [f.verdict for f in findings if f.expectation.whose == whose]
        counts = ", ".join(
            f"{mine.count(verdict)} {verdict}"
            for verdict in ("supported", "contradicted", "undecided")
        )
        click.echo(f"Expectations of the {whose}: {len(mine)}, of which {counts}.")
    click.echo(
        "A verdict is about the model and its priors: the 90 % interval of the mean paired "
        "difference against the smallest change that matters (judged). Column agree: share of the "
        "pairs of runs with the expected sign."
    )


@click.command()
@RUNS
@SEED
@JOBS
@click.option("--measure", help="Show this measure only [default: the largest of each world].")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="CSV file to write.")
@JSON
@plain_errors
def switches(
    runs: int, seed: int, jobs: int, measure: str | None, out: Path | None, as_json: bool
) -> None:
    """Switch off each mechanism in turn, all of them, and add random pushes that mean nothing.

    Says what each headline measure owes to each mechanism. An effect no larger than that of the
    random pushes is one that any disturbance would have.
    """
    from multipolar.measures import MEASURES
    from multipolar.study import switch_sweep
    from multipolar.study.sweep import PLACEBOS

    headline = sorted(name for name, m in MEASURES.items() if m.headline)
    if measure is not None and measure not in headline:
        raise click.BadParameter(_nearest(measure, headline), param_hint="--measure")
    worlds = len(_switch_names()) + 2 + PLACEBOS
    with _working(runs * worlds, jobs, "switches") as (pool, done):
        table = switch_sweep(runs=runs, seed=seed, executor=pool, progress=done)
    if out is not None:
        try:
            table.to_csv(out, index=False)
        except OSError as error:
            raise click.ClickException(f"{out}: cannot be written ({error.strerror})") from None
    if as_json:
        click.echo(json.dumps(_records(table), indent=2))
        return
    _print_sweep(_largest(table, measure), runs, seed)
    click.echo(CAVEAT)


def _switch_names() -> tuple[str, ...]:
    from multipolar.rules import SWITCHES

    return SWITCHES


LARGEST = 5


def _largest(table: pd.DataFrame, measure: str | None) -> pd.DataFrame:
    """Return the rows of a measure, or the largest effects of each world, largest first."""
    size = table["standardised"].abs()
    ordered = table.assign(size=size).sort_values("size", ascending=False, kind="stable")
    if measure is not None:
        return ordered[ordered["measure"] == measure]
    top = ordered.groupby("world", sort=False).head(LARGEST)
    rank = {world: place for place, world in enumerate(table["world"].unique())}
    return top.assign(place=top["world"].map(rank)).sort_values(
        ["place", "size"], ascending=[True, False], kind="stable"
    )


def _print_sweep(table: pd.DataFrame, runs: int, seed: int) -> None:
    print_table(
        f"Without the mechanism minus with it: mean paired difference [90 % interval], {runs} "
        f"runs, seed {seed}",
        ["world", "measure", "difference", "unit", "in sd of the baseline"],
        (
            [
                row["world"],
                row["measure"],
                f"{row['mean']:+.3g} [{row['mean_low']:+.3g}, {row['mean_high']:+.3g}]",
                row["unit"],
                f"{row['standardised']:+.2f}",
            ]
            for row in _records(table)
        ),
    )


@click.command()
@RUNS
@SEED
@JOBS
@plain_errors
def turn(runs: int, seed: int, jobs: int) -> None:
    """Say in how many runs tension in Korea rises, falls or stays after the treaty."""
    from multipolar.ensemble import simulate
    from multipolar.model import load_scenario
    from multipolar.study import turn as after_the_treaty

    with _working(runs, jobs, "turn") as (pool, done):
        results = simulate(
            load_scenario("baseline"), runs=runs, seed=seed, executor=pool, progress=done
        )
    found = after_the_treaty(results)
    click.echo(
        f"Korea, mean of {found.after} months from {found.month} against {found.before} months "
        f"before; a change of at most {found.band:g} rung is none."
    )
    print_table(
        f"{runs} runs, seed {seed}",
        ["tension", "runs", "share [90 % interval]"],
        (
            _share(word, share)
            for word, share in (
                ("rises", found.rises),
                ("stays", found.stays),
                ("falls", found.falls),
            )
        ),
    )
    click.echo(
        "Before and after, not with and without: for what the visit adds see `multipolar verify "
        f"d01_visit_that_never_was`.\n{CAVEAT}"
    )


def _share(word: str, share: Share) -> list[str]:
    low, high = share.interval
    return [word, str(share.runs), f"{share.share:.0%} [{low:.0%}, {high:.0%}]"]


@contextmanager
def _working(total: int, jobs: int, title: str) -> Iterator[tuple[Executor | None, Any]]:
    """Open a pool of processes and a bar of progress."""
    from tqdm import tqdm

    from multipolar.ensemble.executors import processes

    with (
        tqdm(total=total, unit="run", desc=title, file=sys.stderr) as bar,
        processes(jobs) as pool,
    ):

        def done(runs: int) -> None:
            bar.total = max(bar.total or 0, bar.n + runs)
            bar.update(runs)

        yield pool, done
        bar.total = bar.n
        bar.refresh()


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = json.loads(table.to_json(orient="records"))
    return records


def _nearest(name: str, allowed: Sequence[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, allowed, n=1, cutoff=0.0)
    return f"{name!r} is no headline measure. Nearest: {near[0]}. All: {', '.join(allowed)}."
