"""Parameters of the choice to provoke, of the answer to it and of Russia's licence."""

from __future__ import annotations

from dataclasses import dataclass

from multipolar.arrays import Array
from multipolar.rules.parameters import Parameters, parameter


@dataclass(frozen=True)
class Provocation(Parameters):
    """Parameters of the choice to provoke and of the answer to it."""

    group = "provocation"

    temperature: Array = parameter(
        0.5,
        unit="utility",
        evidence="J",
        symbol="τ",
        minimum=0.05,
        maximum=5.0,
        source="judged; the form is McKelvey and Palfrey (1995); effects are stated as odds ratios",
    )
    response_temperature: Array = parameter(
        0.5,
        unit="utility",
        evidence="J",
        minimum=0.05,
        maximum=5.0,
        source="judged: temperature of the answer of a front-line state",
    )
    licence_temperature: Array = parameter(
        0.5,
        unit="utility",
        evidence="J",
        minimum=0.05,
        maximum=5.0,
        source="judged: temperature of Russia's choice to lift its restraint",
    )
    deficit: Array = parameter(
        1.4,
        1.1,
        2.0,
        unit="odds ratio",
        evidence="R-L",
        symbol="R_def",
        minimum=0.1,
        maximum=20.0,
        source="a status deficit of one standard deviation: sign read (Renshon 2016), size judged",
        effects="STA01",
    )
    deficit_spread: Array = parameter(
        0.25,
        unit="share",
        evidence="J",
        symbol="sd",
        minimum=0.01,
        maximum=1.0,
        source="judged: standing that is worth one standard deviation of the deficit",
    )
    reciprocity: Array = parameter(
        0.2,
        0.0,
        0.4,
        unit="elasticity",
        evidence="R-L",
        symbol="ε",
        maximum=2.0,
        source="limited, mostly at high tension (Patchen and Bogumil 1995); in both directions "
        "(Goldstein and Pevehouse 1997); signs read, size judged",
        effects="CRI04 CRI05",
    )
    deterrence: Array = parameter(0.2, evidence="J", symbol="d", maximum=5.0, source="judged")
    neutrality: Array = parameter(
        1.57,
        1.2,
        2.0,
        unit="odds ratio",
        evidence="R-M",
        symbol="R_χ",
        minimum=0.1,
        maximum=20.0,
        source="a third power that promises neutrality (Leeds 2003: sign read, +57 % recalled); "
        "advice of a valued ally (Fang, Johnson and Leeds 2014)",
        effects="ALL06 ALL11",
    )
    licence_points: Array = parameter(
        2.0,
        0.0,
        5.0,
        unit="pp/month",
        evidence="J",
        symbol="Λ",
        maximum=50.0,
        source="no published size: what a lifted restraint adds to the chance of an act of the "
        "client in a month",
        effects="link-1",
        sceptic=0.0,
        advocate=5.0,
    )
    usual_chance: Array = parameter(
        0.3,
        unit="probability",
        evidence="J",
        minimum=0.01,
        maximum=0.94,
        source="judged: chance of an act of a client in a month, at which the points are stated",
    )
    firmness: Array = parameter(
        0.5,
        unit="share",
        evidence="J",
        maximum=1.0,
        source="judged: how much more restraint China lays on a client when it restrains it, and "
        "less when it does not",
    )
    shortage: Array = parameter(
        1.4,
        0.6,
        2.2,
        unit="utility",
        evidence="J",
        symbol="o",
        maximum=5.0,
        source="sign: launches fell as arms were shipped, 2022 to 2023; size judged",
    )
    diversion: Array = parameter(
        0.6,
        unit="utility",
        evidence="J",
        symbol="ω_d",
        maximum=10.0,
        source="no published magnitude; intent is unobservable, so keep it an on/off hypothesis",
    )
    resolve: Array = parameter(
        1.5,
        unit="utility/rung",
        evidence="J",
        source="judged: how much a provocation asks for an answer",
    )
    relief: Array = parameter(
        0.25,
        unit="utility/rung",
        evidence="J",
        source="judged: how much tension above its rest asks for talks",
    )
    inertia: Array = parameter(
        0.6, unit="utility", evidence="J", source="judged: preference for doing nothing"
    )
    alliance: Array = parameter(
        0.8,
        unit="utility",
        evidence="J",
        maximum=20.0,
        source="judged: worth to Russia of a close supplier's own way",
    )
    risk_slope: Array = parameter(
        0.1,
        unit="utility/rung2",
        evidence="J",
        maximum=20.0,
        source="judged: cost to Russia of a war that may widen",
    )
    risk_china: Array = parameter(
        1.5,
        unit="utility",
        evidence="J",
        maximum=20.0,
        source="judged: China's resentment, by Russia's dependence on it",
    )
    risk_base: Array = parameter(
        0.6, unit="utility", evidence="J", maximum=20.0, source="judged: cost of any licence"
    )
    widening: Array = parameter(
        6.0,
        unit="rung",
        evidence="J",
        maximum=10.0,
        source="judged: level above which a crisis may widen; isolated lethal force on the ladder",
    )
    diversion_scale: Array = parameter(
        10.0,
        evidence="J",
        maximum=1000.0,
        source="judged: makes the derivative of attention comparable with the other utilities",
    )
