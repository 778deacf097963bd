"""The explorer: one page with levers that move a fan, computed before and opened without a network.

Every combination of the levers' values is run with common luck; of each measure the page keeps the
quantiles over the runs, month by month. Between the values of a parameter the page interpolates.
What is computed is kept until the page is written, so that an interrupted command goes on.
"""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, as_completed
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from importlib.resources import files
from itertools import product
from math import prod
from pathlib import Path
from shutil import rmtree
from string import Template

import numpy as np
from numpy.typing import NDArray

from multipolar import __version__
from multipolar.arguments import ArgumentError, known, whole
from multipolar.arrays import Array
from multipolar.caveat import CAVEAT
from multipolar.ensemble import simulate
from multipolar.ensemble.executors import check_executor
from multipolar.ensemble.fingerprint import fingerprint
from multipolar.files import cache_folder, make_folder, replace_file
from multipolar.loading import load_scenario
from multipolar.measures import MEASURES
from multipolar.months import month_number, month_range
from multipolar.quantiles import quantiles_over_runs
from multipolar.scenario import Spec
from multipolar.seminar.levers import SWITCH, GridLever, make_lever, pulled
from multipolar.sources import SHIPPED_SOURCE
from multipolar.world.roster import with_names

SHOWN = (
    *("escalation_korea", "escalation_ukraine", "emboldenment_PRK"),
    *("aid_delivered", "pressure_RUS", "shipped"),
)
"""Measures that a page shows unless others are asked for."""

MOST_LEVERS, MOST_CELLS, LARGEST_PAGE = 4, 400, 800_000
STEPS = 65534
"""Steps between the lowest and the highest number of a measure; one more is for undefined."""


Cell = tuple[int, ...]
"""A combination: the position of each lever among its values."""


