"""A game is a value: replayed, undone, left to the model, and read from others."""

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from multipolar import MultipolarModel, load_scenario
from multipolar.arguments import ArgumentError
from multipolar.ensemble.blocks import Recorder
from multipolar.measures import measure_all
from multipolar.seminar import Game, difference
from multipolar.seminar.game import Playing
from multipolar.seminar.orders import inaction, orders_of

SEATS = ("PRK", "KOR", "RUS", "USA")
FIRST = {("PRK", "provocation.PRK"): "major_attack", ("USA", "aid.USA"): "cut"}
SECOND = {("KOR", "response.korea"): "answer", ("RUS", "offer.PRK"): "generous"}
GAME = Game("baseline", seed=3, runs=6, months_a_turn=3, seats=SEATS, turns=(FIRST, SECOND))


def same(one, other):
    return all(np.array_equal(one[name], other[name], equal_nan=True) for name in one)


@pytest.fixture(scope="module")
def turns():
    return GAME.play()


def straight():
    """Return every measure of the same orders, given month by month to a model of one's own."""
    model = MultipolarModel(load_scenario("baseline", {"months": 36}), runs=6, rng=3)
    recorder = Recorder(model)
    while model.month <= "2024-12":
        if model.month == "2024-07":
            model.order("PRK", "major_attack", "provocation")
        if "2024-07" <= model.month <= "2024-09":
            model.order("USA", "cut", "aid")
        if model.month >= "2024-10":
            model.order("KOR", "answer", "response")
        if model.month == "2024-10":
            model.order("RUS", "generous", "offer.PRK")
        model.step()
        recorder.keep(model)
    return measure_all(recorder.trajectories, model.world.roster)


def test_a_game_is_a_straight_model_with_the_same_orders_to_the_last_bit(turns):
    assert same(turns[-1].results, straight())
    assert [turn.last for turn in turns] == ["2024-09", "2024-12"]


def test_a_game_that_is_played_again_is_the_same_to_the_last_bit(turns):
    again = Game.from_json(GAME.to_json()).play()
    assert all(same(one.results, other.results) for one, other in zip(turns, again, strict=True))


def test_later_turns_leave_the_earlier_ones_as_they_were(turns):
    (first,) = GAME.undo().play()
    assert same(first.results, turns[0].results)
    assert turns[0].results["gains"].shape == (6, 33)


def test_turns_that_are_played_one_by_one_are_the_whole_game_to_the_last_bit(turns):
    """Choices are asked for in between, as the room does; the model stays as it is."""
    playing = Playing(GAME)
    for played in (1, 2):
        assert playing.model.open_choices("PRK")
        playing.play(replace(GAME, turns=GAME.turns[:played]))
        assert same(playing.turns()[-1].results, turns[played - 1].results)
    told = [(turn.months, turn.orders, turn.told, turn.decisions.keys()) for turn in turns]
    assert [(t.months, t.orders, t.told, t.decisions.keys()) for t in playing.turns()] == told
    assert playing.leads_to(GAME.order({}))
    assert not playing.leads_to(GAME.undo())
    assert not playing.leads_to(GAME.without("PRK").order({}))


def test_undo_and_the_same_orders_again_give_the_same_digest():
    assert GAME.undo().order(SECOND).digest == GAME.digest
    assert GAME.undo().order({}).digest != GAME.digest
    assert Game.from_json(GAME.to_json()) == GAME


def test_a_seat_without_orders_changes_exactly_nothing(turns):
    quiet = GAME.without("KOR").without("RUS")
    for seat in ("KOR", "RUS"):
        assert quiet.without(seat) == quiet.held_back(seat) == quiet
        found = difference(quiet, quiet.play(), quiet.without(seat).play(), "gains")
        assert (found.mean, *found.of_mean) == (0.0, 0.0, 0.0)
    assert quiet.without("PRK").without("USA") == GAME.alone()


def test_who_held_back_gave_the_orders_of_inaction_and_others_their_own(turns):
    held = GAME.held_back("PRK")
    assert held.turns[0]["PRK", "provocation.PRK"] == inaction(
        [o.action for o in orders_of("PRK")["provocation.PRK"]]
    )
    assert held.turns[1] == GAME.turns[1]
    found = difference(GAME, turns, held.play(), "escalation_korea")
    assert found.moved
    assert found.mean > 0.0


def test_a_seat_decides_what_it_was_ordered_and_is_told_what_did_nothing(turns):
    assert set(turns[0].decisions["2024-07"]["PRK"]["provocation", "PRK"].action) == {
        "major_attack"
    }
    quarterly = Game("baseline", runs=4, months_a_turn=1, first_month="2024-08", seats=("RUS",))
    (turn,) = quarterly.order({("RUS", "offer.PRK"): "generous"}).play()
    assert "decided in 2024-10 next" in turn.told[0]


BROKEN = {
    "no JSON": "{",
    "an array": "[]",
    "deep": "[" * 100_000,
    "another field": json.dumps(GAME.to_dict() | {"code": "x"}),
    "too few": json.dumps({"scenario": "baseline"}),
    "a path": json.dumps(GAME.to_dict() | {"scenario": "../../etc/passwd"}),
    "runs": json.dumps(GAME.to_dict() | {"runs": 10**9}),
    "truth": json.dumps(GAME.to_dict() | {"runs": True}),
    "seed": json.dumps(GAME.to_dict() | {"seed": -1}),
    "month": json.dumps(GAME.to_dict() | {"first_month": "2042-01"}),
    "no month": json.dumps(GAME.to_dict() | {"first_month": "soon"}),
    "seat": json.dumps(GAME.to_dict() | {"seats": ["PRL"]}),
    "seat twice": json.dumps(GAME.to_dict() | {"seats": ["PRK", "PRK"]}),
    "no seat": json.dumps(GAME.to_dict() | {"seats": [[]]}),
    "turns": json.dumps(GAME.to_dict() | {"turns": [[{"seat": "PRK"}]]}),
    "many turns": json.dumps(GAME.to_dict() | {"turns": [[]] * 99}),
    "action": json.dumps(
        GAME.to_dict() | {"turns": [[{"seat": "PRK", "choice": "sell.PRK", "action": "shels"}]]}
    ),
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_a_game_from_others_is_refused_in_words(text):
    with pytest.raises(ArgumentError):
        Game.from_json(text)


def test_a_misspelt_action_is_told_the_nearest():
    with pytest.raises(ArgumentError, match="Did you mean 'shells'"):
        Game.from_json(BROKEN["action"])


PLACES = [(s, a, o.action) for s in SEATS for a, them in orders_of(s).items() for o in them]


@settings(max_examples=10, deadline=None)
@given(st.lists(st.lists(st.sampled_from(PLACES), max_size=4), max_size=3))
def test_any_game_survives_json_and_its_digest_tells_it_apart(chosen):
    turns = tuple({(s, a): action for s, a, action in turn} for turn in chosen)
    game = Game("baseline", months_a_turn=1, seats=SEATS, turns=turns)
    back = Game.from_json(game.to_json())
    assert (back, back.digest) == (game, game.digest)
    assert (game.digest == GAME.digest) == (game == GAME)
