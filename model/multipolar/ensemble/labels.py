"""What results say of themselves: title, unit and axes of all that a store holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

from multipolar.axes import MONTH, RUN
from multipolar.definition import SHIPPED, Definition
from multipolar.ensemble.blocks import label_axes
from multipolar.measures import Measure
from multipolar.world import Roster
from multipolar.world.attributes import Attribute

SCENARIO = "scenario"
PARAMETER = "parameter"
MEASURE = "measure"


class Row(BaseModel):
    """A row of a manifest: no key is unknown, and no value of another type."""

    model_config = ConfigDict(extra="forbid", strict=True)


class MeasureRow(Row):
    """A measure as a store tells it; see ``multipolar.measures.Measure``."""

    title: str
    unit: str
    description: str = ""
    group: str = ""
    headline: bool = False
    smallest_change: float = Field(default=0.0, ge=0.0, allow_inf_nan=False)


class AttributeRow(Row):
    """A recorded attribute: its unit, its meaning, and its axes after run and month."""

    unit: str
    description: str
    axes: tuple[str, ...] = Field(strict=False)


class About(Row):
    """Title, unit and axes of what a store holds, by name.

    Attributes
    ----------
    measures : dict of MeasureRow
        Measures in the order of the table of runs.
    parameters : dict of str
        Unit of each parameter.
    attributes : dict of AttributeRow
        What is recorded month by month.
    everything : bool
        Whether that is all that could be recorded.
    """

    measures: dict[str, MeasureRow]
    parameters: dict[str, str]
    attributes: dict[str, AttributeRow]
    everything: bool


def about_now(recorded: Iterable[str], definition: Definition = SHIPPED) -> About:
    """Return what a model says of all it measures and of the attributes that it records."""
    return about_names(definition.measures, definition.parameters, recorded, definition)


def about_names(
    measures: Iterable[str],
    parameters: Iterable[str],
    recorded: Iterable[str],
    definition: Definition = SHIPPED,
) -> About:
    """Return what a model says of some names; of one that it does not know, only the name."""
    units = {row.name: row.unit for row in definition.parameters.values()}
    kept, there = list(recorded), definition.measures
    return About(
        measures={
            name: _measure(there[name]) if name in there else MeasureRow(title=name, unit="")
            for name in measures
        },
        parameters={name: units.get(name, "") for name in parameters},
        attributes={
            name: _attribute(definition.attributes[name])
            for name in kept
            if name in definition.attributes
        },
        everything=kept == list(definition.recorded),
    )


def _measure(measure: Measure) -> MeasureRow:
    return MeasureRow(**{key: getattr(measure, key) for key in MeasureRow.model_fields})


def _attribute(row: Attribute) -> AttributeRow:
    return AttributeRow(unit=row.unit, description=row.description, axes=label_axes(row))


def places(
    about: About,
    labels: Mapping[str, Sequence[str]],
    name: str,
    roster: Roster,
    definition: Definition = SHIPPED,
) -> dict[int, NDArray[np.intp]]:
    """Return where the members of a roster stand in a stored attribute, by the place of the axis.

    An axis whose members stand there as in the roster is left out.

    Parameters
    ----------
    about, labels : About, mapping
        What the store says of itself.
    name : str
        Name of the attribute.
    roster : Roster
        States, theatres and other members as this program orders them.
    definition : Definition, optional
        The model that is asked.

    Raises
    ------
    LookupError
        When this program means another thing by the name; the message says what differs.
    """
    axes = about.attributes[name].axes
    here = definition.attributes.get(name)
    if here is None or label_axes(here) != axes:
        raise LookupError(f"this program knows no {name} with the axes {', '.join(axes) or 'none'}")
    found = {}
    for place, axis in enumerate(axes, start=2):
        stored, wanted = tuple(labels[axis]), roster.labels[axis]
        missing = [label for label in wanted if label not in stored]
        if missing:
            raise LookupError(f"{axis} {', '.join(missing[:5])}: not in these results")
        if stored != wanted:
            found[place] = np.array([stored.index(label) for label in wanted], dtype=np.intp)
    return found


def reordered(values: NDArray[Any], order: Mapping[int, NDArray[np.intp]]) -> NDArray[Any]:
    """Return values, shape (runs, months, …), with the members of some axes in another order."""
    for axis, members in order.items():
        values = np.take(values, members, axis=axis)
    return values


def unfit(about: About, labels: Mapping[str, Sequence[str]], cases: Sequence[str]) -> str:
    """Return why labels, and what is said of them, do not fit together; empty if they do."""
    axes = {axis for row in about.attributes.values() for axis in row.axes}
    needed = {SCENARIO, MONTH, PARAMETER, MEASURE} | axes
    always = needed - axes
    if needed - labels.keys() or RUN in labels or not all(labels[axis] for axis in always):
        return "labels of an axis are missing"
    twice = [axis for axis, members in labels.items() if len(set(members)) < len(members)]
    if twice:
        return f"a label of the axis {twice[0]} stands there twice"
    told = {
        MEASURE: list(about.measures),
        PARAMETER: list(about.parameters),
        SCENARIO: list(cases),
    }
    for axis, names in told.items():
        if names != list(labels[axis]):
            return f"labels of the axis {axis} are not what is told of them"
    return ""
