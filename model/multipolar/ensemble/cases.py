"""Cases: a batch is every scenario at every point of a sweep."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from textwrap import shorten
from typing import Any

from multipolar.arguments import ArgumentError
from multipolar.definition import SHIPPED, Definition
from multipolar.ensemble.design import DesignError, Point
from multipolar.ensemble.files import NotMeant
from multipolar.loading import load_scenario, under, vocabulary
from multipolar.scenario import ScenarioError, Spec, full_key

_LONGEST_TITLE = 100


@dataclass(frozen=True)
class Case:
    """A scenario at a point of a sweep.

    Parameters
    ----------
    spec : Spec
        What is run; in a sweep its name is that of the scenario with the number of the point,
        ``baseline@3``, and its title says what the point varies.
    scenario : str
        Name of the scenario.
    varied : Mapping
        What the point varies: value by full key of the scenario file.
    """

    spec: Spec
    scenario: str
    varied: Mapping[str, Any] = field(default_factory=dict)


Scenarios = str | Path | Spec | Case | Sequence[str | Path | Spec | Case]
"""What is run: one scenario, or a list of them."""


def cases_of(scenarios: Scenarios, definition: Definition = SHIPPED) -> list[Case]:
    """Return scenarios as cases; one alone is a list of one.

    Parameters
    ----------
    scenarios : str, Path, Spec, Case or a sequence of them
        Scenarios by name, file or value.
    definition : Definition, optional
        The model that the scenarios are for.

    Raises
    ------
    ArgumentError
        When there is none, or something else is among them.
    ScenarioError
        With every problem of a file.

    Examples
    --------
    >>> [case.scenario for case in cases_of("baseline")]
    ['baseline']
    """
    listed = (
        list(scenarios)
        if isinstance(scenarios, Iterable) and not isinstance(scenarios, str)
        else [scenarios]
    )
    if not listed:
        raise ArgumentError("scenarios is empty; allowed: a scenario or a list of them")
    return [_as_case(scenario, definition) for scenario in listed]


def refuse_one_name(cases: Sequence[Case]) -> None:
    """Check that every case has a name of its own.

    Raises
    ------
    NotMeant
        When two share one.
    """
    names = [case.spec.name for case in cases]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise NotMeant(
            f"several scenarios are called {', '.join(twice)}; rename a file, or in Python give "
            'one another name: dataclasses.replace(load_scenario(…), name="…")'
        )


def make_cases(
    scenarios: str | Path | Sequence[str | Path],
    points: Sequence[Point] = ({},),
    settings: Mapping[str, object] | None = None,
    *,
    definition: Definition = SHIPPED,
    reading: str = "centre",
    notice: Callable[[Spec], Spec] = lambda spec: spec,
) -> list[Case]:
    """Return the cases of a batch, scenario by scenario.

    Parameters
    ----------
    scenarios : str, Path or sequence of them
        Scenarios by name or file.
    points : sequence of dict
        Values by key; see ``multipolar.ensemble.design``.
    settings : Mapping, optional
        Values that hold in every case.
    definition : Definition, optional
        The model that the scenarios are for.
    reading : {"sceptic", "centre", "advocate"}
        Reading of the literature; what is set or swept goes before it.
    notice : callable
        Gets a scenario and returns it with what its states have noticed of their world, as
        ``multipolar.foresight.with_beliefs`` does; by default nothing.

    Raises
    ------
    ScenarioError
        With every problem of the scenarios, the settings and the points; each once.
    DesignError
        When a key is both set and swept.
    """
    changes = _full(settings or {}, definition)
    points = [_full(point, definition) for point in points]
    both = sorted({key for point in points for key in point if key in changes})
    if both:
        raise DesignError(f"{', '.join(both)}: both set and swept; leave one of them out")
    cases: list[Case] = []
    problems: dict[str, Any] = {}
    for scenario in [scenarios] if isinstance(scenarios, str | Path) else scenarios:
        for number, point in enumerate(points, start=1):
            try:
                spec = notice(load_scenario(scenario, {**changes, **point}, definition=definition))
            except ScenarioError as error:
                problems |= {str(problem): problem for problem in error.problems}
                continue
            read = under(spec, reading, definition, but={*changes, *point})
            cases.append(_case(read, point, number))
    if problems:
        raise ScenarioError(problems.values())
    return cases


def _as_case(scenario: str | Path | Spec | Case, definition: Definition) -> Case:
    if isinstance(scenario, Case):
        return scenario
    if isinstance(scenario, Spec):
        return Case(scenario, scenario.name)
    spec = load_scenario(scenario, definition=definition)
    return Case(spec, spec.name)


def _case(spec: Spec, point: Mapping[str, Any], number: int) -> Case:
    if not point:
        return Case(spec, spec.name)
    said = (f"{key.removeprefix('parameters.')} = {value}" for key, value in point.items())
    title = shorten(f"{spec.title}: {', '.join(said)}", _LONGEST_TITLE, placeholder=" …")
    return Case(replace(spec, name=f"{spec.name}@{number}", title=title), spec.name, point)


def _full(changes: Mapping[str, object], definition: Definition) -> dict[str, object]:
    words = vocabulary(definition)
    return {full_key(key, words): value for key, value in changes.items()}
