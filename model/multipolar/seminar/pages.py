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
    """Return the page of a role: what the script of the role fills."""
    title, look = _ROLES[role]
    return _framed(title, look, _TEXTS["room.html"].replace("ROLE", role))


def closed() -> Response:
    """Return the page of a visitor whose key is missing."""
    return _framed("Closed", "narrow", _TEXTS["closed.html"], 401)


async def static(request: Request) -> Response:
    """Return a file that a page loads."""
    name = request.path_params["name"]
    if name not in _TEXTS:
        return Response("no such file", 404)
    return Response(_TEXTS[name], media_type=KINDS[name.rpartition(".")[2]])


def _framed(title: str, look: str, body: str, status: int = 200) -> Response:
    text = _TEXTS["frame.html"]
    for mark, words in (("TITLE", title), ("LOOK", look), ("BODY", body)):
        text = text.replace(mark, words)
    return Response(text, status, media_type=KINDS["html"])