@dataclass(frozen=True)
class Exploration:
    """What an explorer is about.

    Parameters
    ----------
    scenario : str
        Name of the scenario, or its file.
    levers : tuple of GridLever
        One to four levers.
    measures : tuple of str
        What is shown.
    first_month : str
        Month from which states are ordered.
    runs, seed : int
        Runs of each combination, and seed of the experiment.
    """

    scenario: str
    levers: tuple[GridLever, ...]
    measures: tuple[str, ...]
    first_month: str
    runs: int
    seed: int

    @property
    def spec(self) -> Spec:
        """The scenario."""
        return load_scenario(self.scenario)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Every combination of positions; the last lever moves first."""
        return tuple(product(*(range(len(lever.values)) for lever in self.levers)))

    @property
    def digest(self) -> str:
        """What the numbers follow from: the model, the scenario, the levers and the runs."""
        spec = self.spec
        said = (fingerprint(), repr(spec), repr(self), str(SHIPPED_SOURCE))
        return sha256("\n".join(said).encode()).hexdigest()[:32]


def exploration(
    scenario: str,
    levers: Sequence[str],
    *,
    measures: Sequence[str] = SHOWN,
    first_month: str = "2024-07",
    runs: int = 64,
    seed: int = 1,
) -> Exploration:
    """Return an exploration, checked.

    Raises
    ------
    ArgumentError
        When a lever, a measure, the month or the size is not what it may be.

    Examples
    --------
    >>> len(exploration("baseline", ["KOR.response", "theatres.mirroring"]).cells)
    20
    """
    spec = load_scenario(scenario)
    if not 1 <= len(levers) <= MOST_LEVERS:
        raise ArgumentError(f"{len(levers)} levers; allowed: 1 to {MOST_LEVERS}")
    made = tuple(make_lever(name, spec) for name in levers)
    if len({lever.name for lever in made}) < len(made):
        raise ArgumentError("a lever is named twice")
    cells = prod(len(lever.values) for lever in made)
    if cells > MOST_CELLS:
        raise ArgumentError(f"{cells} combinations of these levers; allowed: {MOST_CELLS}")
    before = month_number(first_month) - month_number(spec.start)
    if not 1 <= before < spec.months:
        raise ArgumentError(f"month {first_month}; allowed: after {spec.start}, up to {spec.end}")
    names = tuple(known(name, MEASURES, "measure") for name in dict.fromkeys(measures))
    runs, seed = whole(runs, "runs", least=2), whole(seed, "seed", least=0)
    return Exploration(scenario, made, names, first_month, runs, seed)


Grid = Mapping[str, Array]
"""Quantiles by measure, shape (cell, quantile, month)."""


def compute(
    what: Exploration,
    *,
    executor: Executor | None = None,
    progress: Callable[[int], object] | None = None,
    folder: Path | None = None,
) -> Grid:
    """Return the quantiles of every measure at every combination of the levers.

    Parameters
    ----------
    what : Exploration
        What is explored.
    executor : concurrent.futures.Executor, optional
        Where blocks are computed; in this process by default.
    progress : callable, optional
        Called with the number of runs each time a combination is there.
    folder : Path, optional
        Where finished combinations are kept; those that are there are not computed again.
    """
    check_executor(executor)
    found: dict[Cell, Array] = {}
    for cell, numbers in _each(what, executor, folder):
        found[cell] = numbers
        if progress is not None:
            progress(what.runs)
    grid = np.stack([found[cell] for cell in what.cells])
    return {name: grid[:, n] for n, name in enumerate(what.measures)}


def _each(
    what: Exploration, executor: Executor | None, folder: Path | None
) -> Iterator[tuple[Cell, Array]]:
    """Yield the combinations with their numbers: first those that are kept, then new ones."""
    wanted = []
    for cell in what.cells:
        file = None if folder is None else _file(folder, cell)
        if file is not None and file.is_file():
            yield cell, _kept(what, file)
        else:
            wanted.append(cell)
    for cell, numbers in _computed(what, wanted, executor):
        if folder is not None:
            replace_file(_file(folder, cell), numbers.tobytes())
        yield cell, numbers


def _computed(
    what: Exploration, cells: Sequence[Cell], executor: Executor | None
) -> Iterator[tuple[Cell, Array]]:
    if executor is None:
        for cell in cells:
            yield cell, run_cell(what, cell)
        return
    waiting = {executor.submit(run_cell, what, cell): cell for cell in cells}
    for future in as_completed(waiting):
        yield waiting.pop(future), future.result()


def work_folder(what: Exploration) -> Path:
    """Return where the finished combinations of an exploration are kept until its page is there."""
    return make_folder(cache_folder() / "explore" / what.digest)


def forget(what: Exploration) -> None:
    """Delete what was kept of an exploration."""
    rmtree(work_folder(what), ignore_errors=True)


def _kept(what: Exploration, file: Path) -> Array:
    numbers = np.frombuffer(file.read_bytes(), dtype=np.float64)
    return numbers.reshape(len(what.measures), 3, what.spec.months)


def _file(folder: Path, cell: Cell) -> Path:
    return folder / f"{'-'.join(map(str, cell))}.bin"


def run_cell(what: Exploration, cell: Cell) -> Array:
    """Run a combination and return its quantiles, shape (measure, quantile, month)."""
    spec = pulled(what.scenario, what.levers, cell, what.first_month)
    results = simulate(spec, runs=what.runs, seed=what.seed)
    return np.stack([quantiles_over_runs(results.measure(n).values) for n in what.measures])


def page(what: Exploration, grid: Grid, command: str) -> str:
    """Return the page; the same numbers give the same bytes.

    Parameters
    ----------
    what : Exploration
        What is explored.
    grid : mapping of str to ndarray
        What ``compute`` returned.
    command : str
        Command that makes the page again.

    Raises
    ------
    ArgumentError
        When the page would be larger than 800 KB.
    """
    spec = what.spec
    months = month_range(spec.start, spec.months)
    rows = sorted({*range(11, len(months), 12), len(months) - 1})
    data = {
        "months": months,
        "rows": rows,
        "begins": _begins(what, spec),
        "levers": [
            {
                "name": lever.name,
                "values": [_named(value) for value in lever.values],
                "start": lever.start,
                "discrete": lever.discrete,
            }
            for lever in what.levers
        ],
        "measures": [_measure(name, grid[name]) for name in what.measures],
    }
    text = Template(_static("explore.html")).substitute(
        version=escape(__version__),
        title=escape(f"Explore: {spec.title}"),
        question=escape(spec.question),
        levers="\n".join(_control(n, lever) for n, lever in enumerate(what.levers)),
        options="".join(_option(n, name) for n, name in enumerate(what.measures)),
        rows="".join(f'<tr><th scope="row">{months[k]}</th><td></td><td></td></tr>' for k in rows),
        caveat=escape(CAVEAT),
        made=_made(what, command),
        data=json.dumps(data, separators=(",", ":")).replace("</", "<\\/"),
        script=_script(),
    )
    if len(text.encode()) > LARGEST_PAGE:
        raise ArgumentError(
            f"the page would have {len(text.encode()):,} bytes; allowed: {LARGEST_PAGE:,}. "
            "Take fewer levers or measures"
        )
    return text


def _script() -> str:
    """Return the drawing module and the explorer as one script, which imports nothing."""
    return re.sub(r"^export ", "", _static("draw.js"), flags=re.M) + _static("explore.js")


def _static(name: str) -> str:
    return files("multipolar.seminar").joinpath("static", name).read_text(encoding="utf-8")


def _begins(what: Exploration, spec: Spec) -> int:
    """Return the position of the month from which states are ordered; 0 where none can be."""
    ordered = any(lever.discrete and not lever.name.startswith(SWITCH) for lever in what.levers)
    return month_number(what.first_month) - month_number(spec.start) if ordered else 0


def _named(value: float | str) -> float | str:
    return value.replace("_", " ") if isinstance(value, str) else value


def _measure(name: str, numbers: Array) -> dict[str, object]:
    measure = MEASURES[name]
    known_ones = numbers[np.isfinite(numbers)]
    low, high = (
        (float(known_ones.min()), float(known_ones.max())) if known_ones.size else (0.0, 1.0)
    )
    return {
        "name": name,
        "title": with_names(measure.title),
        "unit": measure.unit,
        "range": [low, high],
        "packed": b64encode(_packed(numbers, low, high).tobytes()).decode(),
    }


def _packed(numbers: Array, low: float, high: float) -> NDArray[np.uint16]:
    """Return numbers as steps between the lowest and the highest; the last code says undefined."""
    there = np.isfinite(numbers)
    share = np.where(there, (numbers - low) / ((high - low) or 1.0), 0.0)
    return np.where(there, np.rint(share * STEPS), STEPS + 1).astype("<u2")


def _control(n: int, lever: GridLever) -> str:
    step = "1" if lever.discrete else "any"
    return (
        f'<label for="lever{n}">{escape(lever.name)}: <output class="told" id="told{n}" '
        f'for="lever{n}"></output></label>\n'
        f'<input type="range" id="lever{n}" min="0" max="{len(lever.values) - 1}" step="{step}" '
        f'value="{lever.start}" aria-describedby="what{n}">\n'
        f'<p class="what" id="what{n}">{escape(lever.what)}</p>'
    )


def _option(n: int, name: str) -> str:
    measure = MEASURES[name]
    return f'<option value="{n}">{escape(f"{with_names(measure.title)} ({measure.unit})")}</option>'


def _made(what: Exploration, command: str) -> str:
    """Return how the page was made, and what its levers mean."""
    ordered = _begins(what, what.spec) > 0
    parts: Iterable[str] = (
        f"{what.runs} runs with common luck at each of {len(what.cells)} combinations, seed "
        f"{what.seed}.",
        "Between the values of a parameter the page interpolates.",
        f"What a state does is ordered from {what.first_month} on." if ordered else "",
        f"A parameter starts at the middle of its prior in every run. Multipolar {__version__}.",
    )
    return f"{escape(' '.join(filter(None, parts)))} Made by <code>{escape(command)}</code>."
