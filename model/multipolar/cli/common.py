"""What the commands share: messages for a person's errors, tables, and what the model is not."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from multipolar.arguments import ArgumentError, hint, printable
from multipolar.axes import MOST_RUNS
from multipolar.cli.onward import is_quiet
from multipolar.cli.printing import column_widths, fold, records, width_of
from multipolar.sources import SHIPPED_SOURCE, SOURCES

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from multipolar.definition import Definition


_BAD_INPUT = ("NotMeant", "NotRead")
"""Errors of what was given, beside those of an argument, by name: their modules load slowly."""

_FAILED = ("StoreError", "CalibrationError", "NotWritten", "NotACheckout", "StaleError")
"""Errors of the work itself that a person can understand and mend."""


class BadInput(click.ClickException):
    """What was given cannot be meant; nothing was done."""

    exit_code = 2


class Interrupted(click.ClickException):
    """Somebody pressed Ctrl-C; the exit code is that of a shell."""

    exit_code = 130


def say_how_old(parameters: str, definition: Definition) -> None:
    """Say when runs draw from a posterior that was made with other rules."""
    if parameters != "posterior":
        return
    from multipolar.calibration.pins import age_note

    if note := age_note(definition):
        say(f"note: {note}", err=True)


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


class RunsRange(click.IntRange):
    """A number of runs, or of one: from the least that makes sense to the most there may be."""

    def __init__(self, least: int) -> None:
        super().__init__(least, MOST_RUNS)


def plain_errors(command: Callable[..., None]) -> Callable[..., None]:
    """Turn the errors a person can cause into a message without a traceback."""

    @wraps(command)
    def wrapped(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except (RuntimeError, ValueError, OSError) as error:
            name = type(error).__name__
            if isinstance(error, ArgumentError) or name in _BAD_INPUT:
                raise BadInput(str(error)) from None
            if name in _FAILED:
                raise click.ClickException(str(error)) from None
            raise
        except KeyboardInterrupt:
            raise Interrupted("interrupted; nothing was kept") from None

    return wrapped


@contextmanager
def keeping(folder: Path | None) -> Iterator[None]:
    """Say, to somebody who presses Ctrl-C, whether a folder keeps what is done, to be continued."""
    try:
        yield
    except KeyboardInterrupt:
        if folder is None or not folder.is_dir() or not any(folder.iterdir()):
            raise
        raise Interrupted(
            f"interrupted; what is done is kept in {folder}, run the same command again to continue"
        ) from None


@contextmanager
def blamed_on(option: str) -> Iterator[None]:
    """Name the option or argument whose value cannot be meant."""
    try:
        yield
    except ArgumentError as error:
        raise click.BadParameter(str(error), param_hint=option) from None


parameters_option = click.option(
    "--parameters",
    type=click.Choice(SOURCES),
    default=SHIPPED_SOURCE,
    show_default=True,
    help="Each run draws from the vectors that the record accepts or from the priors, or takes "
    "the defaults.",
)
"""Where runs take their parameters from."""


class DefinitionName(click.types.StringParamType):
    """A model of one's own, ``module:name``: the module is looked for in the working folder too."""

    name = "module:name"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the definition, or object to what was given."""
        from importlib import import_module

        from multipolar.definition import Definition

        if isinstance(value, Definition):
            return value
        module, _, name = str(value).partition(":")
        if not (module and name):
            self.fail(f"{value!r}: write MODULE:NAME, for example my_model:MINE", param, ctx)
        if str(Path.cwd()) not in sys.path:
            sys.path.insert(0, str(Path.cwd()))
        try:
            holder = import_module(module)
        except ImportError as error:
            self.fail(f"{module!r} cannot be imported ({error})", param, ctx)
        found = getattr(holder, name, None)
        if not isinstance(found, Definition):
            there = [key for key, item in vars(holder).items() if isinstance(item, Definition)]
            listed = ", ".join(there) or "none"
            self.fail(
                f"{module} has no definition {name!r}.{hint(name, there)} There are: {listed}",
                param,
                ctx,
            )
        return found


def _shipped_definition() -> Definition:
    from multipolar.definition import SHIPPED

    return SHIPPED


block_option = click.option(
    "--block",
    type=click.IntRange(1),
    help="Runs written together and computed by one worker [default: 100 to 500, by --runs].",
)
definition_option = click.option(
    "--definition",
    type=DefinitionName(),
    default=_shipped_definition,
    show_default="the model of the article",
    help="A model of your own: a Definition in a module of the working folder, MODULE:NAME.",
)
"""What model a command runs."""


picture_option = click.option(
    "--picture/--no-picture",
    default=True,
    show_default=True,
    help="Draw a picture of each case that is printed at length.",
)
"""Whether a command draws what it computed."""


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
def progress_bar(
    total: int | None, name: str, *, quiet: bool = False, unit: str = "run"
) -> Iterator[Callable[[int], None]]:
    """Yield a function that ``simulate`` tells of runs: first of those there are, then of new ones.

    The rate and the remaining time are those of the new ones. Without a total it counts.
    """
    from tqdm import tqdm

    with tqdm(
        total=total,
        unit=unit,
        desc=printable(name),
        file=sys.stderr,
        disable=quiet or is_quiet() or sys.stderr is None,
    ) as bar:
        begun = False

        def done(runs: int) -> None:
            nonlocal begun
            if not begun:
                bar.initial = runs
            bar.update(runs)
            begun = True

        yield done


def print_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows of text as a table, or as records where the table is too wide to be read."""
    from io import StringIO

    from rich.console import Console
    from rich.table import Table

    to_a_person = sys.stdout is not None and sys.stdout.isatty()
    width = width_of(to_a_person=to_a_person)
    names = [printable(column) for column in columns]
    cells = [[printable(cell) for cell in row] for row in rows]
    widths = column_widths(names, cells, width)
    if not widths:
        say("\n".join([printable(title), *records(names, cells, width)]))
        return
    table = Table(
        title=printable(title),
        title_justify="left",
        header_style="bold",
        box=None,
        pad_edge=False,
    )
    for name, wide in zip(names, widths, strict=True):
        table.add_column(name, overflow="fold", width=wide)
    for row in cells:
        table.add_row(*row)
    console = Console(
        file=StringIO(),
        force_terminal=to_a_person,
        width=width,
        highlight=False,
        markup=False,
    )
    with console.capture() as drawn:
        console.print(table)
    _write(drawn.get(), sys.stdout)


