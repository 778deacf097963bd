"""`multipolar seminar host` and `seminar end`: a room in the browser, and what is left of it."""

from __future__ import annotations

import time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from multipolar.cli.common import plain_errors, say

if TYPE_CHECKING:
    from multipolar.seminar.serve import Opened

NEEDED = ("starlette", "uvicorn", "segno")
"""What the room needs beside the package."""


@click.command()
@click.argument("lesson", default="korea")
@click.option("--lan", is_flag=True, help="Let phones and laptops of the local network join.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8765,
    show_default=True,
    help="Port; 0 takes a free one.",
)
@click.option("--practice", is_flag=True, help="Play alone, with the model in every other seat.")
@click.option(
    "--resume",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Go on with the log of a room, after a crash or a break.",
)
@click.option(
    "--log",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Log to write.  [default: seminar-LESSON-DATE.jsonl]",
)
@click.option(
    "--runs",
    type=click.IntRange(4, 2000),
    default=64,
    show_default=True,
    help="Runs of the ensemble: more are slower and have narrower intervals.",
)
@plain_errors
def host(
    lesson: str,
    port: int,
    runs: int,
    resume: Path | None,
    log: Path | None,
    *,
    lan: bool,
    practice: bool,
) -> None:
    """Open a room in which LESSON is played in the browser.

    It prints the address of the host's page, which opens all others. Without `--lan` it can be
    reached from this machine alone. Ctrl-C ends it; the log stays.
    """
    if missing := [name for name in NEEDED if find_spec(name) is None]:
        raise click.ClickException(
            f"{', '.join(missing)} not there: pip install 'multipolar[seminar]'"
        )
    from multipolar.seminar.lesson import load_lesson
    from multipolar.seminar.serve import bound, open_room, own_address, resume_room, run_server

    with bound(port, lan=lan) as listening:
        here = listening.getsockname()[1]
        if resume:
            opened, kept = resume_room(resume), resume
        else:
            read = load_lesson(lesson)
            kept = log or Path(f"seminar-{read.name}-{time.strftime('%Y%m%d-%H%M%S')}.jsonl")
            opened = open_room(read, kept, runs=runs, practice=practice)
        name = own_address() if lan else "127.0.0.1"
        join = f"http://{name}:{here}/"
        hosts = [f"{one}:{here}" for one in dict.fromkeys((name, "127.0.0.1", "localhost"))]
        say("\n".join(_told(opened, here, join, kept, lan=lan)))
        run_server(opened, listening, hosts, join)


def _told(opened: Opened, port: int, join: str, log: Path, *, lan: bool) -> list[str]:
    """Return what a host must know, a line each."""
    begun = opened.office.hold.room.begun
    own = f"http://127.0.0.1:{port}"
    lines = [
        f"Host      {own}/host?key={opened.host}",
        f"Wall      {own}/wall?key={opened.wall}",
        f"Students  {join}  with the code {begun.code}",
        f"Log       {log}",
    ]
    if begun.practice:
        lines.insert(0, f"Practice  {join}?code={begun.code}")
    if lan:
        lines.append("Others on this network can read what is sent: nicknames only.")
        lines.append("If phones cannot reach it, the network keeps devices apart: use a hotspot.")
    return [*lines, "Ctrl-C ends the room. Keep the host's address to yourself."]


@click.command()
@click.argument("log", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--forget", is_flag=True, help="Delete nicknames, keys and free texts from LOG.")
@plain_errors
def end(log: Path, *, forget: bool) -> None:
    """Tell what LOG holds of people and, with `--forget`, delete it; the game stays."""
    from multipolar.seminar.hold import Hold
    from multipolar.seminar.hold import forget as delete

    hold = Hold.resume(log)
    hold.close()
    people, played = len(hold.room.members), hold.room.game.played
    if forget:
        say(f"Forgotten: {delete(log)} people. Kept: the game of {played} turns, {log}")
    else:
        say(f"{log}: {people} people, {played} turns. Delete the names: add --forget")
