"""multipolar: sanctions and escalation after the Pyongyang summit of June 2024, as a model.

Public names are loaded on first use, so that ``import multipolar`` stays light.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_HOME = {
    "MultipolarModel": "multipolar.model",
    "World": "multipolar.world",
    "Results": "multipolar.ensemble",
    "simulate": "multipolar.ensemble",
    "open_results": "multipolar.ensemble",
    "load_scenario": "multipolar.model",
    "scenario_names": "multipolar.scenario",
}

__all__ = ["__version__", *sorted(_HOME)]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'multipolar' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return __all__
