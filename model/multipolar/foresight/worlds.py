"""Beliefs about other worlds than the shipped one, fitted on request and kept in the user's cache.

A world is what beliefs are fitted on: mechanisms, states, figures, priors and stakes of a scenario,
and the model with its definition. A file of the cache is named after both, and its first line
repeats them with a checksum of what follows. It may come from others, so that nothing of it is
taken before all of it fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from multipolar.agents.foresight import believed, fitted
from multipolar.arguments import ArgumentError
from multipolar.definition import SHIPPED, Definition
from multipolar.ensemble.fingerprint import fingerprint, known_fingerprint
from multipolar.files import NotRead, cache_folder, make_folder, read_file, replace_file
from multipolar.foresight.renewal import RUNS, fit, text_of
from multipolar.foresight.rollouts import world_of
from multipolar.loading import load_scenario
from multipolar.rules.foresight import MECHANISM
from multipolar.scenario import Spec
from multipolar.scenario.notes import MOVES_NOTHING, UNNOTICED
from multipolar.world.roster import full_roster

LARGEST = 2**22
"""Bytes that a file of beliefs may have."""

HEAD = "# beliefs about the world {world}, fitted with the model {model}, checksum {checksum}\n"
_HEAD = re.compile(HEAD.format(world=r"(\w{16})", model=r"(\w{16})", checksum=r"(\w{64})"))

NOTICED = "states that look ahead expect what follows in this world: beliefs were fitted on it"
OUTDATED = (
    "the beliefs that were fitted on this world are those of another model and are not used; "
    "multipolar refresh --beliefs fits them anew"
)
ADVICE = "delete it, or fit them anew with multipolar refresh --beliefs"


def keep_beliefs(
    spec: Spec, definition: Definition = SHIPPED, *, runs: int = RUNS, jobs: int = 1
) -> Path:
    """Fit what states expect in the world of a scenario, and keep it in the user's cache.

    Parameters
    ----------
    spec : Spec
        The scenario.
    definition : Definition
        What the model is made of.
    runs : int
        Runs of each of the start months, 1 or larger.
    jobs : int
        Processes; their number changes no number of the table.

    Returns
    -------
    Path
        The file that keeps it.

    Raises
    ------
    ArgumentError
        When the world is the shipped one, which has a table of its own.
    NotWritten
        When the file cannot be written; what was there before is as it was.
    """
    if is_shipped(spec, definition):
        raise ArgumentError(
            f"{spec.name} has the mechanisms, states, figures, priors and stakes of the shipped "
            "world, on which the shipped beliefs are fitted"
        )
    world, model = _world(spec, definition), _model(definition)
    text = text_of(fit(spec, definition, runs=runs, jobs=jobs))
    file = make_folder(cache_folder()) / _name(world, model)
    head = HEAD.format(world=world, model=model, checksum=_checksum(text))
    replace_file(file, head + text)
    return file


def with_beliefs(spec: Spec, definition: Definition = SHIPPED) -> Spec:
    """Return a scenario with the beliefs that were fitted on its world, where there are any.

    Its notes say so, or that those there are of another model. A scenario in which nobody looks
    ahead, or that has beliefs already, stays as it is.

    Raises
    ------
    NotRead
        When the file that should hold them holds anything else.

    Examples
    --------
    The shipped beliefs are about the world of the baseline:

    >>> spec = load_scenario("baseline")
    >>> with_beliefs(spec) is spec
    True
    """
    looks_ahead = spec.switches.get(MECHANISM.switch, True)
    if spec.beliefs or not looks_ahead or not any(cache_folder().glob(_name("*", "*"))):
        return spec
    world = _world(spec, definition)
    there = {file.name: file for file in cache_folder().glob(_name(world, "*"))}
    if not there:
        return spec
    model = _model(definition)
    file = there.get(_name(world, model))
    if file is None:
        return replace(spec, notes=(*spec.notes, OUTDATED))
    text = _read(file, world, model)
    return replace(spec, beliefs=text, notes=tuple(_notes(spec, text)))


def is_shipped(spec: Spec, definition: Definition = SHIPPED) -> bool:
    """Return whether the world of a scenario is the one that the shipped beliefs are about."""
    return definition.is_shipped and _world(spec) == _world(load_scenario("baseline"))


def _name(world: str, model: str) -> str:
    return f"beliefs-{world}-{model}.csv"


def _world(spec: Spec, definition: Definition = SHIPPED) -> str:
    return world_of(spec, definition).digest[:16]


@lru_cache(maxsize=8)
def _model(definition: Definition) -> str:
    """Return the fingerprint of all that makes beliefs of a world, as 16 hexadecimal digits."""
    shipped = definition.is_shipped
    rules = known_fingerprint(myopic=True) if shipped else fingerprint(definition, myopic=True)
    digest = sha256(rules.encode())
    here, agents = files("multipolar.foresight"), files("multipolar.agents")
    code = sorted(file.name for file in here.iterdir() if file.name.endswith(".py"))
    for file in (*map(here.joinpath, code), *map(agents.joinpath, ("foreseen.csv", "stakes.csv"))):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _checksum(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def _read(file: Path, world: str, model: str) -> str:
    """Return the table of a file of the cache; nothing of it is trusted."""
    try:
        said = read_file(file, LARGEST).decode("ascii")
    except UnicodeDecodeError:
        raise NotRead(f"{file}: no table of beliefs; {ADVICE}") from None
    head = _HEAD.match(said)
    text = said[head.end() :] if head else ""
    if head is None or _checksum(text) != head[3]:
        raise NotRead(f"{file}: damaged, not the table of beliefs that was written; {ADVICE}")
    if (head[1], head[2]) != (world, model):
        raise NotRead(f"{file}: beliefs about another world than its name says; {ADVICE}")
    try:
        fitted(text)
    except ValueError as error:
        raise NotRead(f"{file}: no table of beliefs ({error}); {ADVICE}") from None
    return text


def _notes(spec: Spec, text: str) -> Iterator[str]:
    """Yield the notes that hold where states have noticed what their world is."""
    roster, expected = full_roster(), believed(text)
    role_of = dict(zip(roster.iso3, roster.role, strict=True))
    moved = tuple(
        MOVES_NOTHING.format(who=stake.who, measure=stake.measure)
        for stake in spec.stakes
        if stake.measure in expected.get(role_of.get(stake.who, stake.who), ())
    )
    yield from (note for note in spec.notes if not note.startswith((UNNOTICED, *moved)))
    yield NOTICED
