"""What the commands share: messages for a person's errors, tables, and what the model is not."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from multipolar.arguments import ArgumentError, meant, printable

if TYPE_CHECKING:
    from concurrent.futures import Executor

CAVEAT = (
    "What this is not: a forecast of dates or a probability of war. The rules are one author's "
    "claims; the intervals span what is not known of the parameters, and chance."
)

_PLAIN = (
    *("ScenarioError", "StoreError", "DesignError", "CalibrationError"),
    *("NotWritten", "NotRead"),
)
"""Errors that a person can cause, by name: their modules load slowly."""


class Interrupted(click.ClickException):
    """Somebody pressed Ctrl-C; the exit code is that of a shell."""

    exit_code = 130


class ScenarioName(click.types.StringParamType):
    """A scenario, by its name or the path of its file.

    It says when a file in the working directory has the name of the shipped scenario meant.
    """

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ARG002
        """Return what was given, whoever asks what it means."""
        text = str(value)
        if Path(f"{text}.toml").exists() and text in _shipped():
            say(
                f"note: {text} means the shipped scenario; the file here is meant by {text}.toml",
                err=True,
            )
        return text


def _shipped() -> tuple[str, ...]:
    from multipolar.scenario import scenario_names

    return scenario_names()


def measure_meant(word: str, names: Iterable[str], what: str = "measure") -> str:
    """Return the measure that a word means, or object with those that it may mean."""
    from multipolar.measures import measure_words

    return _meant(word, measure_words(names), what, "--measure")


def state_meant(word: str, codes: Iterable[str], option: str = "--state") -> str:
    """Return the code of the state that a word means, or object with those it may mean."""
    from multipolar.world.roster import state_words

    return _meant(word, state_words(codes), "state", option)


def case_meant(word: str | None, names: Sequence[str]) -> str | None:
    """Return the case of some results that a word means, or object with those there are."""
    if word is None:
        return None
    return _meant(word, dict.fromkeys(names, ()), "scenario", "--scenario")


def _meant(word: str, names: Mapping[str, Iterable[str]], what: str, option: str) -> str:
    try:
        return meant(word, names, what)
    except ArgumentError as error:
        raise click.BadParameter(str(error), param_hint=option) from None


class PictureFile(click.Path):
    """The file of a picture, in a folder that is there, of a kind that can be drawn."""

    KINDS = (".png", ".svg", ".pdf")

    def __init__(self) -> None:
        super().__init__(path_type=Path, dir_okay=False)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the path, or object to it."""
        file = Path(value)
        if file.suffix.lower() not in self.KINDS:
            kinds = ", ".join(self.KINDS)
            self.fail(f"{value!r} is no picture. Allowed: names that end in {kinds}.", param, ctx)
        if not file.parent.is_dir():
            self.fail(f"there is no folder {str(file.parent)!r}.", param, ctx)
        return super().convert(value, param, ctx)


def plain_errors(command: Callable[..., None]) -> Callable[..., None]:
    """Turn the errors a person can cause into a message without a traceback."""

    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except (RuntimeError, ValueError, OSError) as error:
            if type(error).__name__ not in _PLAIN:
                raise
            raise click.ClickException(printable(error)) from None
        except click.ClickException as error:
            vars(error)["message"] = printable(error.message)
            raise
        except KeyboardInterrupt:
            raise Interrupted(
                "interrupted; finished blocks are kept, run the same command again to continue"
            ) from None

    return wrapped


parameters_option = click.option(
    "--parameters",
    type=click.Choice(["posterior", "prior", "default"]),
    default="posterior",
    show_default=True,
    help="Each run draws from the vectors that the record accepts or from the priors, or takes "
    "the defaults.",
)
"""Where runs take their parameters from."""


@contextmanager
def workers(jobs: int, address: str | None = None) -> Iterator[tuple[Executor | None, int]]:
    """Yield where blocks are computed, and how many may be in flight.

    Parameters
    ----------
    jobs : int
        Processes; one computes in this process.
    address : str, optional
        Scheduler of a Dask cluster, which then computes.
    """
    from multipolar.ensemble.executors import dask, processes

    if address is not None:
        with dask(address) as (cluster, threads):
            yield cluster, 2 * threads
    else:
        with processes(jobs) as pool:
            yield pool, 2 * jobs


@contextmanager
def progress_bar(total: int, name: str, *, quiet: bool = False) -> Iterator[Callable[[int], None]]:
    """Yield a function that ``simulate`` tells of runs: first of those there are, then of new ones.

    The rate and the remaining time are those of the new ones.
    """
    from tqdm import tqdm

    with tqdm(total=total, unit="run", desc=name, file=sys.stderr, disable=quiet) as bar:
        begun = False

        def done(runs: int) -> None:
            nonlocal begun
            if not begun:
                bar.initial = runs
            bar.update(runs)
            begun = True

        yield done


def say(text: str, *, err: bool = False) -> None:
    """Print a text that holds what others wrote: what would steer a terminal is escaped."""
    click.echo(printable(text), err=err)


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows of text as a table."""
    from rich.console import Console
    from rich.table import Table

    table = Table(title=title, title_justify="left", header_style="bold", box=None, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*row)
    console = Console(width=None if sys.stdout.isatty() else 150, highlight=False, markup=False)
    console.print(table)
