"""A decision: what speaks for and against each action, and how likely each was."""

from __future__ import annotations

from itertools import cycle

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from multipolar import __version__
from multipolar.agents.explained_choice import ExplainedChoice
from multipolar.agents.explanation import Explanation
from multipolar.caveat import IN_SHORT
from multipolar.figures.picture import Picture
from multipolar.figures.style import SIZE, style
from multipolar.quantiles import ENDS, QUANTILES
from multipolar.rules.forms import NESTED

COLOURS = (
    "#0072B2",
    "#E69F00",
    "#009E73",
    "#CC79A7",
    "#56B4E9",
    "#D55E00",
    "#F0E442",
    "#999999",
)
HATCHES = ("", "//", "..", "xx", "\\\\")
NOTHING = 0.005
"""Utility below which a term counts as having no say: it would print as 0.00."""
WORTH_THE_AXIS = 0.01
"""Chance from which on an action's whole bar stays on the axis."""


def decision(explanation: Explanation, choice: str | None = None) -> Figure:
    """Return the figure of a state's choice: stacked utility terms, totals and probabilities.

    Bars are medians over the runs, terms that speak for an action above zero and terms that speak
    against it below; diamonds are the totals, with their 5-95 % interval where there are several
    runs. A bar of an action with next to no chance may leave the axis; its total is written.

    Parameters
    ----------
    explanation : Explanation
        What ``model.explain`` returned.
    choice : str, optional
        Kind of choice to draw, the state's first by default.

    Raises
    ------
    ValueError
        When the state made no such choice in that month.
    """
    shown = explanation.only(choice or explanation.choices[0].name)
    choices = tuple(one.where_open for one in shown.choices)
    looks = _looks(choices)
    with style():
        figure = Picture(figsize=SIZE)
        panels = figure.subplots(1, len(choices), squeeze=False, sharey=True)[0]
        for panel, explained, whole in zip(panels, choices, shown.choices, strict=True):
            _panel(panel, explained, looks)
            panel.set_title(_title(whole))
        panels[0].set_ylabel("utility (terms of the quantal response)")
        _limit(panels[0], choices)
        for panel, explained in zip(panels, choices, strict=True):
            _totals(panel, explained)
        _legend(figure, choices, looks)
        figure.suptitle(
            f"{shown.state}, {shown.month}: what spoke for and against each action",
            x=0.01,
            ha="left",
            fontsize=15,
            fontweight="bold",
        )
        figure.subplots_adjust(left=0.07, right=0.77, top=0.87, bottom=0.26)
        figure.text(0.01, 0.008, _source(shown), fontsize=9, color="0.35", va="bottom")
    return figure


def _looks(choices: tuple[ExplainedChoice, ...]) -> dict[str, tuple[str, str]]:
    """Return colour and hatch of each term that has a say; a term looks the same every month."""
    names = [term.name for term in choices[0].terms]
    looks = dict(zip(names, zip(cycle(COLOURS), cycle(HATCHES), strict=False), strict=False))
    loud = {
        term.name
        for choice in choices
        for term in choice.terms
        if np.abs(np.median(term.utility, axis=0)).max() >= NOTHING
    }
    return {name: look for name, look in looks.items() if name in loud}


def _panel(axes: Axes, choice: ExplainedChoice, looks: dict[str, tuple[str, str]]) -> None:
    places = np.arange(len(choice.actions))
    above, below = np.zeros(len(places)), np.zeros(len(places))
    for term in choice.terms:
        if term.name not in looks:
            continue
        height = np.median(term.utility, axis=0)
        colour, hatch = looks[term.name]
        bottom = np.where(height >= 0.0, above, below)
        axes.bar(
            places, height, 0.62, bottom, color=colour, hatch=hatch, edgecolor="white", linewidth=1
        )
        above += np.maximum(0.0, height)
        below += np.minimum(0.0, height)
    axes.axhline(0.0, color="black", linewidth=1)
    axes.grid(axis="x", visible=False)
    axes.set_xticks(places, [_caption(choice, int(a)) for a in places], fontsize=12)


