"""Joining the measures: whether an economy outside the coalition joins those against Russia.

Claims C53, C56. The formula of `multipolar.trade.stable`, month by month, for the state that leads
each swing economy. In per cent of its real income joining is worth

    norm peers + vote v + transfer offers - loss h / h0 + inertia (2 stands - 1)

with peers how far its peers in the General Assembly stood in the coalition of 2022 (-1 to 1), v its
last vote on the war, offers of the West above those of 2022, loss what joining the measures of 2023
costs it by general equilibrium, h how much the measures forbid by now over that of 2023. It decides
every quarter. Norm and vote are judged: no study states them in money.

Departure: what joining costs the joiner decides, and is not taken from its growth, which the model
does not have. Without this mechanism nobody outside the coalition joins of its own accord.
"""

from __future__ import annotations

from dataclasses import dataclass

from multipolar.arrays import Array
from multipolar.rules.forms import options, total
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.parameters import Parameters, parameter
from multipolar.rules.rule import quantity, rule


@dataclass(frozen=True)
class Joining(Parameters):
    """Parameters of joining the measures."""

    group = "joining"

    norm: Array = parameter(
        0.3,
        unit="% of real income",
        evidence="J",
        maximum=20.0,
        source="judged: what a state gives up so as to stand with its peers (0.1 to 1)",
    )
    vote: Array = parameter(
        0.1,
        unit="% of real income",
        evidence="J",
        maximum=20.0,
        source="judged: what a vote against Russia is worth (0 to 0.3)",
    )
    transfer: Array = parameter(
        0.1,
        unit="% of real income",
        evidence="J",
        maximum=20.0,
        source="judged: worth of Western aid and visits doubled against 2022",
    )
    inertia: Array = parameter(
        0.3,
        unit="% of real income",
        evidence="J",
        maximum=20.0,
        source="judged: what changing sides costs; none of the four joined by June 2024",
    )
    noise: Array = parameter(
        0.05,
        unit="% of real income",
        evidence="J",
        minimum=0.001,
        maximum=20.0,
        source="judged: temperature of the choice",
    )
    hardness: Array = parameter(
        0.68,
        unit="share",
        evidence="D",
        symbol="h0",
        minimum=0.01,
        maximum=1.0,
        source="share of goods, weighed by product, that the measures forbid in July 2023",
    )


@quantity()
def join_temperature(p: Joining) -> Array:
    """Return the temperature of joining, shape (run, 1)."""
    return p.noise


@rule(switch="joining", claims="C53")
def peers(peers_joined: Array, p: Joining) -> Array:
    """Value standing with those who vote alike."""
    return options(0.0, p.norm * peers_joined)


@rule(switch="joining", claims="C53")
def own_vote(vote: Array, p: Joining) -> Array:
    """Value acting as one voted."""
    return options(0.0, p.vote * vote)


@rule(switch="joining", claims="C56")
def offers(western_offer: Array, p: Joining) -> Array:
    """Value what the West offers above the year 2022."""
    return options(0.0, p.transfer * western_offer)


@rule(switch="joining", claims="C53", at={"stringency": "stringency.RUS"})
def own_loss(joining_loss: Array, stringency: Array, product_weight: Array, p: Joining) -> Array:
    """Shun what joining costs, as far as the measures go."""
    hardness = total(stringency * product_weight)[..., None] / p.hardness
    return options(0.0, -hardness * joining_loss)


@rule(switch="joining")
def side(stands: Array, p: Joining) -> Array:
    """Stay on the side on which one stands."""
    return options(0.0, p.inertia * (stands - (1.0 - stands)))


@rule(switch="joining", writes="joined.RUS", claims="C53")
def count_joined(stands: Array, leads: Array) -> Array:
    """Count the swing economies that carry the measures against Russia, shape (run, swing)."""
    value: Array = stands.T.take(leads.argmax(axis=1), axis=0).T * leads.any(axis=1)
    return value


MECHANISM = Mechanism(
    name="joining",
    switch="joining",
    parameters=(Joining,),
    rules={"flows": (count_joined,)},
    choices=("join",),
)
