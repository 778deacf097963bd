"""Foresight: states look ahead, by what has followed from each action before.

    U_a = Σ wants_a (1 - φ s [want stands in for consequences]) + φ V_a(x)
    V_a(x) = Σ_m stake_m E[mean change of m over the coming months | a, x]

φ is the weight of what is foreseen: that of everybody times that of the role. At nought a state is
myopic, to the last bit. E is a belief, fitted on paired runs of this model itself
(``multipolar.foresight``); x are figures that the state can see, never a run's parameters. Wants
that stand in for consequences fade by φ times a share s, or these would count twice.

Without this mechanism every state is myopic.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from multipolar.arrays import Array
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.parameters import Parameters, parameter
from multipolar.rules.rule import rule


def _of_role() -> Any:
    return parameter(
        1.0,
        unit="share",
        evidence="J",
        maximum=1.0,
        source="judged: how far these states look ahead, as a share of the weight of everybody",
    )


@dataclass(frozen=True)
class Foresight(Parameters):
    """How much states look ahead."""

    group = "foresight"

    weight: Array = parameter(
        0.3,
        0.0,
        1.0,
        unit="share",
        evidence="J",
        symbol="φ",
        maximum=1.0,
        source="judged: no published size; 0 is myopic, 1 counts what is foreseen in full",
    )
    share: Array = parameter(
        0.3,
        unit="share",
        evidence="J",
        symbol="s",
        maximum=1.0,
        source="judged: how much of a want that stands in for consequences is foresight; at 0.3 "
        "what is foreseen of force and attacks is worth about what fades of their cost",
    )
    russia: Array = _of_role()
    north_korea: Array = _of_role()
    china: Array = _of_role()
    iran: Array = _of_role()
    ukraine: Array = _of_role()
    taiwan: Array = _of_role()
    israel: Array = _of_role()
    united_states: Array = _of_role()
    european_state: Array = _of_role()
    pacific_ally: Array = _of_role()
    post_soviet_state: Array = _of_role()
    hedging_state: Array = _of_role()
    global_south_state: Array = _of_role()

    def of_role(self, role: str) -> Array:
        """Return φ of the states of a role, shape (run, 1)."""
        own: Array = self.weight * getattr(self, role)
        return own


@rule(switch="foresight", claims="C18 C29 C37")
def foreseen(value: Array, weight: Array) -> Array:
    """Stakes times what the state expects to follow from the action, against the first action.

    ``value`` has the shape (run, column, action), ``weight`` (run, 1).
    """
    return np.multiply(weight[..., None], value, order="F")


@rule(switch="foresight")
def left_of(weight: Array, share: Array) -> Array:
    """Share that is left of a want that stands in for consequences, shape (run, 1, 1)."""
    left: Array = (1.0 - weight * share)[..., None]
    return left


MECHANISM = Mechanism(name="foresight", switch="foresight", parameters=(Foresight,))
