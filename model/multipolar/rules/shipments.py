"""Shipments: shells and soldiers from North Korea, and the goods that Russia pays with.

Claims C43, C44, C47, C48, C50, C61.

    ship   = sold · min(s stock_K, 1.2 need) · open(tie) · e    (e has mean one)
    stock_K ← stock_K - ship + min(prod_K, room in the depots)
    goods  = value · (ship + troops) · price                    (price as in ``selling``)
"""

from __future__ import annotations

import numpy as np

from multipolar.arrays import Array
from multipolar.axes import CHALLENGER
from multipolar.luck import Draw
from multipolar.rules.barter_parameters import Barter
from multipolar.rules.forms import mean_one, scale_fact, weighed
from multipolar.rules.munitions import war_at_the_front
from multipolar.rules.rule import quantity, rule
from multipolar.rules.selling import price_in_korea
from multipolar.world.codes import Sale

NO_OUTPUT = 1e-9
"""Output below which all that North Korea ships counts as spared abroad, m rounds/month; judged."""


@quantity(
    luck={"luck": Draw("shipments", CHALLENGER, "normal")},
    at={"tie": "tie.PRK", "sells": "sells.PRK", "here": "challenger=PRK"},
)
def shells_sent(
    munitions_need: Array,
    stock_korea: Array,
    tie: Array,
    sells: Array,
    luck: Array,
    here: Array,
    p: Barter,
) -> Array:
    """Return the shells that North Korea ships this month, shape (run, 1)."""
    open_door = np.clip((tie - p.door_opens) / p.door_width, 0.0, 1.0)
    wanted = np.minimum(p.shipping * stock_korea, p.urgency * munitions_need)
    noise = mean_one(p.shipping_noise * weighed(luck, here)[..., None], p.shipping_noise)
    return np.minimum(wanted * open_door * noise, stock_korea) * (sells >= Sale.ARMS)


@rule(switch="barter", writes="shipments shipped", claims="C43 C48 C50 C61", uses=(shells_sent,))
def ship_shells(shipped: Array, shells_sent: Array) -> tuple[Array, Array]:
    """Ship shells and count them, shape (run, 1)."""
    return shells_sent, shipped + shells_sent


@rule(switch="barter", writes="stock_korea", claims="C43", uses=(shells_sent,))
def use_korean_stock(stock_korea: Array, shells_sent: Array, p: Barter) -> Array:
    """Take away what is shipped and make shells, as long as depots have room, shape (run, 1)."""
    left = stock_korea - shells_sent
    made = np.minimum(p.korean_output, np.maximum(0.0, p.korean_depots - left))
    value: Array = left + made
    return value


@rule(switch="barter", writes="exported", claims="C43", uses=(shells_sent,))
def count_exported(shells_sent: Array, own_stock: Array, client: Array, p: Barter) -> Array:
    """Count the share of its munitions that North Korea ships abroad, (run, challenger)."""
    abroad = np.minimum(1.0, shells_sent / np.maximum(p.korean_output, NO_OUTPUT))
    return scale_fact(abroad, own_stock * client)


@quantity(at={"sells": "sells.PRK", "tie": "tie.PRK"}, uses=(war_at_the_front,))
def soldiers_at_front(
    troops: Array, sells: Array, tie: Array, war_at_the_front: Array, p: Barter
) -> Array:
    """Return the soldiers at the front, thousands, shape (run, 1)."""
    wanted = p.troops_limit * (sells == Sale.ARMS_AND_MEN) * war_at_the_front * tie
    there: Array = troops + p.deployment * (wanted - troops)
    return there


@rule(switch="barter", writes="troops", claims="C43 C61", uses=(soldiers_at_front,))
def send_troops(soldiers_at_front: Array) -> Array:
    """Send soldiers while North Korea sells them and there is a war, shape (run, 1)."""
    return soldiers_at_front


@rule(
    switch="barter",
    writes="goods",
    claims="C44 C47 C48 C50",
    uses=(shells_sent, soldiers_at_front, price_in_korea),
)
def pay_in_goods(
    shells_sent: Array, soldiers_at_front: Array, price_in_korea: Array, p: Barter
) -> Array:
    """Pay for shells and men with food, fuel and technology, shape (run, 1)."""
    worth = p.price * shells_sent + p.soldier_price * soldiers_at_front
    return worth * price_in_korea


@rule(switch="barter", writes="shipments goods")
def trade_nothing(shipments: Array, goods: Array) -> tuple[Array, Array]:
    """Trade nothing with North Korea, shape (run, 1)."""
    return 0.0 * shipments, 0.0 * goods


@rule(switch="barter", writes="exported")
def export_nothing(exported: Array) -> Array:
    """Export no munitions, shape (run, challenger)."""
    return 0.0 * exported


@rule(switch="barter", writes="troops")
def call_troops_home(troops: Array, p: Barter) -> Array:
    """Call home the soldiers that there are, shape (run, 1)."""
    return troops * (1.0 - p.deployment)
