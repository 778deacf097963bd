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
