"""The front in Ukraine: one state, depth on both sides, ground, and men.

Claims C19, C50, C61.

    z    = ln[(S_R + y D_R) / (S_U + y D_U)] + m ln(N_R / N_U ÷ balance) + h (1 - I)
    x    ← x + ρ (dug (x* + β (z - θ attack)) - x) + 0.12 ε
    H_U  = Λ(κ - x),  H_R = Λ(κ + x)
    km²  = G dug [(1 - H_U)^(5/2) - (1 - H_R)^(5/2)] season e + march
    N_i  ← N_i + recruits_i - losses_i
    losses_R = 0.030 N_R exp(0.30 (z - 0.9)),  losses_U = 0.028 N_U exp(0.15 (z - 0.9)) k^attack

x is the state of the front: above nought it favours Russia. Depth H recovers as x returns, so
nothing is absorbed at nought, and gains may be negative. Ground follows the depth of the month
before and never the fire of the month: support acts with a lead of 6 to 12 months. ln e is
autoregressive and e has mean one; G is a pace that nobody reaches. Losses are the dead and
severely wounded; intensity follows who attacks.

The law holds for a static front. ``dug`` says how far both sides have dug in, which takes most of a
war's first year; ``counter_attack`` is what Ukraine's attacks add. The war of movement before is no
law but a dated event (``march``).
"""

from __future__ import annotations

import numpy as np

from multipolar.arrays import Array
from multipolar.axes import THEATRE
from multipolar.luck import Draw
from multipolar.months import MONTHS_PER_YEAR
from multipolar.rules.counter_attack import price_in_men, push
from multipolar.rules.fire import russian_shells, ukrainian_shells
from multipolar.rules.forms import approach, logistic, mean_one, weighed
from multipolar.rules.munitions import war_at_the_front
from multipolar.rules.rule import quantity, rule
from multipolar.rules.war_parameters import War

FULL_CIRCLE = 2.0 * np.pi

TENFOLD = 10.0
"""Base of the logarithm in which research counts casualties."""


@quantity(uses=(russian_shells, ukrainian_shells))
def log_fire(
    russian_shells: Array,
    ukrainian_shells: Array,
    drones_russia: Array,
    drones_ukraine: Array,
    p: War,
) -> Array:
    """Return the log of Russian over Ukrainian fire, shells and drones together, (run, 1)."""
    russian = russian_shells + p.drones * np.exp(drones_russia)
    ratio: Array = np.log(russian / (ukrainian_shells + p.drones * np.exp(drones_ukraine)))
    return ratio


@quantity(uses=(log_fire,))
def drive(
    log_fire: Array,
    men_russia: Array,
    men_ukraine: Array,
    troops: Array,
    interceptors: Array,
    p: War,
) -> Array:
    """Return z, what fire, men and the air are worth to Russia together, shape (run, 1)."""
    men = np.log((men_russia + troops) / (men_ukraine * p.men_balance))
    return log_fire + p.men * men + p.air_cover * (1.0 - interceptors)


@quantity(uses=(drive, push))
def pressure(drive: Array, push: Array) -> Array:
    """Return what is left of Russia's drive against Ukraine's attacks, shape (run, 1)."""
    return drive - push


@rule(switch="war", writes="dug_in", uses=(war_at_the_front,))
def dig_in(dug_in: Array, war_at_the_front: Array, p: War) -> Array:
    """Dig in on both sides while the war lasts, shape (run, 1)."""
    return dug_in + p.digging * war_at_the_front * (1.0 - dug_in)


@rule(
    switch="war",
    writes="front depth_ukraine depth_russia",
    claims="C19 C61",
    luck={"luck": Draw("front", THEATRE, "normal")},
    at={"here": "theatre=ukraine"},
    uses=(pressure, war_at_the_front),
)
def shift_front(
    front: Array,
    pressure: Array,
    dug_in: Array,
    war_at_the_front: Array,
    luck: Array,
    here: Array,
    p: War,
) -> tuple[Array, Array, Array]:
    """Shift the front, and with it the depth of both defences, shape (run, 1)."""
    goal = dug_in * (p.tilt + p.force_effect * pressure * war_at_the_front)
    chance = p.front_noise * weighed(luck, here)[..., None] * war_at_the_front
    shifted = approach(front, goal, p.recovery) + chance
    return (
        shifted,
        logistic(p.depth_at_balance - shifted),
        logistic(p.depth_at_balance + shifted),
    )


@rule(
    switch="war",
    writes="tempo",
    luck={"luck": Draw("tempo", THEATRE, "normal")},
    at={"here": "theatre=ukraine"},
)
def change_tempo(tempo: Array, luck: Array, here: Array, p: War) -> Array:
    """Change the tempo of the month, the log of what luck does to ground, shape (run, 1)."""
    fresh = np.sqrt(1.0 - p.tempo_memory**2) * p.tempo_noise
    return p.tempo_memory * tempo + fresh * weighed(luck, here)[..., None]


