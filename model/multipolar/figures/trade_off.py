"""The trade-off of a choice: what each option brings of one outcome, and costs in another."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from multipolar.figures.picture import Picture
from multipolar.figures.style import SIZE, foot, heading, style
from multipolar.study.choice import Judged, PolicyChoice
from multipolar.study.choice_words import option_name, outcome_titles

STANDS, BEATEN, CHOSEN, UNANSWERED = "#0072B2", "0.7", "#D55E00", "#E69F00"
MOST_PANELS = 3


def trade_off(choice: PolicyChoice) -> Figure:
    """Draw the options: the first outcome against each of the others.

    Parameters
    ----------
    choice : PolicyChoice
        What `multipolar.study.choice.choose` returned.

    Returns
    -------
    Figure
        1280 by 720 pixels; changes against leaving all to itself, with 90 % intervals.
    """
    outcomes = range(1, min(len(choice.file.outcomes), MOST_PANELS + 1)) or range(1)
    with style():
        figure = Picture(figsize=SIZE)
        panels = figure.subplots(1, len(outcomes), squeeze=False)[0]
        heading(figure, "what each option brings", choice.file.title)
        for axes, outcome in zip(panels, outcomes, strict=True):
            _panel(axes, choice, outcome)
        _legend(panels[0], choice)
        figure.subplots_adjust(left=0.11, right=0.98, top=0.8, bottom=0.19, wspace=0.28)
        foot(
            figure,
            f"change against leaving all to itself, paired runs averaged over "
            f"{', '.join(choice.file.uncertainty.scenarios)} · {choice.runs} runs of each · seed "
            f"{choice.seed} · lines: 90 % intervals · recommended: "
            f"{option_name(choice, choice.recommended)}",
        )
    return figure


def _panel(axes: Axes, choice: PolicyChoice, outcome: int) -> None:
    for option in range(len(choice.options)):
        colour, marker, size = _look(choice, option)
        if choice.held is not None:
            across, up = _place(choice.held, option, outcome)
            here = _place(choice.free, option, outcome)
            axes.plot([here[0], across], [here[1], up], color=UNANSWERED, linewidth=0.7, zorder=1)
            axes.plot([across], [up], "d", color=UNANSWERED, markerfacecolor="white", zorder=2)
        _cross(axes, choice.free, option, outcome, colour)
        front = 5 if option == choice.recommended else 4
        axes.plot(
            *_place(choice.free, option, outcome),
            marker,
            color=colour,
            markersize=size,
            zorder=front,
        )
    axes.axhline(0.0, color="0.4", linewidth=0.8)
    axes.axvline(0.0, color="0.4", linewidth=0.8)
    axes.set_xlabel(_label(choice, 0))
    axes.set_ylabel(_label(choice, outcome))
    axes.locator_params(axis="x", nbins=5)


def _cross(axes: Axes, judged: Judged, option: int, outcome: int, colour: str) -> None:
    across, up = _place(judged, option, outcome)
    axes.plot(list(judged.difference(option, 0)[1]), [up, up], color=colour, linewidth=1.2)
    axes.plot(
        [across, across], list(judged.difference(option, outcome)[1]), color=colour, linewidth=1.2
    )


def _place(judged: Judged, option: int, outcome: int) -> tuple[float, float]:
    return judged.difference(option, 0)[0], judged.difference(option, outcome)[0]


def _look(choice: PolicyChoice, option: int) -> tuple[str, str, float]:
    if option == choice.recommended:
        return CHOSEN, "*", 15.0
    return (STANDS, "o", 7.0) if choice.free.stands[option] else (BEATEN, "o", 5.0)


def _label(choice: PolicyChoice, outcome: int) -> str:
    return outcome_titles(choice)[outcome].replace(" (", "\n(")


def _legend(axes: Axes, choice: PolicyChoice) -> None:
    axes.plot([], [], "*", color=CHOSEN, markersize=13, label="recommended")
    axes.plot([], [], "o", color=STANDS, label="no other beats it by what matters")
    axes.plot([], [], "o", color=BEATEN, label="beaten by another")
    if choice.held is not None:
        axes.plot(
            [],
            [],
            "d",
            color=UNANSWERED,
            markerfacecolor="white",
            label="the same, unanswered",
        )
    axes.legend(loc="lower left", bbox_to_anchor=(0.0, 1.01), ncols=4, frameon=False)
