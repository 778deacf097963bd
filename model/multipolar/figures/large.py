"""Pictures for a projector: a panel each, and no letter below 18 pixels at 1280."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from textwrap import wrap

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox, BboxBase

from multipolar.caveat import IN_SHORT
from multipolar.figures.picture import OF_ROW, panel_title

SMALLEST = 13.0
"""Size of the smallest letters, in points: 18 pixels on a picture of 1280."""

LETTERS = 125
"""Letters of that size that a line below a picture holds."""

BELOW_HEADING = (1.0, 0.955)
"""Upper right corner of a legend that would cover the heading."""

LEFT, WIDTH, TOP = 0.17, 0.65, 0.84
"""Where a panel stands that stands alone, as shares of the picture."""


def large(draw: Callable[[], Figure]) -> Iterator[Figure]:
    """Yield a figure for a projector: one picture for each of its panels.

    Parameters
    ----------
    draw : callable
        Draws the figure; it is called once for each panel.

    Yields
    ------
    Figure
        A picture of 1280 by 720 pixels, none of its letters below 18 pixels. On a map a code or
        number that would cover another is left out.
    """
    figure = draw()
    named = [place for place, axes in enumerate(figure.axes) if panel_title(axes)]
    if len(named) < 2:
        yield _enlarged(figure)
        return
    for number, place in enumerate(named):
        figure = draw() if number else figure
        alone = figure.axes[place]
        _borrow_legend(alone, figure)
        for axes in figure.axes:
            axes.set_visible(axes is alone)
        alone.tick_params(labelleft=True, labelbottom=True)
        yield _enlarged(figure, alone)


def _borrow_legend(alone: Axes, figure: Figure) -> None:
    """Name beside a panel what is named beside the last panel of its row."""
    for other in figure.axes:
        legend = other.get_legend()
        if (
            legend is not None
            and legend.get_label() == OF_ROW
            and other is not alone
            and other.get_position().y0 == alone.get_position().y0
        ):
            alone.legend(
                handles=[one for one in legend.legend_handles if one is not None],
                labels=[text.get_text() for text in legend.get_texts()],
                loc="center left",
                bbox_to_anchor=(1.01, 0.5),
                frameon=False,
            )


def _enlarged(figure: Figure, alone: Axes | None = None) -> Figure:
    for text in figure.findobj(Text):
        text.set_fontsize(max(text.get_fontsize(), SMALLEST))
    for axes in figure.axes:
        axes.tick_params(labelsize=SMALLEST)
        for text in axes.texts:
            text.set_linespacing(1.0)
    floor = _foot(figure)
    if alone:
        alone.set_position((LEFT, floor, WIDTH, TOP - floor))
    else:
        _lift(figure, floor)
    figure.draw_without_rendering()
    for legend in figure.legends:
        box = legend.get_window_extent()
        if any(_cover(box, text.get_window_extent()) for text in figure.texts):
            legend.set_loc("upper right")
            legend.set_bbox_to_anchor(BELOW_HEADING)
    for axes in figure.axes:
        if not axes.axison:
            _clear(axes)
    return figure


def _lift(figure: Figure, floor: float) -> None:
    """Press what stands above the lines below a picture together, so that it clears them."""
    places = [axes.get_position().bounds for axes in figure.axes]
    low = min(place[1] for place in places)
    top = max(place[1] + place[3] for place in places)
    share = min((top - floor) / (top - low), 1.0)
    for axes, (left, begins, width, height) in zip(figure.axes, places, strict=True):
        axes.set_position((left, top - share * (top - begins), width, share * height))


def _foot(figure: Figure) -> float:
    """Wrap the lines below a picture anew, and return where the panels may begin."""
    foot = min(figure.texts, key=lambda text: text.get_position()[1])
    said = foot.get_text().replace(f"\n{IN_SHORT}", f" · {IN_SHORT}")
    lines = wrap(" ".join(said.split()), LETTERS)
    foot.set_text("\n".join(lines))
    return 0.075 + 0.034 * len(lines)


def _clear(axes: Axes) -> None:
    """Hide the texts on a map that would cover an earlier one."""
    legend = axes.get_legend()
    boxes = [] if legend is None else [legend.get_window_extent()]
    for text in axes.texts:
        text.set_fontweight("normal")
        box = text.get_window_extent()
        if any(_cover(box, other) for other in boxes):
            text.set_visible(False)
        else:
            boxes.append(box)


def _cover(one: BboxBase, other: BboxBase) -> bool:
    """Return whether two boxes share more than the edge of a pixel."""
    shared = Bbox.intersection(one, other)
    return shared is not None and min(shared.width, shared.height) > 1.0
