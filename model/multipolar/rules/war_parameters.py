"""Parameters of the war: fire, drones, air defence and the front; those of men stand apart."""

from __future__ import annotations

from dataclasses import dataclass

from multipolar.arrays import Array
from multipolar.rules.men_parameters import Men
from multipolar.rules.parameters import parameter


@dataclass(frozen=True)
class War(Men):
    """Parameters of the front and of what feeds it."""

    group = "war"

    quality: Array = parameter(
        0.55,
        unit="share",
        evidence="S",
        symbol="q",
        maximum=1.0,
        source="half of the missiles malfunctioned (Ukrainian prosecutors)",
    )
    shipping_lag: Array = parameter(
        2.0,
        unit="months",
        evidence="J",
        maximum=24.0,
        source="judged: mean time from the depot in North Korea to the front",
    )
    own_fire: Array = parameter(
        0.03,
        unit="m rounds/month",
        evidence="P",
        symbol="f0",
        minimum=0.01,
        maximum=5.0,
        source="set on fact C-6: little is fired that is not sent",
    )
    aid_to_fire: Array = parameter(
        0.15,
        0.08,
        0.4,
        unit="m rounds/month",
        evidence="D",
        symbol="c",
        maximum=5.0,
        source="derived from fact C-6: Ukrainian shells at the average support of 2022-24",
    )
    shells_per_aid: Array = parameter(
        3.3,
        1.0,
        3.5,
        unit="elasticity",
        evidence="R-M",
        symbol="ε",
        maximum=10.0,
        source="13,000 to 4,300 shells a day while support fell from 4.15 to 2.97 EUR bn a month",
        effects="AID14",
        sceptic=1.0,
        advocate=3.3,
    )
    aid_lag: Array = parameter(
        4.0,
        3.05,
        9.0,
        unit="months",
        evidence="D",
        symbol="L",
        minimum=2.0,
        maximum=36.0,
        source="derived: interceptions follow support best after 3 to 4 months",
    )
    drones: Array = parameter(
        0.25,
        0.08,
        0.6,
        unit="m rounds/month",
        evidence="J",
        symbol="y",
        maximum=5.0,
        source="judged: what the drones of June 2024 are worth in shells",
    )
    drone_growth: Array = parameter(
        1.67,
        unit="ratio in 12 months",
        evidence="S",
        minimum=1.0,
        maximum=10.0,
        source="50,000 a month (December 2023) to a plan of 83,000; a plan, not an outcome",
        effects="WAR14",
    )
    drone_ceiling: Array = parameter(
        3.0,
        unit="index",
        evidence="J",
        symbol="Y",
        minimum=1.1,
        maximum=20.0,
        source="judged: most drones, 1 is the output of June 2024; 1.5 to 6 is defensible",
    )
    drones_per_aid: Array = parameter(
        0.4,
        unit="elasticity",
        evidence="J",
        maximum=3.0,
        source="judged: how far the ceiling of Ukrainian drones follows support",
    )
    least_aid: Array = parameter(
        0.05,
        unit="index",
        evidence="J",
        minimum=0.001,
        maximum=1.0,
        source="judged: part of the average support that Ukraine's own drone makers replace",
    )
    iranian_part: Array = parameter(
        0.1,
        unit="share",
        evidence="J",
        maximum=0.9,
        source="judged: part of the most drones that Iranian drones and inputs carry; most stages "
        "are localised (0.02 to 0.3)",
    )
    drone_inputs: Array = parameter(
        0.5,
        unit="share",
        evidence="J",
        symbol="χ_d",
        maximum=2.0,
        source="judged: share of forbidden inputs in the cost of a Russian drone (0.2 to 0.8)",
    )
    interceptions_lost: Array = parameter(
        0.259,
        0.05,
        0.3,
        unit="share",
        evidence="S",
        maximum=0.5,
        source="missiles shot down: 0.745 (April to September 2023), 0.486 (January to April 2024)",
        effects="AID15",
    )
    closed_gate: Array = parameter(
        0.74,
        unit="index",
        evidence="D",
        minimum=0.05,
        maximum=0.95,
        source="derived: the model's support while the American legislature blocks it, over before",
    )
    open_gate: Array = parameter(
        1.2,
        unit="index",
        evidence="S",
        symbol="A°",
        minimum=0.1,
        maximum=10.0,
        source="allocations of January to September 2023 over the mean from January 2022 to June "
        "2024: 1.18 (Kiel Institute)",
    )
    full_supply: Array = parameter(
        1.9,
        unit="1",
        evidence="D",
        minimum=0.1,
        maximum=10.0,
        source="derived from missiles shot down, April to September 2023: 0.745",
    )
    shot_down: Array = parameter(
        0.88,
        unit="share",
        evidence="D",
        minimum=0.1,
        maximum=1.0,
        source="derived: share of missiles shot down where nothing is missing",
    )
    interceptor_supply: Array = parameter(
        0.3,
        unit="share/month",
        evidence="J",
        maximum=1.0,
        source="judged: how fast the pool follows what is delivered",
    )
    interceptor_use: Array = parameter(
        0.08,
        unit="share/month",
        evidence="J",
        maximum=1.0,
        source="judged: pool used in a month of war elsewhere; 0 to 0.16 is defensible",
    )
    air_war: Array = parameter(
        6.0,
        unit="rung",
        evidence="J",
        maximum=10.0,
        source="judged: lethal force on the ladder; above it a theatre uses up interceptors",
    )
    full_war: Array = parameter(
        2.0,
        unit="rung",
        evidence="J",
        minimum=0.1,
        maximum=10.0,
        source="judged: rungs above the last at which a theatre uses the whole monthly rate",
    )
    air_cover: Array = parameter(
        0.3,
        0.0,
        0.8,
        unit="log",
        evidence="J",
        symbol="h",
        maximum=5.0,
        source="judged: log of fire that an empty sky over Ukraine is worth to Russia",
    )
    force_effect: Array = parameter(
        1.2,
        0.0,
        2.6,
        unit="log odds/log",
        evidence="J",
        symbol="β",
        maximum=10.0,
        source="judged: the record to June 2024 does not show that fire moves ground",
        effects="WAR12",
        sceptic=0.0,
        advocate=2.4,
    )
    tilt: Array = parameter(
        0.0,
        -0.8,
        0.8,
        unit="log odds",
        evidence="J",
        symbol="x*",
        minimum=-5.0,
        maximum=5.0,
        source="judged: where the front would rest at even fire",
    )
    recovery: Array = parameter(
        0.10,
        0.04,
        0.3,
        unit="share/month",
        evidence="J",
        symbol="ρ",
        maximum=1.0,
        source="judged: support reaches the ground after 6 to 12 months",
    )
    depth_at_balance: Array = parameter(
        1.9,
        1.0,
        3.2,
        unit="log odds",
        evidence="D",
        symbol="κ",
        minimum=-5.0,
        maximum=10.0,
        source="derived from gains of 2023 (fact C-7)",
    )
    front_noise: Array = parameter(
        0.12, unit="log odds", evidence="J", maximum=2.0, source="judged: luck of a month"
    )
    digging: Array = parameter(
        0.12,
        unit="share/month",
        evidence="J",
        maximum=1.0,
        source="judged: belts of defence stood at the end of 2022",
    )
    ground: Array = parameter(
        6000.0,
        unit="km2/month",
        evidence="D",
        symbol="G",
        maximum=50000.0,
        source="derived with κ from fact C-7: a pace that nobody reaches",
    )
    ground_power: Array = parameter(
        2.5,
        evidence="P",
        minimum=0.5,
        maximum=10.0,
        source="set on fact C-7: ground is lost faster than depth",
    )
    season: Array = parameter(
        0.3,
        unit="share",
        evidence="J",
        maximum=0.99,
        source="judged: how far mid-September lies above the mean, and mid-March below",
    )
    season_peak: Array = parameter(
        8.5,
        unit="month",
        evidence="J",
        minimum=0.0,
        maximum=12.0,
        source="judged: driest ground",
    )
    tempo_noise: Array = parameter(
        0.5,
        unit="log",
        evidence="D",
        maximum=2.0,
        source="derived: spread of monthly gains about their path",
    )
    tempo_memory: Array = parameter(
        0.65,
        unit="share/month",
        evidence="D",
        maximum=0.99,
        source="derived: offensives last for some months",
    )
    advance_memory: Array = parameter(
        0.8,
        unit="share/month",
        evidence="J",
        maximum=0.99,
        source="judged: observers look at the gains of about half a year",
    )