def _totals(axes: Axes, choice: ExplainedChoice) -> None:
    """Draw the totals, and write those of bars that leave the axis at its foot."""
    places = np.arange(len(choice.actions))
    foot = axes.get_ylim()[0]
    low, middle, high = np.quantile(choice.total, QUANTILES, axis=0)
    spread = np.stack([middle - low, high - middle])
    axes.errorbar(
        places,
        middle,
        yerr=spread if len(choice.chosen) > 1 else None,
        fmt="D",
        color="black",
        markerfacecolor="white",
        markeredgewidth=1.8,
        markersize=9,
        capsize=5,
        zorder=5,
    )
    for place, value, ends in zip(places, middle, zip(low, high, strict=True), strict=True):
        inside = value >= foot
        span = f"\n[{', '.join(map(_signed, ends))}]" if len(choice.chosen) > 1 else ""
        axes.annotate(
            _signed(value) if inside else f"↓ {_signed(value)}{span}",
            (place, max(value, foot)),
            xytext=(12, 0) if inside else (0, 20 if span else 12),
            textcoords="offset points",
            ha="left" if inside else "center",
            va="center",
            fontweight="bold",
            zorder=6,
            bbox={"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none"},
        )


def _title(choice: ExplainedChoice) -> str:
    """Return what stands over a panel: what was decided, its temperature, and where it was open."""
    opened = f", {choice.opened}" if choice.opened else ""
    tau = np.median(choice.where_open.temperature)
    return f"{choice.name} ({choice.about}), τ = {tau:.2f}{opened}"


def _caption(choice: ExplainedChoice, action: int) -> str:
    """Return what stands under an action: its name, its chance and whether it was taken."""
    low, middle, high = 100.0 * np.quantile(choice.probability[:, action], QUANTILES)
    name = choice.actions[action].replace("_", "\n" if len(choice.actions) > 3 else " ")
    word = "ordered" if choice.ordered else "chosen"
    lines = [name, f"P = {middle:.1f} %"]
    several = len(choice.chosen) > 1
    if several:
        lines.append(f"[{low:.1f}, {high:.1f}]")
    if several and not choice.ordered:
        lines.append(f"chosen in {100.0 * choice.taken[action]:.0f} %")
    elif choice.taken[action]:
        lines.append(f"▲ {word}")
    return "\n".join(lines)


def _limit(axes: Axes, choices: tuple[ExplainedChoice, ...]) -> None:
    """Fit the axis to the actions that had a chance."""
    reach = []
    for choice in choices:
        terms = np.array([np.median(term.utility, axis=0) for term in choice.terms])
        kept = np.median(choice.probability, axis=0) >= WORTH_THE_AXIS
        kept |= choice.taken > 0.0
        reach += [
            np.minimum(terms, 0.0).sum(axis=0)[kept],
            np.maximum(terms, 0.0).sum(axis=0)[kept],
        ]
        reach += [np.quantile(choice.total, q, axis=0)[kept] for q in ENDS]
    values = np.concatenate(reach)
    room = 0.08 * max(values.max() - values.min(), 0.1)
    axes.set_ylim(values.min() - room, values.max() + room)


def _legend(
    figure: Figure, choices: tuple[ExplainedChoice, ...], looks: dict[str, tuple[str, str]]
) -> None:
    terms = {term.name: term.rule for choice in choices for term in choice.terms}
    handles = [
        Patch(
            facecolor=colour, hatch=hatch, edgecolor="white", label=_label(name, terms[name].claims)
        )
        for name, (colour, hatch) in looks.items()
    ]
    figure.legend(
        handles=handles,
        title="term (claims)",
        loc="upper left",
        bbox_to_anchor=(0.78, 0.9),
        frameon=False,
        fontsize=11.5,
        title_fontsize=12,
        alignment="left",
    )
    silent = [name.replace("_", " ") for name in terms if name not in looks]
    if silent:
        figure.text(0.79, 0.11, "zero this month:\n" + "\n".join(silent), fontsize=10, color="0.35")


def _label(name: str, claims: tuple[str, ...]) -> str:
    words = name.replace("_", " ")
    return f"{words}\n({' '.join(claims)})" if claims else words


def _source(explanation: Explanation) -> str:
    nested = f", {NESTED}" if any(c.nests for c in explanation.choices) else ""
    bars = f"bars: terms of the utility; diamond: their total; P ∝ exp(total / τ){nested}"
    if explanation.runs > 1:
        bars = f"{bars}; medians, totals and P with the 5-95 % interval of the runs"
    return f"multipolar {__version__} · {explanation.heading}\n{bars}\n{IN_SHORT}"


def _signed(value: float) -> str:
    """Return a number with two decimals and a proper minus sign."""
    return f"{round(value, 2) + 0.0:.2f}".replace("-", "−")
