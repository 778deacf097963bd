"""Spans: the months that a person means by ``2027-06``, ``2027`` or ``2025-01:2027-12``."""

from __future__ import annotations

from dataclasses import replace

from multipolar.arguments import ArgumentError
from multipolar.months import MONTHS_PER_YEAR, month_number
from multipolar.scenario import Spec
from multipolar.study.windows import Window

ALLOWED = "a month YYYY-MM, a year YYYY, or YYYY-MM:YYYY-MM"


def ends_of(span: str) -> tuple[str, str]:
    """Return the first and the last month of a span.

    Raises
    ------
    ArgumentError
        When the text is no span, or ends before it begins.

    Examples
    --------
    >>> ends_of("2027"), ends_of("2027-06"), ends_of("2025-01:2025-03")
    (('2027-01', '2027-12'), ('2027-06', '2027-06'), ('2025-01', '2025-03'))
    """
    first, colon, last = span.partition(":")
    if len(span) == 4 and span.isdigit():
        return f"{span}-01", f"{span}-{MONTHS_PER_YEAR}"
    ends = first, last if colon else first
    try:
        begins, finishes = map(month_number, ends)
    except ArgumentError:
        raise ArgumentError(f"{span!r} is no span of months; allowed: {ALLOWED}") from None
    if begins > finishes:
        raise ArgumentError(f"{span!r} ends before it begins; allowed: {ALLOWED}")
    return ends


def window_in(measure: str, span: str, statistic: str, spec: Spec) -> Window:
    """Return the window of a measure over a span of a scenario; without a span, its last month.

    Raises
    ------
    ArgumentError
        When the text is no span, or the scenario does not cover it.
    """
    first, last = ends_of(span or spec.end)
    start = month_number(spec.start)
    window = Window(measure, month_number(first) - start, month_number(last) - start + 1, statistic)
    if window.first < 0 or window.stop > spec.months:
        raise ArgumentError(
            f"{span} is not within {spec.name}; allowed: months from {spec.start} to {spec.end}"
        )
    return window


def up_to(spec: Spec, stop: int) -> Spec:
    """Return a scenario without the months that nobody reads; its runs are the same.

    What is dated after them goes too, so that scenarios that differ only there are one.
    """
    months = min(stop, spec.months)
    end = month_number(spec.start) + months
    return replace(
        spec,
        months=months,
        events=tuple(event for event in spec.events if month_number(event.month) < end),
        orders=tuple(order for order in spec.orders if month_number(order.month) < end),
        expectations=(),
    )


def in_words(span: str, spec: Spec) -> str:
    """Return a span as it is told to a reader.

    Examples
    --------
    >>> from multipolar import load_scenario
    >>> in_words("2025-01:2026-12", load_scenario("baseline"))
    '2025-01 to 2026-12'
    """
    first, last = ends_of(span or spec.end)
    if len(span) == 4:
        return span
    return first if first == last else f"{first} to {last}"
