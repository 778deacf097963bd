"""Shares: an attribution as it is told, in a table, in sentences and in JSON."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from multipolar.definition import Definition
from multipolar.months import month_number, month_text
from multipolar.scenario import Spec
from multipolar.study.absences import Players, Sharer
from multipolar.study.intervals import Interval, of_mean
from multipolar.study.shapley import Shapley
from multipolar.study.windows import Window

if TYPE_CHECKING:
    import pandas as pd

ENOUGH = 0.5
"""Standard deviations from which a whole is worth sharing; judged."""


@dataclass(frozen=True)
class Owed:
    """What an outcome owes to a player.

    Parameters
    ----------
    player : Sharer
        Who.
    share : float
        Its share of the whole, in the unit of the measure.
    interval : Interval
        90 % interval of the share.
    """

    player: Sharer
    share: float
    interval: Interval


@dataclass(frozen=True)
class Attribution:
    """A whole difference and the share of each player, the largest first.

    Parameters
    ----------
    measure, title, unit : str
        What was measured.
    scenario, first, last : str
        Where, and over which months; the mean of these months is the outcome.
    over : {"switches", "claims"}
        Who shares.
    owed : tuple of Owed
        The shares; with that of the placebo they add up to the whole.
    whole : float
        The outcome with all players minus that with none.
    interval : Interval
        90 % interval of the whole.
    spread : float
        Standard deviation of the outcome over the runs with all players.
    units, runs, seed : int
        Independent units, runs of each world that count, and seed.
    widest : float
        Half the width of the widest interval, as a share of the whole.
    left_out : tuple of str
        Players that a scenario has no place for, with the reason.
    """

    measure: str
    title: str
    unit: str
    scenario: str
    first: str
    last: str
    over: str
    owed: tuple[Owed, ...]
    whole: float
    interval: Interval
    spread: float
    units: int
    runs: int
    seed: int
    widest: float
    left_out: tuple[str, ...] = field(default=())

    @property
    def standardised(self) -> float:
        """The whole in standard deviations over the runs; nought where it is nought."""
        if self.whole == 0.0:
            return 0.0
        return self.whole / self.spread if self.spread > 0.0 else float("inf")

    def to_dict(self) -> dict[str, Any]:
        """Return it as dictionaries, lists, texts and numbers, ready for JSON."""
        plain = {key: getattr(self, key) for key in _PLAIN}
        plain |= {"low": self.interval.low, "high": self.interval.high}
        plain["widest"] = self.widest if math.isfinite(self.widest) else None
        rows = attribution_table(self).to_dict(orient="records")
        return {**plain, "left_out": list(self.left_out), "shares": rows}


_PLAIN = (
    *("measure", "title", "unit", "scenario", "first", "last", "over", "whole", "spread"),
    *("units", "runs", "seed", "widest"),
)


def told(
    shared: Shapley,
    players: Players,
    left_out: tuple[str, ...],
    *,
    spec: Spec,
    window: Window,
    over: str,
    seed: int,
    definition: Definition,
) -> Attribution:
    """Return shares as an attribution."""
    rows = [
        Owed(players[name], float(share), interval)
        for name, share, interval in zip(
            shared.players, shared.shares, shared.intervals, strict=True
        )
    ]
    about, first = definition.measures[window.measure], month_number(spec.start)
    full = shared.full[np.isfinite(shared.full)]
    return Attribution(
        measure=window.measure,
        title=about.title,
        unit=about.unit,
        scenario=spec.name,
        first=month_text(first + window.first),
        last=month_text(first + window.stop - 1),
        over=over,
        owed=tuple(sorted(rows, key=lambda row: -abs(row.share))),
        whole=shared.whole,
        interval=of_mean(shared.wholes),
        spread=float(full.std(ddof=1)) if full.size > 1 else 0.0,
        units=len(shared.wholes),
        runs=shared.used,
        seed=seed,
        widest=shared.widest,
        left_out=left_out,
    )


def attribution_table(found: Attribution) -> pd.DataFrame:
    """Return the shares as a table, one row for each player, the largest first.

    Columns: ``player``, ``claims``, ``how`` (it is taken away), ``share`` in the unit of the
    measure with its 90 % interval ``low`` to ``high``, and ``of_whole``, the share of the whole.
    """
    import pandas as pd

    return pd.DataFrame(
        {
            "player": [row.player.name for row in found.owed],
            "claims": [" ".join(row.player.claims) for row in found.owed],
            "how": [row.player.how for row in found.owed],
            "share": [row.share for row in found.owed],
            "low": [row.interval.low for row in found.owed],
            "high": [row.interval.high for row in found.owed],
            "of_whole": [row.share / found.whole if found.whole else 0.0 for row in found.owed],
        }
    )


def sentences(found: Attribution) -> tuple[str, ...]:
    """Return what an attribution says, in plain sentences."""
    when = found.first if found.first == found.last else f"{found.first} to {found.last}"
    low, high = found.interval
    who = {"switches": "mechanisms", "claims": "claims"}[found.over]
    said = [
        f"{found.title}, {when}, {found.scenario}: the {who} together make {found.whole:+.3g} "
        f"{found.unit} [{low:+.3g}, {high:+.3g}], {found.standardised:+.2f} standard deviations "
        "over the runs."
    ]
    sure = [row for row in found.owed if row.interval.low > 0.0 or row.interval.high < 0.0]
    if sure and found.whole:
        parts = ", ".join(f"{r.player.name} {r.share / found.whole:.0%}" for r in sure[:_NAMED])
        said.append(f"Of this the largest shares that differ surely from nought: {parts}.")
    if abs(found.standardised) < ENOUGH:
        said.append(
            f"The whole is less than {ENOUGH:g} standard deviations: a share of it says little."
        )
    said.append(
        f"The widest interval reaches {found.widest:.1%} of the whole on either side, after "
        f"{found.units} units and {found.runs} runs of each world."
    )
    return (*said, *(f"Left out: {text}." for text in found.left_out))


_NAMED = 3
