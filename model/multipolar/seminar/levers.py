"""Levers of an explorer: a parameter within its prior, a mechanism, or what a state does.

A lever is named as in a scenario file: ``theatres.mirroring`` is a parameter, ``switches.barter`` a
mechanism, ``KOR.response.korea`` a choice of a state, which is then made in every month from a
given one on. It has some values, of which one is where it starts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from multipolar.arguments import ArgumentError, hint
from multipolar.loading import load_scenario, priors_of, vocabulary
from multipolar.months import month_number
from multipolar.scenario import Order, Spec
from multipolar.scenario.ways import Way
from multipolar.seminar.keys import with_orders
from multipolar.world.roster import state_words

LEFT_TO_MODEL = "left to the model"
SWITCH = "switches."


@dataclass(frozen=True)
class GridLever:
    """A lever of an explorer.

    Parameters
    ----------
    name : str
        As in a scenario file, or ``STATE.choice.column``.
    what : str
        What it is, for people.
    values : tuple
        Numbers of a parameter, or names of actions and states of a switch.
    start : int
        Position of the value that it starts with.
    """

    name: str
    what: str
    values: tuple[float, ...] | tuple[str, ...]
    start: int

    @property
    def discrete(self) -> bool:
        """Whether there is nothing between its values."""
        return isinstance(self.values[0], str)


def make_lever(name: str, spec: Spec) -> GridLever:
    """Return a lever by its name.

    Parameters
    ----------
    name : str
        A parameter, ``switches.MECHANISM``, or ``STATE.choice`` with its column if it has several.
    spec : Spec
        The scenario in which it is pulled.

    Raises
    ------
    ArgumentError
        When there is none such; the message says what is nearest.

    Examples
    --------
    >>> from multipolar import load_scenario
    >>> lever = make_lever("KOR.response", load_scenario("baseline"))
    >>> lever.name, lever.values[:2], lever.start
    ('KOR.response.korea', ('left to the model', 'talk_down'), 0)
    >>> make_lever("theatres.mirroring", load_scenario("baseline")).start
    2
    """
    words = vocabulary()
    head, _, rest = name.partition(".")
    if head in words.choices:
        return _of_choice(head, rest, words.choices[head])
    if name.startswith(SWITCH):
        return _of_switch(rest, spec)
    if name in words.parameters:
        return _of_parameter(name, spec)
    there = [
        *words.parameters,
        *(f"{SWITCH}{s}" for s in words.switches),
        *_addresses(words.choices),
    ]
    raise ArgumentError(
        f"no lever {name!r}; allowed: a parameter, switches.MECHANISM, or STATE.choice.column."
        f"{hint(name, there)}"
    )


def _addresses(choices: Mapping[str, tuple[Way, ...]]) -> Iterator[str]:
    for state, ways in choices.items():
        yield from (f"{state}.{address}" for way in ways for address in way.addresses)


def _of_choice(state: str, address: str, ways: Sequence[Way]) -> GridLever:
    way = next((way for way in ways if address in way.addresses), None)
    if way is None or not way.columns:
        there = [name for w in ways if w.columns for name in w.addresses]
        near = hint(address, there)
        raise ArgumentError(f"{state} has no choice {address!r}; it has {', '.join(there)}.{near}")
    columns = way.columns_at(address)
    if len(columns) > 1:
        allowed = ", ".join(f"{state}.{way.choice}.{column}" for column in columns)
        raise ArgumentError(f"{state}.{address} has several columns; allowed: {allowed}")
    full = f"{way.choice}.{columns[0]}"
    what = f"what {state_words([state])[state][0]} does about: {way.choice}"
    return GridLever(f"{state}.{full}", what, (LEFT_TO_MODEL, *way.actions), 0)


def _of_switch(name: str, spec: Spec) -> GridLever:
    there = vocabulary().switches
    if name not in there:
        raise ArgumentError(f"no mechanism {name!r}.{hint(name, there)}")
    on = bool(spec.switches.get(name, True))
    return GridLever(f"{SWITCH}{name}", "a mechanism of the model", ("off", "on"), int(on))


def _of_parameter(name: str, spec: Spec) -> GridLever:
    known = priors_of(spec)[name]
    if known.low == known.high:
        raise ArgumentError(
            f"{name} is fixed at {known.default:g}; allowed: a parameter with a prior"
        )
    low, middle, high = known.low, known.default, known.high
    values = sorted({low, (low + middle) / 2, middle, (middle + high) / 2, high})
    rounded = tuple(float(f"{value:.6g}") for value in values)
    unit = "" if known.unit == "1" else f" ({known.unit})"
    return GridLever(name, f"{known.source}{unit}"[:300], rounded, values.index(middle))


def pulled(scenario: str, levers: Sequence[GridLever], at: Sequence[int], first_month: str) -> Spec:
    """Return a scenario with levers at some positions.

    Parameters
    ----------
    scenario : str
        Name of the scenario, or its file.
    levers : sequence of GridLever
        The levers.
    at : sequence of int
        Position of each among its values.
    first_month : str
        Month from which states are ordered, to the end.
    """
    chosen = {lever.name: lever.values[place] for lever, place in zip(levers, at, strict=True)}
    changes: dict[str, object] = {}
    orders: list[tuple[str, str]] = []
    for name, value in chosen.items():
        if name.partition(".")[0] in vocabulary().choices:
            orders += [(name, str(value))] if value != LEFT_TO_MODEL else []
        else:
            changes[name] = value == "on" if name.startswith(SWITCH) else value
    spec = load_scenario(scenario, changes)
    for name, action in orders:
        spec = _ordered(spec, name, action, first_month)
    return spec


def _ordered(spec: Spec, name: str, action: str, first_month: str) -> Spec:
    state, _, address = name.partition(".")
    left = spec.months - (month_number(first_month) - month_number(spec.start))
    return with_orders(spec, [Order(state, first_month, action, left, address)])
