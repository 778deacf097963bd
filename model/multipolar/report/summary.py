"""The summary: five sentences, written from the paired differences."""

from __future__ import annotations

from collections.abc import Sequence

from multipolar.report.findings import change_of
from multipolar.report.gather import Moved, Report
from multipolar.study.compare import Difference
from multipolar.study.findings import VERDICTS, Finding, judge
from multipolar.world.roster import with_names

NAMED = 3
"""Measures, changes and verdicts that a sentence names; it counts the others."""


def summary(report: Report) -> list[str]:
    """Return what was changed, what moved, what did not, how sure, and what would change it.

    Without a scenario beside it there is no difference, and the reason is told.
    """
    comparison = report.comparison
    if comparison is None:
        return [
            f"{report.note.rstrip('.')}.",
            "So this page tells levels alone: how measures move over the months in each run.",
        ]
    rows = [row for row in comparison.differences if row.pairs]
    return [
        _changed(report),
        _moved(rows),
        _still(rows),
        _sure(rows, report),
        _hangs(report.moved, rows),
    ]


def size_of(row: Difference) -> str:
    """Return how large a difference is, in changes that matter."""
    times = abs(row.mean) / row.relevant if row.relevant else 0.0
    return f"{times:.1f} times the smallest change that matters"


def _changed(report: Report) -> str:
    assert report.base is not None
    name = report.base.title or report.base.name
    changes = report.changes
    if not changes:
        return f"Against “{name}”, nothing is changed that moves a number."
    more = f"; and {len(changes) - NAMED} more" if len(changes) > NAMED else ""
    return f"Changed against “{name}”: {'; '.join(changes[:NAMED])}{more}."


def _moved(rows: Sequence[Difference]) -> str:
    moved = [row for row in rows if row.moved]
    if not moved:
        return f"None of {len(rows)} headline measures surely moves by as much as matters."
    first, *others = moved
    change = change_of(first.mean, first.of_mean, first.unit)
    word = "higher" if first.mean > 0.0 else "lower"
    then = f"; then {_listed([_with_sign(row) for row in others])}" if others else ""
    return (
        f"{len(moved)} of {len(rows)} headline measures move by more than matters: "
        f"{with_names(first.title)} is {word}, {change}, {size_of(first)}{then}."
    )


def _still(rows: Sequence[Difference]) -> str:
    still = [row for row in rows if not row.moved and _small(row)]
    if not still:
        return "Of no headline measure is it sure that it stays."
    named = _listed([with_names(row.title) for row in still])
    count = "All" if len(still) == len(rows) else f"{len(still)} of {len(rows)}"
    return f"{count} surely stay within what matters: {named}."


def _sure(rows: Sequence[Difference], report: Report) -> str:
    left = sum(not row.moved and not _small(row) for row in rows)
    pairs = min(report.results.runs, report.beside.runs) if report.beside else report.results.runs
    told = (
        f"This rests on {pairs} pairs of runs with the same luck; brackets hold 90 %, and "
        f"{left or 'no'} measures are left open"
    )
    findings = report.verification.findings if report.verification else ()
    return f"{told}{_verdicts(findings)}."


def _verdicts(findings: Sequence[Finding]) -> str:
    if not findings:
        return ""
    counts = {verdict: sum(one.verdict == verdict for one in findings) for verdict in VERDICTS}
    said = ", ".join(f"{count} {verdict}" for verdict, count in counts.items() if count)
    return f"; of {len(findings)} expectations: {said}"


def _hangs(moved: Sequence[Moved], rows: Sequence[Difference]) -> str:
    led = next((one for one in moved if one.leads), None)
    if led is not None:
        lead = led.leads[0]
        way = "grows" if lead.correlation * led.row.mean > 0.0 else "shrinks"
        return (
            f"What would change it: the change of {with_names(led.row.title)} {way} with "
            f"{parameter_words(lead.name)} (rank correlation "
            f"{change_of(lead.correlation, lead.of_correlation, '')})."
        )
    if any(not row.moved and not _small(row) for row in rows):
        return "What would change it: more runs would narrow what is left open."
    return (
        "What would change it: no single parameter stands out from chance, so a change of the "
        "rules or of several parameters together."
    )


def parameter_words(name: str) -> str:
    """Return a parameter's full name in words.

    Examples
    --------
    >>> parameter_words("sanctions.half_life")
    'the half life of the rules “sanctions”'
    """
    group, field = name.split(".", 1)
    return f"the {field.replace('_', ' ')} of the rules “{group.replace('_', ' ')}”"


def _with_sign(row: Difference) -> str:
    return f"{with_names(row.title)} {change_of(row.mean, row.of_mean, row.unit)}"


def _small(row: Difference) -> bool:
    return judge("none", row.of_mean, row.relevant) == "supported"


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return "; ".join(names[:NAMED]) + more
