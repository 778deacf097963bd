"""What the worker computes for the pages, for JSON: every mean with its interval."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from multipolar.agents.explanation import ExplainedChoice
from multipolar.arrays import Array
from multipolar.measures import MEASURES
from multipolar.model import OrderWarning
from multipolar.quantiles import ENDS
from multipolar.seminar.game import HAPPENED, Game, Playing
from multipolar.seminar.orders import inaction, orders_of
from multipolar.seminar.paired import difference
from multipolar.seminar.played_turn import PlayedTurn
from multipolar.study.compare import Difference

BEFORE = 6
"""Months before the first turn that a picture shows."""


ROOM, BASELINE = "room", "baseline"
"""Games that are kept under way: that of the room, and the same without orders."""

_under_way: dict[str, Playing] = {}


def follow(name: str, game: Game) -> Playing:
    """Return a game at the first month of its next turn; one under way plays what is new alone."""
    going = _under_way.get(name)
    if going is None or not going.leads_to(game):
        if going is not None:
            going.end()
        going = _under_way[name] = Playing(game)
    going.play(game)
    return going


@lru_cache(maxsize=64)
def _played(text: str, name: str) -> tuple[PlayedTurn, ...]:
    game = Game.from_json(text)
    return follow(name, game).turns() if name else game.play()


def played(game: Game, name: str = "") -> tuple[PlayedTurn, ...]:
    """Return what a game came to; the same game is played once."""
    return _played(game.to_json(), name)


def ready() -> dict[str, Any]:
    """Return that the worker is there."""
    return {"ready": True}


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
        "news": list(_news(last)),
        "tiles": list(_tiles(last)),
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
        "title": MEASURES[name].title,
        "unit": MEASURES[name].unit,
        "low": low,
        "mid": mid,
        "high": high,
        "base": _band(base)[1],
        "change": change_of(found),
        "sentence": _sentence(found, low[-1], mid[-1], high[-1]),
    }


def _band(path: Array) -> tuple[list[float | None], list[float | None], list[float | None]]:
    """Return the 5 %, 50 % and 95 % quantiles of each month; nothing where none is defined."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        low, mid, high = np.nanquantile(path, (ENDS[0], 0.5, ENDS[1]), axis=0)
    return _plain(low), _plain(mid), _plain(high)


def _plain(values: Array) -> list[float | None]:
    return [float(value) if np.isfinite(value) else None for value in values]


def change_of(found: Difference) -> dict[str, Any]:
    """Return a paired difference: mean, its 90 % interval, what matters, and whether it does."""
    low, high = (float(end) for end in found.of_mean)
    numbers = {"mean": float(found.mean), "low": low, "high": high}
    relevant = float(found.relevant)
    return {
        **{name: value if np.isfinite(value) else None for name, value in numbers.items()},
        "relevant": relevant if np.isfinite(relevant) else None,
        "moved": bool(found.moved),
        "words": _in_words(found),
    }


def _in_words(found: Difference) -> str:
    low, high = found.of_mean
    if low == high == 0.0:
        return "exactly nought"
    number = f"{_signed(found.mean)} {found.unit} [{_signed(low)}, {_signed(high)}]"
    if found.moved:
        return f"{number}, which matters"
    small = max(abs(low), abs(high)) < found.relevant
    return f"{number}, too small to matter" if small else f"{number}: cannot tell"


def _signed(value: float) -> str:
    """Return a number with its sign and three digits, never with an exponent."""
    return np.format_float_positional(value, 3, fractional=False, trim="-", sign=True)


def _sentence(found: Difference, low: float | None, mid: float | None, high: float | None) -> str:
    if low is None or mid is None or high is None:
        return f"{found.title}: not defined in {found.last}."
    return (
        f"{found.title} in {found.last}: {mid:.3g} {found.unit}; nine runs in ten lie between "
        f"{low:.3g} and {high:.3g}. What the room ordered changed its mean by {_in_words(found)}."
    )


