"""Leading a room: what is asked first, can be corrected, is counted, and stays secret."""

import asyncio
import json
from types import SimpleNamespace

import pytest

from multipolar.seminar import load_lesson
from multipolar.seminar.classroom import Classroom, Refused
from multipolar.seminar.computed import Computed
from multipolar.seminar.hold import Hold
from multipolar.seminar.moves import read_move
from multipolar.seminar.office import Office, begin
from multipolar.seminar.serve import game_of_lesson
from multipolar.seminar.views import host_view, student_view, wall_view
from seminar_serving import served, until, view

LESSON = load_lesson("korea")
SHELLS, NOTHING = {"sell.PRK": "shells"}, {"sell.PRK": "nothing"}
STRIKE = {
    "kind": "inject",
    "state": "IRN",
    "choice": "provocation.IRN",
    "action": "missile_strike",
}
KIM, LEE = "m1", "m2"
"""Members of PRK and KOR."""


def beginning():
    """Return the first move of a room."""
    game = game_of_lesson(LESSON, 8).to_json()
    return begin("korea", game, "CODE", practice=False)[0]


def played(*moves, room=None):
    """Return a room of two people, at the orders of its first turn, after some moves more."""
    room = room or Classroom.begin(LESSON, beginning())
    for number, seat in enumerate(("PRK", "KOR") if not room.members else (), start=1):
        room.play(join(number, seat))
    for one in ("open", *moves) if room.stage == "lobby" else moves:
        room.play(read_move(json.dumps({"kind": one} if isinstance(one, str) else one)))
    return room


def join(number, seat):
    told = {"member": f"m{number}", "key": f"{number:064}", "name": f"n{number}", "seat": seat}
    return read_move(json.dumps({"kind": "join", **told}))


def vote(member, actions):
    return {"kind": "vote", "member": member, "actions": actions}


def confirm(seat, actions, member=""):
    return {"kind": "confirm", "seat": seat, "actions": actions, "member": member}


def predicts(member, answer):
    answers = dict.fromkeys(LESSON.numbered, answer)
    return {"kind": "predict", "member": member, "answers": answers, "confidence": 3}


def told(room, found=None):
    """Return what the host, a student and the wall see."""
    found = found or Computed()
    student = student_view(room, found, room.members[KIM])
    return host_view(room, found, 0), student, wall_view(room, found)


def picture(turn):
    """Return as much of a picture as views look at."""
    return {"turn": turn, "measures": [{"title": "T", "measure": "m", "change": {"size": 1.0}}]}


def computed(*rooms):
    """Return what a worker finds for the closed turns of some rooms."""
    games = [game for room in rooms for game in (room.game, room.game.undo()) if game.turns]
    return Computed(pictures={game.digest: picture(game.played) for game in games})


def test_votes_that_nobody_confirmed_are_not_lost_unsaid():
    room, kept = played(vote(KIM, SHELLS), vote(LEE, {})), {"kind": "close", "anyway": False}
    with pytest.raises(Refused, match=r"2 seats have voted .*: North Korea, South Korea\. Press"):
        played(kept, room=room)
    played(confirm("PRK", SHELLS, KIM), room=room)
    with pytest.raises(Refused, match=r"1 seat has voted .*: South Korea\."):
        played(kept, room=room)
    assert played("close", room=room).stage == "closed"
    assert played(confirm("PRK", SHELLS, KIM), kept).stage == "closed"


def test_the_host_changes_an_order_until_the_turn_is_closed_and_the_seat_hears_of_it():
    room = played(confirm("PRK", SHELLS, KIM))
    assert not told(room)[1]["by_host"]
    played(confirm("PRK", SHELLS), room=room)
    assert not told(room)[1]["by_host"]  # it changed nothing
    played(confirm("PRK", {"sell.PRK": ""}), confirm("PRK", NOTHING), room=room)
    host, student, _ = told(room)
    assert (student["order"], student["by_host"]) == (NOTHING, True)
    assert [row["seat"] for row in host["table"] if row["typed"]] == ["PRK"]
    played("close", "undo", room=room)
    assert told(room)[1]["by_host"]
    played("close", room=room)
    assert room.game.turns[0] == {("PRK", "sell.PRK"): "nothing"}
    with pytest.raises(Refused, match="not now"):
        played(confirm("PRK", SHELLS), room=room)
    played("lock", "reveal", "open", room=room)
    assert not told(room)[1]["by_host"]


def test_an_injection_is_taken_back_and_a_clock_stopped_also_in_a_room_that_is_resumed(tmp_path):
    hold = Hold.new(tmp_path / "room.jsonl", LESSON, beginning())
    back = STRIKE | {"action": ""}
    clock = {"kind": "clock", "ends": 2e9, "words": "Read."}
    for one in ({"kind": "open"}, STRIKE, clock, back, clock | {"ends": 0.0}):
        hold.play(read_move(json.dumps(one)))
    hold.close()
    again = Hold.resume(tmp_path / "room.jsonl")
    again.close()
    for room in (hold.room, again.room):
        assert (room.injected, room.clock) == ({}, None)
    assert again.room.coming.turns == ({},)


