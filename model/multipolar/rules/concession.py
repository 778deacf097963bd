"""Concession: whether a target yields, stage by stage.

Claims C52, C58. Monthly hazard of moving from none to talks, to partial and to full
concession:

    h = logistic(h0 + h_P P - h_S stake - h_B patron L + h_I institution - h_D age - h_F stage)

h0 and h_F are set so that a third of made-up episodes yields in part within seven years (Hufbauer,
Schott, Elliott and Oegg) and fewer than a twentieth in full (Pape 1997). A patron counts as far as
goods get through, L: black knights matter together with commercial busters (Early 2011). Only an
international institution and the target's cost are robust at every stage (Bapat, Heinrich,
Kobayashi and Morgan 2013).

Iran bargains while relief is on offer: it accepts when relief is worth more than what it gives up
and than its present position with a patron. Russia raises the stakes by linking the offer to other
issues (C58): its demand grows with what it can spoil, and a high demand spoils the offer
(breakdown through private information and shifting power: Fearon 1995, Powell 2006). A deal
relaxes the measures and loosens the tie.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multipolar.arrays import Array
from multipolar.axes import TARGET
from multipolar.luck import Draw
from multipolar.months import MONTHS_PER_YEAR
from multipolar.rules.forms import LADDER_TOP, logistic, options, scale_fact, total, weighed
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.parameters import Parameters, parameter
from multipolar.rules.rule import quantity, rule
from multipolar.world.codes import STAGES

_STAGES = np.array(STAGES)


@dataclass(frozen=True)
class Concession(Parameters):
    """Parameters of the hazard of conceding."""

    group = "concession"

    bargain_temperature: Array = parameter(
        0.5,
        unit="utility",
        evidence="J",
        minimum=0.05,
        maximum=5.0,
        source="judged: temperature of Iran's bargain",
    )
    base: Array = parameter(
        -1.5,
        -2.0,
        -1.0,
        unit="log odds",
        evidence="D",
        symbol="h0",
        minimum=-30.0,
        maximum=5.0,
        source="a third of 224 episodes (Hufbauer 2014), spread over seven years",
    )
    pressure: Array = parameter(
        4.0, 2.0, 6.0, unit="log odds", evidence="J", symbol="h_P", maximum=50.0, source="judged"
    )
    stake: Array = parameter(
        5.0, unit="log odds", evidence="D", symbol="h_S", maximum=20.0, source="set on fact S-2"
    )
    patron: Array = parameter(
        3.0, unit="log odds", evidence="D", symbol="h_B", maximum=20.0, source="set on fact S-8"
    )
    institution: Array = parameter(
        0.5,
        unit="log odds",
        evidence="S",
        symbol="h_I",
        maximum=20.0,
        source="sign: Bapat, Heinrich, Kobayashi and Morgan (2013); size judged",
    )
    age: Array = parameter(
        0.05,
        unit="log odds/year",
        evidence="J",
        symbol="h_D",
        maximum=5.0,
        source="sign: effects fade (Dizaji and van Bergeijk 2013); size judged",
    )
    further: Array = parameter(
        7.0,
        unit="log odds",
        evidence="D",
        symbol="h_F",
        maximum=20.0,
        source="a third concede in part (Hufbauer 2014), below 5 % in full (Pape 1997)",
    )
    raising: Array = parameter(
        0.05,
        unit="share/month",
        evidence="J",
        maximum=1.0,
        source="judged: demand that full leverage adds while an offer is linked",
    )
    demand_decay: Array = parameter(
        0.05,
        unit="share/month",
        evidence="J",
        maximum=1.0,
        source="judged: share of the demand that is dropped without an offer",
    )
    shell_leverage: Array = parameter(
        0.2,
        unit="month/m rounds",
        evidence="J",
        maximum=10.0,
        source="judged: leverage of North Korean shells",
    )
    relaxing: Array = parameter(
        0.15,
        unit="share/month",
        evidence="J",
        maximum=1.0,
        source="judged: share of the agreed relief that is granted",
    )
    hurt: Array = parameter(
        4.0,
        evidence="J",
        maximum=50.0,
        source="judged: how many times more relief is worth under full pressure",
    )
    programme: Array = parameter(
        0.9,
        unit="utility",
        evidence="J",
        maximum=20.0,
        source="judged: utility of the programme at full stake",
    )
    patron_value: Array = parameter(
        0.8, unit="utility", evidence="J", maximum=20.0, source="judged: utility of a full patron"
    )
    deal_value: Array = parameter(
        1.5,
        unit="utility",
        evidence="J",
        maximum=20.0,
        source="judged: utility of a deal that is kept",
    )
    spoiling: Array = parameter(
        2.0,
        unit="utility",
        evidence="J",
        maximum=20.0,
        source="judged: utility that a full demand takes from the offer",
    )


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


@rule(
    switch="sanctions",
    writes="stringency.IRN",
    claims="C58",
    at={"stringency": "stringency.IRN", "opening": "start of stringency.IRN"},
)
def relax_measures(
    stringency: Array, opening: Array, deal: Array, relief_offer: Array, p: Concession
) -> Array:
    """Relax the measures on Iran towards what the offer leaves of those of January 2022.

    Only while a deal holds; it never tightens. Shape (run, product).
    """
    left = np.minimum(stringency, (1.0 - relief_offer) * opening)
    return stringency - p.relaxing * deal * (stringency - left)


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


@quantity(uses=(total_pressure, total_leakage))
def concession_odds(
    total_pressure: Array,
    stake: Array,
    patron_support: Array,
    total_leakage: Array,
    institution: Array,
    sanctions_age: Array,
    p: Concession,
) -> Array:
    """Return the log odds of a first stage of concession, shape (run, target)."""
    return (
        p.base
        + p.pressure * total_pressure
        - scale_fact(p.stake, stake)
        - p.patron * patron_support * total_leakage
        + scale_fact(p.institution, institution)
        - p.age * sanctions_age / MONTHS_PER_YEAR
    )


@rule(
    switch="sanctions",
    writes="concession",
    claims="C52",
    luck={"luck": Draw("concession", TARGET)},
    uses=(concession_odds,),
)
def update_concession(
    concession: Array, concession_odds: Array, luck: Array, p: Concession
) -> Array:
    """Move a target a stage towards concession with the hazard of the month, (run, target)."""
    stage = np.searchsorted(_STAGES, concession.T).T
    next_stage = np.minimum(stage + 1, len(STAGES) - 1)
    yields = luck < logistic(concession_odds - p.further * concession)
    return np.where(yields, _STAGES[next_stage], concession)


MECHANISM = Mechanism(
    name="concession",
    switch="sanctions",
    parameters=(Concession,),
    rules={
        "outcomes": (update_concession, raise_demand),
        "learning": (relax_measures,),
    },
)
