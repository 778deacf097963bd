"""Carriers: the network through which forbidden goods reach a target.

Claims C47, C51, C54, C55, C56, C57. Carrier h, target j, origin o of the goods, class of goods g:

    risk_jh  = χ stance_h + ψ det_jh (0.3 + west_h)(1 - patron_j) + k secondary_j west_h
    way_jh   = d length_jh + η ln(1 + load_jh) - e union_jh
    E_jhg    = exp(-θ (σ_g risk_jh + way_jh)) · willing_h · shock_h
    R_jog    = Σ_h ω_jhog E_jhg                       open routes, 1 at equal prices without risk
    x_jog    = x*_g (R_jog / R̄_j)^ν,   S = x / (1 + N_jg + x)
    share_hg → know_j Σ_o w_og S_jog ω_jhog E_jhg / R_jog

S is the share of forbidden goods that comes round, x* its published odds, N what makers outside
the coalition offer. ν says how much of what one carrier loses others carry, and nobody has
measured it. Routes are learned: without that there is no surge in 2022. The price of a detour is
f - ln(R) / θ.

Sources: SAN32, SAN37, SAN38, SAN42, SAN43, SAN44; forms and fits to exports of the European Union
to five neighbours, 2021-24. Goods go where ties with the target and a customs union are; distance
and congestion did not earn their place in those fits: d and η are nought unless a scenario sets
them.
"""

from __future__ import annotations

import numpy as np

from multipolar.arrays import Array
from multipolar.axes import CARRIER
from multipolar.luck import Draw
from multipolar.rules.carriers_parameters import Carriers
from multipolar.rules.forms import (
    apply_matrix,
    approach,
    logistic,
    options,
    scale_fact,
    total,
)
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.rule import quantity, rule
from multipolar.rules.veto import monitoring_left
from multipolar.world.codes import Stance

HALF = 0.5
"""Share of the variance of a log shock that keeps its mean at one."""

CLASSES = ("general", "industrial", "battlefield", "energy")
GOODS = {name: f"good={name}" for name in CLASSES}
"""Marks of the classes of goods."""

RUSSIA = "target=RUS"
LEAST_WILLING = 0.05
"""Willingness at the start that others are told as a multiple of."""

LEAST_ROUTES = 1e-9
"""Index of open routes below which nothing comes round."""


@quantity()
def forbidden(stringency: Array, good_in_product: Array, forbidden_value: Array) -> Array:
    """Return the trade in goods that measures forbid, (run, target, good), EUR m a month."""
    return scale_fact(apply_matrix(stringency, good_in_product.T), forbidden_value)


@quantity(uses=(forbidden,))
def load(carried: Array, forbidden: Array, usual_trade: Array) -> Array:
    """Return transit over the carrier's usual trade, shape (run, target, carrier)."""
    return scale_fact(total(carried * forbidden[:, :, None]), 1.0 / usual_trade)


@quantity(uses=(load, monitoring_left))
def detection(load: Array, monitoring_left: Array, institution: Array, p: Carriers) -> Array:
    """Return the chance that a carrier's transit is detected, shape (run, target, carrier).

    It grows with transit over the carrier's usual trade, and counts twice where an international
    institution stands behind the measures.
    """
    excess = np.log1p(load / p.usual_transit[..., None])
    seen = logistic(p.unseen[..., None] + p.visible[..., None] * excess)
    watched = np.minimum(1.0, scale_fact(monitoring_left, 1.0 + institution))
    return np.asarray(seen * watched[..., None])


@quantity()
def enforcement(stance: Array, closed_border: Array, p: Carriers) -> Array:
    """Return how far each carrier, or the coalition at its border, enforces, (run, carrier)."""
    looking_away = p.looking_away * (stance >= Stance.LOOKS_AWAY)
    more = (p.enforcing - p.looking_away) * (stance >= Stance.ENFORCES)
    return np.maximum(looking_away + more, closed_border)


@quantity(uses=(detection,))
def penalty(detection: Array, patron_support: Array, exposure_to_west: Array, p: Carriers) -> Array:
    """Return what detection costs a carrier, less where a patron covers it, (run, target, carrier).

    A patron alone changes nothing: it covers those who carry.
    """
    uncovered = p.detection_cost * np.maximum(0.0, 1.0 - patron_support)
    loss = (
        scale_fact(uncovered[..., None], exposure_to_west)
        + (p.local_penalty * uncovered)[..., None]
    )
    return detection * loss


@quantity(uses=(enforcement, penalty))
def risk(
    enforcement: Array,
    penalty: Array,
    secondary: Array,
    secondary_reach: Array,
    exposure_to_west: Array,
    p: Carriers,
) -> Array:
    """Return the price that the risks of carrying add, a logarithm, (run, target, carrier)."""
    threat = p.secondary_cost * secondary * secondary_reach
    barred = (p.stance_cost * enforcement)[:, None]
    return penalty + scale_fact(threat[..., None], exposure_to_west) + barred


