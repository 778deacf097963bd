"""`multipolar verify`: what follows from the claims."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from multipolar.caveat import CAVEAT
from multipolar.cli.common import (
    RunsRange,
    definition_option,
    plain_errors,
    print_table,
    progress_bar,
    say,
    workers,
)
from multipolar.cli.names import ScenarioName
from multipolar.cli.reading import READINGS, print_readings, reading_option
from multipolar.cli.writing import write_picture, write_table
from multipolar.files import make_folder, replace_file

if TYPE_CHECKING:
    import pandas as pd

    from multipolar.definition import Definition
    from multipolar.study.findings import Finding, Verification

RUNS = click.option(
    "--runs", type=RunsRange(2), default=400, show_default=True, help="Runs of each side."
)
SEED = click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Seed.")
JOBS = click.option(
    "--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes."
)
JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")

ARROWS = {"up": "rises", "down": "falls", "none": "stays"}


@click.command()
@click.argument("names", nargs=-1, type=ScenarioName(), metavar="[NAME]...")
@RUNS
@SEED
@JOBS
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Directory for verdicts.csv, verdicts.json and the pictures.",
)
@reading_option()
@click.option("--readings", is_flag=True, help="Print the verdicts of all readings side by side.")
@JSON
@definition_option
@plain_errors
def verify(
    names: tuple[str, ...],
    runs: int,
    seed: int,
    jobs: int,
    out: Path | None,
    reading: str,
    readings: bool,
    as_json: bool,
    definition: Definition,
) -> None:
    """Run scenarios beside the baseline and judge what the article and its rival expect of them.

    NAME is a scenario or a file; by default every scenario that states an expectation. Each run is
    paired with the run of the baseline that meets the same luck and the same parameters.
    """
    from multipolar.study.findings import findings_table
    from multipolar.study.verify import expecting, verify_all

    wanted = names or expecting()
    read = READINGS if readings else (reading,)
    # how many runs the check of power needs shows on the way
    with workers(jobs) as (pool, _), progress_bar(None, "verify", unit=" runs") as done:
        common: dict[str, Any] = {"runs": runs, "seed": seed, "executor": pool, "progress": done}
        common["definition"] = definition
        by_reading = {one: verify_all(wanted, **common, reading=one) for one in read}
    if readings:
        print_readings(by_reading, as_json)
        return
    [found] = by_reading.values()
    table = findings_table(found)
    if out is not None:
        _keep(found, table, out)
    if as_json:
        say(json.dumps(_records(table), indent=2))
        return
    for verification in found:
        _print(verification)
    _count(found)
    if out is not None:
        say(f"\nKept: verdicts.csv, verdicts.json and pictures in {out}")
    say(CAVEAT)


def _keep(found: Sequence[Verification], table: pd.DataFrame, out: Path) -> None:
    from multipolar.figures.verdicts import verdicts

    make_folder(out)
    write_table(table, out / "verdicts.csv")
    replace_file(out / "verdicts.json", table.to_json(orient="records", indent=2))
    for number, page in enumerate(verdicts(found), start=1):
        write_picture(page, out / f"verdicts-{number}.png")


def _print(verification: Verification) -> None:
    from multipolar.study.findings import MOVED

    say(f"\n{verification.scenario}: {verification.title}\n{verification.question}\n")
    print_table(
        f"Mean paired difference from {verification.base} [90 % interval], "
        f"{verification.runs} runs of each side, seed {verification.seed}",
        [
            "verdict",
            "whose",
            "expects",
            "difference",
            "matters from",
            "agree",
            "power",
            "tipping value",
            "months",
            "claims",
            "why",
        ],
        (_finding(finding) for finding in verification.findings),
    )
    say(f"{verification.moved} of {verification.headlines} headline measures moved: {MOVED}")


def _finding(finding: Finding) -> list[str]:
    expected = finding.expectation
    to = f"to {finding.last}" if expected.before else "on"
    months = finding.first if finding.first == finding.last else f"{finding.first} {to}"
    return [
        finding.verdict + (" *" if finding.untouched else ""),
        expected.whose,
        _expects(finding),
        _spread(finding.mean, *finding.of_mean) if finding.pairs else "not defined",
        f"{finding.relevant:.2g} {finding.unit}",
        f"{finding.agreeing:.0%}" if finding.pairs else "",
        _power(finding),
        _tipping(finding),
        months,
        expected.claim,
        expected.reading,
    ]


STATISTICS = {"mean": "", "peak": "peak of ", "lowest": "lowest "}


def _expects(finding: Finding) -> str:
    expected = finding.expectation
    against = f", against {finding.base}" if expected.base else ""
    if expected.before:
        against = f", against the {expected.before} months before"
    return (
        f"{STATISTICS[expected.statistic]}{expected.measure} {ARROWS[expected.direction]}{against}"
    )


def _power(finding: Finding) -> str:
    if not finding.small:
        return "enough"
    return finding.power.reason or f"reaches {finding.power.mean:+.2g}"


def _tipping(finding: Finding) -> str:
    tipping = finding.power.tipping
    if tipping is None:
        return "-"
    literature = f"; {tipping.effects}" if tipping.effects else ""
    prior = f"(prior {tipping.low:g} to {tipping.high:g}{literature})"
    if math.isnan(tipping.value):
        return f"no possible {tipping.parameter} {prior}"
    return f"{tipping.parameter} = {tipping.value:.2g} {prior}"


def _count(found: Sequence[Verification]) -> None:
    from multipolar.study.findings import VERDICTS
    from multipolar.study.verify import PLACEBO

    findings = [f for v in found if v.scenario != PLACEBO for f in v.findings]
    control = [f for v in found if v.scenario == PLACEBO for f in v.findings]
    say("")
    for whose in ("article", "rival"):
        mine = [f.verdict for f in findings if f.expectation.whose == whose]
        counts = ", ".join(f"{mine.count(verdict)} {verdict}" for verdict in VERDICTS)
        small = sum(f.too_small for f in findings if f.expectation.whose == whose)
        say(
            f"Expectations of the {whose}: {len(mine)}, of which {counts}.\n"
            f"  Contradicted by too small a change where more was possible: {small}."
        )
    if control:
        zero = all(finding.untouched for finding in control)
        say(
            "Placebo: zero in every run, as it must be."
            if zero
            else "PLACEBO NOT ZERO: the comparison is at fault and no verdict above counts."
        )
    if any(finding.untouched for finding in [*findings, *control]):
        say(
            "* Zero in every run: no path leads from the change to the measure, or one too weak "
            "to be seen in so many runs."
        )
    say(
        "A verdict is about the model and its priors: the 90 % interval (Student) of the mean "
        "paired difference against the change from which it matters (the larger of a fifth of the "
        "standard deviation of what it is compared with and of a judged size). Cannot tell: too "
        "small even with the parameters of its claims at the edge of their priors (column power), "
        "so nothing follows. "
        "Tipping value: how strong the link must be for the expectation to be met. Column agree: "
        "share of the pairs of runs in which it goes the expected way; for what is expected to "
        "stay, in which it changes by less than matters."
    )


def _spread(mean: float | None, low: float | None, high: float | None) -> str:
    """Return a mean and its interval with two digits; ``None`` is a number that is unknown."""
    first, second, third = (
        "unknown" if value is None else f"{value:+.0f}" if abs(value) >= 10 else f"{value:+.2g}"
        for value in (mean, low, high)
    )
    return f"{first} [{second}, {third}]"


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = json.loads(table.to_json(orient="records"))
    return records
