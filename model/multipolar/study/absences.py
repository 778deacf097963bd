"""Absences: the world without some mechanisms, or without some claims of the article.

What a mechanism leaves when it is off is its counterfactual (``absent``). A claim is taken away by
its knock-out; claims with one knock-out are one player.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from multipolar.arguments import ArgumentError, known, several
from multipolar.definition import Definition
from multipolar.loading import load_scenario
from multipolar.months import month_range
from multipolar.scenario import ScenarioError, Spec, parse_value
from multipolar.study.claims import claims
from multipolar.study.shapley import Coalition
from multipolar.study.spans import up_to
from multipolar.study.windows import Window


@dataclass(frozen=True)
class Sharer:
    """Somebody who has a share.

    Parameters
    ----------
    name : str
        A mechanism, or the claims that share a knock-out.
    claims : tuple of str
        Claims that go with it.
    how : str
        How it is taken away.
    """

    name: str
    claims: tuple[str, ...]
    how: str


World = Callable[[Coalition], Spec]
Players = Mapping[str, Sharer]


def until(spec: Spec, measure: str, month: str | None) -> tuple[Spec, Window]:
    """Return a scenario that ends with the month that counts, and the window of the outcome."""
    months = list(month_range(spec.start, spec.months))
    if month is None:
        return spec, Window(measure, 0, spec.months)
    last = months.index(known(month, months, f"month of {spec.name}"))
    return up_to(spec, last + 1), Window(measure, last, last + 1)


def of_switches(
    spec: Spec, only: str | Sequence[str] | None
) -> tuple[Players, tuple[str, ...], World]:
    """Return the mechanisms that are on, nobody left out, and the world without some of them."""
    on = [switch for switch, there in spec.switches.items() if there]
    wanted = on if only is None else [known(o, on, "mechanism that is on,") for o in several(only)]
    players = {name: Sharer(name, claims_of(name), f"switches.{name}=off") for name in wanted}

    def world(absent: Coalition) -> Spec:
        return replace(spec, switches={**spec.switches, **dict.fromkeys(absent, False)})

    return players, (), world


def claims_of(switch: str) -> tuple[str, ...]:
    """Return the claims whose rules a mechanism turns off, in the order of the article."""
    return tuple(claim.id for claim in claims().values() if switch in claim.switches)


def of_claims(
    spec: Spec,
    scenario: str | Path | Spec,
    only: str | Sequence[str] | None,
    definition: Definition,
) -> tuple[Players, tuple[str, ...], World]:
    """Return the claims, those the scenario has no place for, and the world without some."""
    if isinstance(scenario, Spec):
        raise ArgumentError(
            f"scenario is the value {spec.name!r}; allowed over claims: a name or a file, from "
            "which a knock-out can be taken"
        )
    wanted = claims() if only is None else [known(o, claims(), "claim") for o in several(only)]
    together: dict[str, list[str]] = {}
    for claim in (claims()[name] for name in wanted):
        if claim.knock_out != "none":
            together.setdefault(claim.knock_out, []).append(claim.id)
    players, left_out = {}, []
    for how, ids in together.items():
        name = " ".join(ids)
        try:
            without = load_scenario(scenario, _changes([how]), definition=definition)
        except ScenarioError as error:
            left_out.append(f"{name}: {spec.name} takes no {how} ({error})")
            continue
        if until(without, "", spec.end)[0].digest == spec.digest:
            left_out.append(f"{name}: {spec.name} has none of it to {spec.end}")
        else:
            players[name] = Sharer(name, tuple(ids), how)

    def world(absent: Coalition) -> Spec:
        changes = _changes([players[name].how for name in players if name in absent])
        found = load_scenario(scenario, changes, definition=definition)
        return until(found, "", spec.end)[0]

    return players, tuple(left_out), world


def _changes(knock_outs: Sequence[str]) -> dict[str, object]:
    """Return the changes of several knock-outs; lists of events to leave out are put together."""
    changes: dict[str, Any] = {}
    for text in knock_outs:
        key, _, said = (part.strip() for part in text.partition("="))
        value = parse_value(said)
        if key in changes and isinstance(value, list):
            value = [*changes[key], *value]
        changes[key] = value
    return changes
