"""What pages may ask of a room: one function for each address."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import segno
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from multipolar.arguments import ArgumentError
from multipolar.seminar.classroom import Refused
from multipolar.seminar.exports import KINDS, exported
from multipolar.seminar.guard import Pace
from multipolar.seminar.moves import (
    AnyMove,
    CastVote,
    Close,
    Confirm,
    Debrief,
    Join,
    Lead,
    Open,
    Predict,
    Reveal,
    read_move,
)
from multipolar.seminar.office import Office, Visitor
from multipolar.seminar.pages import closed, page, static
from multipolar.seminar.worker import WorkerFailed

OF_MEMBERS = (Predict, CastVote, Confirm, Lead)
"""Moves of members; all others but the first and joining are the host's."""


class Desk:
    """The addresses of a room.

    Parameters
    ----------
    office : Office
        The running room.
    join : str
        Address under which students join.
    """

    def __init__(self, office: Office, join: str) -> None:
        self.office, self.join_at = office, join
        self._calls = Pace(60, 10.0)
        self._wrong = Pace(10, 60.0)

    def routes(self) -> list[Route]:
        """Return the addresses."""
        return [
            Route("/", self.student),
            Route("/host", self.host),
            Route("/wall", self.wall),
            Route("/qr.svg", self.qr),
            Route("/static/{name}", static),
            Route("/api/state/{role}", self.state),
            Route("/api/stream/{role}", self.stream),
            Route("/api/results", self.results),
            Route("/api/export/{name}", self.export),
            Route("/api/join", self.join, methods=["POST"]),
            Route("/api/move", self.move, methods=["POST"]),
            Route("/api/practice", self.practice, methods=["POST"]),
        ]

    # -- pages -------------------------------------------------------------------------------

    async def student(self, _: Request) -> Response:
        """Return the page of a student, which asks for the code first."""
        return page("student")

    async def host(self, request: Request) -> Response:
        """Return the page of the host; its key becomes a cookie."""
        return self._opened(request, "host")

    async def wall(self, request: Request) -> Response:
        """Return the page of the projector; its key becomes a cookie."""
        return self._opened(request, "wall")

    def _opened(self, request: Request, role: str) -> Response:
        key = request.query_params.get("key", "")
        cookies = {role: key} if key else request.cookies
        if not getattr(self.office.visitor(cookies), role):
            return closed()
        if not key:
            return page(role)
        answer = RedirectResponse(f"/{role}", status_code=303)
        _keep(answer, role, key)
        return answer

    async def qr(self, request: Request) -> Response:
        """Return the address to join at as a picture."""
        if refused := self._needs(request, "wall"):
            return refused
        out = BytesIO()
        address = f"{self.join_at}?code={self.office.hold.room.begun.code}"
        segno.make(address, error="m").save(out, kind="svg", scale=4, border=2)
        return Response(out.getvalue(), media_type="image/svg+xml")

    # -- looking -----------------------------------------------------------------------------

    async def state(self, request: Request) -> Response:
        """Return what a page sees."""
        role = request.path_params["role"]
        if refused := self._needs(request, role):
            return refused
        view = self.office.view(role, self._who(request).member)
        return JSONResponse(view | ({"join": self.join_at} if role != "student" else {}))

    async def stream(self, request: Request) -> Response:
        """Return what a page sees, again whenever it changes."""
        role = request.path_params["role"]
        if refused := self._needs(request, role):
            return refused
        events = self.office.stream(role, self._who(request).member)
        return StreamingResponse(events, media_type="text/event-stream")

    async def results(self, request: Request) -> Response:
        """Return the picture of the last turn, once it is revealed."""
        if refused := self._needs(request, "any"):
            return refused
        room = self.office.hold.room
        if room.stage not in ("revealed", "debrief"):
            return _said(403, "results are shown when predictions are locked and the turn revealed")
        return JSONResponse(self.office.found.pictures.get(room.game.digest))

    async def export(self, request: Request) -> Response:
        """Return a file to keep: the host any, a member those of its seat after the debrief."""
        who, name = self._who(request), request.path_params["name"]
        if not (who.host or who.member):
            return self._needs(request, "student") or _said(403, "this file is for others")
        room = self.office.hold.room
        member = None if who.host else room.members[who.member]
        try:
            text = exported(name, room, self.office.found, member)
        except Refused as error:
            return _said(error.status, str(error))
        headers = {"content-disposition": f'attachment; filename="{name}"'}
        return Response(text, media_type=KINDS[name.rpartition(".")[2]], headers=headers)

    # -- moving ------------------------------------------------------------------------------

    async def join(self, request: Request) -> Response:
        """Let somebody in who knows the code."""
        address = request.client.host if request.client else ""
        if self._wrong.blocked(address):
            return _said(429, "too many wrong codes: wait a minute")
        told = await _body(request)
        room = self.office.hold.room
        if str(told.get("code", "")).strip().upper() != room.begun.code:
            self._wrong.allows(address)
            return _said(403, "this is not the code of the room")
        if self._who(request).member:
            return _said(200, "you are in the room already")
        return self._taken(str(told.get("name", ""))[:24], str(told.get("seat", "")))

    def _taken(self, name: str, seat: str) -> Response:
        """Return the answer to somebody who takes a place."""
        try:
            key = self.office.join(name, seat)
        except Refused as error:
            return _said(error.status, str(error))
        answer = _said(200, "welcome")
        _keep(answer, "seat", key)
        return answer

    async def move(self, request: Request) -> Response:
        """Make a move: members their own, the host all others."""
        who = self._who(request)
        if not who.anybody:
            return _said(401, "join the room first")
        if not self._calls.allows(who.member or "host"):
            return _said(429, "too many calls: wait a moment")
        told = await _body(request)
        wanted = told.get("kind")
        by_member = wanted in {kind.model_fields["kind"].default for kind in OF_MEMBERS}
        as_host = who.host and (not by_member or (wanted == "confirm" and "member" not in told))
        if not as_host:
            if not by_member or not who.member:
                return _said(403, "only the host does this")
            told["member"] = who.member
            if wanted == "confirm":
                told["seat"] = self.office.hold.room.members[who.member].seat
        return await self._made(told)

    async def _made(self, told: dict[str, Any]) -> Response:
        try:
            move = read_move(json.dumps(told))
            if isinstance(move, Join):
                return _said(403, "join with the code")
            await self._play(move)
        except Refused as error:
            return _said(error.status, str(error))
        except ArgumentError as error:
            return _said(422, str(error))
        except WorkerFailed as error:
            return _said(503, f"the turn cannot be computed: {error}")
        return _said(200, "done")

    async def _play(self, move: AnyMove) -> None:
        if isinstance(move, Reveal):
            await self.office.reveal()
        else:
            self.office.play(move)

    async def practice(self, request: Request) -> Response:
        """Go one step on in a room in which somebody plays alone."""
        room = self.office.hold.room
        if not room.begun.practice:
            return _said(403, "the host leads this room")
        if not self._who(request).member:
            return _said(401, "join the room first")
        if (await _body(request)).get("stage", room.stage) != room.stage:
            return _said(200, "done already")  # the second click of two
        try:
            if room.stage == "orders":
                self.office.play(Close())
            if room.stage == "closed":
                await self.office.reveal()
            elif room.stage == "revealed" and not room.turns_left:
                self.office.play(Debrief())
            else:
                self.office.play(Open())
        except Refused as error:
            return _said(error.status, str(error))
        except WorkerFailed as error:
            return _said(503, f"the turn cannot be computed: {error}")
        return _said(200, "done")

    # -- who ---------------------------------------------------------------------------------

    def _who(self, request: Request) -> Visitor:
        return self.office.visitor(dict(request.cookies))

    def _needs(self, request: Request, role: str) -> Response | None:
        """Return a refusal for who has no key of a role."""
        who = self._who(request)
        if not who.anybody:
            return _said(401, "join the room first")
        allowed = {
            "host": who.host,
            "wall": who.wall,
            "student": bool(who.member),
            "any": True,
        }
        if role not in allowed:
            return _said(404, "there is no such page")
        return None if allowed[role] else _said(403, "this page is for others")


def _keep(answer: Response, role: str, key: str) -> None:
    answer.set_cookie(role, key, httponly=True, samesite="strict", path="/", max_age=86_400)


def _said(status: int, words: str) -> JSONResponse:
    return JSONResponse({"said": words}, status_code=status)


async def _body(request: Request) -> dict[str, Any]:
    """Return the object of a body of JSON; an empty one where there is none."""
    try:
        told = json.loads(await request.body())
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}
