"""Figures inside a page: vectors that are small, whose text can be searched and read aloud."""

from __future__ import annotations

import re
from html import escape

from matplotlib.figure import Figure

from multipolar.figures.picture import in_words, vector

FONTS = "'DejaVu Sans',Verdana,sans-serif"
"""Verdana is as wide as DejaVu Sans, so that words keep their places."""

_HEAD = re.compile(r"^.*?(?=<svg\b)", re.DOTALL)
_META = re.compile(r"<metadata>.*?</metadata>|<title>.*?</title>|<!--.*?-->", re.DOTALL)
_SPACES = re.compile(r"\s+xmlns(:\w+)?=\"[^\"]*\"")
_PLACES = re.compile(r"(?<=\s)(?:d|x|y|points)=\"[^\"]*\"")
_DECIMALS = re.compile(r"-?\d+\.\d+")
_NAMES = re.compile(r"\sid=\"([^\"]*)\"")
_FONT = re.compile(r"font: (?:(\d+) )?([\d.]+px) 'DejaVu Sans'[^;\"]*")
_UNTURNED = re.compile(r"\stransform=\"rotate\(-?0 [^)]*\)\"")


def inline(figure: Figure, number: int) -> str:
    """Return a figure as an element of a page, with words for those who cannot see it.

    Parameters
    ----------
    figure : matplotlib Figure
        The figure.
    number : int
        Number of the figure in its page, which tells its names from those of other figures.
    """
    svg = _META.sub("", _HEAD.sub("", vector(figure)))
    svg = _FONT.sub(_font, _UNTURNED.sub("", _SPACES.sub("", svg, count=2)))
    svg = _PLACES.sub(lambda found: _DECIMALS.sub(_shorter, found.group()), svg)
    svg = _renamed(svg, f"f{number}-")
    svg = re.sub(r">\s+<", "><", svg.strip())
    words = escape(in_words(figure), quote=True)
    svg = re.sub(r"\s(?:width|height)=\"[\d.]+pt\"", "", svg, count=2)
    look = f'role="img" aria-label="{words}" font-family="{FONTS}"'
    return svg.replace("<svg", f"<svg {look}", 1)


def _font(found: re.Match[str]) -> str:
    weight, size = found.groups()
    return f"font-size:{size}" + (f";font-weight:{weight}" if weight else "")


def _renamed(svg: str, prefix: str) -> str:
    """Keep the names that something refers to, each with the prefix; drop the others."""
    used = set(re.findall(r"url\(#([^)]*)\)|href=\"#([^\"]*)\"", svg))
    kept = {name for pair in used for name in pair if name}

    def name(found: re.Match[str]) -> str:
        return f' id="{prefix}{found.group(1)}"' if found.group(1) in kept else ""

    svg = _NAMES.sub(name, svg)
    return svg.replace("url(#", f"url(#{prefix}").replace('href="#', f'href="#{prefix}')


def _shorter(found: re.Match[str]) -> str:
    return f"{float(found.group()):.1f}".removesuffix(".0")
