"""Cases: a batch is every scenario at every point of a sweep."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from textwrap import shorten
from typing import Any

from multipolar.definition import SHIPPED, Definition
from multipolar.ensemble.design import DesignError, Point
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


def _case(spec: Spec, point: Mapping[str, Any], number: int) -> Case:
    if not point:
        return Case(spec, spec.name)
    said = (f"{key.removeprefix('parameters.')} = {value}" for key, value in point.items())
    title = shorten(f"{spec.title}: {', '.join(said)}", _LONGEST_TITLE, placeholder=" …")
    return Case(replace(spec, name=f"{spec.name}@{number}", title=title), spec.name, point)


def _full(changes: Mapping[str, object], definition: Definition) -> dict[str, object]:
    words = vocabulary(definition)
    return {full_key(key, words): value for key, value in changes.items()}
