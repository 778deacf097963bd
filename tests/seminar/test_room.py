"""The room by its protocol: who may see and do what, and that nothing is lost."""

import json
import os
import re
import signal
import threading

import numpy as np
import pytest

from multipolar.arguments import ArgumentError
from multipolar.seminar import Game
from multipolar.seminar.hold import Hold, forget
from seminar_serving import move, predict, resumed, served, until, view

RUNS = 8
SECRET = {"sell.PRK": "shells_and_men"}


@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """Serve a room in which two turns are played by one student of each of two seats."""
    with served(tmp_path_factory.mktemp("room"), runs=RUNS) as there:
        there.hosting, there.walling = there.host(), there.wall()
        there.prk, there.kor = there.student("<b>Kim</b>", "PRK"), there.student("Lee", "KOR")
        yield there


def told_to(room, who):
    """Return all that a page of somebody is told."""
    if who is room.walling:
        return who.get("/api/state/wall").text
    return who.get("/api/state/student").text


def first_event(client, role):
    with client.stream("GET", f"/api/stream/{role}") as events:
        for line in events.iter_lines():
            if line.startswith("data:"):
                return line


def test_a_turn_is_secret_until_it_is_revealed_and_then_the_same_for_all(room):
    assert move(room.hosting, "open") == 200
    assert move(room.prk, "vote", actions=SECRET, note="to the port") == 200
    assert move(room.prk, "confirm", seat="PRK", actions=SECRET) == 200
    for who, role in ((room.kor, "student"), (room.walling, "wall")):
        for told in (told_to(room, who), first_event(who, role)):
            assert "to the port" not in told
            assert '"order":{"sell' not in told
            assert json.loads(told.removeprefix("data: "))["picture"] is None
        assert json.loads(told_to(room, who))["seats_in"] == 1
    before = view(room.kor)
    assert (before["order"], before["words"], before["votes"]) == (None, {}, {})
    assert view(room.prk)["order"] == SECRET

    assert move(room.hosting, "close") == 200
    assert view(room.kor)["picture"] is None
    assert room.kor.get("/api/results").status_code == 403
    assert move(room.hosting, "reveal") == 403  # nobody has predicted
    assert predict(room.prk, room) == 200
    assert move(room.hosting, "reveal") == 403
    assert predict(room.kor, room, "up") == 200
    assert move(room.hosting, "reveal") == 200
    shown = [view(room.prk), view(room.kor), view(room.walling, "wall")]
    assert [one["picture"]["tiles"][0]["action"] for one in shown] == ["shells_and_men"] * 3
    assert shown[0]["picture"] == shown[1]["picture"] == shown[2]["picture"]


def test_a_locked_prediction_cannot_change(room):
    assert predict(room.kor, room, "down") == 409
    assert set(view(room.kor)["prediction"]["answers"].values()) == {"up"}


def test_what_pages_show_is_what_python_computes_to_the_last_bit(room):
    picture = view(room.walling, "wall")["picture"]
    game = Game.from_json(room.hosting.get("/api/export/game.json").text)
    (turn,) = game.play()
    assert picture["digest"] == game.digest
    for shown in picture["measures"]:
        path = turn.results[shown["measure"]][:, -len(picture["months"]) :]
        known = ~np.isnan(path).all(axis=0)
        middle = np.array([np.nan if one is None else one for one in shown["mid"]])
        assert np.array_equal(middle[known], np.nanquantile(path[:, known], 0.5, axis=0))
    quiet = Game.from_json(json.dumps(game.to_dict() | {"turns": [[]]}))
    assert quiet == game.alone()


def test_undo_and_redo_give_the_same_digest(room):
    before = room.room.game.digest
    assert move(room.hosting, "undo") == 200
    assert view(room.prk)["order"] == SECRET
    assert view(room.kor)["picture"] is None
    assert move(room.hosting, "close") == 200
    assert move(room.hosting, "reveal") == 200
    assert room.room.game.digest == before


def test_the_worker_is_replaced_when_it_is_killed_and_the_turn_goes_on(room):
    assert move(room.hosting, "open") == 200
    assert move(room.kor, "confirm", seat="KOR", actions={"response.korea": "answer"}) == 200
    worker = room.opened.office.worker
    old = worker.pid
    os.kill(old, signal.SIGKILL)
    assert move(room.hosting, "close") == 200
    assert move(room.hosting, "reveal") == 200
    assert worker.pid != old
    assert view(room.prk)["picture"]["turn"] == 2


