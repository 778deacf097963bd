"""How scores at rolling origins are told: a summary, and the cells of a row."""

from __future__ import annotations

from math import isnan

from multipolar.record.rolling_table import RollingScores, SeriesScore
from multipolar.record.rolling_votes import VoteScore


def summary(scores: RollingScores) -> str:
    """Return in a few sentences how the model stands against fair opponents."""
    monthly = scores.monthly
    better, worse = (
        [row.series for row in monthly if row.verdict == verdict] for verdict in ("better", "worse")
    )
    above = sum(row.skill > 0.0 for row in monthly)
    inside = sum(0.8 <= row.coverage_90 <= 0.97 for row in monthly)
    moved = sum(row.mechanism > 0.0 for row in monthly)
    return (
        f"Mean skill over {len(monthly)} monthly series {signed(scores.mean.value)} "
        f"[{signed(scores.mean.low)}, {signed(scores.mean.high)}]: above nought on {above}, surely "
        f"better on {len(better)} ({', '.join(better) or 'none'}), surely worse on {len(worse)} "
        f"({', '.join(worse) or 'none'}). Against the same level and errors around a signal that "
        f"stands still: mean {signed(scores.mechanisms.value)} "
        f"[{signed(scores.mechanisms.low)}, {signed(scores.mechanisms.high)}], above nought on "
        f"{moved}. The 90 % interval holds 80 to 97 % of the figures on {inside}."
    )


SERIES_COLUMNS = (
    *("series", "unit", "figures", "CRPS", "best fair opponent", "its CRPS"),
    *("skill, 90 %", "verdict", "mechanisms, 90 %", "in 50 %", "in 90 %", "place"),
)
VOTE_COLUMNS = (
    "text",
    "who tells",
    "known",
    "log score",
    "less opponent, 90 %",
    "right",
    "moved",
    "moved, chance > 25 %",
    "yes",
    "told, 90 %",
)


def series_cells(row: SeriesScore) -> list[str]:
    """Return the cells of a series, as ``SERIES_COLUMNS`` names them."""
    return [
        row.title,
        row.unit,
        str(row.figures),
        short(row.crps),
        most_often(row.opponent),
        short(row.opponent_crps),
        with_interval(row.skill, row.low, row.high),
        row.verdict,
        with_interval(row.mechanism, row.mechanism_low, row.mechanism_high),
        f"{row.coverage_50:.0%}",
        f"{row.coverage_90:.0%}",
        f"{row.pit:.2f}",
    ]


def vote_cells(row: VoteScore) -> list[str]:
    """Return the cells of a vote, as ``VOTE_COLUMNS`` names them."""
    apart = "the opponent" if isnan(row.low) else f"{signed(row.low)} to {signed(row.high)}"
    return [
        row.resolution,
        row.method.replace("_", " "),
        str(row.states),
        f"{row.log_score:.3f}",
        apart,
        f"{row.accuracy:.0%}",
        "-" if isnan(row.moved) else f"{row.moved:.0%}",
        "-" if isnan(row.flips) else f"{row.flips:.0%}",
        f"{row.yes:.0f}",
        f"{row.yes_low:.0f} to {row.yes_high:.0f}",
    ]


def most_often(opponents: str) -> str:
    """Return the opponent that was best at most origins, and at how many of them."""
    counts = {name: int(n) for name, n in (each.split(":") for each in opponents.split())}
    name = max(counts, key=lambda each: counts[each])
    return f"{name.replace('_', ' ')} ({counts[name]} of {sum(counts.values())})"


def signed(value: float) -> str:
    """Return a number with its sign and two digits."""
    return "-" if isnan(value) else f"{value:+.2f}"


def short(value: float) -> str:
    """Return a number with about three digits."""
    return f"{value:.2f}" if abs(value) < 100 else f"{value:,.0f}"


def with_interval(value: float, low: float, high: float) -> str:
    """Return a number with its interval, where there is one."""
    return signed(value) if isnan(low) else f"{signed(value)} [{signed(low)}, {signed(high)}]"
