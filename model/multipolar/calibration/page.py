"""The page: which parameters the record pins and which stay at their prior, for a reader."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files
from typing import TYPE_CHECKING

from multipolar.rules import parameter_table
from multipolar.sources import SHIPPED_SOURCE

if TYPE_CHECKING:
    from multipolar.calibration.pins import Pin, Settings

TEMPLATE = "page_template.md"


def page(pins: Iterable[Pin], settings: Settings) -> str:
    """Return the page as Markdown.

    Parameters
    ----------
    pins : iterable of Pin
        What the record says of each free parameter.
    settings : Settings
        How that was found.
    """
    rows = tuple(pins)
    kinds = {k: [r for r in rows if r.verdict == k] for k in ("pinned", "narrowed", "prior")}
    within = [row for row in kinds["pinned"] if 0.85 <= row.coverage <= 0.95]
    template = files("multipolar.calibration").joinpath(TEMPLATE).read_text(encoding="utf-8")
    return template.format(
        runs=f"{settings.runs:,}",
        seed=settings.seed,
        trajectories=settings.trajectories,
        records=settings.records,
        vectors=f"{settings.vectors:,}",
        last=settings.last,
        heard=settings.heard,
        out_of_reach=", ".join(settings.out_of_reach) or "nothing",
        measured=", ".join(f"`{name}`" for name in settings.measured),
        free=len(rows),
        placebo=" to ".join(f"{width:.0%}" for width in settings.placebo) or "not tried",
        shipped=SHIPPED_SOURCE,
        number_pinned=len(kinds["pinned"]),
        number_narrowed=len(kinds["narrowed"]),
        number_prior=len(kinds["prior"]),
        within=len(within),
        pinned="\n".join(map(_row, kinds["pinned"])),
        narrowed="\n".join(map(_row, kinds["narrowed"])),
        prior=", ".join(f"`{row.parameter}`" for row in kinds["prior"]),
    )


def _row(pin: Pin) -> str:
    return (
        f"| `{pin.parameter}` | {pin.prior_median:.3g} [{pin.prior_low:.3g}, "
        f"{pin.prior_high:.3g}] | {pin.median:.3g} [{pin.low:.3g}, {pin.high:.3g}] | "
        f"{pin.width:.0%} | {pin.coverage:.0%} | {pin.moves} ({pin.effect:.2g}) | "
        f"{parameter_table()[pin.parameter].effects or 'none'} |"
    )