def say(text: str = "", *, err: bool = False, end: str = "\n") -> None:
    """Print a text, as every command does.

    Signs that steer a terminal are spelled out, never sent to it: titles, questions and names of
    files come from others. Nothing is printed where nobody listens, be it a closed output or a
    pipe whose reader has gone, and the command goes on: what it writes is worth having.

    Parameters
    ----------
    text : str
        What to print.
    err : bool
        Whether it goes beside the output, as notes do, which --quiet leaves out.
    end : str
        What follows the text.
    """
    if err and is_quiet():
        return
    stream = sys.stderr if err else sys.stdout
    words = printable(text)
    to_a_person = stream is not None and stream.isatty()
    if to_a_person or os.environ.get("COLUMNS"):
        words = fold(words, width_of(to_a_person=to_a_person))
    _write(words + end, stream)


def _write(text: str, stream: TextIO | None) -> None:
    if stream is None:
        return
    try:
        stream.write(text)
        stream.flush()
    except BrokenPipeError:
        _silence(stream)
    except OSError as error:
        _silence(stream)
        raise click.ClickException(f"the output cannot be written ({error.strerror})") from None


def _silence(stream: TextIO) -> None:
    """Send what a stream still holds, and all that follows, nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def refuse_without(flag: str, options: Collection[str]) -> None:
    """Raise UsageError when options that go with a flag were given without it."""
    _refuse(options, f"only with {flag}")


def refuse_with(flag: str, options: Collection[str]) -> None:
    """Raise UsageError when options that do not go with a flag were given with it."""
    _refuse(options, f"not with {flag}")


def _refuse(options: Collection[str], why: str) -> None:
    from click.core import ParameterSource

    context = click.get_current_context()
    given = [
        max(parameter.opts, key=len)
        for parameter in context.command.params
        if parameter.name in options
        and context.get_parameter_source(parameter.name) is not ParameterSource.DEFAULT
    ]
    if given:
        raise click.UsageError(f"{', '.join(given)}: {why}")
