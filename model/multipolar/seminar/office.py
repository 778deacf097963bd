"""The office of a running room: it makes moves, has them computed, and tells the pages."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections import Counter
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from multipolar.seminar import views
from multipolar.seminar.computed import Computed, View
from multipolar.seminar.game import Game
from multipolar.seminar.hold import Hold
from multipolar.seminar.keys import is_shipped, key_of, told
from multipolar.seminar.moves import (
    AnyMove,
    Begin,
    Close,
    Confirm,
    Debrief,
    Inject,
    Join,
    Open,
    Reveal,
    Undo,
)
from multipolar.seminar.worker import Worker, WorkerFailed

BEAT = 0.1
"""Seconds within which changes are told together."""

ALIVE = 10.0
"""Seconds after which a page without news hears that the room is there."""


def digest_of(key: str) -> str:
    """Return what is kept of a key."""
    return sha256(key.encode()).hexdigest()


def new_key() -> str:
    """Return a key that nobody guesses."""
    return secrets.token_urlsafe(24)


@dataclass(frozen=True)
class Visitor:
    """Who calls: the roles that the keys open, and the member."""

    host: bool = False
    wall: bool = False
    member: str = ""

    @property
    def anybody(self) -> bool:
        """Whether any key is known."""
        return self.host or self.wall or bool(self.member)


@dataclass
class Office:
    """A running room.

    Parameters
    ----------
    hold : Hold
        The classroom and its log.
    worker : Worker
        Where games are played.
    renewed : mapping of str to str
        Digests of the keys of host and wall that a resumed room has beside its first ones.
    """

    hold: Hold
    worker: Worker
    renewed: Mapping[str, str] = field(default_factory=dict)
    found: Computed = field(default_factory=Computed)
    connected: Counter[str] = field(default_factory=Counter)
    closing: bool = False
    _changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    _version: int = 0
    _tasks: dict[str, asyncio.Task[None]] = field(default_factory=dict)

    # -- who ---------------------------------------------------------------------------------

    def visitor(self, cookies: dict[str, str]) -> Visitor:
        """Return who calls, by the keys in the cookies."""
        begun = self.hold.room.begun
        keys = {role: digest_of(cookies.get(role, "")) for role in ("host", "wall", "seat")}
        found = next((m.id for m in self._members() if m.key == keys["seat"]), "")

        def opens(role: str, first: str) -> bool:
            known = (first, self.renewed.get(role, ""))
            return any(secrets.compare_digest(keys[role], one) for one in known)

        host, wall = opens("host", begun.host), opens("wall", begun.wall)
        return Visitor(host, wall or host, found)

    def _members(self) -> list[Any]:
        return list(self.hold.room.members.values())

    def join(self, name: str, seat: str = "") -> str:
        """Let somebody in and return the key of the place."""
        key = new_key()
        seat = seat or self.hold.room.emptiest()
        member = f"m{len(self.hold.room.members) + 1}"
        self.play(Join(member=member, key=digest_of(key), name=name, seat=seat))
        return key

    # -- moves -------------------------------------------------------------------------------

    def play(self, move: AnyMove) -> None:
        """Make a move, keep it, and tell the pages."""
        self.hold.play(move)
        if isinstance(move, Open | Confirm | Inject | Close | Undo | Debrief):
            self.follow()
        self.tell()

    async def reveal(self) -> None:
        """Reveal the turn as soon as it is computed."""
        room = self.hold.room
        if room.stage == "closed" and room.all_predicted:
            await self.computed()
        self.play(Reveal())

    async def computed(self) -> None:
        """Wait until the picture of the last turn is there.

        Raises
        ------
        WorkerFailed
            When it cannot be computed.
        """
        self.follow()
        room = self.hold.room
        task = self._tasks.get(f"picture {room.game.digest}")
        if task is not None:
            await task
        if room.game.digest not in self.found.pictures:
            raise WorkerFailed(self.found.failed)

    def follow(self) -> None:
        """Have computed what the room will need next: a turn as soon as every seat is in."""
        room, found = self.hold.room, self.found
        game, digest = room.game.to_json(), room.game.digest
        measures = views.measures_of(room)
        seats = [seat.iso3 for seat in room.lesson.seats]
        for shown in (room.game, room.shown_game):
            if shown.turns:
                self._draw(shown, measures)
        if room.stage in ("lobby", "orders") and digest not in found.choices:
            given = {"game": game, "seats": seats}
            self._ask("choices", digest, given, _into(found.choices, digest))
        if room.all_ordered:
            self._draw(room.coming, measures)
        if room.stage == "debrief":
            self._follow_debrief(game, digest, seats, measures)

    def _draw(self, game: Game, measures: list[str]) -> None:
        """Have the picture of a game's last turn made, unless it is there."""
        pictures = self.found.pictures
        if game.digest not in pictures:
            given = {"game": game.to_json(), "measures": measures}
            self._ask("picture", game.digest, given, _into(pictures, game.digest))

    def _follow_debrief(
        self, game: str, digest: str, seats: list[str], measures: list[str]
    ) -> None:
        room, found = self.hold.room, self.found
        if not found.key and is_shipped(room.lesson):
            lines = key_of(room.lesson)
            found.key = [
                {
                    "number": number,
                    "words": question.words,
                    "answer": lines[number].answer,
                    "told": told(lines[number]).partition(": ")[2],
                    "why": question.why,
                }
                for number, question in room.lesson.numbered.items()
            ]
        done = found.what_if.setdefault(digest, {})
        for seat in seats:
            if seat not in done:
                given = {"game": game, "seat": seat, "measures": measures}
                self._ask("what_if", f"{digest} {seat}", given, _into(done, seat))

    def _ask(
        self, task: str, about: str, given: dict[str, Any], keep: Callable[[View], None]
    ) -> None:
        """Ask the worker once, keep what it found, and tell the pages."""
        name = f"{task} {about}"
        if name in self._tasks:
            return

        async def ask() -> None:
            try:
                keep(await asyncio.to_thread(self.worker.ask, task, given))
                self.found.failed = ""
            except WorkerFailed as error:
                self.found.failed = str(error)
            finally:
                self._tasks.pop(name, None)
                self.tell()

        self._tasks[name] = _task(ask())

    # -- pages -------------------------------------------------------------------------------

    def tell(self) -> None:
        """Tell every page that something has changed."""
        self._version += 1
        _task(self._wake())

    def end(self, loop: asyncio.AbstractEventLoop) -> None:
        """Let the pages go, from the handler of a signal."""
        self.closing = True
        loop.call_soon_threadsafe(self.tell)

    async def _wake(self) -> None:
        async with self._changed:
            self._changed.notify_all()

    def view(self, role: str, member: str = "") -> View:
        """Return what a page of a role sees now."""
        room = self.hold.room
        if role == "host":
            return views.host_view(room, self.found, self._people())
        if role == "wall":
            return views.wall_view(room, self.found)
        return views.student_view(room, self.found, room.members[member])

    def _people(self) -> int:
        """Return how many members have a page open, however many pages that are."""
        return sum(self.connected[member] > 0 for member in self.hold.room.members)

    async def stream(self, role: str, member: str = "") -> AsyncIterator[str]:
        """Yield server-sent events: at first the whole view, then whatever of it has changed."""
        who = member if role == "student" else role
        self._counts(who, 1)
        sent: dict[str, str] = {}
        version = -1
        try:
            while not self.closing:
                if version != self._version:
                    version = self._version
                    view = _texts(self.view(role, member))
                    if changed := {k: text for k, text in view.items() if sent.get(k) != text}:
                        sent = view
                        yield f"id: {self.hold.moves}\ndata: {_object(changed)}\n\n"
                    await asyncio.sleep(BEAT)
                elif not await self._news(version):
                    yield ": the room is there\n\n"
        finally:
            self._counts(who, -1)

    def _counts(self, who: str, pages: int) -> None:
        """Count pages of a member, of host or wall, that come or go, and tell of it."""
        self.connected[who] += pages
        if not self.closing:
            self.tell()

    async def _news(self, version: int) -> bool:
        """Wait for a change; return whether one came before the page must hear of the room."""
        try:
            async with asyncio.timeout(ALIVE), self._changed:
                await self._changed.wait_for(lambda: self._version != version)
        except TimeoutError:
            return False
        return True


_RUNNING: set[asyncio.Task[None]] = set()
"""Tasks that run: asyncio itself does not hold them."""


def _task(work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
    task = asyncio.get_running_loop().create_task(work)
    _RUNNING.add(task)
    task.add_done_callback(_RUNNING.discard)
    return task


def _texts(view: View) -> dict[str, str]:
    return {key: json.dumps(value, separators=(",", ":")) for key, value in view.items()}


def _object(texts: dict[str, str]) -> str:
    return "{" + ",".join(f'"{key}":{text}' for key, text in texts.items()) + "}"


def _into(done: dict[str, View], name: str) -> Callable[[View], None]:
    def keep(got: View) -> None:
        done[name] = got

    return keep


def begin(lesson: str, game: str, code: str, *, practice: bool) -> tuple[Begin, str, str]:
    """Return the first move of a room, and the keys of the host and of the wall."""
    host, wall = new_key(), new_key()
    move = Begin(
        lesson=lesson,
        game=game,
        code=code,
        host=digest_of(host),
        wall=digest_of(wall),
        practice=practice,
    )
    return move, host, wall
