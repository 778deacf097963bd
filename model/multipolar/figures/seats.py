"""What each seat can do: its largest effect on a headline measure, in standard deviations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from multipolar.figures.picture import Picture
from multipolar.figures.style import SIZE, foot, heading, style
from multipolar.study.seats import MONTHS, START, OrderEffect, largest
from multipolar.study.seats_page import by_seat

SMALL = 0.2
"""Standard deviations below which an effect is drawn in grey."""

LEAST, MOST = 0.01, 40.0
"""Ends of the axis, in standard deviations."""

COUNTS, UNSURE, MUTED = "#0072B2", "#E69F00", "0.65"


class Bar(NamedTuple):
    """The largest effect of a seat.

    Parameters
    ----------
    state, order, measure : str
        Who, what is ordered, and what moves most.
    effect, low, high : float
        Mean paired difference and its 90 % interval, in standard deviations.
    counts : bool
        Whether the interval lies beyond what matters, in the measure's own unit too.
    """

    state: str
    order: str
    measure: str
    effect: float
    low: float
    high: float
    counts: bool

    @property
    def small(self) -> bool:
        """Whether the effect is below ``SMALL``."""
        return abs(self.effect) < SMALL


def seats(effects: Sequence[OrderEffect], runs: int, seed: int) -> Figure:
    """Draw the largest effect of each seat beyond its own choice, the largest first.

    Parameters
    ----------
    effects : sequence of OrderEffect
        What `multipolar.study.seats.seat_effects` returned.
    runs, seed : int
        Runs of each side, and seed.

    Returns
    -------
    Figure
        1280 by 720 pixels.
    """
    shown = sorted(bars(effects), key=lambda bar: -abs(bar.effect))
    without = [state for state in by_seat(effects) if state not in {bar.state for bar in shown}]
    with style():
        figure = Picture(figsize=SIZE)
        axes = figure.subplots()
        for place, bar in enumerate(shown):
            _draw(axes, bar, place)
        axes.set_yticks(range(len(shown)), [f"{b.state}   {b.order}" for b in shown], fontsize=9)
        for label, bar in zip(axes.get_yticklabels(), shown, strict=True):
            label.set_color("0.5" if bar.small else "black")
        axes.set_ylim(len(shown) - 0.5, -0.5)
        axes.set_xscale("log")
        axes.set_xlim(LEAST, MOST)
        axes.xaxis.set_major_formatter("{x:g}")
        axes.axvline(SMALL, color="0.4", linewidth=0.9, linestyle="--")
        axes.set_xlabel("size of the effect, in standard deviations of the measure over the runs")
        axes.grid(visible=False, axis="y")
        _legend(axes)
        nothing = f" · no headline measure moves by {', '.join(without)}" if without else ""
        heading(figure, "What each seat can do: its largest effect beyond its own choice")
        foot(
            figure,
            f"baseline, {START} on, mean of the {MONTHS} months after · {runs} runs of each side, "
            f"paired · seed {seed} · lines: 90 % interval of the mean, from the half of the runs "
            f"in which it was not picked · source: multipolar seats --effects{nothing}",
        )
        figure.subplots_adjust(left=0.23, right=0.98, top=0.92, bottom=0.14)
    return figure


def bars(effects: Iterable[OrderEffect]) -> Iterator[Bar]:
    """Yield the largest effect of each seat that has one which can be put in deviations."""
    for state, mine in by_seat(effects).items():
        found = largest(mine)
        movement = found.largest if found else None
        if found is None or movement is None:
            continue
        row = movement.measured
        if abs(row.standardised) > 0.0:
            deviation = row.mean / row.standardised
            low, high = (end / deviation for end in row.of_mean)
            order = f"{found.order.address} = {found.order.action}"
            counts = movement.verdict == "counts"
            yield Bar(state, order, row.title, row.standardised, low, high, counts)


def _draw(axes: Axes, bar: Bar, place: int) -> None:
    """Draw the size of an effect, its interval and what moves which way."""
    colour, marker, fill = _look(bar)
    ends = sorted((abs(bar.low), abs(bar.high)))
    if bar.low < 0.0 < bar.high:
        ends[0] = LEAST
    axes.plot([max(end, LEAST) for end in ends], [place, place], color=colour, linewidth=1.6)
    axes.plot(
        [max(abs(bar.effect), LEAST)],
        [place],
        marker,
        color=colour,
        markerfacecolor=fill,
        markersize=6,
    )
    rises = "▲" if bar.effect > 0.0 else "▼"
    right = max(*ends, LEAST)
    axes.annotate(
        f"{rises} {bar.measure}  {bar.effect:+.2f}",
        (right, place),
        xytext=(8, 0),
        textcoords="offset points",
        va="center",
        fontsize=8.5,
        color="0.5" if bar.small else "black",
    )


def _look(bar: Bar) -> tuple[str, str, str]:
    """Return colour, marker and filling of an effect."""
    if bar.small:
        return MUTED, "o", "white"
    return (COUNTS, "o", COUNTS) if bar.counts else (UNSURE, "s", "white")


def _legend(axes: Axes) -> None:
    axes.plot([], [], "o", color=COUNTS, label="counts: beyond 0.2 and its smallest change")
    axes.plot(
        [], [], "s", color=UNSURE, markerfacecolor="white", label="too small in its unit, or unsure"
    )
    axes.plot([], [], "o", color=MUTED, markerfacecolor="white", label=f"below {SMALL:g}")
    axes.legend(loc="lower right", frameon=False, fontsize=9)
