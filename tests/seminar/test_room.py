"""The room by its protocol: who may see and do what, and that nothing is lost."""

import csv
import json
import os
import re
import signal
import threading
from types import SimpleNamespace

import numpy as np
import pytest

from multipolar import MultipolarModel, load_scenario
from multipolar.arguments import ArgumentError
from multipolar.ensemble.blocks import Recorder
from multipolar.measures import measure_all
from multipolar.seminar import Game
from multipolar.seminar.analysis import picture
from multipolar.seminar.computed import Computed
from multipolar.seminar.hold import Hold, forget
from multipolar.seminar.views import measures_of, student_view
from seminar_serving import move, predict, served, until, view

RUNS = 8
SECRET = {"sell.PRK": "shells_and_men"}


@pytest.fixture(scope="module")
def room(worker, tmp_path_factory):
    """Serve a room of two students and a late one, at the orders of its third turn.

    What was seen on the way there stands in ``seen``. Tests look, and leave the room as it is.
    """
    with served(tmp_path_factory.mktemp("room"), worker, runs=RUNS) as there:
        there.hosting, there.walling = there.host(), there.wall()
        there.prk, there.kor = there.student("<b>Kim</b>", "PRK"), there.student("Lee", "KOR")
        there.seen = SimpleNamespace()
        first_turn(there)
        taken_back(there)
        turn_with_a_killed_worker(there)
        third_orders(there)
        before = there.opened.office.hold.moves
        yield there
        assert there.opened.office.hold.moves == before


def first_turn(room):
    """Play a turn: PRK orders in secret; nobody has predicted when it is closed."""
    seen, others = room.seen, ((room.kor, "student"), (room.walling, "wall"))
    move(room.hosting, "open")
    move(room.prk, "vote", actions=SECRET, note="to the port")
    move(room.prk, "confirm", seat="PRK", actions=SECRET)
    seen.secret = [text for who, role in others for text in told_to(who, role)]
    seen.open = {"KOR": view(room.kor), "PRK": view(room.prk)}
    move(room.hosting, "close")
    seen.closed = view(room.kor)
    seen.results = room.kor.get("/api/results").status_code
    seen.too_early = [move(room.hosting, "reveal")]
    predict(room.prk, room)
    seen.too_early.append(move(room.hosting, "reveal"))
    predict(room.kor, room, "up")
    seen.revealed = move(room.hosting, "reveal")
    seen.shown = [view(room.prk), view(room.kor), view(room.walling, "wall")]
    seen.second_prediction = predict(room.kor, room, "down")
    seen.game = room.room.game


def taken_back(room):
    """Take the turn back and play it again with the same orders."""
    move(room.hosting, "undo")
    room.seen.undone = {"PRK": view(room.prk), "KOR": view(room.kor)}
    for kind in ("close", "reveal"):
        move(room.hosting, kind)
    room.seen.again = view(room.prk)["picture"]


def turn_with_a_killed_worker(room):
    """Play the second turn; its worker is killed while orders are open."""
    move(room.hosting, "open")
    move(room.kor, "confirm", seat="KOR", actions={"response.korea": "answer"})
    worker = room.opened.office.worker
    room.seen.workers = [worker.pid]
    os.kill(worker.pid, signal.SIGKILL)
    move(room.hosting, "close")
    room.seen.after_the_kill = move(room.hosting, "reveal"), view(room.prk)["picture"]["turn"]
    room.seen.workers.append(worker.pid)


def third_orders(room):
    """Open the third turn; PRK confirms twice, and a second member comes late."""
    move(room.hosting, "open")
    sold = {"sell.PRK": "nothing"}
    late = room.late = room.student("Late", "PRK")
    room.seen.confirmed = {
        "captain": move(room.prk, "confirm", seat="PRK", actions=SECRET),
        "a double click": move(room.prk, "confirm", seat="PRK", actions=SECRET),
        "another order": move(room.prk, "confirm", seat="PRK", actions=sold),
        "a member": move(late, "confirm", seat="PRK", actions=SECRET),
        "a new captain": move(late, "lead"),
        "a late prediction": predict(late, room),
    }


def told_to(who, role):
    """Return all that a page of somebody is told: when it asks, and by its stream."""
    with who.stream("GET", f"/api/stream/{role}") as events:
        first = next(line for line in events.iter_lines() if line.startswith("data:"))
    return who.get(f"/api/state/{role}").text, first.removeprefix("data: ")


