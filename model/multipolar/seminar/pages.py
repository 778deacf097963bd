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


def page(name: str, status: int = 200) -> Response:
    """Return a page."""
    return Response(_TEXTS[name], status, media_type=KINDS[name.rpartition(".")[2]])


async def static(request: Request) -> Response:
    """Return a file that a page loads."""
    name = request.path_params["name"]
    return page(name) if name in _TEXTS else Response("no such file", 404)
