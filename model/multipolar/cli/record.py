"""`multipolar record`: the model beside what was counted up to December 2024."""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from multipolar.caveat import CAVEAT
from multipolar.cli.common import plain_errors, print_table, say
from multipolar.cli.writing import write_picture
from multipolar.files import make_folder, replace_file

if TYPE_CHECKING:
    from multipolar.record import Paths, Scorecard
    from multipolar.record.scorecard import FactRow, StructuralRow


SERIES_COLUMNS = (
    *("", "series", "unit", "block", "n", "counted", "model", "covered"),
    *("CRPS", "as last time", "as ever", "skill"),
)
VOTE_COLUMNS = (
    *("text", "who predicts", "known", "right", "right if moved", "log score"),
    "yes-abstain-no",
)


@click.command()
@click.option("--runs", type=click.IntRange(2), default=400, show_default=True, help="Runs.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Seed.")
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Directory for scorecard.json and scorecard.png [default: results/record-RUNS-SEED].",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
@plain_errors
def record(runs: int, seed: int, jobs: int, out: Path | None, as_json: bool) -> None:
    """Score the baseline against the record and naive baselines, misses first."""
    folder = out or Path("results") / f"record-{runs}-{seed}"
    make_folder(folder)
    card, paths = _score(runs, seed, jobs)
    picture = _write(card, paths, folder)
    if as_json:
        say(json.dumps(card.to_dict(), indent=2, ensure_ascii=False, allow_nan=False))
        return
    _print(card)
    say(f"\nPicture: {picture}\nScores: {folder / 'scorecard.json'}\n{CAVEAT}")


def _score(runs: int, seed: int, jobs: int) -> tuple[Scorecard, Paths]:
    from tqdm import tqdm

    from multipolar.ensemble import simulate
    from multipolar.ensemble.executors import processes
    from multipolar.loading import load_scenario
    from multipolar.record import paths_of, record_specs, score

    specs = record_specs(load_scenario("baseline"))
    with (
        tqdm(total=runs * len(specs), unit="run", desc="record", file=sys.stderr) as bar,
        processes(jobs) as pool,
    ):
        results = simulate(list(specs), runs=runs, seed=seed, executor=pool, progress=bar.update)
    paths = paths_of(results, 0)
    return score(paths, paths_of(results, 1)), paths


def _write(card: Scorecard, paths: Paths, folder: Path) -> Path:
    from multipolar.figures.scorecard import scorecard

    text = json.dumps(card.to_dict(), indent=2, ensure_ascii=False, allow_nan=False)
    replace_file(folder / "scorecard.json", text + "\n")
    return write_picture(scorecard(card, paths), folder / "scorecard.png")


def _print(card: Scorecard) -> None:
    say(f"\n{_summary(card)}\n")
    print_table(
        f"Facts, misses first: median and 90 % interval of {card.runs} runs, seed {card.seed}",
        ["", "fact", "what", "unit", "band", "model", "runs in band", "no change", "years before"],
        (_fact(row) for row in card.facts),
    )
    print_table(
        "\nSeries, worst first: average of the block; CRPS, lower is better; skill against the "
        "better baseline",
        SERIES_COLUMNS,
        (
            [
                _mark(row.skill > 0.0),
                row.title,
                row.unit,
                row.block,
                str(row.figures),
                _number(row.counted),
                _interval(row.median, row.low, row.high),
                f"{row.coverage:.0%}",
                _number(row.crps),
                _number(row.persistence_crps),
                _number(row.history_crps),
                f"{row.skill:+.2f}",
            ]
            for row in card.series
        ),
    )
    print_table(
        "\nVotes by states, predicted from votes before November 2022",
        VOTE_COLUMNS,
        (
            [
                row.resolution,
                row.method,
                str(row.states),
                f"{row.accuracy:.1%}",
                f"{row.moved:.1%}",
                f"{row.log_score:.3f}",
                f"{row.yes}-{row.abstain}-{row.no}",
            ]
            for row in card.votes
        ),
    )
    print_table(
        "\nAttention beside the press on risk (a check, no target): share among the theatres",
        ["theatre", "model", "press", "rank correlation by month"],
        (
            [row.theatre, f"{row.model:.2f}", f"{row.press:.2f}", f"{row.correlation:+.2f}"]
            for row in card.attention
        ),
    )
    print_table(
        "\nPublished findings on sanctions, misses first: median and 90 % of 20 studies of 500 "
        "synthetic episodes",
        ["", "fact", "what", "unit", "band", "model", "published"],
        (_finding(row) for row in card.structural),
    )
    _print_costs()


def _print_costs() -> None:
    from multipolar.trade import compare

    print_table(
        "\nPublished estimates of what sanctions cost, disagreements first: general equilibrium, "
        "median and 90 % of the prior of the trade elasticity",
        ["", "what", "unit", "model", "published", "by", "why"],
        (
            [
                "" if row.agrees else "DIFFERS",
                row.title,
                row.unit,
                _interval(row.median, row.low, row.high),
                row.published,
                row.citation,
                row.note,
            ]
            for row in compare()
        ),
    )


def _summary(card: Scorecard) -> str:
    counts = card.summary
    missed = ", ".join(counts["facts_missed"]) or "none"

    def of(name: str) -> str:
        return "{} of {}".format(*counts[name])

    return (
        f"Up to {counts['cut']}: {of('facts')} facts in band (missed: {missed}), "
        f"{of('checks')} of their checks and the bounds of shipments (no change would meet "
        f"{of('checks_persistence')}); better than both baselines on {of('series')} series.\n"
        f"Hold-out, later: {of('checks_hold_out')} checks, {of('series_hold_out')} series. "
        f"Findings on sanctions: {of('structural')}, {counts['structural_absent']} not represented."
    )


def _fact(row: FactRow) -> list[str]:
    return [
        _mark(row.inside),
        f"{row.fact}{' later' if row.block != 'calibration' else ''}",
        row.title,
        row.unit,
        row.target,
        _interval(row.median, row.low, row.high),
        f"{row.share:.0%}",
        _judged(row.persistence, row.persistence_inside),
        _judged(row.history, row.history_inside),
    ]


def _finding(row: StructuralRow) -> list[str]:
    model = "not represented" if row.inside is None else _interval(row.median, row.low, row.high)
    mark = "" if row.inside is None else _mark(row.inside)
    return [mark, row.fact, row.title, row.unit, row.target, model, row.published]


def _mark(met: bool) -> str:
    return "" if met else "MISS"


def _judged(value: float, inside: bool) -> str:
    return "-" if math.isnan(value) else f"{_number(value)} {'in' if inside else 'out'}"


def _interval(median: float, low: float, high: float) -> str:
    return f"{_number(median)} [{_number(low)}, {_number(high)}]"


def _number(value: float) -> str:
    if math.isnan(value):
        return "-"
    return f"{value:.2f}" if abs(value) < 100 else f"{value:,.0f}"
