"""Concession: whether a target yields, stage by stage.

Claims C52, C58. Monthly hazard of moving from none to talks, to partial and to full
concession:

    h = logistic(h0 + z / γ - h_F stage)
    z = h_P (P - P̄) - h_S (stake - stakē) - h_B patron L - h_I (1 - institution) - h_D age

h0 follows from the chance that is published: that a target yields at least in part within four
years, where pressure and stake are those of the median episode. Which chance that is, is a matter
of coding: a twentieth (Pape 1997), a third (Hufbauer, Schott, Elliott and Oegg) or two thirds
(Global Sanctions Data Base). z moves the log odds of a whole episode, γ turns them into those of a
month. h_P, h_S, h_B and h_I follow from ratios of odds and of chances. A
patron counts as far as goods get through, L: black knights matter together with commercial busters
(Early 2011). Only an international institution and the target's cost are robust at every stage
(Bapat, Heinrich, Kobayashi and Morgan 2013); whether cost matters at all is disputed (Demena and
others 2021, 2025).

Beside the stage that luck gives, the chance is kept that the target has yielded by now. A
concession eases the measures and winds down the support for Kyiv if the target is Russia.

Iran bargains while relief is on offer: it accepts when relief is worth more than what it gives up
and than its present position with a patron. Russia raises the stakes by linking the offer to other
issues (C58): its demand grows with what it can spoil, and a high demand spoils the offer
(breakdown through private information and shifting power: Fearon 1995, Powell 2006). A deal
relaxes the measures and loosens the tie.

Without measures nobody yields to them, and Russia drops its demand.
"""

from __future__ import annotations

import numpy as np

from multipolar.arrays import Array
from multipolar.axes import TARGET
from multipolar.luck import Draw
from multipolar.months import MONTHS_PER_YEAR
from multipolar.rules.concession_parameters import Concession
from multipolar.rules.forms import LADDER_TOP, log_odds, logistic, options, total, weighed
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.packages import PARTIAL
from multipolar.rules.rule import quantity, rule
from multipolar.world.codes import STAGES

_STAGES = np.array(STAGES)
TALKS = STAGES[1]

LEAST_ODDS, MOST_ODDS, HALVINGS = -20.0, 10.0, 50
"""Where the log odds of a month are sought, and in how many steps."""

TINY = 1e-12
"""Difference of two chances that counts as none."""

A_TENTH = 0.1
"""Pressure for which the odds ratio of cost is stated, and step of a slope."""


IRAN = 2
"""Position of Iran among the targets."""


@rule(
    switch="sanctions",
    writes="demand",
    claims="C58",
    at={"ukraine": "escalation.ukraine", "korea": "escalation.korea"},
)
def raise_demand(
    demand: Array,
    linkage: Array,
    relief_offer: Array,
    ukraine: Array,
    korea: Array,
    shipments: Array,
    p: Concession,
) -> Array:
    """Raise Russia's demand with what it can spoil, and let it fall without an offer, (run, 1)."""
    tension = (ukraine + korea) / (2 * LADDER_TOP)
    leverage = np.clip(tension + p.shell_leverage * shipments, 0.0, 1.0)
    asked = p.raising * leverage * linkage * (relief_offer > 0.0)
    return demand + asked - p.demand_decay * demand * (relief_offer <= 0.0)


@quantity()
def bargain_temperature(p: Concession) -> Array:
    """Return the temperature of Iran's bargain, shape (run, 1)."""
    return p.bargain_temperature


@rule(switch="sanctions", claims="C58", at={"pressure": "pressure.IRN"})
def relief_value(
    relief_offer: Array, pressure: Array, product_weight: Array, p: Concession
) -> Array:
    """Value relief: more on offer, and more the more the measures hurt."""
    hurt = weighed(pressure, product_weight)[..., None]
    return options(0.0, relief_offer * (1.0 + p.hurt * hurt))


@rule(
    switch="sanctions",
    claims="C58",
    at={"patron_support": "patron_support.IRN", "stake": "stake.IRN"},
)
def status_quo_value(patron_support: Array, stake: Array, deal: Array, p: Concession) -> Array:
    """Value the present position: the programme at stake, the patron, and a deal once made."""
    given_up = p.programme * stake + p.patron_value * patron_support
    return options(0.0, p.deal_value * deal - given_up)


@rule(switch="sanctions", claims="C58")
def spoiled(demand: Array, p: Concession) -> Array:
    """Count what Russia's demand takes from the offer."""
    return options(0.0, -p.spoiling * demand)


@quantity()
def total_pressure(pressure: Array, product_weight: Array) -> Array:
    """Return the pressure on each target over all products, shape (run, target)."""
    return total(pressure * product_weight)


@quantity()
def total_leakage(leakage: Array, product_weight: Array) -> Array:
    """Return what gets through to each target over all products, shape (run, target)."""
    return total(leakage * product_weight)


def odds_ratio(ratio: Array, chance: Array) -> Array:
    """Return the log odds ratio by which a chance becomes ``ratio`` times as large."""
    return log_odds(ratio * chance) - log_odds(chance)


