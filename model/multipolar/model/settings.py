"""What a model is given from outside: settings of a scenario made by hand, and parameters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from multipolar.arguments import ArgumentError, known
from multipolar.arrays import Array
from multipolar.definition import Definition
from multipolar.readonly import ReadOnly
from multipolar.rules.parameters import Parameter
from multipolar.scenario import Spec


def check_settings(spec: Spec, definition: Definition) -> Spec:
    """Return a scenario whose switches all belong to a mechanism.

    Raises
    ------
    UnknownName
        When one does not: it would switch nothing.
    """
    for switch in spec.switches:
        known(switch, definition.switches, "mechanism")
    return spec


class RunParameters(ReadOnly[str, Array]):
    """The parameters of the runs, which rules have in hand: nobody changes them meanwhile."""

    advice = "parameters are drawn or given when a model begins: rewind(vectors={name: values})"


def in_hand(parameters: Mapping[str, Array]) -> RunParameters:
    """Return parameters by full name, locked with their numbers."""
    for vector in parameters.values():
        vector.flags.writeable = False
    return RunParameters(parameters)


def checked_vectors(
    vectors: Mapping[str, object], runs: int, table: Mapping[str, Parameter]
) -> dict[str, Array]:
    """Return parameters by full name, each of shape (runs,) and within its domain.

    Raises
    ------
    ArgumentError
        When a parameter is unknown, a value leaves its domain, or their number is not the one
        of the runs.
    """
    return {
        known(name, table, "parameter"): _checked_vector(table[name], values, runs)
        for name, values in vectors.items()
    }


def _checked_vector(parameter: Parameter, values: Any, runs: int) -> Array:
    allowed = f"{runs} numbers from {parameter.minimum:g} to {parameter.maximum:g}, or one"
    try:
        vector = np.array(np.broadcast_to(np.asarray(values, dtype=np.float64), (runs,)))
    except (TypeError, ValueError):
        raise ArgumentError(f"{parameter.name}: allowed: {allowed}") from None
    outside = vector[~((vector >= parameter.minimum) & (vector <= parameter.maximum))]
    if outside.size:
        raise ArgumentError(f"{parameter.name}: found {outside[0]:g}; allowed: {allowed}")
    return vector
