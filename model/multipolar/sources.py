"""Where runs take their parameters from, and where they do unless told otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

ParameterSource = Literal["posterior", "prior", "default"]

SOURCES: tuple[ParameterSource, ...] = get_args(ParameterSource)

DESCRIBED: Mapping[str, str] = {
    "posterior": "parameters from the posterior",
    "prior": "parameters from priors",
    "default": "default parameters",
}
"""How figures and tables tell where parameters come from."""

SHIPPED_SOURCE: ParameterSource = "prior"
"""Source unless told otherwise: the one that tells more out of sample.

The posterior takes this place when it surely beats the priors at origins in the past, see
``multipolar.backtest``; until then it is there for those who ask for it.
"""
