"""The veto: Russia lets the panel that watches North Korea go on, or ends it.

Claim C51.

    U(veto) = logit(share) + β shells
    monitoring loses δ, its ceiling falls to M̄        in the month of a veto, for North Korea

The mandate of the panel of experts of the 1718 committee comes up for renewal every March. Shells
are what reaches Russia from North Korea a month: who buys what is forbidden has no use for those
who watch. A panel that was vetoed does not come back. Without this mechanism nobody vetoes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multipolar.arrays import Array
from multipolar.rules.forms import log_odds, options
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.parameters import Parameters, parameter
from multipolar.rules.rule import quantity, rule


@dataclass(frozen=True)
class Veto(Parameters):
    """Parameters of the veto of the panel, and of what goes with it."""

    group = "veto"

    usual: Array = parameter(
        0.033,
        unit="share",
        evidence="D",
        minimum=0.0001,
        maximum=0.9999,
        source="none of 14 renewals from 2010 to 2023 was vetoed: half a case of fifteen",
    )
    bought: Array = parameter(
        16.0,
        unit="log odds/(m rounds/month)",
        evidence="J",
        symbol="β",
        maximum=200.0,
        source="sign: Russia vetoed in March 2024, when it bought shells of North Korea; size "
        "judged: three in four at the 0.28 m rounds a month of that time, one case of one with "
        "half a case added on each side",
    )
    loss: Array = parameter(
        0.35,
        evidence="J",
        symbol="δ",
        maximum=1.0,
        source="judged: what the panel's reports made of all that is seen and pinned on somebody",
    )
    left: Array = parameter(
        0.20,
        evidence="J",
        symbol="M̄",
        maximum=1.0,
        source="judged: what those who watch without a panel can reach",
    )


@quantity(at={"korea": "target=PRK"})
def panel_lost(panel_ended: Array, mandate_due: Array, korea: Array) -> Array:
    """Return 1 in the month in which a veto ends the watch over a target, shape (run, target)."""
    return panel_ended * mandate_due * korea


@quantity(uses=(panel_lost,))
def monitoring_left(monitoring: Array, panel_lost: Array, p: Veto) -> Array:
    """Return the monitoring that a veto leaves, shape (run, target)."""
    return np.maximum(0.0, monitoring - p.loss * panel_lost)


@quantity(uses=(panel_lost,))
def ceiling_left(monitoring_ceiling: Array, panel_lost: Array, p: Veto) -> Array:
    """Return what institutions can see after a veto, shape (run, target)."""
    lowered = np.minimum(monitoring_ceiling, p.left)
    return np.where(panel_lost > 0.0, lowered, monitoring_ceiling)


@rule(switch="veto", writes="mandate_due")
def renew_no_dead_panel(mandate_due: Array, panel_ended: Array) -> Array:
    """Bring the mandate up only while there is a panel, shape (run, 1)."""
    return mandate_due * (1.0 - panel_ended)


@rule(switch="veto")
def custom_of_renewals(p: Veto) -> Array:
    """Veto as seldom as in the record."""
    return options(0.0, log_odds(p.usual))


@rule(switch="veto", claims="C51")
def cover_for_purchases(shells_received: Array, p: Veto) -> Array:
    """End the watch over those of whom Russia buys, the rather the more it buys."""
    return options(0.0, p.bought * shells_received)


@rule(switch="veto", writes="monitoring_ceiling", claims="C51", uses=(ceiling_left,))
def lower_ceiling(ceiling_left: Array) -> Array:
    """Let a veto lower what can be seen, shape (run, target)."""
    return ceiling_left


@rule(switch="veto", writes="mandate_due")
def close_mandate(mandate_due: Array) -> Array:
    """Close the month's renewal, shape (run, 1)."""
    return np.zeros_like(mandate_due)


@rule(switch="veto", writes="panel_ended mandate_due")
def veto_nothing(panel_ended: Array, mandate_due: Array) -> tuple[Array, Array]:
    """Let the panel live, shape (run, 1)."""
    return np.zeros_like(panel_ended), np.zeros_like(mandate_due)


MECHANISM = Mechanism(
    name="veto",
    switch="veto",
    parameters=(Veto,),
    rules={
        "perception": (renew_no_dead_panel,),
        "flows": (lower_ceiling,),
        "learning": (close_mandate,),
    },
    choices=("veto",),
    absent={"flows": (veto_nothing,)},
)
