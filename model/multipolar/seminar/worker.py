"""The worker: a process of its own that plays games, and is replaced when it dies.

It begins anew, never forked: a fork would hold the server's sockets. Texts of JSON go in and out.
To load the model takes seconds, so a second process that has loaded it stands by.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping
from typing import Any

ATTEMPTS = 3
"""How often a task is tried when the worker dies over it."""


class WorkerFailed(RuntimeError):
    """A task that the worker cannot do; the message says why."""


class Worker:
    """One process that does one task after the other. Threads may share it.

    Examples
    --------
    >>> worker = Worker()
    >>> worker.ask("ready", {})
    {'ready': True}
    >>> worker.stop()
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ended = False
        self._process = _started()
        self._spare: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """Number of the process."""
        return self._process.pid or 0

    def ask(self, task: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """Return what a task comes to.

        Parameters
        ----------
        task : str
            Name of a function of ``tasks.TASKS``.
        given : mapping
            Its arguments by name, for JSON.

        Raises
        ------
        WorkerFailed
            When the task fails, or the worker died over it again and again.
        """
        text = json.dumps([task, given])
        with self._lock:
            for _ in range(ATTEMPTS):
                try:
                    said = self._told(text)
                except (EOFError, OSError, ValueError):  # it died, or its pipe is closed
                    if self._ended:
                        raise WorkerFailed("the room has ended") from None
                    self._replace()
                    continue
                if self._spare is None and not self._ended:
                    self._spare = _started()
                if "failed" in said:
                    raise WorkerFailed(said["failed"])
                return dict(said["done"])
        raise WorkerFailed(f"the worker died {ATTEMPTS} times over {task}")

    def stop(self) -> None:
        """End the process, whatever it does."""
        self._ended = True
        self._process.kill()
        with self._lock:
            _clear(self._process)
            if self._spare is not None:
                _clear(self._spare)

    def _replace(self) -> None:
        """Put the process that stands by in the place of the one that died."""
        _clear(self._process)
        self._process, self._spare = self._spare or _started(), None

    def _told(self, text: str) -> dict[str, Any]:
        """Send a line and return the answer."""
        pipe, answers = self._process.stdin, self._process.stdout
        if pipe is None or answers is None:
            raise EOFError
        pipe.write(text.encode() + b"\n")
        pipe.flush()
        if not (line := answers.readline()).endswith(b"\n"):
            raise EOFError
        return dict(json.loads(line))


def _started() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", "from multipolar.seminar.worker import work; work()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def _clear(process: subprocess.Popen[bytes]) -> None:
    """End a process, wait for its end, and close what led to it."""
    process.kill()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()
    process.wait()


def work() -> None:
    """Do tasks, one JSON text a line, until nobody is at the other end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server ends it
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no answer
    from multipolar.seminar.tasks import TASKS

    for line in sys.stdin.buffer:
        try:
            task, given = json.loads(line)
            said: dict[str, Any] = {"done": TASKS[task](**given)}
        except Exception as error:  # whatever it is, the room must hear of it and go on
            said = {"failed": f"{type(error).__name__}: {error}"}
        answers.write(json.dumps(said).encode() + b"\n")
        answers.flush()