def _news(turn: PlayedTurn) -> Iterator[dict[str, Any]]:
    """Yield what was done, other than nothing, in the world that happened."""
    before: dict[tuple[str, str, str], str] = {}
    for month, states in turn.decisions.items():
        for state, decided in states.items():
            for (choice, column), one in decided.items():
                action = str(one.action[HAPPENED])
                place = (state, choice, column)
                if action and action != inaction(one.actions) and before.get(place) != action:
                    address = f"{choice}.{column}"
                    yield {"month": month, "state": state, "choice": address, "action": action}
                before[place] = action


def _tiles(turn: PlayedTurn) -> Iterator[dict[str, Any]]:
    """Yield what was ordered, and with what chance the model itself would have done so."""
    for (state, address), action in turn.orders.items():
        choice, _, column = address.partition(".")
        chances = [
            one.probability[:, one.actions.index(action)]
            for states in turn.decisions.values()
            if (one := states[state].get((choice, column))) is not None
        ]
        alike = float(np.nanmean(np.concatenate(chances))) if chances else None
        yield {"state": state, "choice": address, "action": action, "chance": alike}


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
            for one in model.open_choices(seat)
            if any(np.isfinite(chance) for chance in one.chance.values()) or one.no_effect
        }
        for seat in seats
    }
    played(this.alone().order({}), BASELINE)  # it is there when the turn is closed
    return found


def what_if(game: str, seat: str, measures: Sequence[str]) -> dict[str, Any]:
    """Return what a seat did to each measure: beside leaving all to the model, and holding back.

    Differences are paired: what happened minus what would have happened.
    """
    this = Game.from_json(game)
    turns = played(this, ROOM)
    others = {"without": this.without(seat), "held": this.held_back(seat)}
    rows = [
        {
            "measure": name,
            "title": MEASURES[name].title,
            "unit": MEASURES[name].unit,
            **{
                key: change_of(difference(this, turns, played(o), name))
                for key, o in others.items()
            },
        }
        for name in measures
    ]
    return {"seat": seat, "rows": rows, "reasons": _reasons(this, turns, seat)}


def _reasons(game: Game, turns: tuple[PlayedTurn, ...], seat: str) -> dict[str, Any] | None:
    """Return why the model would have chosen otherwise where it would most rarely do as ordered."""
    found = [
        (tile["chance"], turn.number, tile["choice"], tile["action"])
        for turn in turns
        for tile in _tiles(turn)
        if tile["state"] == seat and tile["chance"] is not None
    ]
    if not found:
        return None
    chance, number, address, action = min(found)
    playing = Playing(game)
    playing.play(replace(game, turns=game.turns[:number]))
    months = game.months_of(number)
    one = next(o for o in orders_of(seat)[address] if o.action == action)
    month = next(iter(one.months(months[0], len(months))), months[0])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", OrderWarning)
        while playing.model.month <= month:
            game.give(playing.model, number)
            playing.model.step()
    choice, _, column = address.partition(".")
    explained = next(
        (c for c in playing.model.explain(seat).choices if (c.name, c.about) == (choice, column)),
        None,
    )
    sentences = list(_sentences(explained, action)) if explained else []
    playing.end()
    return {
        "turn": number + 1,
        "month": month,
        "choice": address,
        "action": action,
        "chance": chance,
        "sentences": sentences,
    }


def _sentences(explained: ExplainedChoice, action: str) -> Iterator[dict[str, str]]:
    """Yield what spoke for an action and against it, term by term, the strongest first."""
    place = explained.actions.index(action)
    total = np.median(explained.total, axis=0)
    best = int(np.argmax(np.where(np.arange(len(total)) == place, -np.inf, total)))
    other = explained.actions[best].replace("_", " ")
    weights = [
        (float(np.median(term.utility[:, place] - term.utility[:, best])), term)
        for term in explained.terms
    ]
    for weight, term in sorted(weights, key=lambda pair: -abs(pair[0]))[:4]:
        if weight == 0.0:
            continue
        side = "for" if weight > 0.0 else "against"
        words = (
            f"{term.rule.meaning.rstrip('.')}: it spoke {side} it ({weight:+.2g} beside {other})."
        )
        yield {"words": words, "claims": " ".join(term.rule.claims)}


TASKS: dict[str, Callable[..., dict[str, Any]]] = {
    "ready": ready,
    "picture": picture,
    "choices": choices,
    "what_if": what_if,
}
"""What the worker does, by name."""