@rule(switch="war", writes="month_of_year")
def turn_calendar(month_of_year: Array) -> Array:
    """Turn the page of the calendar, 1 for January, shape (run, 1)."""
    return month_of_year % MONTHS_PER_YEAR + 1.0


@quantity()
def pace(month_of_year: Array, tempo: Array, p: War) -> Array:
    """Return what season and luck make of the ground of a month, on average 1, shape (run, 1)."""
    angle = FULL_CIRCLE * (month_of_year - p.season_peak) / MONTHS_PER_YEAR
    value: Array = (1.0 + p.season * np.cos(angle)) * mean_one(tempo, p.tempo_noise)
    return value


@quantity(uses=(pace, war_at_the_front))
def taken(
    depth_ukraine: Array,
    depth_russia: Array,
    dug_in: Array,
    march: Array,
    pace: Array,
    war_at_the_front: Array,
    p: War,
) -> Array:
    """Return the ground that Russia takes this month, below nought if it loses, km², (run, 1)."""
    broken = (1.0 - depth_ukraine) ** p.ground_power - (1.0 - depth_russia) ** p.ground_power
    value: Array = (p.ground * dug_in * broken * pace + march) * war_at_the_front
    return value


@rule(switch="war", writes="gains gained advance march", claims="C19 C61", uses=(taken,))
def take_ground(
    gained: Array, advance: Array, march: Array, taken: Array, p: War
) -> tuple[Array, Array, Array, Array]:
    """Take ground, count it, and remember how fast it went of late, shape (run, 1)."""
    return taken, gained + taken, approach(taken, advance, p.advance_memory), 0.0 * march


@quantity(uses=(drive, war_at_the_front))
def lost_russia(drive: Array, men_russia: Array, war_at_the_front: Array, p: War) -> Array:
    """Return the Russian dead and severely wounded of the month, thousand, shape (run, 1)."""
    intensity = np.exp(p.losses_of_attack * (drive - p.drive_norm))
    return np.minimum(men_russia, p.loss_rate_russia * men_russia * intensity) * war_at_the_front


@quantity(uses=(drive, price_in_men, war_at_the_front))
def lost_ukraine(
    drive: Array, price_in_men: Array, men_ukraine: Array, war_at_the_front: Array, p: War
) -> Array:
    """Return the Ukrainian dead and severely wounded of the month, thousand, shape (run, 1)."""
    intensity = price_in_men * np.exp(p.losses_of_defence * (drive - p.drive_norm))
    return np.minimum(men_ukraine, p.loss_rate_ukraine * men_ukraine * intensity) * war_at_the_front


@rule(switch="war", writes="losses_russia losses_ukraine", uses=(lost_russia, lost_ukraine))
def count_losses(lost_russia: Array, lost_ukraine: Array) -> tuple[Array, Array]:
    """Count the dead and severely wounded of both sides, thousand, shape (run, 1)."""
    return lost_russia, lost_ukraine


def recruited(losses: Array, loss_rate: Array, recruits: Array, force: Array, p: War) -> Array:
    """Return the recruits of a month: fewer the more died of late, thousand, shape (run, 1)."""
    tenfold = np.log(np.maximum(losses, 1.0) / (loss_rate * force)) / np.log(TENFOLD)
    willing: Array = recruits * force * np.maximum(0.0, 1.0 - p.recruits_deterred * tenfold)
    return willing


@rule(
    switch="war",
    writes="men_russia men_ukraine",
    claims="C50",
    uses=(lost_russia, lost_ukraine, war_at_the_front),
)
def recruit(
    men_russia: Array,
    men_ukraine: Array,
    losses_russia: Array,
    losses_ukraine: Array,
    lost_russia: Array,
    lost_ukraine: Array,
    war_at_the_front: Array,
    p: War,
) -> tuple[Array, Array]:
    """Recruit men and lose them, shape (run, 1)."""
    russian = recruited(losses_russia, p.loss_rate_russia, p.recruits_russia, p.force_russia, p)
    ukrainian = recruited(
        losses_ukraine, p.loss_rate_ukraine, p.recruits_ukraine, p.force_ukraine, p
    )
    return (
        men_russia + war_at_the_front * russian - lost_russia,
        men_ukraine + war_at_the_front * ukrainian - lost_ukraine,
    )


@rule(switch="war", writes="gains march fire_ratio losses_russia losses_ukraine")
def stand_still(gains: Array) -> tuple[Array, Array, Array, Array, Array]:
    """Let the front stand still: no ground, no losses, even fire, shape (run, 1)."""
    nothing = 0.0 * gains
    return nothing, nothing, nothing + 1.0, nothing, nothing
