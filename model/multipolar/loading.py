"""Scenarios in the words of this model: loading one, its priors, and notes on them.

Whoever only reads scenarios and tables needs neither Mesa nor a model.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from os import PathLike
from pathlib import Path

import numpy as np

from multipolar import scenario
from multipolar.agents.foresight import believed
from multipolar.agents.seats import seats
from multipolar.arguments import ArgumentError, known, number, plain
from multipolar.definition import SHIPPED, Definition
from multipolar.readonly import kept
from multipolar.rules.parameters import READINGS, Parameter
from multipolar.rules.phases import DECISIONS, ORDER
from multipolar.rules.published import fading
from multipolar.rules.rule import Place
from multipolar.rules.theatres import mirroring_margin
from multipolar.scenario import Layer, MonthPart, ParameterRange, Prior, Spec, Vocabulary, Way
from multipolar.world import World
from multipolar.world.roster import full_roster
from multipolar.world.tables import read_table


@kept
def vocabulary(definition: Definition = SHIPPED) -> Vocabulary:
    """Return the names that a scenario file of a model may use."""
    ranges = {
        name: ParameterRange(name, p.default, p.low, p.high, p.minimum, p.maximum)
        for name, p in definition.parameters.items()
    }
    claims = tuple(row["id"] for row in read_table("claims.csv", "multipolar.rules"))
    return Vocabulary(
        parameters=ranges,
        switches=definition.switches,
        measures=tuple(definition.measures),
        choices=_ways(definition),
        claims=claims,
        month=tuple(_month(definition)),
        not_defined=definition.not_defined,
        attributes=definition.attributes,
        foreseen=believed(),
        beliefs_fit=definition.is_shipped,
    )


def _ways(definition: Definition) -> dict[str, tuple[Way, ...]]:
    """Return the choices of each state of the full roster."""
    world = World(table=definition.attributes)
    ways: dict[str, tuple[Way, ...]] = dict.fromkeys(world.roster.iso3, ())
    for seat in seats(definition.kinds, world):
        c = seat.choice
        way = Way(c.name, c.switch, c.actions, seat.columns, c.opened_by, c.every)
        ways[seat.state] += (way,)
    return ways


def _month(definition: Definition) -> Iterator[MonthPart]:
    """Yield what reads and writes attributes in a month, after its events."""
    for place, phase in enumerate(ORDER):
        for rule, absent in definition.in_phase(phase):
            reads, writes = _texts(rule.places_read), _texts(rule.writes)
            yield MonthPart(place, rule.name, rule.switch, reads, writes, absent, rule.every)
        for kind in definition.kinds if phase == DECISIONS else ():
            for choice in kind.choices:
                reads = frozenset[str]().union(
                    *(_texts(want.places_read) for want in choice.weighed)
                )
                writes = frozenset[str]() if choice.opened_by else choice.writes.split()
                name = f"{choice.name} of {kind.role}"
                opened = reads | set(choice.opened_by.split())
                part = MonthPart(place, name, choice.switch, opened, frozenset(writes))
                yield part._replace(every=choice.every)


def _texts(places: Iterable[Place]) -> frozenset[str]:
    return frozenset(map(str, places))


def load_scenario(
    name: str | Path,
    changes: Mapping[str, object] | None = None,
    *,
    definition: Definition = SHIPPED,
) -> Spec:
    """Load a scenario by its name or by the path of its file.

    Parameters
    ----------
    name : str or Path
        Name or file.
    changes : mapping, optional
        Values that replace those of the file, by dotted key: ``{"theatres.mirroring": 0.0}``.
    definition : Definition, optional
        The model that the scenario is for; see ``multipolar.definition``.

    Raises
    ------
    ScenarioError
        With every problem of the file and of the changes.
    ArgumentError
        When something else than a name, a path or a mapping is given.

    Examples
    --------
    >>> spec = load_scenario("baseline", {"parameters.theatres.mirroring": 0.0})
    >>> spec.title
    'Baseline'
    """
    if not isinstance(name, str | PathLike):
        raise ArgumentError(f"{name!r} is no scenario; allowed: its name, or the path of its file")
    wanted = {} if changes is None else changes
    if not isinstance(wanted, Mapping) or not all(isinstance(key, str) for key in wanted):
        raise ArgumentError(f"changes is {changes!r}; allowed: a mapping of dotted keys to values")
    plain_values = {key: plain(value) for key, value in wanted.items()}
    definition.check()
    return scenario.load(name, vocabulary(definition), changes=plain_values)


def load_over(name: str, *layers: Layer, definition: Definition = SHIPPED) -> Spec:
    """Load a shipped scenario with layers laid over it; see ``multipolar.scenario.load_layers``."""
    definition.check()
    return scenario.load_layers(name, layers, vocabulary(definition))


def priors_of(spec: Spec, definition: Definition = SHIPPED) -> dict[str, Parameter]:
    """Return the priors of a scenario: the model's, replaced where the scenario says so.

    Raises
    ------
    ArgumentError
        When a parameter is unknown, or its prior leaves its domain.
    """
    priors = dict(definition.parameters)
    for name, prior in spec.parameters.items():
        own = priors[known(name, priors, "parameter")]
        if (prior.low, prior.mode, prior.high) == (own.low, own.default, own.high):
            continue
        ends = [
            number(end, f"parameter {name}", own.minimum, own.maximum)
            for end in (prior.low, prior.mode, prior.high)
        ]
        if ends != sorted(ends):
            raise ArgumentError(f"parameter {name} is {prior}; allowed: low <= mode <= high")
        priors[name] = replace(own, low=ends[0], default=ends[1], high=ends[2])
    return priors


def under(
    spec: Spec, reading: str, definition: Definition = SHIPPED, *, but: Collection[str] = ()
) -> Spec:
    """Return a scenario under a reading of the literature.

    Each parameter on which studies conflict is set to what a sceptic or an advocate of the link
    holds, whatever the scenario's prior; at the centre every prior stays as it is. Parameters
    in ``but``, full keys of a scenario file, keep their priors as well.

    Raises
    ------
    ArgumentError
        When there is no such reading; the message names the nearest.
    """
    if known(reading, READINGS, "reading of the literature") == "centre":
        return spec
    held = {
        name: row.under(reading)
        for name, row in definition.parameters.items()
        if row.conflicted and f"parameters.{name}" not in but
    }
    fixed = {name: Prior(value, value, value) for name, value in held.items()}
    return replace(spec, parameters={**spec.parameters, **fixed})


def replaced_in(spec: Spec, definition: Definition = SHIPPED) -> frozenset[str]:
    """Return the parameters whose prior a scenario replaces or fixes."""
    own, priors = definition.parameters, priors_of(spec, definition)
    return frozenset(name for name, prior in priors.items() if prior != own[name])


def stability_notes(spec: Spec) -> list[str]:
    """Return which stability bounds the priors of a scenario can break, in words."""
    priors = priors_of(spec)
    mirroring, half_life = priors["theatres.mirroring"], priors["theatres.half_life"]
    theatres = full_roster().size("theatre")
    margin = mirroring_margin(
        np.array([mirroring.default, mirroring.high]),
        fading(np.array([half_life.default, half_life.high])),
        theatres,
    )
    if margin[0] <= 0 or margin[1] <= 0:
        where = "at the mode" if margin[0] <= 0 else "within the prior"
        return [
            f"stability: theatres.mirroring reaches 1 / {theatres - 1} of what fades in a month by "
            f"theatres.half_life {where}; "
            "tension would feed on itself until only saturation holds it"
        ]
    return []