@pytest.mark.parametrize("closed", [False, True])
def test_nobody_hears_of_an_injection_before_the_reveal(closed):
    orders = [confirm("PRK", SHELLS, KIM), *(["close"] if closed else [])]
    first = ["lock", "close", "reveal", "open"]
    quiet, crisis = played(*first, *orders), played(*first, STRIKE, *orders)
    found = computed(quiet, crisis)
    assert told(quiet, found)[1:] == told(crisis, found)[1:]
    assert "IRN" not in json.dumps(told(crisis, found)[1:])
    assert told(crisis, found)[0]["titles"]["IRN"] == "Iran"


def test_the_last_turn_is_shown_until_the_next_is_revealed():
    room = played("lock", "close", "reveal", "open")
    assert [one["picture"]["turn"] for one in told(room, computed(room))] == [1, 1, 1]
    slides = [slide["title"] for slide in told(room, computed(room))[2]["slides"]]
    assert slides == ["Which seats are in", "T", "The orders of turn 1", "News"]
    played("close", room=room)
    assert [one["picture"]["turn"] for one in told(room, computed(room))] == [2, 1, 1]
    played("reveal", room=room)
    assert [one["picture"]["turn"] for one in told(room, computed(room))] == [2, 2, 2]
    played("undo", room=room)
    assert [one["picture"]["turn"] for one in told(room, computed(room))] == [1, 1, 1]


def test_a_room_that_is_resumed_when_closed_has_both_turns_computed(tmp_path):
    """That of the private preview, and the one that all have seen."""
    hold = Hold.new(tmp_path / "room.jsonl", LESSON, beginning())
    for kind in ("open", "close", "lock", "reveal", "open", "close"):
        hold.play(read_move(json.dumps({"kind": kind})))
    hold.close()
    worker = SimpleNamespace(ask=lambda task, given: given)
    office = Office(Hold.resume(tmp_path / "room.jsonl"), worker)

    async def follow():
        office.follow()
        await asyncio.gather(*office._tasks.values())

    asyncio.run(follow())
    office.hold.close()
    game = office.hold.room.game
    assert [game.digest, game.undo().digest] == list(office.found.pictures)


def test_seats_are_counted_that_somebody_holds_and_on_paper_all():
    room = played(confirm("PRK", {}, KIM), confirm("CHN", {}))
    assert [(one["seats_in"], one["seats"]) for one in told(room)] == [(1, 2)] * 3
    assert told(played(confirm("KOR", {}, LEE), room=room))[2]["seats_in"] == 2
    assert told(room)[2]["seats_there"] == 5
    paper = Classroom.begin(LESSON, beginning())
    for one in ({"kind": "open"}, confirm("CHN", {})):
        paper.play(read_move(json.dumps(one)))
    wall = wall_view(paper, Computed())
    assert (wall["seats_in"], wall["seats"]) == (1, 5)


def test_what_the_room_expects_counts_who_predicted_and_tells_a_tie():
    assert told(played("lock"))[2]["room_expects"] == {}
    assert [one["kind"] for one in told(played("lock"))[2]["slides"]] == ["seats"]
    one = played(predicts(KIM, "up"))
    assert told(one)[2]["room_expects"] == {}  # a prediction is missing
    assert set(told(played("lock", room=one))[2]["room_expects"].values()) == {
        "expected ▲ up (1 of 1)"
    }
    both = told(played(predicts(KIM, "up"), predicts(LEE, "down")))[2]["room_expects"]
    assert set(both) == set(LESSON.numbered)
    assert set(both.values()) == {"was divided (1 up, 0 no change that matters, 1 down)"}


def heard(events):
    """Yield what a page hears, as often as it hears something."""
    for line in events.iter_lines():
        if line.startswith("data:"):
            yield json.loads(line.removeprefix("data:"))


def test_the_host_hears_how_many_people_are_there_when_they_come_and_go(worker, tmp_path):
    """Kim opens the page twice, and closes it twice."""
    student = ("GET", "/api/stream/student")
    with served(tmp_path, worker, runs=8) as room:
        host, kim = room.host(), room.student("Kim")
        pages = room.opened.office.connected
        with host.stream("GET", "/api/stream/host") as events:
            people = (told["connected"] for told in heard(events) if "connected" in told)
            assert next(people) == 0
            with kim.stream(*student):
                assert next(people) == 1
                with kim.stream(*student):
                    until(lambda: pages["m1"] == 2)
                    assert view(host, "host")["connected"] == 1
                until(lambda: pages["m1"] == 1)
                assert view(host, "host")["connected"] == 1
            assert next(people) == 0
