"""What stands before every page and call: who may be asked, by whom, how much and how often."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, MutableMapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY = 16_384
"""Bytes of the largest body that is read."""

HEADERS = (
    ("content-security-policy", "default-src 'self'; base-uri 'none'; form-action 'self'; "
     "frame-ancestors 'none'; object-src 'none'"),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cache-control", "no-store"),
    ("cross-origin-opener-policy", "same-origin"),
)  # fmt: skip
"""Headers of every answer: nothing is loaded from elsewhere, and nothing is kept."""


class TooLarge(Exception):
    """A body that is larger than it may be."""


class Guard:
    """Refuse calls for another host (400), from another origin (403), or too large (413).

    Parameters
    ----------
    app : ASGI application
        What stands behind.
    hosts : iterable of str
        Hosts with their ports under which the room may be called, ``127.0.0.1:8765``.
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self.app, self.hosts = app, frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a call through, or answer it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = {k.decode("latin-1"): v.decode("latin-1") for k, v in scope["headers"]}
        if refusal := self._refusal(scope["method"], headers):
            await _answer(send, *refusal)
            return
        started = False

        async def told(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message["headers"] = [*message["headers"], *_HEADERS]
            await send(message)

        try:
            await self.app(scope, _bounded(receive), told)
        except TooLarge:
            if not started:
                await _answer(send, 413, f"at most {LARGEST_BODY} bytes are read")

    def _refusal(self, method: str, headers: MutableMapping[str, str]) -> tuple[int, str] | None:
        if headers.get("host", "") not in self.hosts:
            return 400, "this room is not called so"
        origin = headers.get("origin")
        own = {f"http://{host}" for host in self.hosts}
        if origin is not None and origin not in own:
            return 403, "calls from another page are refused"
        if headers.get("sec-fetch-site", "none") == "cross-site" and method != "GET":
            return 403, "calls from another page are refused"
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > LARGEST_BODY:
            return 413, f"at most {LARGEST_BODY} bytes are read"
        return None


_HEADERS = [(name.encode(), value.encode()) for name, value in HEADERS]


def _bounded(receive: Receive) -> Receive:
    """Return a receiver that reads no more than it may."""
    read = 0

    async def bounded() -> Message:
        nonlocal read
        message = await receive()
        read += len(message.get("body", b""))
        if read > LARGEST_BODY:
            raise TooLarge
        return message

    return bounded


async def _answer(send: Send, status: int, words: str) -> None:
    body = words.encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        *_HEADERS,
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


class Pace:
    """How often somebody may call: so many times within so many seconds.

    Examples
    --------
    >>> pace = Pace(2, 60.0)
    >>> [pace.allows("a"), pace.allows("a"), pace.allows("a"), pace.allows("b")]
    [True, True, False, True]
    """

    def __init__(self, calls: int, seconds: float) -> None:
        self.calls, self.seconds = calls, seconds
        self._seen: dict[str, deque[float]] = {}

    def allows(self, who: str) -> bool:
        """Return whether one more call of somebody is allowed, and count it."""
        now = time.monotonic()
        mine = self._seen.setdefault(who, deque())
        while mine and mine[0] < now - self.seconds:
            mine.popleft()
        if len(mine) >= self.calls:
            return False
        mine.append(now)
        return True

    def blocked(self, who: str) -> bool:
        """Return whether somebody has called too often, without counting."""
        now = time.monotonic()
        recent = [at for at in self._seen.get(who, ()) if at >= now - self.seconds]
        return len(recent) >= self.calls
