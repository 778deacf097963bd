"""Parameters: what a rule does not know for certain.

A rule's parameters are the fields of a frozen class beside it. Each field carries its default,
its prior (a triangular distribution on low, default, high), its hard domain, its unit, its
evidence tag and its source. In a run every field is an array of shape (runs, 1).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np

from multipolar.arguments import known
from multipolar.arrays import Array

EVIDENCE = ("S", "R-H", "R-M", "R-L", "D", "P", "J")

READINGS = ("sceptic", "centre", "advocate")
"""How to read research that disagrees: what a sceptic and an advocate take from it."""


@dataclass(frozen=True)
class Parameter:
    """What is known of one parameter.

    Parameters
    ----------
    name : str
        ``group.field``.
    default, low, high : float
        Mode and limits of the triangular prior.
    minimum, maximum : float
        Hard domain: outside it the rule loses its meaning.
    unit : str
        Unit, ``1`` for a pure number.
    evidence : str
        S found in a published source, R-H, R-M, R-L recalled with high, medium or low
        certainty, D derived, P seen in a prototype, J judged.
    symbol : str
        Symbol in the formula of the rule's docstring.
    source : str
        Where the number comes from.
    effects : str
        Rows of the table of published effects that it stands on, separated by spaces; ``link 4``
        of the fifteen links without a published size is written ``link-4``.
    sceptic, advocate : float or None
        What a sceptic and an advocate take from research that disagrees; ``None`` without
        disagreement. The default is the reading of the centre.
    free : bool
        Whether the prior has a width: a free parameter.
    """

    name: str
    default: float
    low: float
    high: float
    minimum: float
    maximum: float
    unit: str
    evidence: str
    symbol: str
    source: str
    effects: str = ""
    sceptic: float | None = None
    advocate: float | None = None

    @property
    def free(self) -> bool:
        """Whether the prior has a width."""
        return self.high > self.low

    @property
    def conflicted(self) -> bool:
        """Whether research disagrees about it."""
        return self.sceptic is not None and self.advocate is not None

    def under(self, reading: str) -> float:
        """Return the value under a reading; without disagreement that is the default.

        Raises
        ------
        ValueError
            When there is no such reading.
        """
        if reading not in READINGS:
            raise ValueError(f"no reading {reading!r}; allowed: {', '.join(READINGS)}")
        value = {"sceptic": self.sceptic, "advocate": self.advocate}.get(reading)
        return self.default if value is None else value


def parameter(
    default: float,
    low: float | None = None,
    high: float | None = None,
    *,
    unit: str = "1",
    evidence: str,
    symbol: str = "",
    source: str,
    minimum: float = 0.0,
    maximum: float = np.inf,
    effects: str = "",
    sceptic: float | None = None,
    advocate: float | None = None,
) -> Any:
    """Declare a parameter field; without ``low`` and ``high`` it is fixed at its default.

    ``effects`` names rows of the table of published effects. Where research disagrees,
    ``sceptic`` and ``advocate`` are the values of the two readings, given together.

    Raises
    ------
    ValueError
        When there is no such kind of evidence, or the numbers do not stand in their order.
    """
    low = default if low is None else low
    high = default if high is None else high
    known(evidence, EVIDENCE, "evidence")
    if not minimum <= low <= default <= high <= maximum:
        raise ValueError(f"{default}: {minimum} <= {low} <= default <= {high} <= {maximum}")
    if (sceptic is None) != (advocate is None):
        raise ValueError(f"{default}: sceptic and advocate are given together or not at all")
    if not all(minimum <= read <= maximum for read in (sceptic, advocate) if read is not None):
        raise ValueError(f"{default}: {sceptic} and {advocate} lie in {minimum} to {maximum}")
    about = {
        "default": default,
        "low": low,
        "high": high,
        "minimum": minimum,
        "maximum": maximum,
        "unit": unit,
        "evidence": evidence,
        "symbol": symbol,
        "source": source,
        "effects": effects,
        "sceptic": sceptic,
        "advocate": advocate,
    }
    return dataclasses.field(default_factory=lambda: np.array([[default]]), metadata=about)


@dataclass(frozen=True)
class Parameters:
    """Base of the parameter classes; ``group`` names the rule file that owns it."""

    group: ClassVar[str] = ""

    @classmethod
    def table(cls) -> tuple[Parameter, ...]:
        """Return what is known of each field."""
        return tuple(
            Parameter(name=f"{cls.group}.{field.name}", **field.metadata)
            for field in dataclasses.fields(cls)
        )

    @classmethod
    def of(cls, values: Mapping[str, Array]) -> Self:
        """Return the class filled from values by full parameter name, each of shape (runs,)."""
        return cls(**{f.name: values[f"{cls.group}.{f.name}"][:, None] for f in _fields(cls)})


def _fields(cls: type[Parameters]) -> tuple[dataclasses.Field[Any], ...]:
    return dataclasses.fields(cls)


def triangular(quantile: Array, low: float, mode: float, high: float) -> Array:
    """Return the values of a triangular distribution at these quantiles (0 to 1)."""
    if high <= low:
        return np.full_like(quantile, mode)
    peak = (mode - low) / (high - low)
    rising = low + np.sqrt(quantile * (high - low) * (mode - low))
    falling = high - np.sqrt((1.0 - quantile) * (high - low) * (high - mode))
    value: Array = np.where(quantile < peak, rising, falling)
    return np.clip(value, low, high)


def triangular_quantile(value: Array, low: float, mode: float, high: float) -> Array:
    """Return the quantiles (0 to 1) of values of a triangular distribution with a width."""
    inside = np.clip(value, low, high)
    left = (inside - low) ** 2 / ((high - low) * max(mode - low, np.finfo(float).tiny))
    right = (high - inside) ** 2 / ((high - low) * max(high - mode, np.finfo(float).tiny))
    return np.where(inside < mode, left, 1.0 - right)
