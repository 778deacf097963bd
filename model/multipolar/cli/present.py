"""Summaries of results: every headline measure of a scenario, a few of each case of a batch."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from multipolar.caveat import CAVEAT
from multipolar.cli.common import print_table, say
from multipolar.cli.writing import write_picture
from multipolar.files import NotWritten

if TYPE_CHECKING:
    from multipolar.ensemble import Results
    from multipolar.ensemble.summary import Rarity

SHOWN = (
    "escalation_ukraine",
    "escalation_korea",
    "escalation_taiwan",
    "escalation_middle_east",
    "pressure_RUS",
)
"""Measures that the table of a batch shows unless others are asked for."""

MOST_CASES = 60
"""Cases that the table of a batch prints before it is cut."""


def present(
    results: Results,
    scenarios: Sequence[str] = (),
    measures: Sequence[str] = (),
    *,
    picture: bool = False,
) -> None:
    """Print a summary.

    Parameters
    ----------
    results : Results
        The ensemble.
    scenarios : sequence of str
        Cases to print at length; a single one is printed so anyway.
    measures : sequence of str
        Measures of the table that puts all cases side by side; ``SHOWN`` by default.
    picture : bool
        Whether to leave a picture of each case that is printed at length beside the results.
    """
    if scenarios or (len(results.scenarios) == 1 and not measures):
        for scenario in scenarios or results.scenarios:
            _print_scenario(results, scenario)
            if picture:
                _draw(results, scenario)
    else:
        _print_cases(results, measures or SHOWN)
    say(f"Results: {results.folder}\n{CAVEAT}")


def results_json(
    results: Results, scenarios: Sequence[str] = (), measures: Sequence[str] = ()
) -> dict[str, Any]:
    """Return what was run and its summary in the last month, ready for JSON.

    Numbers that are not defined, or lie later than the horizon, are ``None``.
    """
    table = results.quantile_table(
        measures or SHOWN, scenarios=scenarios or None, months=[results.months[-1]]
    )
    manifest = results.manifest
    return {
        "directory": str(results.folder),
        "digest": manifest.digest,
        "seed": results.seed,
        "runs": results.runs,
        "settings": manifest.settings,
        "cases": [row.model_dump(exclude={"digest"}) for row in manifest.cases],
        "summary": [
            {str(key): _plain(value) for key, value in row.items()}
            for row in table.to_dict("records")
        ],
    }


def _plain(value: Any) -> Any:
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _print_cases(results: Results, measures: Sequence[str]) -> None:
    from multipolar.measures import not_defined

    last, absent = [results.months[-1]], not_defined(results.roster)
    shown = results.scenarios[:MOST_CASES]
    table = results.quantile_table(measures, scenarios=shown, months=last)
    cells = {
        (str(row["scenario"]), str(row["measure"])): _interval(
            row["q50"], row["q05"], row["q95"], results.runs
        )
        for row in table.to_dict("records")
    }
    rows = results.cases.astype(str).to_dict("records")[:MOST_CASES]
    keys = [key for key in rows[0] if key not in ("scenario", "base")]
    print_table(
        f"{last[0]}: median and 5-95 % interval of {results.runs} runs, seed {results.seed}",
        [
            "case",
            *(str(key).removeprefix("parameters.") for key in keys),
            *(
                f"{results.about(measure).title}, {results.about(measure).unit}"
                for measure in measures
            ),
        ],
        (
            [
                row["scenario"],
                *(row[key] for key in keys),
                *(
                    NOT_DEFINED if measure in absent else cells[row["scenario"], measure]
                    for measure in measures
                ),
            ]
            for row in rows
        ),
    )
    if len(results.scenarios) > MOST_CASES:
        say(f"… and {len(results.scenarios) - MOST_CASES} more cases; export them all")
    say(f"\nOne case at length: multipolar show {results.folder} --scenario {shown[-1]}")


def _print_scenario(results: Results, scenario: str) -> None:
    from multipolar.ensemble.summary import summarise

    mine: dict[str, dict[str, Any]] = {}
    for row in summarise(results, scenario):
        mine.setdefault(row.measure, {})[row.month] = row
    spec = results.specs[results.scenarios.index(scenario)]
    months = list(next(iter(mine.values())))
    say(f"\n{scenario}: {spec.title}\n{spec.question}\n")
    print_table(
        f"Median and 5-95 % interval of {results.runs} runs, seed {results.seed}",
        ["measure", "unit", *months],
        _grouped(results, mine, months),
    )
    _print_rarities(results, scenario)


def _grouped(
    results: Results, mine: dict[str, dict[str, Any]], months: Sequence[str]
) -> Iterator[list[str]]:
    """Yield the rows of the table, the title of a group before its measures."""
    from multipolar.measures import not_defined

    group, absent = "", not_defined(results.roster)
    for name, cells in mine.items():
        measure = results.about(name)
        if measure.group != group:
            group = measure.group
            yield [f"— {group} —"]
        shown = (_cell(cells[month]) if name not in absent else NOT_DEFINED for month in months)
        yield [measure.title, measure.unit, *shown]


def _draw(results: Results, scenario: str) -> None:
    from multipolar.figures import summary

    if results.folder is None:
        return
    if not results.monthly:
        recorded = results.manifest.recorded_text
        say(f"\nNo picture: it needs more than is recorded month by month ({recorded}).")
        return
    try:
        target = results.folder / f"summary-{scenario}.png"
        picture = write_picture(summary(results, scenario), target)
    except NotWritten as error:
        say(f"\nNo picture: {error}")
    else:
        say(f"\nPicture: {picture}")


def _print_rarities(results: Results, scenario: str) -> None:
    from multipolar.ensemble.summary import rarities

    say("")
    print_table(
        f"Rare events per simulated decade: mean of {results.runs} runs and its 90 % interval",
        ["event, those of the calendar included", "in the model", "since 1945", "times as often"],
        ([r.title, _mean(r), f"{r.base_rate}", _times(r)] for r in rarities(results, scenario)),
    )


def _mean(row: Rarity) -> str:
    low, high = (row.low, row.high) if math.isfinite(row.high) else (math.nan, math.nan)
    return _interval(row.mean, low, high, 2)


def _times(row: Rarity) -> str:
    low, high = row.low / row.base_rate, row.high / row.base_rate
    bounds = f"{low:.1f}, {high:.1f}" if math.isfinite(high) else NO_INTERVAL
    return f"{row.times_record:.1f} [{bounds}]"


NOT_DEFINED = "not defined"
"""Of a measure of somebody who is not in the world."""


def _cell(row: Any) -> str:
    return _interval(row.median, row.low, row.high, row.runs)


NO_INTERVAL = "–"
"""Stands for the interval of a single run: one run tells nothing of the others."""


def _interval(median: float, low: float, high: float, runs: int) -> str:
    if low == float("inf"):
        return _number(low)
    if runs == 1 or math.isnan(low):
        return f"{_number(median)} [{NO_INTERVAL}]"
    return f"{_number(median)} [{_number(low)}, {_number(high)}]"


def _number(value: float) -> str:
    if value == float("inf"):
        return "not yet"
    return f"{value:.2f}" if abs(value) < 100 else f"{value:.0f}"