def test_a_turn_is_secret_until_it_is_revealed_and_then_the_same_for_all(room):
    seen = room.seen
    for told in seen.secret:
        assert "to the port" not in told
        assert '"order":{"sell' not in told
        assert json.loads(told)["picture"] is None
        assert json.loads(told)["seats_in"] == 1
    other = seen.open["KOR"]
    assert (other["order"], other["words"], other["votes"]) == (None, {}, {})
    assert seen.open["PRK"]["order"] == SECRET
    assert (seen.closed["picture"], seen.results) == (None, 403)
    assert (seen.too_early, seen.revealed) == ([403, 403], 200)
    pictures = [one["picture"] for one in seen.shown]
    assert [one["action"] for one in pictures[0]["tiles"]] == ["shells_and_men"]
    assert pictures[0] == pictures[1] == pictures[2]


def test_a_locked_prediction_cannot_change(room):
    assert room.seen.second_prediction == 409
    assert set(view(room.kor)["prediction"]["answers"].values()) == {"up"}


def straight():
    """Return every measure of the first turn's orders, given by hand to a model of one's own."""
    model = MultipolarModel(load_scenario("baseline", {"months": 32}), runs=RUNS, rng=1)
    recorder = Recorder(model)
    while model.month <= "2024-08":
        if model.month == "2024-07":
            model.order("PRK", "shells_and_men", "sell.PRK")
        model.step()
        recorder.keep(model)
    return measure_all(recorder.trajectories, model.world.roster)


def test_what_pages_show_is_what_python_computes_to_the_last_bit(room):
    picture = room.seen.shown[2]["picture"]
    game = Game.from_json(room.seen.game.to_json())
    (turn,) = game.play()
    by_hand = straight()
    assert picture["digest"] == game.digest
    for shown in picture["measures"]:
        middle = np.array([np.nan if one is None else one for one in shown["mid"]])
        for paths in (turn.results, by_hand):
            path = paths[shown["measure"]][:, -len(picture["months"]) :]
            known = ~np.isnan(path).all(axis=0)
            assert np.array_equal(middle[known], np.nanquantile(path[:, known], 0.5, axis=0))
    quiet = Game.from_json(json.dumps(game.to_dict() | {"turns": [[]]}))
    assert quiet == game.alone()


def test_undo_and_redo_give_the_same_digest_and_the_same_picture(room):
    undone = room.seen.undone
    assert undone["PRK"]["order"] == SECRET
    assert (undone["PRK"]["stage"], undone["KOR"]["picture"]) == ("orders", None)
    assert room.seen.again == room.seen.shown[0]["picture"]
    assert room.seen.again["digest"] == room.seen.game.digest


def test_the_worker_is_replaced_when_it_is_killed_and_the_turn_goes_on(room):
    assert room.seen.after_the_kill == (200, 2)
    assert len(set(room.seen.workers)) == 2


def test_a_log_that_was_cut_off_is_the_same_room(room, tmp_path):
    log = room.opened.office.hold.path.read_bytes()
    (tmp_path / "room.jsonl").write_bytes(log + b'{"kind":"conf')
    again = Hold.resume(tmp_path / "room.jsonl")
    again.close()
    assert again.room == room.room
    views = [
        student_view(one, Computed(), member)
        for one in (again.room, room.room)
        for member in one.members.values()
    ]
    assert views[:3] == views[3:]
    assert (tmp_path / "room.jsonl").read_bytes() == log


def test_one_seat_gives_one_order_whoever_confirms_how_often(room):
    assert room.seen.confirmed == {
        "captain": 200,
        "a double click": 200,
        "another order": 409,
        "a member": 403,
        "a new captain": 409,
        "a late prediction": 409,  # results have been shown
    }
    assert view(room.late)["order"] == SECRET
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


def test_the_log_holds_no_key_and_no_address(room):
    log = room.opened.office.hold.path.read_text()
    for secret in (room.opened.host, room.opened.wall, dict(room.prk.cookies)["seat"], "127.0.0.1"):
        assert secret not in log


def test_the_first_load_is_light_and_asks_nothing_of_others(room):
    names = ("style.css", "student.js", "send.js", "common.js", "draw.js", "icon.svg")
    texts = [room.client().get(f"/static/{name}").text for name in names]
    texts.append(room.client().get("/").text)
    assert sum(len(text.encode()) for text in texts) <= 150_000
    addresses = re.findall(r"https?:[^\"']*", "".join(texts))
    assert set(addresses) <= {"http://www.w3.org/2000/svg"}


def test_who_guesses_codes_waits_and_cookies_stay_out_of_the_reach_of_scripts(worker, tmp_path):
    with served(tmp_path, worker, runs=RUNS) as other:
        client = other.client()
        guess = [client.post("/api/join", json={"code": f"X{n}"}).status_code for n in range(9)]
        joined = client.post("/api/join", json={"code": other.code, "name": "Cookie"})
        cookie = joined.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie
        guess += [client.post("/api/join", json={"code": f"Y{n}"}).status_code for n in range(3)]
        assert guess == [403] * 10 + [429] * 2


