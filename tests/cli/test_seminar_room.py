"""`multipolar seminar host` and `end`: what is refused, what is resumed, what is forgotten."""

import signal
import subprocess
import sys

import httpx
import pytest
from click.testing import CliRunner

from multipolar.cli import main
from multipolar.seminar import load_lesson
from multipolar.seminar.hold import Hold
from multipolar.seminar.moves import Join
from multipolar.seminar.office import begin
from multipolar.seminar.serve import game_of_lesson


@pytest.fixture
def log(tmp_path):
    """Keep a log of a room that one person has joined."""
    lesson, path = load_lesson("korea"), tmp_path / "room.jsonl"
    move, *_ = begin(lesson.name, game_of_lesson(lesson, 4).to_json(), "ABCDE", practice=False)
    hold = Hold.new(path, lesson, move)
    hold.play(Join(member="m1", key="1" * 64, name="Kim", seat="PRK"))
    hold.close()
    return path


def run(*words):
    return CliRunner().invoke(main, ["seminar", *map(str, words)])


def test_end_tells_and_forgets(log):
    assert "1 people, 0 turns" in run("end", log).output
    assert "Kim" in log.read_text()
    assert "Forgotten: 1 people" in run("end", log, "--forget").output
    assert "Kim" not in log.read_text()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("host", "koera", "--port", "0"), "Did you mean 'korea'"),
        (("host", "--resume", "nowhere.jsonl", "--port", "0"), "no log nowhere.jsonl"),
        (("end", "nowhere.jsonl"), "no log nowhere.jsonl"),
    ],
)
def test_what_cannot_be_opened_is_refused_in_words(words, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run(*words)
    assert done.exit_code != 0
    assert said in done.output
    assert not list(tmp_path.iterdir())


def test_a_log_is_never_written_over(log):
    before = log.read_bytes()
    assert "is there already" in run("host", "korea", "--port", "0", "--log", log).output
    assert log.read_bytes() == before


def test_a_room_is_resumed_by_its_log_and_ends_at_the_signal(log):
    command = [sys.executable, "-m", "multipolar", "seminar", "host", "--port", "0"]
    with subprocess.Popen(
        [*command, "--resume", str(log)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        address = server.stdout.readline().split()[1]
        with httpx.Client(follow_redirects=True, timeout=60) as host:
            assert host.get(address).status_code == 200
            root = address.partition("/host")[0]
            view = host.get(f"{root}/api/state/host").json()
            with host.stream("GET", f"{root}/api/stream/host") as events:
                next(events.iter_lines())
                server.send_signal(signal.SIGINT)
        try:
            _, complaints = server.communicate(timeout=60)
        finally:
            server.kill()
    assert view["table"][0]["members"] == ["Kim"]
    assert "Traceback" not in complaints
    assert "ERROR" not in complaints