@quantity(at={"closed": "enforces"})
def willing(evasion: Array, start_of_evasion: Array, closed: Array, carrier_state: Array) -> Array:
    """Return how willing each carrier is against January 2022; 0 if closed, (run, carrier)."""
    theirs = carrier_state.astype(np.intp)
    usual = np.maximum(start_of_evasion[theirs], LEAST_WILLING)
    return np.asfortranarray(evasion[:, theirs] / usual * (1.0 - closed[:, theirs]))


@quantity(uses=(load,))
def way(load: Array, length: Array, customs_union: Array, p: Carriers) -> Array:
    """Return the price that the way adds, a logarithm, shape (run, target, carrier).

    Length and a full route cost nothing unless a scenario says so, and are not worked out then.
    """
    price = scale_fact(-p.union_discount[..., None], customs_union)
    if p.distance.any():
        price = price + scale_fact(p.distance[..., None], length)
    if p.congestion.any():
        price = price + p.congestion[..., None] * np.log1p(load)
    return price


@quantity(uses=(risk, willing, way))
def routes(
    risk: Array,
    willing: Array,
    route_shock: Array,
    listed: Array,
    way: Array,
    good_risk: Array,
    p: Carriers,
) -> Array:
    """Return how open each route is, 1 at usual prices, shape (run, target, carrier, good)."""
    dearer = scale_fact(risk[..., None], good_risk)
    dearer += way[..., None]
    dearer *= -p.elasticity[..., None, None]
    dearer -= listed
    dearer += (route_shock - HALF * p.shock**2)[:, None, :, None]
    opened: Array = np.exp(dearer, out=dearer)
    opened *= willing[:, None, :, None]
    return opened


@quantity(uses=(routes,))
def open_routes(routes: Array, carry_weight: Array) -> Array:
    """Return the index of open routes for the goods of each origin, (run, target, origin, good)."""
    origins = range(carry_weight.shape[2])
    parts = (total(routes * carry_weight[:, :, o], axis=2) for o in origins)
    return np.moveaxis(options(*parts), -1, 2)


@quantity(at=GOODS)
def odds_rerouted(
    general: Array, industrial: Array, battlefield: Array, energy: Array, p: Carriers
) -> Array:
    """Return the published shares that come round, by class of goods, shape (run, good)."""
    shares = (
        (p.general_rerouted, general),
        (p.industrial_rerouted, industrial),
        (p.battlefield_rerouted, battlefield),
        (p.energy_rerouted, energy),
    )
    value = total(options(*(scale_fact(share, mark) for share, mark in shares)))
    return value / (1.0 - value)


@quantity(uses=(open_routes, odds_rerouted))
def pull(
    open_routes: Array,
    odds_rerouted: Array,
    usual_routes: Array,
    neutral_makers: Array,
    p: Carriers,
) -> Array:
    """Return the odds that goods come round rather than not, (run, target, origin, good).

    The published shares, of which makers outside the coalition have taken theirs already, hold at
    the index of routes at which they were measured.
    """
    index = np.maximum(open_routes, LEAST_ROUTES) / usual_routes[:, None, None]
    usual = odds_rerouted[:, None] * (1.0 + neutral_makers)
    return usual[:, :, None] * index ** p.substitution[..., None, None]


@quantity(uses=(pull,))
def unmet(pull: Array, neutral_makers: Array) -> Array:
    """Return one over all that a buyer weighs, shape (run, target, origin, good)."""
    return 1.0 / (1.0 + neutral_makers[:, None] + pull)


@quantity(uses=(pull, unmet, open_routes))
def taken(
    pull: Array, unmet: Array, open_routes: Array, origin_share: Array, know_how: Array
) -> Array:
    """Return what each open route takes of its origin's goods, (run, target, origin, good)."""
    share = pull * unmet / np.maximum(open_routes, LEAST_ROUTES)
    return share * origin_share * know_how[..., None, None]


@quantity(uses=(taken,))
def offered(taken: Array, carry_weight: Array) -> Array:
    """Return what each carrier is offered by open routes, shape (run, target, carrier, good)."""
    origins = range(carry_weight.shape[2])
    first, *others = (scale_fact(taken[:, :, None, o], carry_weight[:, :, o]) for o in origins)
    return np.asarray(sum(others, first))


@quantity()
def in_force(stringency: Array, good_in_product: Array) -> Array:
    """Return whether anything is forbidden, 0 or 1, shape (run, target, good)."""
    forbidden = apply_matrix(stringency, good_in_product.T)
    return np.asarray((forbidden > 0.0).astype(np.float64))


@rule(
    switch="carriers",
    writes="carried",
    claims="C47 C51 C54 C55 C56 C57",
    uses=(offered, routes, in_force),
)
def carry_goods(
    carried: Array, offered: Array, routes: Array, in_force: Array, p: Carriers
) -> Array:
    """Let carriers take up and give up goods, shape (run, target, carrier, good)."""
    goal = offered * routes
    goal *= in_force[:, :, None]
    goal -= carried
    goal *= np.where(goal > 0.0, p.gains[..., None, None], p.losses[..., None, None])
    goal += carried
    return goal


