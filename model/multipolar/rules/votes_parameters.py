"""Parameters of the votes on Ukraine: positions, thresholds, and how resolutions arrive."""

from __future__ import annotations

from dataclasses import dataclass

from multipolar.arrays import Array
from multipolar.rules.parameters import Parameters, parameter

FITTED = "fitted to six votes of 2014 to 2023 by state (multipolar.record.positions)"


@dataclass(frozen=True)
class Votes(Parameters):
    """Parameters of the votes."""

    group = "votes"

    yes_threshold: Array = parameter(
        -3.33, unit="log odds", evidence="P", symbol="a", minimum=-50.0, maximum=50.0,
        source=f"{FITTED}: position at which a state votes for a mild text as often as not",
    )  # fmt: skip
    yes_step: Array = parameter(
        3.43, unit="log odds", evidence="P", maximum=50.0, effects="VOT07",
        source=f"{FITTED}: how much higher that position is for a strict text",
    )  # fmt: skip
    no_threshold: Array = parameter(
        -10.63, unit="log odds", evidence="P", symbol="b", minimum=-50.0, maximum=50.0,
        source=f"{FITTED}: position at which a state votes against a mild text as often as not",
    )  # fmt: skip
    no_step: Array = parameter(
        3.11, unit="log odds", evidence="P", maximum=50.0, effects="VOT07",
        source=f"{FITTED}: how much higher that position is for a strict text",
    )  # fmt: skip
    spread: Array = parameter(
        2.95, unit="log odds", evidence="P", symbol="σ", maximum=50.0,
        source=f"{FITTED}: standard deviation of own positions beside the figures of states",
    )  # fmt: skip
    memory: Array = parameter(
        260.0, unit="months", evidence="P", symbol="τ", minimum=1.0, effects="VOT06",
        source=f"{FITTED}: memory of own positions; 0.955 of a position is left after a year",
    )  # fmt: skip
    stance_scale: Array = parameter(
        9.2, unit="log odds", evidence="D", symbol="k", maximum=100.0,
        source="slope of the positions that the votes tell on those of January 2022 among the "
        "contested states",
    )  # fmt: skip
    alliance: Array = parameter(
        2.53, unit="log odds", evidence="P", maximum=50.0,
        source=f"{FITTED}: what membership of the CSTO takes from a position; given back on exit",
    )  # fmt: skip
    thaw: Array = parameter(
        1.0, 0.0, 2.7, unit="log odds", evidence="P", symbol="m", maximum=20.0,
        source="the invasion lowered the thresholds of all states by 2.7 beside those of 2014; how "
        "much returns when the war cools is not known, so the prior runs from nothing to all",
    )  # fmt: skip
    war_norm: Array = parameter(
        8.0, unit="rung", evidence="J", minimum=0.1, maximum=10.0,
        source="judged: level of the war in Ukraine at which the mood of 2022 holds in full",
    )  # fmt: skip
    mood_spread: Array = parameter(
        0.4, unit="log odds", evidence="P", maximum=10.0,
        source="standard error of the thresholds of a text, mostly common to both",
    )  # fmt: skip
    yes_spread: Array = parameter(
        0.2, unit="log odds", evidence="J", maximum=10.0,
        source="judged: texts of a class differ by less than 0.1 in whom they win",
    )  # fmt: skip
    no_spread: Array = parameter(
        0.4, unit="log odds", evidence="P", maximum=10.0,
        source="mild texts of 2022 and 2023: how they differ in whom they repel",
    )  # fmt: skip
    no_spread_strict: Array = parameter(
        0.8, unit="log odds", evidence="P", maximum=10.0,
        source="24 members against ES-11/3 and 14 against ES-11/5, for and abstaining alike",
    )  # fmt: skip
    bloc_spread: Array = parameter(
        0.5, unit="log odds", evidence="P", symbol="ς", maximum=10.0,
        source="three texts told from those before them: 0.5 makes all votes together likelier by "
        "2.5 nats, 1 by 3.6, 2 less likely by 2.6, nearly all by ES-11/5; a vote alone is told "
        "worse by 0.001 and 0.006 nats",
    )  # fmt: skip
    contacts: Array = parameter(
        0.0, unit="log odds", evidence="P", minimum=-5.0, maximum=5.0,
        source="off: visits to Russia did not tell votes on rolling texts (effect -0.06, standard "
        "error 0.51, for each unit of the log of one plus contact); an experiment sets it",
    )  # fmt: skip
    peers: Array = parameter(
        0.0, unit="log odds", evidence="P", minimum=-5.0, maximum=5.0,
        source="off: votes of a state's region did not tell its own on rolling texts (effect 0.6, "
        "standard error 0.5, gain none); an experiment sets it",
    )  # fmt: skip
    quiet_rate: Array = parameter(
        0.023, unit="1/month", evidence="P", maximum=5.0,
        source="no text in the 22 quiet months from March 2022 to June 2024 (0 to 0.09)",
    )  # fmt: skip
    february_rate: Array = parameter(
        0.5, unit="1/month", evidence="P", maximum=5.0,
        source="one text on two anniversaries of the invasion, 2023 and 2024",
    )  # fmt: skip
    step_rate: Array = parameter(
        1.25, 0.5, 2.5, unit="1/month", evidence="P", maximum=5.0,
        source="five of six texts within two months of the invasion or the annexations",
    )  # fmt: skip
    step: Array = parameter(
        2.0, unit="rung", evidence="J", minimum=0.1, maximum=10.0,
        source="judged: rise of the war in a month that calls the General Assembly",
    )  # fmt: skip
    window: Array = parameter(
        2.0, unit="months", evidence="P", minimum=1.0, maximum=12.0,
        source="texts that followed a step of the war came within two months",
    )  # fmt: skip
    strict_share: Array = parameter(
        0.33, unit="share", evidence="P", maximum=1.0,
        source="mean of Beta(3, 6): two strict and four mild texts of 2022 and 2023",
    )  # fmt: skip
    later_strict: Array = parameter(
        0.6, unit="share", evidence="P", maximum=1.0,
        source="mean of Beta(3, 2): of three later texts of a window two were strict; the first "
        "text of each of three windows was mild",
    )  # fmt: skip
    between: Array = parameter(
        0.1, unit="share", evidence="J", maximum=1.0,
        source="judged: share of texts that are neither mild nor strict",
    )  # fmt: skip
