"""Parameters of alignment: the contest, evasion, the neighbours and votes."""

from __future__ import annotations

from dataclasses import dataclass

from multipolar.arrays import Array
from multipolar.rules.parameters import Parameters, parameter


@dataclass(frozen=True)
class Alignment(Parameters):
    """Parameters of alignment."""

    group = "alignment"

    home: Array = parameter(
        0.04, unit="share/month", evidence="J", symbol="o0", maximum=1.0, source="judged"
    )
    west: Array = parameter(
        0.0125,
        0.0,
        0.018,
        unit="1/month",
        evidence="S",
        symbol="o_W",
        maximum=1.0,
        effects="VOT02",
        source="sign: aid buys votes (Dreher, Nunnenkamp and Thiele 2008); size judged",
    )
    russia: Array = parameter(
        0.014,
        0.0,
        0.02,
        unit="1/month",
        evidence="S",
        symbol="o_R",
        maximum=1.0,
        source="sign: determinants of the votes of 2022 (VoxUkraine 2023); size judged",
    )
    china: Array = parameter(
        0.004,
        unit="1/month",
        evidence="J",
        symbol="o_C",
        maximum=1.0,
        effects="VOT03",
        source="sign: votes follow trade with China in Africa and Latin America (Flores-Macias and "
        "Kreps 2013), not in earlier studies; size judged (0 to 0.01)",
    )
    concentration: Array = parameter(
        0.25,
        unit="share",
        evidence="J",
        symbol="c",
        maximum=1.0,
        source="judged: part of a budget for courting that may go to one part of the world",
    )
    steadiness: Array = parameter(
        1.1,
        unit="log odds",
        evidence="J",
        symbol="q",
        maximum=20.0,
        source="judged: where no vote is at stake three quarters in five see the usual effort",
    )
    most_saved: Array = parameter(
        4.0,
        unit="budgets of a quarter",
        evidence="J",
        symbol="S",
        minimum=1.0,
        maximum=40.0,
        source="judged: effort for courting that is not spent is kept for a year at most",
    )
    stake_of_vote: Array = parameter(
        3.0,
        unit="odds ratio",
        evidence="S",
        symbol="s",
        minimum=1.0,
        maximum=100.0,
        effects="STA06",
        source="a state with a seat in the Security Council is visited three times as often by "
        "leaders of China (Wang 2022); that it holds for votes of all and for others is judged",
    )
    distancing: Array = parameter(
        0.02,
        unit="1/month",
        evidence="J",
        symbol="d",
        maximum=1.0,
        source="judged: distance from the West that full pressure on a loyal neighbour adds (C25)",
    )
    gaza: Array = parameter(
        0.004, unit="1/month", evidence="J", symbol="o_G", maximum=1.0, source="judged"
    )
    satellite_pull: Array = parameter(
        0.03, unit="1/month", evidence="J", symbol="a1", maximum=1.0, source="judged"
    )
    satellite_push: Array = parameter(
        0.012,
        0.004,
        0.02,
        unit="1/month",
        evidence="J",
        symbol="a2",
        maximum=1.0,
        source="judged: resentment of pressure (claims C38, C40)",
    )
    regime_security: Array = parameter(
        0.15,
        unit="share",
        evidence="J",
        maximum=5.0,
        source="judged: pull of regime security beside contacts (claim C23)",
    )
    pivotal_width: Array = parameter(
        0.5,
        unit="ideal point",
        evidence="J",
        minimum=0.01,
        maximum=10.0,
        source="judged: distance from the middle at which effort is not spent",
    )
    attention_pull: Array = parameter(
        0.5,
        evidence="J",
        symbol="o_A",
        maximum=10.0,
        source="judged: pull of attention to Ukraine beside that of offers",
    )
    evasion_speed: Array = parameter(
        0.2, unit="share/month", evidence="J", maximum=1.0, source="judged"
    )
    frame: Array = parameter(
        0.5,
        evidence="J",
        maximum=5.0,
        source="judged: how far lost legitimacy excuses evasion (claim C47)",
    )
    kinship: Array = parameter(
        0.5,
        unit="1/ideal point",
        evidence="J",
        maximum=1.0,
        source="judged: evasion forgone for a position nearer the West",
    )
    demonstration: Array = parameter(
        0.008,
        unit="share/month",
        evidence="J",
        symbol="n1",
        maximum=1.0,
        source="judged: legitimacy lost to open evasion (claims C55, C57)",
    )
    norm_unity: Array = parameter(
        0.008,
        unit="share/month",
        evidence="J",
        symbol="n3",
        maximum=1.0,
        source="judged: legitimacy that the sponsors' unity gains",
    )
    norm_votes: Array = parameter(
        0.2,
        evidence="J",
        maximum=1.0,
        source="judged: legitimacy that a vote gains for each unit of its margin above the usual",
    )
    vote_norm: Array = parameter(
        0.70,
        unit="share",
        evidence="S",
        maximum=1.0,
        source="yes less no of 193 members on ES-11/1, March 2022: 141 against 5 (fact C-17)",
    )
    vote_slope: Array = parameter(
        0.84,
        evidence="D",
        maximum=5.0,
        effects="VOT07",
        source="margin that a text loses by its strictness: 141 against 5 for ES-11/1, 94 against "
        "14 for reparations (ES-11/5), whose strictness is set at 0.75",
    )
    vote_reward: Array = parameter(
        0.1,
        unit="index",
        evidence="J",
        maximum=5.0,
        effects="VOT01",
        source="sign: aid follows votes (Kuziemko and Werker 2006); size judged",
    )
    pressed_stance: Array = parameter(
        0.01,
        unit="1/month",
        evidence="J",
        symbol="o_P",
        maximum=1.0,
        source="judged: stance that full pressure moves, towards Moscow where loyalty is whole and "
        "towards the West where there is none (claims C24, C38, C40)",
    )
    norm_return: Array = parameter(
        0.03,
        unit="share/month",
        evidence="J",
        maximum=1.0,
        source="judged: return of legitimacy to its level",
    )
    base_pressure: Array = parameter(
        0.1, unit="share", evidence="J", symbol="π0", maximum=1.0, source="judged"
    )
    doubt: Array = parameter(
        0.4,
        unit="share",
        evidence="J",
        symbol="π1",
        maximum=1.0,
        source="judged: pressure that doubt of loyalty adds (claim C38)",
    )
    shared_doubt: Array = parameter(
        0.4,
        unit="share",
        evidence="J",
        maximum=1.0,
        source="judged: pressure on each for the loyalty that the others lost (claim C38)",
    )
    imperial: Array = parameter(
        0.3,
        unit="share",
        evidence="J",
        symbol="π2",
        maximum=1.0,
        source="judged: pressure that the aim of restoration adds (claim C41)",
    )
    bandwidth: Array = parameter(
        0.2,
        unit="share",
        evidence="J",
        symbol="π3",
        maximum=1.0,
        source="judged: pressure that war in Ukraine leaves no hands for",
    )
    effort_share: Array = parameter(
        0.3,
        unit="share",
        evidence="J",
        maximum=1.0,
        source="judged: part of the pressure that follows effort (claim C21)",
    )
    nearness: Array = parameter(
        0.6,
        unit="share",
        evidence="J",
        maximum=1.0,
        source="judged: part of the resentment that follows nearness",
    )
    loyalty_return: Array = parameter(
        0.03,
        unit="share/month",
        evidence="J",
        symbol="a4",
        maximum=1.0,
        source="judged: half of what was lost is back after two years, unless it is lost again",
    )
    china_squeeze: Array = parameter(
        0.001,
        unit="share/month",
        evidence="J",
        maximum=1.0,
        source="judged: loyalty lost in a month in which China extracts",
    )
    exit_rate: Array = parameter(
        -5.2,
        unit="log odds",
        evidence="J",
        symbol="e0",
        minimum=-30.0,
        maximum=5.0,
        source="judged: an exit for each fully loyal member in eight decades, and about five in a "
        "hundred members a year at the loyalty of Armenia in 2024 (claim C39)",
    )
    exit_loyalty: Array = parameter(
        2.0,
        unit="log odds",
        evidence="J",
        symbol="e1",
        maximum=20.0,
        source="judged: how far loyalty keeps a member in (claim C38)",
    )
    exit_alternative: Array = parameter(
        1.0,
        unit="log odds",
        evidence="J",
        symbol="e2",
        maximum=20.0,
        source="judged: how far trade with the coalition offers another way (claim C25)",
    )
    exit_loss: Array = parameter(
        0.3,
        unit="share",
        evidence="J",
        symbol="e3",
        maximum=1.0,
        source="judged: as members of 2022 stand above those who left before (Azerbaijan, "
        "Uzbekistan)",
    )
    contact_memory: Array = parameter(
        0.926,
        unit="share/month",
        evidence="J",
        maximum=1.0,
        source="judged: half-life of nine months",
    )
    unity_norm: Array = parameter(
        0.9,
        unit="share",
        evidence="J",
        maximum=1.0,
        source="judged: unity of the sponsors above which it attracts and below which it repels",
    )
    heat: Array = parameter(
        5.0,
        unit="rung",
        evidence="J",
        maximum=10.0,
        source="judged: show of force on the ladder; above it the Middle East counts elsewhere",
    )
    reach_norm: Array = parameter(
        0.06,
        unit="share",
        evidence="J",
        maximum=1.0,
        source="judged: Russian reach at which a state stays where it is",
    )
    leakage_norm: Array = parameter(
        0.3,
        unit="share",
        evidence="J",
        maximum=1.0,
        source="judged: leakage around North Korea that nobody takes for a demonstration",
    )
    strictness_norm: Array = parameter(
        0.4,
        unit="share",
        evidence="J",
        maximum=1.0,
        source="judged: strictness of the text of March 2022, which takes no vote away",
    )
    legitimacy_norm: Array = parameter(
        0.6,
        unit="share",
        evidence="J",
        maximum=1.0,
        source="judged: legitimacy of the measures in January 2022; rules count departures from it",
    )
