"""Parameters of the sanctions pipeline."""

from __future__ import annotations

from dataclasses import dataclass

from multipolar.arrays import Array
from multipolar.rules.parameters import Parameters, parameter


@dataclass(frozen=True)
class SanctionsRules(Parameters):
    """Parameters of the sanctions pipeline."""

    group = "sanctions"

    package_hazard: Array = parameter(
        0.5,
        0.32,
        0.6,
        unit="1/month",
        evidence="R-H",
        symbol="s0",
        minimum=0.01,
        maximum=0.99,
        effects="DOM07",
        source="fourteen packages of the European Union in 28 months to June 2024",
    )
    package_interest: Array = parameter(
        0.2,
        unit="share",
        evidence="P",
        symbol="Ā",
        maximum=1.0,
        source="mean share of Ukraine in the model's attention, 2022-24, at which that was counted",
    )
    opposed_delay: Array = parameter(
        10.5,
        unit="ratio",
        evidence="R-H",
        symbol="s3",
        minimum=1.0,
        maximum=100.0,
        effects="DOM08",
        source="days from proposal to adoption of a package that a member opposes, against one "
        "that nobody opposes: 31.5 against 3",
    )
    prompt_delay: Array = parameter(
        3.0,
        unit="days",
        evidence="R-H",
        minimum=0.1,
        maximum=365.0,
        effects="DOM08",
        source="days from proposal to adoption of a package that nobody opposes",
    )
    package_attention: Array = parameter(
        4.0, unit="log odds", evidence="J", symbol="s1", maximum=20.0, source="judged"
    )
    package_threat: Array = parameter(
        0.5, unit="log odds", evidence="J", symbol="s2", maximum=20.0, source="judged"
    )
    package_step: Array = parameter(
        0.03, unit="share", evidence="J", maximum=1.0, source="judged: later packages close gaps"
    )
    monitoring_speed: Array = parameter(
        0.12,
        0.05,
        0.25,
        unit="share/month",
        evidence="J",
        symbol="i",
        maximum=1.0,
        source="the team that followed the 1718 panel reported after 7 to 14 months",
    )
    monitoring_decay: Array = parameter(
        0.02, unit="share/month", evidence="J", symbol="d", maximum=1.0, source="judged"
    )
    strategic_detours: Array = parameter(
        0.56,
        0.43,
        0.85,
        unit="share",
        evidence="S",
        symbol="L̄",
        maximum=0.99,
        effects="SAN32 SAN38",
        sceptic=0.43,
        advocate=0.85,
        source="share of forbidden strategic goods that finds another way: 0.56 of banned goods "
        "(Egorov and others 2025, data of 2020-23), 0.43 to 0.6 of Western brands (Chupilkin and "
        "others 2025), nearly all of battlefield goods (Kyiv School of Economics)",
    )
    usual_monitoring: Array = parameter(
        0.45,
        unit="share",
        evidence="J",
        minimum=0.01,
        maximum=0.99,
        source="judged: monitoring of Russia's trade in 2022-23, at which that was measured",
    )
    usual_busters: Array = parameter(
        0.64,
        unit="share",
        evidence="D",
        symbol="B̄",
        minimum=0.01,
        maximum=5.0,
        source="traders and patron of Russia in January 2022, at which that was measured",
    )
    enforcement: Array = parameter(
        0.20,
        0.12,
        0.3,
        unit="1/month",
        evidence="P",
        symbol="s",
        maximum=1.0,
        source="enforced measures cut trade with North Korea by half in 2017 (fact S-16)",
    )
    buster_synergy: Array = parameter(
        0.5,
        0.0,
        1.0,
        evidence="S",
        symbol="κ",
        maximum=5.0,
        effects="SAN13",
        source="political and commercial busters together (Early 2011)",
    )
    patron_alone: Array = parameter(
        0.2,
        evidence="S",
        symbol="λ",
        maximum=5.0,
        effects="SAN12",
        source="a patron without traders changes little (Early 2011); size set on fact S-8",
    )
    secondary_effect: Array = parameter(
        0.84,
        0.67,
        0.9,
        unit="ratio",
        evidence="S",
        symbol="k",
        minimum=0.01,
        maximum=1.0,
        effects="SAN43",
        source="exports of third states to Russia after three months of the threat to banks: of "
        "China 0.84 (March 2024), of Turkey 0.67 (fact C-14)",
    )
    secondary_months: Array = parameter(
        3.0,
        unit="months",
        evidence="S",
        minimum=1.0,
        maximum=120.0,
        effects="SAN43",
        source="months after which that was measured",
    )
    secondary_half_life: Array = parameter(
        3.0,
        1.5,
        6.0,
        unit="months",
        evidence="S",
        minimum=0.1,
        maximum=120.0,
        source="dip of March to June 2024 and its first return (fact C-14); the return is judged",
    )
    adaptation_speed: Array = parameter(
        0.02,
        unit="share/month",
        evidence="S",
        symbol="α",
        maximum=1.0,
        source="effects fall on the first years (Gutmann, Neuenkirch and Neumeier 2023)",
    )
    adaptation_limit: Array = parameter(
        0.5, unit="share", evidence="J", symbol="a_max", maximum=1.0, source="judged"
    )
    base_effort: Array = parameter(
        0.5,
        unit="share",
        evidence="J",
        maximum=1.0,
        source="judged: effort to monitor without attention to the theatre",
    )
    norm_weight: Array = parameter(
        0.8,
        evidence="J",
        maximum=5.0,
        source="judged: how far lost legitimacy frees those who help to evade (claim C57)",
    )
    cover_extracts: Array = parameter(
        -0.15,
        unit="share",
        evidence="J",
        minimum=-1.0,
        maximum=1.0,
        source="judged: patronage that China adds for Russia while it extracts",
    )
    cover_props: Array = parameter(
        0.2,
        unit="share",
        evidence="J",
        minimum=-1.0,
        maximum=1.0,
        source="judged: patronage that China adds for Russia while it props",
    )
    patron_cover: Array = parameter(
        0.6,
        unit="share",
        evidence="J",
        maximum=5.0,
        source="judged: cover that a full tie with the patron adds",
    )
