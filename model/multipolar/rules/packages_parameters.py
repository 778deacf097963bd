"""Parameters of what sponsors decide about their measures."""

from __future__ import annotations

from dataclasses import dataclass

from multipolar.arrays import Array
from multipolar.rules.parameters import Parameters, parameter


@dataclass(frozen=True)
class Packages(Parameters):
    """Parameters of measures by target, and of consent in the Union."""

    group = "packages"

    temperature: Array = parameter(
        1.0,
        unit="log odds",
        evidence="D",
        minimum=0.05,
        maximum=20.0,
        source="utilities of measures are log odds of published or counted chances",
    )
    tightening: Array = parameter(
        0.69,
        unit="1/month",
        evidence="R-H",
        minimum=0.01,
        maximum=0.99,
        source="months from February 2022 to June 2024 with a measure of the United States on "
        "Russia: 20 of 29 (dates read and recalled)",
    )
    easing: Array = parameter(
        0.02,
        unit="1/month",
        evidence="J",
        minimum=0.0001,
        maximum=0.5,
        source="judged: chance that a sponsor eases although nothing was agreed",
    )
    agreed_odds: Array = parameter(
        5.0,
        unit="log odds",
        evidence="J",
        maximum=20.0,
        source="judged: what has been agreed with the target makes the sponsors ease",
    )
    opposition: Array = parameter(
        -5.9,
        unit="log odds",
        evidence="P",
        minimum=-20.0,
        maximum=5.0,
        effects="DOM08",
        source="level at which a member opposes six of thirteen packages of 2022-24",
    )
    opposed_share: Array = parameter(
        0.46,
        unit="share",
        evidence="R-H",
        maximum=1.0,
        effects="DOM08",
        source="six of thirteen packages of 2022-24 had an opponent",
    )
    dissent: Array = parameter(
        18.0,
        unit="log odds",
        evidence="J",
        maximum=100.0,
        source="judged: odds of opposing for a whole lack of unity; Hungary opposed most often",
    )
    loss: Array = parameter(
        4.0,
        unit="log odds",
        evidence="J",
        maximum=100.0,
        source="sign: the six opponents of the oil embargo and of the eleventh and twelfth package "
        "traded more with Russia; size judged for the whole of a member's trade",
    )
    fear: Array = parameter(
        2.0,
        unit="log odds",
        evidence="J",
        maximum=100.0,
        source="sign: threat raises support for a common policy (Gehring 2022); size judged",
        effects="CRI17",
    )
    bargain_of_government: Array = parameter(
        4.0,
        unit="log odds",
        evidence="J",
        maximum=40.0,
        source="judged: odds of opposing, and of not tightening, of a government that gives up all "
        "of its state's position on measures (governments.csv)",
    )
    kept_word: Array = parameter(
        2.0,
        unit="log odds",
        evidence="J",
        maximum=20.0,
        source="judged: who has taken a side on a package that is on the table keeps to it",
    )
    side_payment: Array = parameter(
        1.0,
        unit="bn EUR",
        evidence="R-H",
        minimum=0.01,
        maximum=100.0,
        source="the freeze of Hungarian funds fell from 7.5 to 6.3 bn in December 2022, when a "
        "veto was lifted",
    )
    pool_limit: Array = parameter(
        4.0,
        unit="bn EUR",
        evidence="J",
        maximum=100.0,
        source="judged: what the Union can offer to opponents at a time",
    )
    pool_refill: Array = parameter(
        4.0,
        unit="bn EUR/year",
        evidence="J",
        maximum=100.0,
        source="judged: 10 bn of Hungarian funds were released in December 2023, and 1.2 bn a "
        "year before",
    )
    patience: Array = parameter(
        12.0,
        unit="months",
        evidence="R-M",
        minimum=1.0,
        maximum=120.0,
        source="a tranche for arms stayed blocked for more than 13 months in 2023-24",
    )


__all__ = ["Packages"]
