"""`multipolar record`: the model beside what was counted to December 2024 and fair opponents."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import TYPE_CHECKING

import click

from multipolar.caveat import CAVEAT
from multipolar.cli.card import tell_card
from multipolar.cli.common import (
    RunsRange,
    plain_errors,
    print_table,
    progress_bar,
    refuse_with,
    say,
    workers,
)
from multipolar.cli.writing import write_picture
from multipolar.files import make_folder, replace_file

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from multipolar.record import RollingScores, Scorecard
    from multipolar.record.scorecard import FactRow, StructuralRow


SEEDS = 3
"""Seeds that a scorecard is told over, one after the other."""


@click.command()
@click.option(
    "--runs", type=RunsRange(2), default=200, show_default=True, help="Runs for each seed."
)
@click.option(
    "--seed",
    type=click.IntRange(0),
    default=1,
    show_default=True,
    help="First of the three seeds.",
)
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Directory for scorecard.json and scorecard.png [default: results/record-RUNS-SEED]; "
    "with --card, file to write [default: print].",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
@click.option(
    "--card",
    "as_card",
    is_flag=True,
    help="Write the model card instead: what the model is for, how well it does and what it "
    "misses, misses first.",
)
@plain_errors
def record(runs: int, seed: int, jobs: int, out: Path | None, as_json: bool, as_card: bool) -> None:
    """Score the baseline against the record and fair opponents, misses first.

    Everything is told over three seeds: what one seed meets, another may miss.
    """
    seeds = tuple(range(seed, seed + SEEDS))
    if as_card:
        refuse_with("--card", ("jobs", "as_json"))
        tell_card(runs, seeds, out)
        return
    folder = out or Path("results") / f"record-{runs}-{seed}"
    make_folder(folder)
    card = _score(runs, seeds, jobs)
    picture = _write(card, folder)
    if as_json:
        say(json.dumps(card.to_dict(), indent=2, ensure_ascii=False, allow_nan=False))
        return
    _print(card)
    say(f"\nPicture: {picture}\nScores: {folder / 'scorecard.json'}\n{CAVEAT}")


def _score(runs: int, seeds: tuple[int, ...], jobs: int) -> Scorecard:
    from multipolar.ensemble import simulate
    from multipolar.loading import load_scenario
    from multipolar.record import paths_of, record_specs, score

    specs = record_specs(load_scenario("baseline"))
    with workers(jobs) as (pool, _):
        with progress_bar(runs * len(specs) * len(seeds), "record") as done:
            results = [
                simulate(list(specs), runs=runs, seed=seed, executor=pool, progress=done)
                for seed in seeds
            ]
        rolling = _roll(runs, seeds, pool)
    record, without_attack = ([paths_of(each, k) for each in results] for k in (0, 1))
    return score(record, without_attack, rolling)


def _roll(runs: int, seeds: tuple[int, ...], pool: Executor | None) -> RollingScores:
    from multipolar.record import rolling_scores
    from multipolar.record.rolling import ORIGINS

    with progress_bar(runs * len(seeds) * len(ORIGINS), "origins") as done:
        return rolling_scores(runs=runs, seeds=seeds, executor=pool, progress=done)


def _write(card: Scorecard, folder: Path) -> Path:
    from multipolar.figures.scorecard import scorecard

    text = json.dumps(card.to_dict(), indent=2, ensure_ascii=False, allow_nan=False)
    replace_file(folder / "scorecard.json", text + "\n")
    return write_picture(scorecard(card), folder / "scorecard.png")


def _print(card: Scorecard) -> None:
    from multipolar.record.scores_page import (
        SERIES_COLUMNS,
        VOTE_COLUMNS,
        series_cells,
        vote_cells,
    )

    say(f"\n{_summary(card)}\n")
    print_table(
        f"Facts, misses first: median and 90 % interval of {card.runs} runs for each of the seeds "
        f"{', '.join(map(str, card.seeds))}; the seeds whose own median lies in the band",
        ["", "fact", "what", "unit", "band", "model", "runs in band", "seeds in band"],
        (_fact(row) for row in card.facts),
    )
    print_table(
        "\nSeries, worst first: told at rolling origins up to a year ahead; CRPS, lower is better; "
        "skill against the fair opponent that was best until the origin",
        ["", *SERIES_COLUMNS],
        ([_mark(row.skill > 0.0), *series_cells(row)] for row in card.rolling.series),
    )
    for name, why in sorted(card.rolling.unscored.items()):
        say(f"{name} is not scored: {why}.")
    print_table(
        "\nVotes by states, each told from the texts before it; log score, lower is better",
        VOTE_COLUMNS,
        (vote_cells(row) for row in card.rolling.votes),
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
        ["", "fact", "what", "unit", "band", "model", "between studies", "published"],
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
    from multipolar.record.scores_page import summary

    counts = card.summary
    missed = ", ".join(counts["facts_missed"]) or "none"

    def of(name: str) -> str:
        return "{} of {}".format(*counts[name])

    return (
        f"Up to {counts['cut']}: the median of the runs meets {of('facts')} facts (missed: "
        f"{missed}), {of('checks')} of their checks and the bounds of shipments; on average "
        f"{counts['runs_in_band']:.0%} of the runs lie in a band. The median of every seed meets "
        f"{of('facts_by_every_seed')} facts.\n"
        f"Hold-out, later: {of('checks_hold_out')} checks. Findings on sanctions: "
        f"{of('structural')}, {counts['structural_absent']} not represented.\n"
        f"{summary(card.rolling)}"
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
        f"{row.seeds_inside} of {row.seeds}",
    ]


def _finding(row: StructuralRow) -> list[str]:
    model = "not represented" if row.inside is None else _interval(row.median, row.low, row.high)
    mark = "" if row.inside is None else _mark(row.inside)
    return [mark, row.fact, row.title, row.unit, row.target, model, row.studies, row.published]


def _mark(met: bool) -> str:
    return "" if met else "MISS"


def _interval(median: float, low: float, high: float) -> str:
    return f"{_number(median)} [{_number(low)}, {_number(high)}]"


def _number(value: float) -> str:
    if math.isnan(value):
        return "-"
    return f"{value:.2f}" if abs(value) < 100 else f"{value:,.0f}"
