"""What a seat did is told of the turn that mattered, with the reason and the claims."""

import numpy as np
import pytest

from multipolar.seminar import Game, difference
from multipolar.seminar.paired import change_of
from multipolar.seminar.replays import played
from multipolar.seminar.what_if import what_if
from multipolar.world.tables import read_table

MEASURES = ("escalation_korea", "shipped")
SMALL = {("PRK", "sell.PRK"): "shells"}
LARGE = {("PRK", "sell.PRK"): "nothing", ("PRK", "provocation.PRK"): "restraint"}


@pytest.mark.parametrize("turns", [(SMALL, LARGE), (LARGE, SMALL)])
def test_the_reason_is_that_of_the_turn_whose_orders_moved_most(turns):
    game = Game("baseline", runs=6, months_a_turn=3, seats=("PRK", "KOR"), turns=turns)
    told = what_if(game.to_json(), "PRK", MEASURES)

    def moved(turn, measure):
        return difference(game, played(game), played(game.without("PRK", turn)), measure)

    sizes = {
        (turn, measure): abs(found.mean) / found.relevant
        for turn in (0, 1)
        for measure in MEASURES
        if (found := moved(turn, measure))
    }
    turn, measure = max(sizes, key=sizes.get)
    why = told["reasons"]
    assert (why["turn"], turns[turn]) == (turn + 1, LARGE)
    assert why["effect"] == {"title": why["effect"]["title"], **change_of(moved(turn, measure))}
    assert why["chance"] == min(o["chance"] for o in told["orders"] if o["turn"] == turn + 1)
    assert why["sentences"]
    readings = {row["id"]: row["reading"] for row in read_table("claims.csv", "multipolar.rules")}
    named = {claim for one in why["sentences"] for claim in one["claims"]}
    assert why["claims"] == {claim: readings[claim] for claim in why["claims"]}
    assert set(why["claims"]) == named


def test_a_seat_without_orders_did_exactly_nothing_and_has_no_reason():
    game = Game("baseline", runs=6, months_a_turn=3, seats=("PRK", "KOR"), turns=(SMALL,))
    told = what_if(game.to_json(), "KOR", MEASURES)
    assert (told["orders"], told["reasons"]) == ([], None)
    changes = [row[key] for row in told["rows"] for key in ("without", "held")]
    assert np.all([(one["mean"], one["low"], one["high"]) == (0.0, 0.0, 0.0) for one in changes])
