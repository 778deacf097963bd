"""Parameters of concession: the hazard that a target yields, and Iran's bargain."""

from __future__ import annotations

from dataclasses import dataclass

from multipolar.arrays import Array
from multipolar.rules.parameters import Parameters, parameter


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
    success: Array = parameter(
        0.33,
        0.05,
        0.7,
        unit="share",
        evidence="S",
        minimum=0.001,
        maximum=0.99,
        effects="SAN01 SAN02 SAN07",
        sceptic=0.05,
        advocate=0.7,
        source="share of episodes in which the target yields at least in part: a third (Hufbauer "
        "and others), 5 % (Pape 1997), 71 % with settlements (Global Sanctions Data Base)",
    )
    episode: Array = parameter(
        48.0,
        unit="months",
        evidence="S",
        minimum=1.0,
        maximum=600.0,
        effects="SAN01 SAN02",
        source="months over which published chances are counted",
    )
    cost_odds: Array = parameter(
        1.25,
        1.0,
        1.6,
        unit="odds ratio",
        evidence="S",
        symbol="h_P",
        minimum=0.1,
        maximum=100.0,
        effects="SAN09 SAN10",
        sceptic=1.0,
        advocate=1.6,
        source="odds of success for a tenth more pressure: cost is 2.4 times as high in successes "
        "(Hufbauer, Schott and Elliott 1990); nothing after correction (Demena and others 2021)",
    )
    median_pressure: Array = parameter(
        0.15, unit="share", evidence="J", maximum=1.0, source="judged: pressure of a median episode"
    )
    major_goal: Array = parameter(
        0.54,
        unit="odds ratio",
        evidence="R-M",
        symbol="h_S",
        minimum=0.01,
        maximum=1.0,
        effects="SAN05",
        source="odds where a military adventure is at stake against all goals: 21 against 33 % "
        "(Hufbauer, Schott, Elliott and Oegg 2007)",
    )
    major_stake: Array = parameter(
        0.9,
        unit="share",
        evidence="J",
        maximum=1.0,
        source="judged: what a target of that kind would give up, as Russia",
    )
    median_stake: Array = parameter(
        0.5, unit="share", evidence="J", maximum=1.0, source="judged: stake of a median episode"
    )
    black_knight: Array = parameter(
        0.5,
        unit="ratio",
        evidence="R-L",
        symbol="h_B",
        minimum=0.01,
        maximum=1.0,
        effects="SAN12 SAN13",
        source="success with a patron and busters against success without: strongly lower (Early "
        "2011), size judged; a patron alone changes nothing",
    )
    knight_and_busters: Array = parameter(
        0.25,
        unit="share",
        evidence="J",
        minimum=0.01,
        maximum=1.0,
        source="judged: patronage times what gets through in those episodes",
    )
    no_institution: Array = parameter(
        0.7,
        unit="ratio",
        evidence="R-L",
        symbol="h_I",
        minimum=0.01,
        maximum=1.0,
        effects="SAN11",
        source="success of senders who cooperate without an institution (Drezner 2000): sign "
        "read, size judged",
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
        effects="SAN01",
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
