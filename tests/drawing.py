"""Stored pictures: a figure looks as it did, and other numbers would not pass for it.

After a change of how a figure looks, look at it, then draw the stored pictures anew:
``MULTIPOLAR_REDRAW=1 pytest tests/figures``.
"""

import os
from pathlib import Path

from matplotlib.testing.compare import compare_images
from matplotlib.text import Text

IMAGES = Path(__file__).parent / "figures" / "images"
REDRAW = "MULTIPOLAR_REDRAW"
"""Environment variable: when set, the stored images are drawn anew instead of compared."""


def save_without_words(figure, file):
    """Save at half size, no word in it: fonts differ between builds of matplotlib."""
    for text in figure.findobj(Text):
        text.set_alpha(0.0)
    for axes in figure.axes:
        axes.tick_params(labelcolor="none")
    figure.savefig(file, dpi=50)


def differs(name, figure, folder, tolerance=3.0):
    """Return what tells a figure from its stored picture, or None.

    The tolerance is the root mean square of the difference in 255 shades.
    """
    file = folder / f"{name}-now.png"
    save_without_words(figure, file)
    return compare_images(str(IMAGES / f"{name}.png"), str(file), tolerance)


def assert_as_stored(name, figure, folder, tolerance=3.0):
    """Assert that a figure looks as its stored picture; draw that anew where it is asked for."""
    stored = IMAGES / f"{name}.png"
    if os.environ.get(REDRAW):
        save_without_words(figure, stored)
    assert stored.exists(), f"no stored image; look at the figure, then set {REDRAW}=1"
    assert differs(name, figure, folder, tolerance) is None
