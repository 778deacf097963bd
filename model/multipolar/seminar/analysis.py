"""What the worker computes for a turn, for JSON: its picture, and what may be chosen next."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from multipolar.arrays import Array
from multipolar.measures import MEASURES
from multipolar.quantiles import ENDS
from multipolar.seminar.game import HAPPENED, Game
from multipolar.seminar.orders import Orders, inaction, topic
from multipolar.seminar.paired import change_of, difference, in_words
from multipolar.seminar.played_turn import PlayedTurn, tiles
from multipolar.seminar.replays import BASELINE, ROOM, follow, played
from multipolar.study.compare import Difference
from multipolar.world.roster import with_names

BEFORE = 6
"""Months before the first turn that a picture shows."""

MOST_NEWS = 7
"""News of a turn, as many as the wall holds."""


def picture(game: str, measures: Sequence[str]) -> dict[str, Any]:
    """Return what a room sees of its last turn.

    Parameters
    ----------
    game : str
        A game with a turn or more, as JSON.
    measures : sequence of str
        Measures that are shown.
    """
    this = Game.from_json(game)
    turns, alone = played(this, ROOM), played(this.alone(), BASELINE)
    first = max(0, this.covered.index(this.first_month) - BEFORE)
    last = turns[-1]
    return {
        "digest": this.digest,
        "turn": this.played,
        "first": last.first,
        "last": last.last,
        "runs": this.runs,
        "months": list(this.covered[first:]),
        "begins": this.covered.index(this.first_month) - first,
        "measures": [_shown(this, turns, alone, name, first) for name in measures],
        "news": _news(last),
        "tiles": list(tiles(last)),
        "told": list(last.told),
    }


def _shown(
    game: Game,
    turns: tuple[PlayedTurn, ...],
    alone: tuple[PlayedTurn, ...],
    name: str,
    first: int,
) -> dict[str, Any]:
    """Return a measure's path with its band, the baseline's median, and what the room changed."""
    path = turns[-1].results[name][:, first:]
    base = alone[-1].results[name][:, first:]
    low, mid, high = _band(path)
    found = difference(game, turns, alone, name)
    return {
        "measure": name,
        "title": with_names(MEASURES[name].title),
        "unit": MEASURES[name].unit,
        "low": low,
        "mid": mid,
        "high": high,
        "base": _band(base)[1],
        "change": change_of(found),
        "sentence": _sentence(game.turns, found, low[-1], mid[-1], high[-1]),
    }


def _band(path: Array) -> tuple[list[float | None], list[float | None], list[float | None]]:
    """Return the 5 %, 50 % and 95 % quantiles of each month; nothing where none is defined."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        low, mid, high = np.nanquantile(path, (ENDS[0], 0.5, ENDS[1]), axis=0)
    return _plain(low), _plain(mid), _plain(high)


def _plain(values: Array) -> list[float | None]:
    return [float(value) if np.isfinite(value) else None for value in values]


def _sentence(
    turns: tuple[Orders, ...],
    found: Difference,
    low: float | None,
    mid: float | None,
    high: float | None,
) -> str:
    title = with_names(found.title)
    if low is None or mid is None or high is None:
        return f"{title}: not defined in {found.last}."
    return (
        f"{title} in {found.last}: {mid:.3g} {found.unit}; nine runs in ten lie between "
        f"{low:.3g} and {high:.3g}.{_changed(turns, found)}"
    )


def _changed(turns: tuple[Orders, ...], found: Difference) -> str:
    """Return what orders changed: those of the last turn and of all before, if there were any."""
    if not any(turns):
        return ""
    when = "" if turns[-1] else " before"
    return f" What the room ordered{when} changed its mean by {in_words(found)}."


def _news(turn: PlayedTurn) -> list[dict[str, Any]]:
    """Return the news of the world that happened: what the model expected least, month by month."""
    done = list(_done(turn))
    surprising = sorted(done, key=lambda one: one["chance"])[:MOST_NEWS]
    return [one for one in done if one in surprising]


def _done(turn: PlayedTurn) -> Iterator[dict[str, Any]]:
    """Yield what was done, other than nothing and other than before, and what chance it had."""
    before: dict[tuple[str, str, str], str] = {}
    for month, states in turn.decisions.items():
        for state, decided in states.items():
            for (choice, column), one in decided.items():
                action = str(one.action[HAPPENED])
                place = (state, choice, column)
                if action and action != inaction(one.actions) and before.get(place) != action:
                    chance = one.probability[HAPPENED, one.actions.index(action)]
                    yield {
                        "month": month,
                        "state": state,
                        "choice": f"{choice}.{column}",
                        "topic": topic(state, f"{choice}.{column}"),
                        "action": action,
                        "chance": float(chance),
                    }
                before[place] = action


def choices(game: str, seats: Sequence[str]) -> dict[str, Any]:
    """Return what each seat may decide in the first month of the next turn.

    By seat and address: the chance that the model itself would give each action, and why an order
    would have no effect.
    """
    this = Game.from_json(game)
    model = follow(ROOM, this).model
    found = {
        seat: {
            one.address: {
                "chance": {
                    action: chance if np.isfinite(chance) else None
                    for action, chance in one.chance.items()
                },
                "no_effect": dict(one.no_effect),
            }
            for one in choices
            if any(np.isfinite(chance) for chance in one.chance.values()) or one.no_effect
        }
        for seat, choices in model.open_choices_of(seats).items()
    }
    played(this.alone().order({}), BASELINE)  # it is there when the turn is closed
    return found
