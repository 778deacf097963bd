"""Neighbours: the pressure of Russia on the neighbours, their loyalty, and who leaves the CSTO.

Claims C24, C25, C38, C39, C40, C41.

    loyalty ← loyalty + a1 D pressed - a2 prox pressed + a4 (loyalty⁰ - e3 left - loyalty)
    P(leaves the CSTO) = logistic(e0 - e1 loyalty + e2 (1 - distance) trade with coalition)
    distance ← distance + d pressed loyalty (1 - distance) - a4 distance
    pressed = π0 + π1 (1 - loyalty) + π1' lost by the others + π2 imperial - π3 E_U / 10

Doubt about loyalty leads to more pressure, not to more reassurance (C38), and what one neighbour
does makes the others suspect; unless dependence outweighs it, pressure lowers loyalty further. A
member of the CSTO may freeze its part (an event: half its membership) or leave; loyalty then no
longer returns to where the alliance held it.
"""

from __future__ import annotations

import numpy as np

from multipolar.arrays import Array
from multipolar.axes import SATELLITE
from multipolar.luck import Draw
from multipolar.rules.alignment_parameters import Alignment
from multipolar.rules.forms import LADDER_TOP, apply_matrix, logistic, scale_fact
from multipolar.rules.rule import quantity, rule
from multipolar.world.codes import Posture

MIDDLE = 4.0
"""Makes loyalty (1 - loyalty) one at its middle."""


@quantity()
def suspicion(loyalty: Array, start_of_loyalty: Array) -> Array:
    """Return the loyalty that others lost, a mean over the other neighbours, (run, satellite).

    A neighbour is suspected for those alone that were less loyal at the start: what the doubtful
    do is held against the loyal, and suspicion runs in no circle.
    """
    lost = np.maximum(0.0, start_of_loyalty - loyalty)
    less_loyal = start_of_loyalty[:, None] < start_of_loyalty
    return apply_matrix(lost, less_loyal / max(1, len(start_of_loyalty) - 1))


@quantity(at={"war": "escalation.ukraine"}, uses=(suspicion,))
def russian_pressure(
    loyalty: Array,
    suspicion: Array,
    restoration_aim: Array,
    war: Array,
    effort: Array,
    p: Alignment,
) -> Array:
    """Return the pressure of Russia on each neighbour, shape (run, satellite)."""
    doubt = p.doubt * (1.0 - loyalty) + p.shared_doubt * suspicion
    wish = p.base_pressure + doubt + p.imperial * restoration_aim
    drive = (1.0 - p.effort_share) + p.effort_share * effort
    return (wish - p.bandwidth * (war / LADDER_TOP)) * drive


@rule(switch="alignment", writes="pressed", claims="C24 C38 C40 C41", uses=(russian_pressure,))
def press_neighbours(russian_pressure: Array) -> Array:
    """Press the neighbours, shape (run, satellite)."""
    return np.clip(russian_pressure, 0.0, 1.0)


@quantity(uses=(russian_pressure,))
def answer_to_pressure(
    russian_pressure: Array,
    loyalty: Array,
    dependence_of_satellite: Array,
    proximity_of_satellite: Array,
    membership: Array,
    start_of_membership: Array,
    p: Alignment,
) -> Array:
    """Return what pressure does to loyalty: dependence pulls, nearness resents.

    Who left the CSTO depends less: on arms and on protection.
    """
    near = (1.0 - p.nearness) + scale_fact(p.nearness, proximity_of_satellite)
    tied = 1.0 - p.exit_loss * np.maximum(0.0, start_of_membership - membership)
    pulled = p.satellite_pull * (dependence_of_satellite * tied * russian_pressure)
    pushed = p.satellite_push * near * russian_pressure
    return (pulled - pushed) * loyalty * (1.0 - loyalty) * MIDDLE


@rule(
    switch="alignment",
    writes="loyalty",
    claims="C24 C25 C38 C39 C40 C41",
    uses=(answer_to_pressure,),
)
def update_loyalty(
    loyalty: Array,
    start_of_loyalty: Array,
    answer_to_pressure: Array,
    membership: Array,
    start_of_membership: Array,
    posture: Array,
    p: Alignment,
) -> Array:
    """Let the neighbours' loyalty answer pressure, exits and China, shape (run, satellite)."""
    squeezed = (posture == Posture.EXTRACTS).astype(np.float64)
    left = np.maximum(0.0, start_of_membership - membership)
    back = p.loyalty_return * (start_of_loyalty - p.exit_loss * left - loyalty)
    value: Array = loyalty + answer_to_pressure + back - p.china_squeeze * squeezed
    return value


@rule(switch="alignment", writes="distance_from_west", claims="C25", uses=(russian_pressure,))
def keep_distance(
    distance_from_west: Array, russian_pressure: Array, loyalty: Array, p: Alignment
) -> Array:
    """Let pressure keep loyal neighbours away from the West, a share, (run, satellite)."""
    away = p.distancing * np.clip(russian_pressure, 0.0, 1.0) * loyalty
    value: Array = distance_from_west + away * (1.0 - distance_from_west)
    return value - p.loyalty_return * distance_from_west


@rule(
    switch="alignment",
    writes="membership",
    claims="C25 C38 C39",
    luck={"luck": Draw("csto_exit", SATELLITE)},
)
def leave_alliance(
    membership: Array,
    loyalty: Array,
    west_of_satellite: Array,
    distance_from_west: Array,
    luck: Array,
    p: Alignment,
) -> Array:
    """Let members leave the CSTO, the likelier the less loyal they are, (run, satellite).

    Trade with the coalition is another way out, unless Russia keeps them at a distance from it.
    """
    other_way = scale_fact(p.exit_alternative, west_of_satellite) * (1.0 - distance_from_west)
    leaves = luck < logistic(p.exit_rate - p.exit_loyalty * loyalty + other_way)
    return np.where(leaves, 0.0, membership)