def test_a_crash_in_mid_turn_loses_nothing(room, tmp_path):
    """The log of a server that was killed is the log of now, and a line that was cut off."""
    assert move(room.hosting, "open") == 200
    assert move(room.prk, "confirm", seat="PRK", actions=SECRET) == 200
    log = room.opened.office.hold.path.read_bytes()
    (tmp_path / "room.jsonl").write_bytes(log + b'{"kind":"conf')
    with resumed(tmp_path) as again:
        prk = again.client(**dict(room.prk.cookies))
        assert view(prk)["order"] == SECRET
        assert again.room.game.digest == room.room.game.digest
        same = ("stage", "turn", "seats_in", "team", "prediction", "votes", "captain")
        until(lambda: view(prk)["seat"] == view(room.prk)["seat"])
        assert {key: view(prk)[key] for key in same} == {key: view(room.prk)[key] for key in same}


def test_one_seat_gives_one_order_whoever_confirms_how_often(room):
    assert move(room.prk, "confirm", seat="PRK", actions=SECRET) == 200  # a double click
    assert move(room.prk, "confirm", seat="PRK", actions={"sell.PRK": "nothing"}) == 409
    late = room.student("Late", "PRK")
    assert view(late)["order"] == SECRET
    assert move(late, "confirm", seat="PRK", actions=SECRET) == 403
    assert move(late, "lead") == 409
    assert predict(late, room) == 409  # results have been shown
    assert room.room.orders == {"PRK": SECRET}


@pytest.mark.parametrize(
    ("status", "call"),
    {
        "foreign origin": (
            403,
            lambda r: r.hosting.post(
                "/api/move",
                json={"kind": "pause", "on": True},
                headers={"origin": "http://evil.example"},
            ),
        ),
        "foreign page": (
            403,
            lambda r: r.hosting.post(
                "/api/move",
                json={"kind": "pause", "on": True},
                headers={"sec-fetch-site": "cross-site"},
            ),
        ),
        "wrong host": (
            400,
            lambda r: r.hosting.get("/api/state/host", headers={"host": "evil.example"}),
        ),
        "no cookie": (401, lambda r: r.client().get("/api/state/student")),
        "no cookie, stream": (401, lambda r: r.client().get("/api/stream/wall")),
        "no cookie, move": (401, lambda r: r.client().post("/api/move", json={"kind": "open"})),
        "no key": (401, lambda r: r.client().get("/host")),
        "wrong key": (401, lambda r: r.client().get("/host?key=guess")),
        "student as host": (403, lambda r: r.kor.post("/api/move", json={"kind": "close"})),
        "student at the host's": (403, lambda r: r.kor.get("/api/state/host")),
        "student at the wall": (403, lambda r: r.kor.get("/api/stream/wall")),
        "student exports": (403, lambda r: r.kor.get("/api/export/game.json")),
        "wall as host": (403, lambda r: r.walling.post("/api/move", json={"kind": "close"})),
        "a megabyte": (413, lambda r: r.kor.post("/api/move", content=b"x" * 1_000_000)),
        "a megabyte in pieces": (
            413,
            lambda r: r.kor.post("/api/move", content=(b"x" * 1000 for _ in range(1000))),
        ),
        "no JSON": (403, lambda r: r.kor.post("/api/move", content=b"{")),
        "unknown move": (403, lambda r: r.kor.post("/api/move", json={"kind": "cheat"})),
        "unknown to the host": (422, lambda r: r.hosting.post("/api/move", json={"kind": "x"})),
        "no such action": (
            422,
            lambda r: r.kor.post(
                "/api/move",
                json={"kind": "vote", "actions": {"response.korea": "anwser"}},
            ),
        ),
        "wrong code": (403, lambda r: r.client().post("/api/join", json={"code": "x"})),
        "a file beside": (404, lambda r: r.client().get("/static/..%2fgame.py")),
        "no such file": (404, lambda r: r.client().get("/static/game.py")),
        "a second beginning": (422, lambda r: r.hosting.post("/api/move", json={"kind": "begin"})),
        "join as a move": (
            403,
            lambda r: r.hosting.post(
                "/api/move",
                json={"kind": "join", "member": "m9", "key": "0" * 64, "name": "x", "seat": "PRK"},
            ),
        ),
    }.values(),
)  # fmt: skip
def test_who_may_not_is_refused(room, status, call):
    before = room.opened.office.hold.moves
    answer = call(room)
    assert answer.status_code == status
    assert answer.headers["content-security-policy"].startswith("default-src 'self'")
    assert room.opened.office.hold.moves == before


def test_a_misspelt_action_is_told_the_nearest(room):
    told = {"kind": "vote", "actions": {"response.korea": "anwser"}}
    assert "Did you mean 'answer'" in room.kor.post("/api/move", json=told).json()["said"]


def test_cookies_cannot_be_read_by_scripts_nor_sent_from_elsewhere(room):
    answer = room.client().post("/api/join", json={"code": room.code, "name": "Cookie"})
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_the_log_holds_no_key_and_no_address(room):
    log = room.opened.office.hold.path.read_text()
    for secret in (room.opened.host, room.opened.wall, dict(room.prk.cookies)["seat"], "127.0.0.1"):
        assert secret not in log


