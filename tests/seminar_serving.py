"""A room that is served for tests, and people who call it."""

import asyncio
import contextlib
import threading
import time
from dataclasses import replace
from types import SimpleNamespace

import httpx
import pytest
import uvicorn

from multipolar.seminar import load_lesson, serve
from multipolar.seminar.serve import bound, game_of_lesson, make_app, open_room
from multipolar.seminar.worker import Worker


class Serving(uvicorn.Server):
    """A server that knows its loop, so that its pages can be let go."""

    async def serve(self, sockets=None):
        self.loop = asyncio.get_running_loop()
        await super().serve(sockets)


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
        self.server = Serving(config)
        self.thread = threading.Thread(
            target=self.server.run, kwargs={"sockets": [self.socket]}, daemon=True
        )

    @property
    def pages(self):
        """Where the pages are, as the command prints it."""
        return SimpleNamespace(
            host=f"{self.url}/host?key={self.opened.host}",
            wall=f"{self.url}/wall?key={self.opened.wall}",
            join=f"{self.url}/",
            code=self.code,
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
        self.opened.office.end(self.server.loop)
        self.server.should_exit = True
        self.thread.join(20)
        self.socket.close()

    def client(self, **cookies):
        self.clients.append(
            httpx.Client(base_url=self.url, cookies=cookies, timeout=120, verify=False)
        )
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


class Lent(Worker):
    """A real worker that rooms have one after the other: to start one takes seconds."""

    def stop(self):
        """Stay: the room is over, the worker is not."""


def short_game(lesson, runs):
    """Return the game of a lesson with turns of two months."""
    return replace(game_of_lesson(lesson, runs), months_a_turn=2)


@contextlib.contextmanager
def served(folder, worker=None, lesson="korea", game=short_game, **options):
    """Serve a room with a worker of its own, or with one that is lent, and play short turns."""
    log = folder / "room.jsonl"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(serve, "game_of_lesson", game)
        opened = open_room(load_lesson(lesson), log, worker=worker, **options)
    room = Served(opened).start()
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
