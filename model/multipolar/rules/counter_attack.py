"""Counter-attack: Ukraine spends men for ground.

Claim C61.

    U(attack) = logit(share) - φ (ln fire - usual) - ν ln(M / N_U)
    pressure  = z - θ (a - share),     losses_U × k^(a - share)

a is 1 in a quarter of attack, share how often Ukraine attacked from January 2022 to June 2024. It
attacks the rather, the less Russia outguns it and the more men it has; M are those of the force
planned. The law of the front (``front``) was set on a record with its attacks in it, so an attack
counts against its usual share. θ is set so that an attack in the summer of 2023 moves the ground of
half a year by what Ukraine took back then, about 370 km². The counter-offensives of 2022 belong to
the war of movement, whose ground dated events set.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multipolar.arrays import Array
from multipolar.rules.forms import log_odds, options
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.munitions import war_at_the_front
from multipolar.rules.parameters import Parameters, parameter
from multipolar.rules.rule import quantity, rule
from multipolar.rules.war_parameters import War


@dataclass(frozen=True)
class CounterAttack(Parameters):
    """Parameters of Ukraine's counter-attacks."""

    group = "counter_attack"

    share: Array = parameter(
        0.32,
        unit="share",
        evidence="R-H",
        minimum=0.01,
        maximum=0.99,
        source="three of ten quarters to June 2024: the summer and autumn of 2022, the summer of "
        "2023; (3 + 1/2) / (10 + 1)",
    )
    thrust: Array = parameter(
        0.8,
        unit="log",
        evidence="D",
        symbol="θ",
        maximum=10.0,
        source="derived: an attack in the summer of 2023 takes 390 km2 from half a year of Russian "
        "ground; from June to September Ukraine took back 370 (R-H)",
    )
    price: Array = parameter(
        1.3,
        unit="ratio",
        evidence="J",
        symbol="k",
        minimum=0.1,
        maximum=10.0,
        source="judged: losses of Ukraine in a month of attack over those of defence; in 196 "
        "campaigns it was the weaker defender who lost more (Dupuy Institute 2024)",
        effects="WAR10",
    )
    outgunned: Array = parameter(
        1.0,
        unit="log odds per log of the ratio",
        evidence="J",
        symbol="φ",
        maximum=20.0,
        source="judged: twice the Russian fire halves the odds of an attack",
    )
    usual_fire: Array = parameter(
        1.36,
        unit="log",
        evidence="D",
        minimum=-5.0,
        maximum=5.0,
        source="log of the ratio of fire, mean of the reference runs at war to June 2024",
    )
    short_of_men: Array = parameter(
        2.0,
        unit="log odds per log of men",
        evidence="J",
        symbol="ν",
        maximum=20.0,
        source="judged: a fifth fewer men than planned lower the odds of an attack by a third",
    )


@quantity()
def spent(attacks: Array, p: CounterAttack) -> Array:
    """Return how much more Ukraine attacks than usual, shape (run, 1)."""
    value: Array = attacks - p.share
    return value


@quantity(uses=(spent,))
def push(spent: Array, p: CounterAttack) -> Array:
    """Return what an attack takes from Russia's drive, shape (run, 1)."""
    return p.thrust * spent


@quantity(uses=(spent,))
def price_in_men(spent: Array, p: CounterAttack) -> Array:
    """Return the ratio of Ukraine's losses to those of a usual month, shape (run, 1)."""
    value: Array = p.price**spent
    return value


@quantity(uses=(war_at_the_front,))
def may_attack(war_at_the_front: Array) -> Array:
    """Return whether there is a front to attack at, shape (run, 1, 1)."""
    return war_at_the_front[..., None]


@rule(switch="war")
def custom_of_attacking(p: CounterAttack) -> Array:
    """Attack as often as in the record."""
    return options(0.0, log_odds(p.share))


@rule(switch="war", claims="C61")
def fire_at_hand(fire_ratio: Array, p: CounterAttack) -> Array:
    """Attack the rather, the less Russia outguns Ukraine."""
    return options(0.0, -p.outgunned * (np.log(fire_ratio) - p.usual_fire))


@rule(switch="war")
def men_at_hand(men_ukraine: Array, p: CounterAttack, w: War) -> Array:
    """Attack the rather, the more men there are."""
    return options(0.0, p.short_of_men * np.log(men_ukraine / w.force_ukraine))


MECHANISM = Mechanism(
    name="counter_attack",
    switch="war",
    parameters=(CounterAttack,),
    choices=("front",),
)