def test_the_first_load_is_light_and_asks_nothing_of_others(room):
    names = ("style.css", "student.js", "common.js", "draw.js", "icon.svg")
    texts = [room.client().get(f"/static/{name}").text for name in names]
    texts.append(room.client().get("/").text)
    assert sum(len(text.encode()) for text in texts) <= 150_000
    addresses = re.findall(r"https?:[^\"']*", "".join(texts))
    assert set(addresses) <= {"http://www.w3.org/2000/svg"}


def test_joining_is_slowed_down_for_who_guesses_codes(tmp_path):
    with served(tmp_path, runs=RUNS) as other:
        client = other.client()
        guess = [client.post("/api/join", json={"code": f"X{n}"}).status_code for n in range(12)]
        assert guess == [403] * 10 + [429] * 2


def test_a_host_may_lock_the_predictions_and_the_log_says_so(tmp_path):
    with served(tmp_path, runs=RUNS) as other:
        host, student = other.host(), other.student()
        assert move(host, "inject", state="IRN", choice="sell.IRN", action="nothing") == 409
        for kind, status in (("open", 200), ("close", 200), ("reveal", 403), ("lock", 200)):
            assert move(host, kind) == status
        assert predict(student, other) == 409
        assert move(host, "reveal") == 200
        assert '{"kind":"lock"}' in other.opened.office.hold.path.read_text()


def test_the_debrief_is_nought_for_who_gave_no_order_and_the_paired_game_for_others(tmp_path):
    with served(tmp_path, runs=RUNS) as other:
        host, prk = other.host(), other.student("Kim", "PRK")
        assert predict(prk, other) == 200
        assert move(host, "open") == 200
        assert move(prk, "confirm", seat="PRK", actions={"sell.PRK": "nothing"}) == 200
        assert move(host, "inject", state="IRN", choice="sell.IRN", action="nothing") == 200
        assert move(host, "confirm", seat="CHN", actions={"restrain.PRK": "restrain"}) == 200
        for kind in ("close", "reveal", "debrief"):
            assert move(host, kind) == 200
        until(lambda: view(prk)["debrief"]["waiting"] == 0)
        seats = {seat["seat"]: seat for seat in view(prk)["debrief"]["seats"]}
        for row in seats["KOR"]["rows"]:
            assert (row["without"]["mean"], row["held"]["low"]) == (0.0, 0.0)
        assert any(row["without"]["mean"] for row in seats["PRK"]["rows"])
        assert seats["PRK"]["reasons"]["sentences"]
        assert ("IRN", "sell.IRN") in other.room.game.turns[0]


def test_two_hundred_people_lose_nothing(tmp_path):
    """Each of them votes at the same time as all others; every vote is in the log."""
    people = 200
    with served(tmp_path, runs=RUNS) as other:
        host = other.host()
        for kind in ("lock", "open"):
            assert move(host, kind) == 200
        statuses = []

        def vote(numbers):
            for n in numbers:
                statuses.append(move(other.student(f"p{n}"), "vote", actions={}, note=f"n{n}"))

        threads = [threading.Thread(target=vote, args=(range(n, people, 8),)) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert statuses == [200] * people
        assert sum(member.vote is not None for member in other.room.members.values()) == people
    again = Hold.resume(tmp_path / "room.jsonl")
    again.close()
    assert {m.vote.note for m in again.room.members.values()} == {f"n{n}" for n in range(people)}


def test_a_forgotten_room_has_no_names_and_the_same_game(room, tmp_path):
    log = tmp_path / "room.jsonl"
    log.write_bytes(room.opened.office.hold.path.read_bytes())
    assert forget(log) == len(room.room.members)
    text = log.read_text()
    assert "Kim" not in text
    assert "to the port" not in text
    again = Hold.resume(log)
    again.close()
    assert again.room.game.digest == room.room.game.digest


@pytest.mark.parametrize(
    "lines",
    [
        b"",
        b"{}\n",
        b"\xff\xfe\n",
        b'{"kind":"open"}\n',
        b"[" * 50_000 + b"\n",
    ],
)
def test_what_is_no_log_is_refused_in_words(tmp_path, lines):
    (tmp_path / "room.jsonl").write_bytes(lines)
    with pytest.raises(ArgumentError, match="no log of a seminar"):
        Hold.resume(tmp_path / "room.jsonl")


def test_a_log_with_a_move_that_was_never_allowed_is_refused_with_its_line(room, tmp_path):
    first = room.opened.office.hold.path.read_bytes().splitlines()[0]
    (tmp_path / "room.jsonl").write_bytes(first + b'\n{"kind":"reveal"}\n')
    with pytest.raises(ArgumentError, match="line 2: not now"):
        Hold.resume(tmp_path / "room.jsonl")
