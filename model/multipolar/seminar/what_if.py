"""What a seat did: beside leaving all to the model, beside holding back, and why it mattered.

Differences are paired: what happened minus what would have happened with the same luck.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from multipolar.agents.explained_choice import ExplainedChoice
from multipolar.measures import MEASURES
from multipolar.model import OrderWarning
from multipolar.seminar.game import Game
from multipolar.seminar.orders import orders_of
from multipolar.seminar.paired import change_of, difference, size_of, verdict
from multipolar.seminar.played_turn import PlayedTurn, tiles
from multipolar.seminar.replays import ROOM, begun, played
from multipolar.study.compare import Difference
from multipolar.world.roster import with_names
from multipolar.world.tables import read_table

Tile = dict[str, Any]

TOLD = 4
"""Terms that a reason names."""


def what_if(game: str, seat: str, measures: Sequence[str]) -> dict[str, Any]:
    """Return what a seat ordered, what that did to each measure, and why it mattered.

    Parameters
    ----------
    game : str
        A game with a turn or more, as JSON.
    seat : str
        Code of the state.
    measures : sequence of str
        Measures that are shown.
    """
    this = Game.from_json(game)
    turns = played(this, ROOM)
    others = {"without": this.without(seat), "held": this.held_back(seat)}
    rows = [
        {
            "measure": name,
            "title": with_names(MEASURES[name].title),
            "unit": MEASURES[name].unit,
            **{
                key: change_of(difference(this, turns, played(other), name))
                for key, other in others.items()
            },
        }
        for name in measures
    ]
    orders = list(_orders(turns, seat))
    return {"seat": seat, "rows": rows, "orders": orders, "reasons": _reasons(this, orders, rows)}


def _orders(turns: tuple[PlayedTurn, ...], seat: str) -> Iterator[Tile]:
    """Yield what a seat ordered, turn by turn, with the chance that the model gave it."""
    for turn in turns:
        months = {"turn": turn.number + 1, "first": turn.first, "last": turn.last}
        yield from ({**months, **tile} for tile in tiles(turn) if tile["state"] == seat)


def _reasons(game: Game, orders: list[Tile], rows: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Return why the model would have chosen otherwise in the turn that mattered.

    That is the turn whose orders moved a measure most, in changes that matter. Of its orders it is
    the one that the model itself would most rarely have given.
    """
    chosen = [order for order in orders if order["chance"] is not None]
    if not chosen:
        return None
    names = [row["measure"] for row in rows]
    effects = {
        turn: _largest(game, orders[0]["state"], turn - 1, names)
        for turn in dict.fromkeys(order["turn"] for order in chosen)
    }
    mattered = max(effects, key=lambda turn: size_of(effects[turn]))
    order = min((o for o in chosen if o["turn"] == mattered), key=lambda o: o["chance"])
    month, explained = _explained(game, order)
    sentences = list(_sentences(explained, order["action"])) if explained else []
    readings = {row["id"]: row["reading"] for row in read_table("claims.csv", "multipolar.rules")}
    claims = dict.fromkeys(claim for one in sentences for claim in one["claims"])
    effect = effects[mattered]
    return {
        **order,
        "month": month,
        "verdict": verdict(mattered, effect),
        "effect": {"title": with_names(effect.title), **change_of(effect)},
        "sentences": sentences,
        "claims": {claim: readings[claim] for claim in claims},
    }


def _largest(game: Game, seat: str, turn: int, measures: Sequence[str]) -> Difference:
    """Return the largest of what the orders of a seat in one turn did to some measures."""
    turns, others = played(game, ROOM), played(game.without(seat, turn))
    return max((difference(game, turns, others, name) for name in measures), key=size_of)


def _explained(game: Game, order: Tile) -> tuple[str, ExplainedChoice | None]:
    """Return the first month in which an order was given, and how the choice was weighed in it."""
    seat, address, number = order["state"], order["choice"], order["turn"] - 1
    months = game.months_of(number)
    given = next(one for one in orders_of(seat)[address] if one.action == order["action"])
    month = next(iter(given.months(months[0], len(months))), months[0])
    playing = begun(game)
    playing.play(replace(game, turns=game.turns[:number]))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", OrderWarning)
        while playing.model.month <= month:
            game.give(playing.model, number)
            playing.model.step()
    choices = playing.model.explain(seat).choices
    playing.end()
    name, _, column = address.partition(".")
    found = (c.where_open for c in choices if (c.name, c.about) == (name, column))
    return month, next(found, None)


def _sentences(explained: ExplainedChoice, action: str) -> Iterator[dict[str, Any]]:
    """Yield what spoke for an action and against it, term by term, the strongest first."""
    place = explained.actions.index(action)
    total = np.median(explained.total, axis=0)
    best = int(np.argmax(np.where(np.arange(len(total)) == place, -np.inf, total)))
    other = explained.actions[best].replace("_", " ")
    weights = [
        (float(np.median(term.utility[:, place] - term.utility[:, best])), term)
        for term in explained.terms
    ]
    strongest = sorted(weights, key=lambda pair: -abs(pair[0]))[:TOLD]
    for weight, term in strongest:
        if weight == 0.0:
            continue
        side = "for" if weight > 0.0 else "against"
        words = f"{term.rule.meaning.rstrip('.')}: {side} it ({weight:+.2g} beside {other})."
        yield {"words": words, "claims": list(term.rule.claims)}
