"""The seats as a table and as a page: the largest consequence that each of them has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from multipolar.study.markdown import table as markdown_table
from multipolar.study.seats import MONTHS, START, Movement, OrderEffect, largest

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    *("seat", "orders", "order", "given", "moves most", "counts"),
    *("order", "moves most beyond its own mechanism", "counts"),
)
"""Columns of the table of seats."""

ORDER_COLUMNS = (
    *("order", "given", "does otherwise", "moves most", "counts"),
    *("moves most beyond its own mechanism", "counts"),
)
"""Columns of the table of a seat's orders."""

PAGE = """# What each seat can do

Each state is ordered each of its actions, from {start} on, in the runs of the baseline, and the
headline measures of the {months} months that follow are compared with those of the same runs
without the order. Acts on a ladder (provocations) are ordered once, every other action in each
month in which its choice is due. The table shows the order that moves a headline measure most:
first among all measures that do not simply repeat the choice, then among those that lie beyond
the mechanism to which the choice belongs. The largest is the one whose interval lies farthest from
nought, in changes that matter; measures that few runs define are left out.

A difference is the mean of the paired runs with its 90 % interval, and in standard deviations
(sd) over the runs of the baseline. It *counts* when the interval lies beyond both a fifth of that
standard deviation and the measure's smallest change that matters; it is *too small* when the
interval lies within, and in between the runs *cannot tell*. Which order and measure is the
largest was picked in half of the runs and measured in the other half. {runs} runs of each side,
seed {seed}.

{summary}
{picture}
Made by `multipolar seats --effects --page`; the numbers of every order stand in `seats.csv`, and
`multipolar seats --effects RUS` prints those of one seat. The model formalises one author's view:
this is what its rules and priors do, not a test of the article against the world.

{table}
{sharing}"""

RULE = (
    "counts: the interval lies beyond both a fifth of the baseline's standard deviation and the "
    "measure's smallest change; too small: it lies within; cannot tell: more runs would be needed."
)
"""What the verdicts mean, in one line."""


def seats_table(effects: Iterable[OrderEffect], runs: int, seed: int) -> pd.DataFrame:
    """Return what follows from each order, one row each."""
    import pandas as pd

    return pd.DataFrame([_row(effect, runs, seed) for effect in effects])


def _row(effect: OrderEffect, runs: int, seed: int) -> dict[str, object]:
    order = effect.order
    return {
        "state": order.state,
        "choice": order.choice,
        "column": order.column,
        "action": order.action,
        "given": order.span,
        "does_otherwise": effect.otherwise,
        "no_effect_because": effect.why,
        **_told("largest", effect.largest),
        **_told("beyond", effect.beyond),
        "runs": runs,
        "seed": seed,
    }


def _told(prefix: str, found: Movement | None) -> dict[str, object]:
    row = found.measured if found else None
    return {
        f"{prefix}_measure": row.measure if row else "",
        f"{prefix}_mean": row.mean if row else float("nan"),
        f"{prefix}_low": row.of_mean.low if row else float("nan"),
        f"{prefix}_high": row.of_mean.high if row else float("nan"),
        f"{prefix}_unit": row.unit if row else "",
        f"{prefix}_sd": row.standardised if row else float("nan"),
        f"{prefix}_relevant": row.relevant if row else float("nan"),
        f"{prefix}_verdict": found.verdict if found else "",
    }


def by_seat(effects: Iterable[OrderEffect]) -> dict[str, list[OrderEffect]]:
    """Return what follows from the orders of each state."""
    found: dict[str, list[OrderEffect]] = {}
    for effect in effects:
        found.setdefault(effect.order.state, []).append(effect)
    return found


def seat_lines(effects: Iterable[OrderEffect]) -> Iterator[list[str]]:
    """Yield a line for each seat, in the columns ``COLUMNS``."""
    for state, mine in by_seat(effects).items():
        first, second = largest(mine), largest(mine, beyond=True)
        yield [
            state,
            str(len(mine)),
            *(_called(first) if first else ["none", "-"]),
            *_cells(first.largest if first else None),
            _called(second)[0] if second else "none",
            *_cells(second.beyond if second else None),
        ]


def order_lines(effects: Iterable[OrderEffect]) -> Iterator[list[str]]:
    """Yield a line for each order, in the columns ``ORDER_COLUMNS``."""
    for effect in effects:
        nothing = f"no effect, because {effect.why}" if effect.why else ""
        largest_cells = [nothing, "-"] if nothing else _cells(effect.largest)
        yield [
            *_called(effect),
            f"{effect.otherwise:.0%} of runs",
            *largest_cells,
            *_cells(effect.beyond),
        ]


def _called(effect: OrderEffect) -> list[str]:
    return [f"{effect.order.address} = {effect.order.action}", effect.order.span]


def _cells(found: Movement | None) -> list[str]:
    """Return a consequence and its verdict as text."""
    if found is None:
        return ["-", "-"]
    row = found.measured
    low, high = row.of_mean
    size = f"{row.mean:+.2g} [{low:+.2g}, {high:+.2g}] {row.unit}, {row.standardised:+.2f} sd"
    return [f"{row.title} {size}; matters from {row.relevant:.2g}", found.verdict]


def summary(effects: Iterable[OrderEffect]) -> str:
    """Return how many seats move something, in one sentence."""
    seats = by_seat(effects)
    able = [[_counts(e.largest) for e in mine] for mine in seats.values()]
    beyond = [[_counts(e.beyond) for e in mine] for mine in seats.values()]
    nothing = [state for state, mine in zip(seats, able, strict=True) if not any(mine)]
    named = f" Not: {', '.join(nothing)}." if nothing else ""
    return (
        f"{sum(map(any, able))} of {len(seats)} seats move a headline measure by an amount that "
        f"counts, {sum(map(any, beyond))} one beyond their choice's own mechanism.{named}"
    )


def _counts(found: Movement | None) -> bool:
    return found is not None and found.verdict == "counts"


def alt_text(effects: Sequence[OrderEffect], runs: int) -> str:
    """Return what the picture of the seats shows, for those who cannot see it."""
    told = [
        f"{state} {row.standardised:+.2f} ({row.title})"
        for state, mine in by_seat(effects).items()
        if (found := largest(mine)) and found.largest and (row := found.largest.measured)
    ]
    return (
        f"Largest effect of each seat beyond its own choice, in standard deviations, {runs} runs "
        f"of each side: {', '.join(told) or 'none'}"
    )


def seats_page(
    effects: Sequence[OrderEffect], runs: int, seed: int, sharing: str = "", picture: str = ""
) -> str:
    """Return the seats as a page of Markdown.

    Parameters
    ----------
    effects : sequence of OrderEffect
        What follows from each order.
    runs, seed : int
        Runs of each side, and seed.
    sharing : str
        What is said of state shares.
    picture : str
        Where the picture of the seats lies, from the page on; none without.
    """
    shown = f"\n![{alt_text(effects, runs)}]({picture})\n" if picture else ""
    return PAGE.format(
        picture=shown,
        start=START,
        months=MONTHS,
        runs=runs,
        seed=seed,
        summary=summary(effects),
        table=markdown_table(COLUMNS, seat_lines(effects)),
        sharing=sharing,
    )
