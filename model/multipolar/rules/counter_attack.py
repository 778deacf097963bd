"""Counter-attack: Ukraine spends men for ground.

Claim C61.

    U(attack) = ln[share / (1 - 2 share)] - φ [tanh(advance / pace) - usual] - ν ln(M / N_U)
    pressure  = z - θ (a - share),     losses_U × k^(a - share)

a is 1 in a quarter of attack, share how often Ukraine attacked from January 2022 to June 2024. It
attacks the rather, the less ground it is losing and the more men it has; M are those of the force
planned. An attack spends its force: none follows in the quarter after, which the first term allows
for. The law of the front (``front``) was set on a record with its attacks in it, so an attack
counts against its usual share. θ is set so that an attack in the summer of 2023 moves the ground of
half a year by what Ukraine took back then, about 370 km². The counter-offensives of 2022 belong to
the war of movement, whose ground dated events set.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multipolar.arrays import Array
from multipolar.rules.forms import options
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.munitions import war_at_the_front
from multipolar.rules.parameters import Parameters, parameter
from multipolar.rules.rule import quantity, rule
from multipolar.rules.settling import Settling
from multipolar.rules.war_parameters import War


@dataclass(frozen=True)
class CounterAttack(Parameters):
    """Parameters of Ukraine's counter-attacks."""

    group = "counter_attack"

    share: Array = parameter(
        0.23,
        unit="share",
        evidence="R-H",
        minimum=0.01,
        maximum=0.45,
        source="two of ten quarters to June 2024, the summers of 2022 and 2023: 2.5 / 11",
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
    pressed: Array = parameter(
        1.0,
        unit="log odds",
        evidence="J",
        symbol="φ",
        maximum=20.0,
        source="judged: ground lost at the pace of June 2024 against an attack",
    )
    usual_pressure: Array = parameter(
        0.16,
        evidence="D",
        minimum=-1.0,
        maximum=1.0,
        source="tanh(advance / pace), mean of the reference runs of 2023 and 2024",
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
def may_attack(attacks: Array, war_at_the_front: Array) -> Array:
    """Return whether there is a front, and force that is not spent, shape (run, 1, 1)."""
    return (war_at_the_front * (1.0 - attacks))[..., None]


@rule(switch="counter_attack")
def custom_of_attacking(p: CounterAttack) -> Array:
    """Attack as often as in the record, never in two quarters running."""
    return options(0.0, np.log(p.share / (1.0 - p.share - p.share)))


@rule(switch="counter_attack", claims="C61")
def pressed_back(advance: Array, p: CounterAttack, s: Settling) -> Array:
    """Attack the rather, the less ground is being lost."""
    return options(0.0, -p.pressed * (np.tanh(advance / s.pace) - p.usual_pressure))


@rule(switch="counter_attack")
def men_at_hand(men_ukraine: Array, p: CounterAttack, w: War) -> Array:
    """Attack the rather, the more men there are."""
    return options(0.0, p.short_of_men * np.log(men_ukraine / w.force_ukraine))


@rule(switch="counter_attack", writes="attacks")
def attack_no_more(attacks: Array) -> Array:
    """Let nobody attack, shape (run,)."""
    return np.zeros_like(attacks)


MECHANISM = Mechanism(
    name="counter_attack",
    switch="counter_attack",
    parameters=(CounterAttack,),
    choices=("front",),
    absent={"flows": (attack_no_more,)},
)
