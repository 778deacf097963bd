"""Costs: what measures take from the target's output, through goods, energy, services and finance.

Claim C54. Loss of output without adaptation in time, a share of the target's product:

    W = goods(κ, S (1 - L'), ε) + κ^c [x_e S_e (1 - L_e (1 - d)) + (x_s + x_f) S_g (1 - L'_g)]
    L' = L exp(-price of the detour) for what is bought, L for energy
    ε = ε_∞ + (ε_0 - ε_∞) 2^(-age / h_ε)

κ is the share of the target's trade with those who carry the measures, S what they forbid, L what
finds another way, L' what the same money
buys of it, d the discount at which energy that finds another way is sold. The loss in goods
is real income in general equilibrium (`multipolar.trade.response`); x_e, x_s and x_f are the
shares of product that energy, services and finance expose (`multipolar.trade.channels`).

Output moves towards what the measures in force take, fast when they tighten and slowly when they
are eased, and a part of the loss lasts as slower growth:

    f ← f + v (100 (W - W⁰) - f)
    drag = 12 Δf + ρ 100 W,   percentage points of growth a year

W⁰ is the loss under the measures of January 2022, which output had taken by then.

Sources: convexity (Hausmann, Schetter and Yildirim 2024); elasticities in the first year and in
the long run (Boehm, Levchenko and Pandalai-Nayar 2023); discount (Kilian, Rapson and Schipper
2024); effects of the first years alone (Gutmann, Neuenkirch and Neumeier 2023) or of ten years
(Neuenkirch and Neumeier 2015); losses that remain after measures are lifted (Dai and others 2021).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multipolar.arrays import Array
from multipolar.months import MONTHS_PER_YEAR
from multipolar.rules.forms import PERCENT, half_life, options, total
from multipolar.rules.parameters import Parameters, parameter
from multipolar.rules.rule import quantity, rule
from multipolar.trade.channels import exposure, goods_shares
from multipolar.trade.response import reach, shares_of_groups, static_loss

CLASSES = {"energy": "product=energy", "general": "product=general"}
"""Marks of the classes of products that have a channel of their own."""


@dataclass(frozen=True)
class Costs(Parameters):
    """Parameters of what sanctions cost the target."""

    group = "costs"

    convexity: Array = parameter(
        2.0,
        1.5,
        3.5,
        evidence="S",
        symbol="c",
        minimum=0.1,
        maximum=10.0,
        effects="SAN28",
        source="costs are highly convex in the share of the senders, and 1.6 to 1.8 times as high "
        "if they coordinate (Hausmann, Schetter and Yildirim 2024)",
    )
    elasticity_at_first: Array = parameter(
        0.76,
        evidence="S",
        symbol="ε_0",
        minimum=0.5,
        maximum=20.0,
        effects="ECO01",
        source="trade elasticity of the first year (Boehm, Levchenko and Pandalai-Nayar 2023)",
    )
    elasticity: Array = parameter(
        2.0,
        1.75,
        5.0,
        evidence="S",
        symbol="ε_∞",
        minimum=0.5,
        maximum=20.0,
        effects="ECO02",
        sceptic=5.0,
        advocate=1.75,
        source="trade elasticity of the long run (Boehm, Levchenko and Pandalai-Nayar 2023: 1.75 "
        "to 2.25); structural values 4 to 5 (Simonovska and Waugh 2014; Fontagne, Guimbard and "
        "Orefice 2022)",
    )
    elasticity_half_life: Array = parameter(
        30.0,
        unit="months",
        evidence="D",
        symbol="h_ε",
        minimum=0.1,
        maximum=600.0,
        effects="ECO02",
        source="nine tenths of the way in seven to ten years (Boehm and others 2023)",
    )
    discount: Array = parameter(
        0.25,
        0.1,
        0.41,
        unit="share",
        evidence="S",
        symbol="d",
        maximum=1.0,
        effects="SAN45 SAN46",
        sceptic=0.15,
        advocate=0.41,
        source="discount on Urals, 0.41 of Brent in March 2023 and half of it in June (Kilian, "
        "Rapson and Schipper 2024); whether the price cap added to it is disputed",
    )
    half_life: Array = parameter(
        12.0,
        6.0,
        24.0,
        unit="months",
        evidence="D",
        symbol="v",
        minimum=0.1,
        maximum=600.0,
        effects="SAN16",
        source="the effect falls on the first two years (Gutmann, Neuenkirch and Neumeier 2023)",
    )
    recovery: Array = parameter(
        32.0,
        unit="months",
        evidence="D",
        minimum=0.1,
        maximum=600.0,
        effects="SAN34",
        source="half-life of what is lost after measures end: gone after eight years, three "
        "half-lives (Dai and others 2021)",
    )
    lasting: Array = parameter(
        0.05,
        0.0,
        0.25,
        unit="1/year",
        evidence="D",
        symbol="ρ",
        maximum=1.0,
        effects="SAN14 SAN15 SAN16",
        sceptic=0.0,
        advocate=0.25,
        source="part of the loss by which growth stays lower, year by year: none (Gutmann, "
        "Neuenkirch and Neumeier 2023) or about three points a year for ten years (Neuenkirch and "
        "Neumeier 2015)",
    )


def elasticity_at(age: Array, p: Costs) -> Array:
    """Return the trade elasticity so many months after a tightening, the shape of ``age``."""
    young = np.exp2(-age / p.elasticity_half_life)
    return p.elasticity + (p.elasticity_at_first - p.elasticity) * young


def bite(groups: Array, p: Costs) -> Array:
    """Return how hard measures bite by who carries them, a share, shape (run, target)."""
    value: Array = reach(groups) ** p.convexity
    return value


def worth(leakage: Array, detour_price: Array, energy: Array) -> Array:
    """Return what the same money buys of goods that leak, a share, (run, target, product)."""
    value: Array = leakage * np.exp(-detour_price * (1.0 - energy))
    return value


def output_taken(
    stringency: Array,
    leakage: Array,
    groups: Array,
    elasticity: Array,
    classes: tuple[Array, Array],
    p: Costs,
) -> Array:
    """Return the output that measures take through all channels, a share, (run, target).

    ``leakage`` is what the same money buys of goods that leak.

    ``classes`` marks energy and general goods, (product,); services and finance go with the latter.
    """
    energy, general = classes
    targets = groups.shape[1]
    removed = stringency * (1.0 - leakage)
    cut = options(*(total(removed * share[:targets]) for share in goods_shares()))
    sold_for_less = stringency * (1.0 - leakage * (1.0 - p.discount[..., None]))
    earned = exposure("energy")[:targets] * total(sold_for_less * energy)
    excluded = exposure("services", "finance")[:targets] * total(removed * general)
    return static_loss(groups, cut, elasticity) + bite(groups, p) * (earned + excluded)


@quantity(at={"energy": CLASSES["energy"]})
def bought_round(leakage: Array, detour_price: Array, energy: Array) -> Array:
    """Return what the same money buys of goods that leak, a share, (run, target, product)."""
    return worth(leakage, detour_price, energy)


@rule(switch="sanctions", writes="static_loss", claims="C54", at=CLASSES, uses=(bought_round,))
def count_loss(
    stringency: Array,
    bought_round: Array,
    coalition_share: Array,
    joined: Array,
    sanctions_age: Array,
    energy: Array,
    general: Array,
    p: Costs,
) -> Array:
    """Count the output that the measures in force take, a share, shape (run, target)."""
    groups = shares_of_groups(coalition_share, joined)
    elasticity = elasticity_at(sanctions_age, p)
    return output_taken(stringency, bought_round, groups, elasticity, (energy, general), p)


@quantity(at={"energy": CLASSES["energy"]})
def bought_round_at_start(
    start_of_leakage: Array, start_of_detour_price: Array, energy: Array
) -> Array:
    """Return what the same money bought in January 2022, a share, (target, product)."""
    return worth(start_of_leakage, start_of_detour_price, energy)


@quantity(at=CLASSES, uses=(bought_round_at_start,))
def loss_at_start(
    start_of_stringency: Array,
    bought_round_at_start: Array,
    start_of_coalition_share: Array,
    start_of_joined: Array,
    start_of_sanctions_age: Array,
    energy: Array,
    general: Array,
    p: Costs,
) -> Array:
    """Return the output that the measures of January 2022 take, a share, shape (run, target)."""
    groups = shares_of_groups(start_of_coalition_share[None], start_of_joined[None])
    elasticity = elasticity_at(start_of_sanctions_age, p)
    taken = start_of_stringency[None], bought_round_at_start[None]
    return output_taken(*taken, groups, elasticity, (energy, general), p)


@rule(
    switch="sanctions",
    writes="loss_felt sanctions_drag sanctions_cost",
    claims="C54",
    uses=(loss_at_start,),
)
def drag_growth(
    loss_felt: Array, sanctions_cost: Array, static_loss: Array, loss_at_start: Array, p: Costs
) -> tuple[Array, Array, Array]:
    """Take the loss from growth, most of it at first, and add it up, shape (run, target)."""
    due = PERCENT * (static_loss - loss_at_start) - loss_felt
    left = np.where(due > 0.0, half_life(p.half_life), half_life(p.recovery))
    felt = (1.0 - left) * due
    yearly = MONTHS_PER_YEAR * felt + p.lasting * PERCENT * static_loss
    return loss_felt + felt, yearly, sanctions_cost + yearly / MONTHS_PER_YEAR
