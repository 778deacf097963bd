"""multipolar: sanctions and escalation after the Pyongyang summit of June 2024, as a model.

Public names are loaded on first use, so that ``import multipolar`` stays light.
"""

from __future__ import annotations

from multipolar.lazy import on_first_use

__version__ = "0.2.0"

_HOME = {
    "MultipolarModel": "multipolar.model",
    "World": "multipolar.world",
    "Results": "multipolar.ensemble",
    "problem": "multipolar.ensemble",
    "simulate": "multipolar.ensemble",
    "open_results": "multipolar.ensemble",
    "load_scenario": "multipolar.loading",
    "scenario_names": "multipolar.scenario",
}

__all__ = ["__version__", *sorted(_HOME)]

__getattr__, _ = on_first_use(__name__, _HOME)


def __dir__() -> list[str]:
    return __all__
