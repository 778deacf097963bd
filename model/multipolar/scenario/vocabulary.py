"""The names that a scenario may use and that this room does not know by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class ParameterRange:
    """What a scenario must know of a parameter.

    Parameters
    ----------
    name : str
        Section and name, ``attention.responsiveness``.
    default, low, high : float
        Mode and ends of the triangular prior.
    minimum, maximum : float
        Hard domain, inclusive: a value outside is an error, one outside the prior is not.
    """

    name: str
    default: float
    low: float
    high: float
    minimum: float
    maximum: float


@dataclass(frozen=True)
class Vocabulary:
    """The parameters, switches, measures and actions that scenarios may name.

    Parameters
    ----------
    parameters : Mapping
        Parameters by their full name.
    switches : tuple of str
        Mechanisms that can be switched off.
    measures : tuple of str
        Measures that an expectation may name.
    actions : Mapping
        The ladder of actions of each state that takes orders, by its ISO 3166 alpha-3 code.
    claims : tuple of str
        Claims of the article that an event or an expectation may rest on; empty allows any.
    """

    parameters: Mapping[str, ParameterRange]
    switches: tuple[str, ...]
    measures: tuple[str, ...]
    actions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    claims: tuple[str, ...] = ()

    def sections(self) -> dict[str, dict[str, ParameterRange]]:
        """Return the parameters as the tables of a file: section, then name."""
        tables: dict[str, dict[str, ParameterRange]] = {}
        for full_name, parameter in self.parameters.items():
            section, _, name = full_name.partition(".")
            tables.setdefault(section, {})[name] = parameter
        return tables
