"""The ledger of claims: what the world loses without each claim, measure by measure.

Each claim of ``claims.csv`` names its knock-out: the change of the baseline that takes it away, in
the keys of ``multipolar.scenario.changes`` (a mechanism off, a parameter at nought, an event left
out), or ``none``. Claims that share a knock-out cannot be told apart by it and are named together.
Beside it each free parameter of the claim is moved from one end of its prior to the other.

A claim has *power* when one of these moves a headline measure outside the mechanisms that carry
the claim: when something follows from it that its own rule does not say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from multipolar.arguments import known
from multipolar.definition import SHIPPED
from multipolar.loading import load_scenario
from multipolar.measures import MEASURES
from multipolar.scenario import Spec
from multipolar.scenario.changes import parse_value
from multipolar.study.claims import Claim, claims
from multipolar.study.compare import Comparison, Difference, compare_scenarios
from multipolar.study.markdown import table as markdown_table
from multipolar.study.power import at_edge
from multipolar.study.windows import Progress
from multipolar.world.roster import full_roster
from multipolar.world.world import World

if TYPE_CHECKING:
    import pandas as pd

NONE = "none"
BASE = "baseline"
EDGES = ("low", "high")


@dataclass(frozen=True)
class Consequence:
    """What a change does to the measure that it moves most.

    Parameters
    ----------
    change : str
        The knock-out, or the parameter that goes from the low end of its prior to the high one.
    moved, outside, headlines : int
        Headline measures that it moves, those of them outside the claim's own mechanisms, and how
        many there are.
    largest : Difference or None
        The largest standardised effect outside the claim's own mechanisms; none where every
        measure is inside.
    """

    change: str
    moved: int
    outside: int
    headlines: int
    largest: Difference | None


@dataclass(frozen=True)
class Entry:
    """A claim and what its knock-out and the edges of its parameters do.

    Parameters
    ----------
    claim : str
        ``C1`` to ``C61``.
    shared : tuple of str
        Other claims with the same knock-out.
    knock_out : Consequence or None
        What the world without the claim differs in; none where it cannot be taken away.
    edge : Consequence or None
        The free parameter of the claim that reaches farthest; none without a free parameter.
    runs, seed : int
        Runs of each side, and seed of the experiment.
    """

    claim: str
    shared: tuple[str, ...]
    knock_out: Consequence | None
    edge: Consequence | None
    runs: int
    seed: int

    @property
    def power(self) -> bool:
        """Whether something outside the claim's own mechanisms follows from it."""
        return any(effect.outside > 0 for effect in (self.knock_out, self.edge) if effect)

    @property
    def why(self) -> str:
        """Why a claim has no power; empty when it has."""
        if self.power:
            return ""
        known = [effect for effect in (self.knock_out, self.edge) if effect]
        if not known:
            return "it cannot be taken away and has no free parameter"
        if any(effect.moved for effect in known):
            return "it moves measures of its own mechanism alone"
        nulls = [name for name in _published_nulls(self.claim) if name]
        if nulls:
            return f"published effects include none: {' '.join(nulls)}"
        size = max(_size(effect) for effect in known)
        return "no path" if size == 0.0 else f"too weak: {size:.2f} sd at most"


def worlds(names: Sequence[str] = ()) -> int:
    """Return how many worlds the ledger of some claims runs, for a bar of progress."""
    table = _asked(names).values()
    outs = {claim.knock_out for claim in table} - {NONE}
    free = {p.name for claim in table for p in claim.parameters if p.free}
    return 1 + len(outs) + len(EDGES) * len(free)