@rule(switch="carriers", writes="replaced", claims="C54", uses=(unmet, in_force))
def replace_brands(
    replaced: Array,
    unmet: Array,
    in_force: Array,
    neutral_makers: Array,
    origin_share: Array,
    know_how: Array,
    p: Carriers,
) -> Array:
    """Let makers outside the coalition sell in place of its own, shape (run, target, good)."""
    share = neutral_makers * total(unmet * origin_share, axis=2)
    return approach(replaced, share * know_how[..., None] * in_force, p.gains[..., None])


@rule(switch="carriers", writes="leakage", claims="C47 C51 C54 C55 C56", uses=(in_force,))
def update_leakage(
    carried: Array, replaced: Array, in_force: Array, share_in_product: Array
) -> Array:
    """Add up what finds another way, shape (run, target, product)."""
    return apply_matrix((total(carried, axis=2) + replaced) * in_force, share_in_product)


@rule(switch="carriers", writes="detour_price", claims="C54", uses=(open_routes,))
def price_detours(
    open_routes: Array, origin_share: Array, share_in_product: Array, p: Carriers
) -> Array:
    """Price what comes round, a logarithm, shape (run, target, product)."""
    index = np.maximum(total(open_routes * origin_share, axis=2), LEAST_ROUTES)
    price = p.usual_price[..., None] - np.log(index) / p.elasticity[..., None]
    return apply_matrix(price, share_in_product)


@rule(switch="carriers", writes="know_how", claims="C54")
def learn_routes(know_how: Array, stringency: Array, product_weight: Array, p: Carriers) -> Array:
    """Learn routes from routes, the faster the more is forbidden, shape (run, target)."""
    pace = p.learning * total(stringency * product_weight) / p.stringency_of_2022
    return know_how + np.minimum(pace, 1.0) * know_how * (1.0 - know_how)


@rule(
    switch="carriers",
    writes="route_shock",
    luck={"noise": Draw("route_shock", CARRIER, "normal")},
)
def shake_routes(route_shock: Array, noise: Array, p: Carriers) -> Array:
    """Let what each carrier carries be shaken for a while, shape (run, carrier)."""
    fresh = p.shock * np.sqrt(1.0 - p.shock_kept**2)
    return p.shock_kept * route_shock + fresh * noise


@rule(
    switch="carriers",
    writes="transit",
    uses=(forbidden,),
    at={"carried": "carried.RUS", "russia": RUSSIA},
)
def count_transit(carried: Array, forbidden: Array, russia: Array) -> Array:
    """Count forbidden goods for Russia by carrier, shape (run, carrier), EUR m a month."""
    return total(carried * forbidden[:, russia.argmax(), None])


@rule(
    switch="carriers",
    writes="eu_transit",
    uses=(forbidden, taken, offered),
    at={"carried": "carried.RUS", "union": "origin=eu", "russia": RUSSIA},
)
def count_eu_transit(
    carried: Array,
    forbidden: Array,
    taken: Array,
    offered: Array,
    carry_weight: Array,
    union: Array,
    russia: Array,
) -> Array:
    """Count those of the European Union among them, shape (run, carrier), EUR m a month."""
    target, origin = russia.argmax(), union.argmax()
    own = scale_fact(taken[:, target, None, origin], carry_weight[target, :, origin])
    everybody = offered[:, target]
    share = np.divide(own, everybody, out=np.zeros_like(carried), where=everybody > 0.0)
    share *= carried
    share *= forbidden[:, target, None]
    return total(share)


@quantity(uses=(forbidden,))
def harm(carried: Array, forbidden: Array, good_harm: Array) -> Array:
    """Return what each edge carries, weighed by its use in war, (run, target, carrier, good)."""
    value: Array = carried * (forbidden * good_harm)[:, :, None]
    return value


@rule(switch="carriers", writes="carried transit eu_transit")
def carry_nothing(carried: Array, transit: Array, eu_transit: Array) -> tuple[Array, Array, Array]:
    """Let a world without carriers carry nothing."""
    return 0.0 * carried, 0.0 * transit, 0.0 * eu_transit


@rule(switch="carriers", writes="replaced leakage", uses=(in_force,))
def replace_all(
    know_how: Array, neutral_makers: Array, in_force: Array, share_in_product: Array
) -> tuple[Array, Array]:
    """Let makers outside the coalition sell all that a world without carriers buys elsewhere."""
    share = neutral_makers / (1.0 + neutral_makers) * know_how[..., None] * in_force
    return share, apply_matrix(share, share_in_product)


MECHANISM = Mechanism(
    name="carriers",
    switch="carriers",
    parameters=(Carriers,),
    rules={
        "flows": (
            carry_goods,
            replace_brands,
            update_leakage,
            price_detours,
            learn_routes,
            shake_routes,
            count_transit,
            count_eu_transit,
        ),
    },
    choices=("carry",),
    absent={"flows": (carry_nothing, replace_all, learn_routes)},
)
