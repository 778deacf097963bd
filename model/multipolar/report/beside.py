"""What stands beside a scenario: what it extends, run with the same luck."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from multipolar.ensemble import Results, simulate
from multipolar.loading import load_scenario, under
from multipolar.months import month_range
from multipolar.scenario import ScenarioError, Spec, scenario_names
from multipolar.study.bases import ComparisonError, base_of, first_change, months_of


class NothingBesideError(Exception):
    """There is nothing to compare a scenario with; the message says why.

    Parameters
    ----------
    why : str
        The reason.
    base : Spec, optional
        What is changed by the scenario all the same, over its months, where that is known.
    """

    def __init__(self, why: str, base: Spec | None = None) -> None:
        super().__init__(why)
        self.base = base


def beside(results: Results, name: str) -> tuple[Results, str]:
    """Return results that hold the base of a scenario over its months, and its name there.

    Raises
    ------
    NothingBesideError
        When there is no such base, or none that could be compared.
    """
    spec = results.specs[results.scenarios.index(name)]
    extended, told = _base(results, name)
    base = _shipped(results, extended, {**told, **months_of(spec)})
    if base.digest == spec.digest:
        raise NothingBesideError(
            f"{name} is told the same as {base.name}, so there is no difference.", base
        )
    first = first_change(spec, base)
    if first not in month_range(spec.start, spec.months):
        raise NothingBesideError(
            f"{name} and {base.name} differ from {first} on, outside {spec.start} to {spec.end}.",
            base,
        )
    for other, found in zip(results.scenarios, results.specs, strict=True):
        if found.digest == base.digest:
            return results, other
    anew = simulate(
        base,
        runs=results.runs,
        seed=results.seed,
        parameters=results.parameter_source,
        definition=results.definition,
    )
    return anew, anew.scenarios[0]


def _base(results: Results, name: str) -> tuple[str, Mapping[str, Any]]:
    """Return the scenario that another extends, by name, and what is told it beside its file.

    One changed from outside is its own base. A point of a sweep stands beside the scenario as all
    points have it.
    """
    place = results.scenarios.index(name)
    spec, case = results.specs[place], results.manifest.cases[place]
    settings = {key: value for key, value in results.manifest.settings.items() if key != "reading"}
    told = settings | case.varied
    changed = told_outside(results, name)
    if spec.extends and not changed:
        return spec.extends, {}
    mine = _shipped(results, case.scenario, told)
    if mine.digest != spec.digest:
        raise NothingBesideError(
            f"The scenario {mine.name} of this program is another than that of the results; "
            "give the results of what it extends with --base."
        )
    if changed:
        return case.scenario, settings if case.varied else {}
    try:
        return base_of(case.scenario, results.definition).name, {}
    except ComparisonError as error:
        raise NothingBesideError(f"{error}.") from None


def told_outside(results: Results, name: str) -> dict[str, Any]:
    """Return what a scenario was told beside its file, but for its months and the reading."""
    case = results.manifest.cases[results.scenarios.index(name)]
    told = results.manifest.settings | case.varied
    return {key: value for key, value in told.items() if key not in _NO_CHANGE}


_NO_CHANGE = ("reading", "start", "months")
"""What makes no other scenario: the base is run under the same reading and over the same months."""


def expects_against(results: Results, name: str) -> str:
    """Return the scenario against which a scenario's expectations are stated; ``""`` unknown."""
    case = results.manifest.cases[results.scenarios.index(name)]
    try:
        return base_of(case.scenario, results.definition).name
    except (ComparisonError, ScenarioError):
        return ""


def _shipped(results: Results, name: str, told: Mapping[str, Any] | None = None) -> Spec:
    """Return a shipped scenario, named in full, under the reading of the results."""
    told = told or {}
    if name not in scenario_names():
        raise NothingBesideError(
            f"{name} is not among the scenarios of this program, and the results do not hold its "
            "file; run what the scenario is to be compared with, and give those results with "
            "--base."
        )
    model, reading = results.definition, results.manifest.settings.get("reading", "centre")
    try:
        return under(load_scenario(name, told, definition=model), str(reading), model, but=told)
    except ScenarioError as error:
        raise NothingBesideError(
            f"This program cannot run {name} as the results were told to ({error}); give the "
            "results of what it is to be compared with by --base."
        ) from None