def test_a_turn_is_computed_when_the_seats_are_in_anew_when_one_changes_and_nobody_hears_of_it(
    worker, tmp_path
):
    with served(tmp_path, worker, runs=RUNS) as other:
        host, prk, kor = other.host(), other.student("Kim", "PRK"), other.student("Lee", "KOR")
        pictures = other.opened.office.found.pictures
        move(host, "open")
        move(prk, "confirm", seat="PRK", actions=SECRET)
        assert not other.room.all_ordered
        move(kor, "confirm", seat="KOR", actions={})
        first = other.room.coming
        until(lambda: first.digest in pictures)
        told = [
            client.get(f"/api/state/{role}").json()
            for client, role in ((kor, "student"), (host, "host"))
        ]
        assert [(one["stage"], one["picture"]) for one in told] == [("orders", None)] * 2
        move(host, "confirm", seat="PRK", actions={"sell.PRK": "nothing"})
        until(lambda: other.room.coming.digest in pictures)
        move(host, "close")
        assert list(pictures) == [first.digest, other.room.game.digest]
        move(host, "lock")
        move(host, "reveal")
        assert view(kor)["picture"] == picture(other.room.game.to_json(), measures_of(other.room))


def test_a_host_may_lock_the_predictions_and_the_debrief_tells_each_seat_what_it_did(
    worker, tmp_path
):
    with served(tmp_path, worker, runs=RUNS) as other:
        host, prk = other.host(), other.student("Kim", "PRK")
        late = other.student("Late", "KOR")
        nothing = {"state": "IRN", "choice": "sell.IRN", "action": "nothing"}
        assert move(host, "inject", **nothing) == 409
        assert predict(prk, other) == 200
        assert not host.get("/api/state/host").json()["acts"]
        assert move(host, "open") == 200
        acts = host.get("/api/state/host").json()["acts"]
        assert not {act["state"] for act in acts} & set(other.room.seats)
        assert {
            "words": "Iran: What to sell to Russia",
            "state": "IRN",
            "choice": "sell.IRN",
        }.items() <= next(act for act in acts if nothing["action"] in act["actions"]).items()
        assert move(prk, "confirm", seat="PRK", actions={"sell.PRK": "nothing"}) == 200
        assert move(host, "inject", **nothing) == 200
        assert move(host, "confirm", seat="CHN", actions={"restrain.PRK": "restrain"}) == 200
        assert [move(host, kind) for kind in ("close", "reveal", "lock")] == [200, 403, 200]
        assert predict(late, other) == 409
        assert prk.get("/api/export/log-PRK.csv").status_code == 403
        assert [move(host, kind) for kind in ("reveal", "debrief")] == [200, 200]
        assert '{"kind":"lock"}' in other.opened.office.hold.path.read_text()
        assert ("IRN", "sell.IRN") in other.room.game.turns[0]
        until(lambda: view(prk)["debrief"]["waiting"] == 0)
        seats = {seat["seat"]: seat for seat in view(prk)["debrief"]["seats"]}
        for row in seats["KOR"]["rows"]:
            assert (row["without"]["mean"], row["held"]["low"]) == (0.0, 0.0)
        assert any(row["without"]["mean"] for row in seats["PRK"]["rows"])
        assert seats["KOR"]["reasons"] is None
        kept_by_all(host, prk, late)


def kept_by_all(host, prk, late):
    """Look at the files of a debrief: the host has all, a member those of its seat."""
    own = ["quiz.csv", "log-PRK.csv", "memo-PRK.txt"]
    assert view(prk)["files"] == own
    assert set(own) < set(view(host, "host")["files"])

    def table(who, name):
        return list(csv.DictReader(who.get(f"/api/export/{name}").text.splitlines()))

    (line,) = table(prk, "log-PRK.csv")
    assert (line["action"], line["words"]) == ("nothing", "Sell Russia nothing")
    assert 0.0 < float(line["chance_of_model"]) < 1.0
    assert {row["seat"] for row in table(host, "log.csv")} == {"PRK", "CHN", "IRN"}
    scores = [float(row["score"]) for row in table(prk, "quiz.csv")]
    assert view(prk)["score"]["mean"] == pytest.approx(sum(scores) / len(scores))
    assert {row["name"] for row in table(host, "quiz.csv")} == {"Kim"}
    assert table(late, "quiz.csv") == []
    memo = prk.get("/api/export/memo-PRK.txt").text
    assert memo.startswith("MEMO OF NORTH KOREA")
    assert re.search("TURN 1( MATTERED| MOVED MOST.*)?: Sell Russia nothing", memo)
    for name, status in (("memo-KOR.txt", 403), ("game.json", 403), ("../keys.csv", 404)):
        assert prk.get(f"/api/export/{name}").status_code == status


def test_two_hundred_people_lose_nothing(worker, tmp_path):
    """Each of them votes at the same time as all others; every vote is in the log."""
    people = 200
    with served(tmp_path, worker, runs=RUNS) as other:
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
