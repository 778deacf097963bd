"""The pages and what they load: files of this package, and nothing else."""

from __future__ import annotations

from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response

KINDS = {"html": "text/html", "css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
"""What files there are, by suffix."""

_FOLDER = files("multipolar.seminar").joinpath("static")
_TEXTS = {
    entry.name: entry.read_text(encoding="utf-8")
    for entry in _FOLDER.iterdir()
    if entry.name.rpartition(".")[2] in KINDS
}

_ROLES = {"host": ("Host", "desk"), "wall": ("Wall", "wall"), "student": ("Your seat", "narrow")}
"""Title and look of the page of each role."""


def page(role: str) -> Response:
    """Return the page of a role: one frame, filled by the script of the role."""
    title, look = _ROLES[role]
    text = _TEXTS["room.html"]
    for mark, word in (("TITLE", title), ("ROLE", role), ("LOOK", look)):
        text = text.replace(mark, word)
    return Response(text, media_type=KINDS["html"])


def closed() -> Response:
    """Return the page of a visitor whose key is missing."""
    return _file("closed.html", 401)


async def static(request: Request) -> Response:
    """Return a file that a page loads."""
    name = request.path_params["name"]
    return _file(name) if name in _TEXTS else Response("no such file", 404)


def _file(name: str, status: int = 200) -> Response:
    return Response(_TEXTS[name], status, media_type=KINDS[name.rpartition(".")[2]])
