"""Findings in plain sentences, each from the numbers and with its interval."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite

import numpy as np

from multipolar.arrays import Array
from multipolar.ensemble import Results
from multipolar.ensemble.summary import erosion
from multipolar.measures.escalation import HOT
from multipolar.months import CUT
from multipolar.study.compare import Comparison, Difference
from multipolar.study.findings import MOVED, Finding, judge, within
from multipolar.study.intervals import Interval, of_mean, of_share, over_runs
from multipolar.world.tables import read_table

THEMES = (
    (
        "Escalation",
        (
            "escalation_ukraine",
            "escalation_korea",
            "escalation_taiwan",
            "escalation_middle_east",
            "escalation_global",
        ),
    ),
    (
        "Attention, support and the front",
        (
            "attention_ukraine_united_states",
            "attention_ukraine_european_state",
            "aid_delivered",
            "fire_ratio",
        ),
    ),
    (
        "Sanctions",
        (
            "pressure_RUS",
            "leakage_strategic_RUS",
            "monitoring_RUS",
            "cost_RUS",
            "pressure_PRK",
            "pressure_IRN",
        ),
    ),
    ("Ties and standing", ("tie_PRK", "emboldenment_PRK", "blindness_PRK")),
    ("The rest of the world", ("alignment_global_south", "polarisation", "vote_margin")),
)
"""What a report tells, by theme."""

UNITS = {
    "rung": "rungs",
    "index": "",
    "ratio": "",
    "stage": "",
    "m rounds": "million rounds",
    "pp/year": "percentage points a year",
    "USD bn/month": "USD billion a month",
}
"""Units in words; others are words already."""

SMALLEST_TOLD = 5e-4
"""Size below which a number is told as nought."""

VERBS = {
    "up": "rises on average",
    "down": "falls on average",
    "none": "stays on average",
}
EXPECTED = {"up": "to rise", "down": "to fall", "none": "to stay"}


def findings(results: Results, scenario: str) -> Iterator[tuple[str, list[str]]]:
    """Yield themes, each with its sentences about how measures move over the months."""
    for theme, measures in THEMES:
        sentences = [told for name in measures if (told := moves(results, scenario, name))]
        if theme == "Escalation":
            sentences += [hot(results, scenario, row) for row in read_table("theatres.csv")]
        if theme == "Sanctions":
            sentences += [
                sentence
                for row in read_table("targets.csv")
                for sentence in (
                    eroded(results, scenario, row["target"]),
                    gave_in(results, scenario, row["target"]),
                )
            ]
        yield theme, sentences


def moves(results: Results, scenario: str, name: str) -> str:
    """Return how a measure moves to the last month in which it is defined, from June 2024 on.

    What is known ends there; of a scenario that ends earlier, or begins later, from its first month
    on. The verb follows the 90 % interval of the mean change within a run against the smallest
    change that matters. Empty when the measure is never defined, or in one month only.
    """
    measure = results.about(name)
    path = results.measure(name, scenario).values
    known = ~np.isnan(path).any(axis=0)
    later = known & (np.array(results.months) >= CUT)
    known = later if later.sum() > 1 else known
    if known.sum() < 2:
        return ""
    first, last = np.flatnonzero(known)[[0, -1]]
    change = path[:, last] - path[:, first]
    interval = of_mean(change)
    verb = next(
        (
            word
            for direction, word in VERBS.items()
            if judge(direction, interval, measure.smallest_change) == "supported"
        ),
        "shows no clear change",
    )
    return (
        f"{measure.title} {verb}: {spread(path[:, first], measure.unit)} in "
        f"{results.months[first]} and {spread(path[:, last], measure.unit)} in "
        f"{results.months[last]} (median and 90 % of the runs); mean change "
        f"{change_of(float(change.mean()), interval, measure.unit)}, {results.runs} runs."
    )


def hot(results: Results, scenario: str, theatre: dict[str, str]) -> str:
    """Return in how many runs a theatre ends above the rung of isolated lethal force."""
    level = results.measure(f"escalation_{theatre['theatre']}", scenario).values[:, -1]
    count = int((level > HOT).sum())
    return (
        f"{theatre['title']} ends above rung {HOT:g}, isolated lethal force, in "
        f"{share(count, results.runs)}; a count of runs of the model, no probability."
    )


def eroded(results: Results, scenario: str, target: str) -> str:
    """Return how long the pressure on a target took to halve."""
    curve = erosion(results, target, scenario)
    half = (
        "in fewer than half of the runs by any month"
        if np.isnan(curve.median)
        else f"in half of the runs after {curve.median_text()}"
    )
    return (
        f"Pressure on {target} falls to half of its peak {half} (Kaplan-Meier), and is seen to do "
        f"so in {share(curve.seen, curve.runs)}."
    )


def gave_in(results: Results, scenario: str, target: str) -> str:
    """Return in how many runs a target has conceded at least in part in the last month."""
    stage = results.measure(f"concession_{target}", scenario).values[:, -1]
    return (
        f"{target} has conceded in part or in full by {results.months[-1]} in "
        f"{share(int((stage >= 0.5).sum()), results.runs)}."
    )


def against(comparison: Comparison) -> list[str]:
    """Return what a scenario changes against its base: what matters first, then the rest."""
    rows = [row for row in comparison.differences if row.pairs]
    matter = [row for row in rows if row.moved]
    small = [row for row in rows if within(row.of_mean, row.relevant)]
    open_ = [row for row in rows if row not in matter and row not in small]
    sentences = [f"{len(matter)} of {len(rows)} headline measures moved: {MOVED}"]
    sentences += [differs(row, comparison.reference) for row in matter]
    if small:
        sentences.append(f"No change that matters: {_titles(small)}.")
    if open_:
        sentences.append(f"Left open by {comparison.runs} pairs of runs: {_titles(open_)}.")
    return sentences


def differs(row: Difference, reference: str) -> str:
    """Return by how much a measure is higher or lower than in the reference."""
    when = f"in {row.first}" if row.first == row.last else f"over {row.first} to {row.last}"
    word = "higher" if row.mean > 0.0 else "lower"
    return (
        f"{row.title} is {word} than in {reference} {when}: "
        f"{change_of(row.mean, row.of_mean, row.unit)} on average, {row.pairs} pairs of runs."
    )


def expected(finding: Finding) -> str:
    """Return what an expectation came to."""
    stated = finding.expectation
    when = finding.first if finding.first == finding.last else f"{finding.first} on"
    return (
        f"{finding.title} is expected {EXPECTED[stated.direction]} ({when}): "
        f"{change_of(finding.mean, finding.of_mean, finding.unit)}, {finding.pairs} pairs of runs."
    )


def share(count: int, total: int) -> str:
    """Return a count of runs as text with its share and 90 % interval (Wilson)."""
    low, high = of_share(count, total)
    return f"{count} of {total} runs ({count / total:.0%} [{low:.0%}, {high:.0%}])"


def change_of(mean: float, interval: Interval, unit: str) -> str:
    """Return a mean difference with its interval and unit, shares in percentage points."""
    low, high = interval
    word = "percentage points" if unit == "share" else UNITS.get(unit, unit)
    bounds = f"{_signed(low, unit)}, {_signed(high, unit)}" if isfinite(high - low) else "–"
    return f"{_signed(mean, unit)} [{bounds}] {word}".rstrip()


def spread(values: Array, unit: str) -> str:
    """Return median and 90 % interval over the runs with their unit; a share is told in percent."""
    low, high = over_runs(values)
    word = "%" if unit == "share" else UNITS.get(unit, unit)
    middle = number(float(np.median(values)), unit)
    bounds = f"{number(low, unit)}, {number(high, unit)}" if values.size > 1 else "–"
    return f"{middle} [{bounds}] {word}".rstrip()


def number(value: float, unit: str) -> str:
    """Return a number with three significant digits and a proper minus sign."""
    told = 100.0 * value if unit == "share" else value
    if abs(told) < SMALLEST_TOLD:
        return "0"
    text = f"{told:,.0f}" if abs(told) >= 1000.0 else f"{told:.3g}"
    return text.replace("-", "−")


def _signed(value: float, unit: str) -> str:
    told = number(value, unit)
    return told if told == "0" or value < 0.0 else f"+{told}"


def _titles(rows: list[Difference]) -> str:
    return "; ".join(row.title for row in rows)
