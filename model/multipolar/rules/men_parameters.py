"""Parameters of men at war: who stands at the front, who is recruited, and who is lost."""

from __future__ import annotations

from dataclasses import dataclass

from multipolar.arrays import Array
from multipolar.rules.parameters import Parameters, parameter


@dataclass(frozen=True)
class Men(Parameters):
    """Parameters of the men on both sides, a part of those of the war."""

    group = "war"

    men: Array = parameter(
        0.3,
        0.0,
        0.6,
        unit="log",
        evidence="J",
        symbol="m",
        maximum=5.0,
        source="judged: log of fire that a log of men is worth",
    )
    men_balance: Array = parameter(
        1.17,
        unit="ratio",
        evidence="S",
        minimum=0.1,
        maximum=10.0,
        source="700,000 Russian (Russian president, June 2024) to about 600,000 Ukrainian men",
    )
    recruits_russia: Array = parameter(
        0.04,
        unit="share/month",
        evidence="S",
        maximum=0.5,
        source="100,000 volunteers in three months over 700,000 in the theatre, spring of 2024",
        effects="WAR16",
    )
    recruits_ukraine: Array = parameter(
        0.028,
        unit="share/month",
        evidence="J",
        maximum=0.5,
        source="judged: what keeps 600,000 men in the field",
    )
    force_russia: Array = parameter(
        700.0,
        unit="thousand",
        evidence="S",
        minimum=1.0,
        maximum=5000.0,
        source="men in the theatre by the Russian president, June 2024",
    )
    force_ukraine: Array = parameter(
        600.0,
        unit="thousand",
        evidence="J",
        minimum=1.0,
        maximum=5000.0,
        source="judged: Ukrainian men in the theatre, June 2024",
    )
    recruits_deterred: Array = parameter(
        0.15,
        unit="share per tenfold",
        evidence="R-M",
        maximum=1.0,
        source="support for a war falls by 15 points with ten times the casualties",
        effects="WAR17",
    )
    loss_rate_russia: Array = parameter(
        0.030,
        unit="share/month",
        evidence="J",
        maximum=0.5,
        source="judged: Russian dead and severely wounded of a month, at the drive of June 2024",
    )
    loss_rate_ukraine: Array = parameter(
        0.028,
        unit="share/month",
        evidence="J",
        maximum=0.5,
        source="judged: Ukrainian dead and severely wounded of a month, at the same drive",
    )
    drive_norm: Array = parameter(
        0.9,
        unit="log",
        evidence="D",
        minimum=-5.0,
        maximum=5.0,
        source="derived: drive of June 2024, at which losses have their rates",
    )
    losses_of_attack: Array = parameter(
        0.30,
        unit="elasticity",
        evidence="S",
        maximum=3.0,
        source="confirmed deaths August 2023 to May 2024: 0.33 (0.06) for each log of fire",
    )
    losses_of_defence: Array = parameter(
        0.15,
        unit="elasticity",
        evidence="S",
        maximum=3.0,
        source="confirmed deaths August 2023 to May 2024: 0.14 (0.08) for each log of fire",
    )
