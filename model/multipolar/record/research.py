"""How far research reached: what was known of a parameter at an origin.

A parameter that stands on published effects whose data end after an origin (column ``data_to`` of
the table of effects) is not known as well as it is today. Its prior falls back to the range between
what a sceptic and an advocate take from research, or to the range of its own prior where research
does not disagree, with no value in it likelier for what came later. A parameter without a range
stays as it is.

Nobody looks ahead at an origin: what states expect was fitted on a calendar that ends later.
"""

from __future__ import annotations

from dataclasses import replace

from multipolar.definition import SHIPPED
from multipolar.rules.parameters import Parameter
from multipolar.scenario import Spec
from multipolar.scenario.spec import Prior
from multipolar.study.effects import effects

AHEAD = "foresight"
"""Mechanism that is left out: its beliefs were fitted on the whole calendar."""


def later_than(month: str) -> dict[str, tuple[str, ...]]:
    """Return the parameters that stand on data of later months, each with those effects."""
    later = [link for link in effects().values() if link.data_to > month]
    names = sorted({name for link in later for name in link.parameters})
    return {n: tuple(link.link_id for link in later if n in link.parameters) for n in names}


def fallen_back(month: str) -> dict[str, Prior]:
    """Return the priors that parameters on later data fall back to, by full name."""
    known = {name: SHIPPED.parameters[name] for name in later_than(month)}
    ranges = {name: _range(parameter) for name, parameter in known.items()}
    return {
        name: Prior(low, 0.5 * (low + high), high)
        for name, (low, high) in ranges.items()
        if low < high
    }


def without_later_research(spec: Spec, month: str) -> Spec:
    """Return a scenario with the priors that there were at an origin, in which nobody looks ahead.

    A prior that is the scenario's own stays.
    """
    own = {n for n, prior in spec.parameters.items() if prior != _shipped(SHIPPED.parameters[n])}
    back = {name: prior for name, prior in fallen_back(month).items() if name not in own}
    return replace(
        spec,
        parameters={**spec.parameters, **back},
        switches={**spec.switches, AHEAD: False},
    )


def _range(parameter: Parameter) -> tuple[float, float]:
    if parameter.sceptic is None or parameter.advocate is None:
        return parameter.low, parameter.high
    ends = parameter.sceptic, parameter.advocate
    return min(ends), max(ends)


def _shipped(parameter: Parameter) -> Prior:
    return Prior(parameter.low, parameter.default, parameter.high)