def chance_to_yield(odds: Array, months: Array, p: Concession) -> Array:
    """Return the chance of a concession at least in part after so many months of these odds."""
    talks, part = logistic(odds), logistic(odds - p.further * TALKS)
    waits, talking = (1.0 - talks) ** months, (1.0 - part) ** months
    return 1.0 - waits - talks * (talking - waits) / np.maximum(talks - part, TINY)


@quantity()
def base_odds(p: Concession) -> Array:
    """Return the log odds of a month that give the published chance over an episode, (run, 1)."""
    low, high = np.full_like(p.success, LEAST_ODDS), np.full_like(p.success, MOST_ODDS)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        enough = chance_to_yield(middle, p.episode, p) > p.success
        low, high = np.where(enough, low, middle), np.where(enough, middle, high)
    return (low + high) / 2


@quantity(uses=(base_odds,))
def answer_to_odds(base_odds: Array, p: Concession) -> Array:
    """Return how far the log odds of an episode move with those of its months, shape (run, 1).

    A concession takes two stages, so the chance of an episode answers more than in proportion.
    """
    more = log_odds(chance_to_yield(base_odds + A_TENTH, p.episode, p))
    here = log_odds(chance_to_yield(base_odds, p.episode, p))
    return (more - here) / A_TENTH


@quantity(uses=(total_pressure,))
def shift_by_cost(total_pressure: Array, stake: Array, p: Concession) -> Array:
    """Return what pressure and stake add to the log odds of an episode, shape (run, target)."""
    by_pressure = np.log(p.cost_odds) / A_TENTH * (total_pressure - p.median_pressure)
    slope = np.log(p.major_goal) / (p.major_stake - p.median_stake)
    return by_pressure + slope * (stake - p.median_stake)


@quantity(uses=(total_leakage,))
def shift_by_others(
    total_leakage: Array, patron_support: Array, institution: Array, p: Concession
) -> Array:
    """Return what patron and institution add to the log odds of an episode, (run, target)."""
    knights = odds_ratio(p.black_knight, p.success) / p.knight_and_busters
    alone = odds_ratio(p.no_institution, p.success)
    return knights * patron_support * total_leakage + alone * (1.0 - institution)


@quantity(uses=(base_odds, answer_to_odds, shift_by_cost, shift_by_others))
def concession_odds(
    base_odds: Array,
    answer_to_odds: Array,
    shift_by_cost: Array,
    shift_by_others: Array,
    sanctions_age: Array,
    p: Concession,
) -> Array:
    """Return the log odds of a first stage of concession in a month, shape (run, target)."""
    shift = shift_by_cost + shift_by_others - p.age * sanctions_age / MONTHS_PER_YEAR
    return base_odds + shift / answer_to_odds


@rule(
    switch="sanctions",
    writes="concession",
    claims="C52",
    luck={"luck": Draw("concession", TARGET)},
    uses=(concession_odds,),
)
def update_concession(
    concession: Array, concession_odds: Array, heeded: Array, luck: Array, p: Concession
) -> Array:
    """Move a target a stage towards concession with the hazard of the month, (run, target).

    A threat that was heeded brings a target that had conceded nothing to talks.
    """
    stage = np.searchsorted(_STAGES, concession.T).T
    next_stage = np.minimum(stage + 1, len(STAGES) - 1)
    talks = (heeded > 0.0) & (stage == 0)
    yields = talks | (luck < logistic(concession_odds - p.further * concession))
    return np.where(yields, _STAGES[next_stage], concession)


@rule(
    switch="sanctions", writes="talks_chance success_chance", claims="C52", uses=(concession_odds,)
)
def expect_concession(
    talks_chance: Array,
    success_chance: Array,
    concession_odds: Array,
    heeded: Array,
    p: Concession,
) -> tuple[Array, Array]:
    """Keep the chance that a target has come to talks, and has yielded, by now, (run, target).

    A threat that was heeded is a fact and no chance any more.
    """
    talks = (1.0 - talks_chance) * np.maximum(heeded, logistic(concession_odds))
    part = (talks_chance - success_chance) * logistic(concession_odds - p.further * TALKS)
    return talks_chance + talks, success_chance + part


@rule(switch="sanctions", writes="aid_gate", claims="C52", at={"conceded": "concession.RUS"})
def wind_down_aid(aid_gate: Array, conceded: Array, p: Concession) -> Array:
    """Wind down the support for Kyiv once Russia has conceded, shape (run, sponsor)."""
    above = np.maximum(0.0, aid_gate - (1.0 - conceded * (conceded >= PARTIAL)))
    return aid_gate - p.relaxing * above


@rule(switch="sanctions", writes="demand")
def drop_demand(demand: Array, p: Concession) -> Array:
    """Let Russia drop its demand where there are no measures to bargain over, shape (run, 1)."""
    return demand * (1.0 - p.demand_decay)


MECHANISM = Mechanism(
    name="concession",
    switch="sanctions",
    parameters=(Concession,),
    rules={
        "outcomes": (
            update_concession,
            expect_concession,
            raise_demand,
            wind_down_aid,
        ),
    },
    absent={"outcomes": (drop_demand,)},
)
