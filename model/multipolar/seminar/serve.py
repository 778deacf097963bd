"""Serving a room: from a lesson or a log to a running server."""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from types import FrameType
from typing import Any, NamedTuple

from multipolar.arguments import ArgumentError
from multipolar.seminar.game import Game
from multipolar.seminar.hold import Hold
from multipolar.seminar.lesson_schema import Lesson
from multipolar.seminar.office import Office, begin, digest_of, new_key
from multipolar.seminar.worker import Worker

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Signs of a code: none that looks like another."""


class Opened(NamedTuple):
    """A room that can be served: its office, and the keys of host and wall."""

    office: Office
    host: str
    wall: str


def game_of_lesson(lesson: Lesson, runs: int) -> Game:
    """Return the game of a lesson, without turns."""
    return Game(
        lesson.scenario,
        seed=lesson.seed,
        runs=runs,
        first_month=lesson.first_month,
        months_a_turn=lesson.months_a_turn,
        seats=tuple(seat.iso3 for seat in lesson.seats),
    )


def open_room(
    lesson: Lesson,
    log: Path,
    *,
    runs: int = 64,
    practice: bool = False,
    worker: Worker | None = None,
) -> Opened:
    """Open a new room with a log of its own, and a worker of its own unless it is given one."""
    code = "".join(secrets.choice(LETTERS) for _ in range(5))
    game = game_of_lesson(lesson, runs).to_json()
    move, host, wall = begin(lesson.name, game, code, practice=practice)
    return Opened(Office(Hold.new(log, lesson, move), worker or Worker()), host, wall)


def resume_room(log: Path) -> Opened:
    """Go on with a log. Host and wall get new keys beside those that open pages may have."""
    host, wall = new_key(), new_key()
    renewed = {"host": digest_of(host), "wall": digest_of(wall)}
    return Opened(Office(Hold.resume(log), Worker(), renewed=renewed), host, wall)


def make_app(opened: Opened, hosts: list[str], join: str) -> Any:
    """Return the ASGI application of a room.

    Parameters
    ----------
    opened : Opened
        The room.
    hosts : list of str
        Hosts with ports under which it may be called.
    join : str
        Address under which students join.
    """
    from starlette.applications import Starlette
    from starlette.middleware import Middleware

    from multipolar.seminar.calls import Desk
    from multipolar.seminar.guard import Guard

    office = opened.office

    @contextlib.asynccontextmanager
    async def living(_: Starlette) -> AsyncIterator[None]:
        office.follow()
        yield
        office.worker.stop()
        office.hold.close()

    return Starlette(
        routes=Desk(office, join).routes(),
        middleware=[Middleware(Guard, hosts=hosts)],
        lifespan=living,
    )


def own_address() -> str:
    """Return the address of this machine in its local network; its own where there is none.

    No packet is sent: the system only says which way it would take.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


def bound(port: int, *, lan: bool) -> socket.socket:
    """Return a socket at a port; 0 takes a free one.

    Raises
    ------
    ArgumentError
        When the port is taken.
    """
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(("0.0.0.0" if lan else "127.0.0.1", port))
        listening.listen(512)  # who comes before the server is ready waits
    except OSError as error:
        listening.close()
        raise ArgumentError(f"port {port} is not free ({error.strerror}): give --port") from None
    return listening


def run_server(opened: Opened, listening: socket.socket, hosts: list[str], join: str) -> None:
    """Serve a room until it is interrupted."""
    import uvicorn

    settings = uvicorn.Config(
        make_app(opened, hosts, join),
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=1,
        server_header=False,
    )

    class Ending(uvicorn.Server):
        """A server that lets the pages go before it ends."""

        def handle_exit(self, sig: int, frame: FrameType | None) -> None:
            """End, at the signal of the host."""
            opened.office.end(self.loop)
            super().handle_exit(sig, frame)

        async def serve(self, sockets: list[socket.socket] | None = None) -> None:
            """Serve until the signal."""
            self.loop = asyncio.get_running_loop()
            await super().serve(sockets)

    Ending(settings).run(sockets=[listening])