def ledger(
    names: Sequence[str] = (),
    *,
    runs: int = 200,
    seed: int = 1,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> tuple[Entry, ...]:
    """Return an entry for every claim of the article, or for some of them.

    Parameters
    ----------
    names : sequence of str
        Claims, ``C1`` to ``C61``; all by default.
    runs, seed : int
        Runs of each world, 2 or larger, and seed of the experiment.
    executor : concurrent.futures.Executor, optional
        Where blocks are computed; in this process by default.
    progress : callable, optional
        Called with the number of runs each time a block is done.

    Raises
    ------
    KeyError
        When a claim is unknown; the message names the nearest.
    """
    base = load_scenario(BASE)
    table = _asked(names)
    outs = {c.knock_out: knocked_out(c.knock_out) for c in table.values() if c.knock_out != NONE}
    free = dict.fromkeys(p.name for c in table.values() for p in c.parameters if p.free)
    options = {"runs": runs, "seed": seed, "executor": executor, "progress": progress}
    gone = _compared(base, outs, options)
    edges = {
        name: _compared(_end(base, name, "low"), {name: _end(base, name, "high")}, options)[name]
        for name in free
    }
    return tuple(_entry(claim, gone, edges, runs, seed) for claim in table.values())


def _asked(names: Sequence[str]) -> dict[str, Claim]:
    return {name: claims()[known(name, claims(), "claim")] for name in names or claims()}


def knocked_out(knock_out: str) -> Spec:
    """Return the baseline without a claim.

    Raises
    ------
    ScenarioError
        When the knock-out is no change that a scenario can have.
    """
    key, _, value = knock_out.partition("=")
    return load_scenario(BASE, {key.strip(): parse_value(value)})


def ledger_table(entries: Sequence[Entry]) -> pd.DataFrame:
    """Return the ledger as a table, one row for each claim."""
    import pandas as pd

    return pd.DataFrame([_row(entry) for entry in entries])


PAGE = """# What each claim does

Without a claim (its knock-out), or with one of its free parameters at the high end of the prior
against the low end, the headline measures of the baseline move by so much. The column *moves
most* shows the measure outside the claim's own mechanisms that moves most: the mean paired
difference with its 90 % interval, and in standard deviations over the runs of the baseline.
*Moved* counts the measures whose interval lies beyond both a fifth of that standard deviation and
the measure's smallest change that matters, and those of them outside the claim's own mechanisms.
A claim has power when there is one. {runs} runs of each side, seed {seed}; {able} of {all} claims
have power.

Made by `multipolar claims --effects --page`; the numbers stand in `claims.csv`. The model
formalises one author's view: this is what its rules and priors do, not a test of the article
against the world.

{table}
"""


def ledger_page(entries: Sequence[Entry]) -> str:
    """Return the ledger as a page of Markdown."""
    first = entries[0]
    columns = ["claim", "without it", "moves most", "moved", "edge", "moves most", "moved", "power"]
    return PAGE.format(
        runs=first.runs,
        seed=first.seed,
        able=sum(entry.power for entry in entries),
        all=len(entries),
        table=markdown_table(columns, map(_line, entries)),
    )


def _line(entry: Entry) -> list[str]:
    shared = f" (as {' '.join(entry.shared)})" if entry.shared else ""
    return [
        entry.claim + shared,
        *_cells(entry.knock_out, NONE),
        *_cells(entry.edge, "-"),
        "yes" if entry.power else entry.why,
    ]


def _cells(consequence: Consequence | None, missing: str) -> list[str]:
    if consequence is None:
        return [missing, "-", "-"]
    moved = f"{consequence.moved}, {consequence.outside} outside"
    return [f"`{consequence.change}`", largest_text(consequence), moved]


def largest_text(consequence: Consequence | None) -> str:
    """Return the measure that moves most with its difference, interval, unit and size in sd."""
    row = consequence.largest if consequence else None
    if row is None:
        return "-"
    low, high = row.of_mean
    return (
        f"{row.title} {row.mean:+.2g} [{low:+.2g}, {high:+.2g}] {row.unit}, "
        f"{row.standardised:+.2f} sd"
    )


def _compared(
    base: Spec, worlds: Mapping[str, Spec], options: Mapping[str, object]
) -> dict[str, tuple[Difference, ...]]:
    named = [replace(spec, name=name) for name, spec in worlds.items()]
    if not named:
        return {}
    found: Comparison = compare_scenarios([replace(base, name=BASE), *named], **options)  # type: ignore[arg-type]
    return {name: found.of(name) for name in worlds}


def _end(base: Spec, name: str, end: str) -> Spec:
    prior = SHIPPED.parameters[name]
    return at_edge(base, {name: prior.low if end == "low" else prior.high})


def _entry(
    claim: Claim,
    gone: Mapping[str, tuple[Difference, ...]],
    edges: Mapping[str, tuple[Difference, ...]],
    runs: int,
    seed: int,
) -> Entry:
    own = own_measures(claim)
    reached = [_effect(p.name, edges[p.name], own) for p in claim.parameters if p.free]
    out = claim.knock_out
    return Entry(
        claim=claim.id,
        shared=tuple(
            c.id for c in claims().values() if c.knock_out == out != NONE and c.id != claim.id
        ),
        knock_out=None if out == NONE else _effect(out, gone[out], own),
        edge=max(reached, key=lambda effect: (effect.outside, _size(effect)), default=None),
        runs=runs,
        seed=seed,
    )


def _effect(change: str, rows: Sequence[Difference], own: frozenset[str]) -> Consequence:
    outside = [row for row in rows if row.measure not in own and row.pairs]
    moved = [row for row in rows if row.moved]
    return Consequence(
        change=change,
        moved=len(moved),
        outside=sum(row.measure not in own for row in moved),
        headlines=sum(row.pairs > 0 for row in rows),
        largest=max(outside, key=_standardised, default=None),
    )


def _standardised(row: Difference) -> tuple[bool, float]:
    return row.moved, abs(row.standardised) if np.isfinite(row.standardised) else 0.0


def _size(effect: Consequence) -> float:
    return _standardised(effect.largest)[1] if effect.largest else 0.0


def _published_nulls(claim: str) -> Iterator[str]:
    """Yield the rows of published effects of a claim's parameters that a sceptic reads as none."""
    for parameter in claims()[claim].parameters:
        neutral = 1.0 if parameter.unit in ("ratio", "odds ratio") else 0.0
        if parameter.effects and parameter.sceptic == neutral:
            yield parameter.effects


def own_measures(claim: Claim) -> frozenset[str]:
    """Return the headline measures that only tell what the claim's own mechanisms write.

    For an event these are the mechanisms that write what it changes.
    """
    changed = {event.attribute for event in claim.events} if not claim.switches else set()
    own = set(claim.switches).union(*(writers()[name] for name in changed if name))
    return frozenset(
        name
        for name, read in read_by_measures().items()
        if (wrote := frozenset[str]().union(*(writers()[one] for one in read))) and wrote <= own
    )


@cache
def writers() -> Mapping[str, frozenset[str]]:
    """Return the switches of the rules and choices that write each attribute."""
    found: dict[str, set[str]] = {name: set() for name in SHIPPED.attributes}
    for phase in SHIPPED.phases:
        for rule in phase.rules:
            for place in rule.writes:
                found[str(place).partition(".")[0]].add(rule.switch)
    for kind in SHIPPED.kinds:
        for choice in kind.choices:
            for name in choice.writes.split():
                found[name.partition(".")[0]].add(choice.switch)
    return {name: frozenset(switches) for name, switches in found.items()}


class _Traced(dict[str, np.ndarray]):
    """Trajectories that remember what was read."""

    def __init__(self, data: Mapping[str, np.ndarray]) -> None:
        super().__init__(data)
        self.read: set[str] = set()

    def __getitem__(self, name: str) -> np.ndarray:
        self.read.add(name)
        return super().__getitem__(name)


@cache
def read_by_measures() -> Mapping[str, frozenset[str]]:
    """Return the recorded attributes that each headline measure reads."""
    world = World(1)
    data = {name: np.repeat(world.arrays[name][:, None], 30, axis=1) for name in SHIPPED.recorded}
    found = {}
    for name, measure in MEASURES.items():
        if measure.headline:
            traced = _Traced(data)
            measure.compute(traced, full_roster())
            found[name] = frozenset(traced.read)
    return found


def _row(entry: Entry) -> dict[str, object]:
    return {
        "claim": entry.claim,
        "shared_with": " ".join(entry.shared),
        **_told("knock_out", entry.knock_out),
        **_told("edge", entry.edge),
        "power": entry.power,
        "why_not": entry.why,
        "runs": entry.runs,
        "seed": entry.seed,
    }


def _told(prefix: str, effect: Consequence | None) -> dict[str, object]:
    largest = effect.largest if effect else None
    return {
        prefix: effect.change if effect else NONE,
        f"{prefix}_moved": effect.moved if effect else 0,
        f"{prefix}_outside": effect.outside if effect else 0,
        f"{prefix}_measure": largest.measure if largest else "",
        f"{prefix}_mean": largest.mean if largest else float("nan"),
        f"{prefix}_low": largest.of_mean.low if largest else float("nan"),
        f"{prefix}_high": largest.of_mean.high if largest else float("nan"),
        f"{prefix}_unit": largest.unit if largest else "",
        f"{prefix}_sd": largest.standardised if largest else float("nan"),
    }
