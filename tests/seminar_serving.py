"""A room that is served for tests, and people who call it."""

import contextlib
import threading
import time

import httpx
import uvicorn

from multipolar.seminar import load_lesson
from multipolar.seminar.serve import bound, make_app, open_room, resume_room


class Served:
    """A running room: its address, its keys, its office."""

    def __init__(self, opened, port=0):
        self.opened = opened
        self.socket = bound(port, lan=False)
        self.port = self.socket.getsockname()[1]
        self.clients = []
        self.url = f"http://127.0.0.1:{self.port}"
        hosts = [f"127.0.0.1:{self.port}", f"localhost:{self.port}"]
        config = uvicorn.Config(
            make_app(opened, hosts, f"{self.url}/"),
            log_level="error",
            access_log=False,
            timeout_graceful_shutdown=1,
        )
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(
            target=self.server.run, kwargs={"sockets": [self.socket]}, daemon=True
        )

    @property
    def room(self):
        return self.opened.office.hold.room

    @property
    def code(self):
        return self.room.begun.code

    def start(self):
        self.thread.start()
        until(lambda: self.server.started)
        return self

    def stop(self):
        for client in self.clients:
            client.close()
        self.server.should_exit = True
        self.thread.join(20)
        self.socket.close()

    def client(self, **cookies):
        self.clients.append(httpx.Client(base_url=self.url, cookies=cookies, timeout=120))
        return self.clients[-1]

    def host(self):
        client = self.client()
        client.get(f"/host?key={self.opened.host}")
        return client

    def wall(self):
        client = self.client()
        client.get(f"/wall?key={self.opened.wall}")
        return client

    def student(self, name="Mo", seat=""):
        client = self.client()
        answer = client.post("/api/join", json={"code": self.code, "name": name, "seat": seat})
        assert answer.status_code == 200, answer.text
        return client


def until(true, seconds=120.0):
    """Wait until something is true; the machine may be slow."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come true"
        time.sleep(0.02)


@contextlib.contextmanager
def served(folder, lesson="korea", **options):
    room = Served(open_room(load_lesson(lesson), folder / "room.jsonl", **options)).start()
    try:
        yield room
    finally:
        room.stop()


@contextlib.contextmanager
def resumed(folder):
    room = Served(resume_room(folder / "room.jsonl")).start()
    try:
        yield room
    finally:
        room.stop()


def move(client, kind, **more):
    """Make a move and return the status."""
    return client.post("/api/move", json={"kind": kind, **more}).status_code


def predict(client, room, answer="none"):
    answers = dict.fromkeys(room.room.lesson.numbered, answer)
    return move(client, "predict", answers=answers, confidence=3, why="so")


def view(client, role="student"):
    return client.get(f"/api/state/{role}").json()
