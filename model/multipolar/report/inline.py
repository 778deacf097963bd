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
_LINES = re.compile(r"(?<=[ML] )[^A-Za-z\"]+(?:L [^A-Za-z\"]+)+")
_STYLE = re.compile(r"style=\"[^\"]*\"")
_ALONE = re.compile(r"<g>(<path [^>]*/>|<text[^>]*>[^<]*</text>)</g>")
_DECIMALS = re.compile(r"-?\d+\.\d+")
_NAMES = re.compile(r"\sid=\"([^\"]*)\"")
_USES = re.compile(r"(url\(#|href=\"#)([^)\"]*)")
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
    svg = _LINES.sub(lambda found: " ".join(found.group().replace("L", " ").split()), svg)
    svg = _PLACES.sub(lambda found: re.sub(r"\s*([MLCQz\"])\s*", r"\1", found.group()), svg)
    svg = _renamed(svg, f"f{number}-")
    svg = _ALONE.sub(r"\1", re.sub(r">\s+<", "><", svg.strip()))
    svg = _STYLE.sub(lambda found: _plain(found.group()), svg)
    words = escape(in_words(figure), quote=True)
    svg = re.sub(r"\s(?:width|height)=\"[\d.]+pt\"", "", svg, count=2)
    look = f'role="img" aria-label="{words}" font-family="{FONTS}"'
    return svg.replace("<svg", f"<svg {look}", 1)


def _plain(style: str) -> str:
    """Return a style without spaces, and without the corners that are sharp anyway."""
    return re.sub(r"([:;]) ", r"\1", style).replace(";stroke-linejoin:miter", "")


def _font(found: re.Match[str]) -> str:
    weight, size = found.groups()
    return f"font-size:{size}" + (f";font-weight:{weight}" if weight else "")


def _renamed(svg: str, prefix: str) -> str:
    """Keep the names that something refers to, as numbers after the prefix; drop the others."""
    used = set(re.findall(r"url\(#([^)]*)\)|href=\"#([^\"]*)\"", svg))
    kept = sorted({name for pair in used for name in pair if name})
    short = {name: f"{prefix}{place}" for place, name in enumerate(kept)}

    def name(found: re.Match[str]) -> str:
        return f' id="{short[found.group(1)]}"' if found.group(1) in short else ""

    svg = _NAMES.sub(name, svg)
    return _USES.sub(lambda found: found.group(1) + short[found.group(2)], svg)


def _shorter(found: re.Match[str]) -> str:
    return f"{float(found.group()):.1f}".removesuffix(".0")
