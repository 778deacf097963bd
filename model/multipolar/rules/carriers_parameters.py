"""Parameters of the evasion network."""

from __future__ import annotations

from dataclasses import dataclass

from multipolar.arrays import Array
from multipolar.rules.parameters import Parameters, parameter


@dataclass(frozen=True)
class Carriers(Parameters):
    """Parameters of the evasion network."""

    group = "carriers"

    elasticity: Array = parameter(
        5.3,
        3.4,
        8.5,
        evidence="D",
        symbol="θ",
        minimum=0.5,
        maximum=20.0,
        effects="ECO02",
        source="elasticity of routes to their price: structural trade elasticities of 4 to 5, "
        "moved up by the exports of the European Union to five neighbours, 2021-24",
    )
    general_rerouted: Array = parameter(
        0.08,
        0.05,
        0.1,
        unit="share",
        evidence="S",
        minimum=0.001,
        maximum=0.99,
        effects="SAN37",
        sceptic=0.05,
        advocate=0.1,
        source="share of forbidden general goods that comes round by third states (Chupilkin, "
        "Javorcik and Plekhanov 2025: below a tenth)",
    )
    industrial_rerouted: Array = parameter(
        0.2,
        0.12,
        0.27,
        unit="share",
        evidence="S",
        minimum=0.001,
        maximum=0.99,
        effects="SAN32 SAN38",
        source="share of forbidden industrial goods that comes round by third states: 0.20 of "
        "Western brands (Chupilkin and others 2025); 0.25 is an upper bound for 2022",
    )
    battlefield_rerouted: Array = parameter(
        0.52,
        0.4,
        0.7,
        unit="share",
        evidence="P",
        minimum=0.001,
        maximum=0.99,
        effects="SAN38",
        source="share of forbidden battlefield goods that comes round by third states, fitted to "
        "the counts of the Kyiv School of Economics, which find nearly all replaced",
    )
    energy_rerouted: Array = parameter(
        0.5,
        unit="share",
        evidence="J",
        minimum=0.001,
        maximum=0.99,
        source="judged: share of energy that finds other buyers, by a fleet of its own",
    )
    substitution: Array = parameter(
        0.7,
        0.15,
        1.0,
        evidence="J",
        symbol="ν",
        minimum=0.01,
        maximum=1.0,
        source="judged, and decides how much of what one carrier loses moves next door: at 1 "
        "about a tenth, at 0.15 four fifths; levels of trade cannot show it",
    )
    stance_cost: Array = parameter(
        0.6,
        0.35,
        0.98,
        unit="log",
        evidence="P",
        symbol="χ",
        maximum=10.0,
        source="price that a state adds which enforces fully; fitted to the dated tightenings of "
        "seven states, 2023",
    )
    looking_away: Array = parameter(
        0.3,
        unit="share",
        evidence="J",
        maximum=1.0,
        source="judged: how far a state that looks away enforces, as Armenia and Georgia in 2023",
    )
    enforcing: Array = parameter(
        0.65,
        unit="share",
        evidence="J",
        maximum=1.0,
        source="judged: how far a state that enforces does so, as Kazakhstan from 2023",
    )
    detection_cost: Array = parameter(
        0.72,
        unit="log",
        evidence="J",
        symbol="ψ",
        maximum=10.0,
        source="judged, the data are silent: price that certain detection adds (0 to 2)",
    )
    visible: Array = parameter(
        1.2,
        evidence="J",
        maximum=10.0,
        source="judged: log odds of detection for each logarithm of transit over usual trade",
    )
    unseen: Array = parameter(
        -2.0,
        unit="log odds",
        evidence="J",
        minimum=-10.0,
        maximum=10.0,
        source="judged: log odds of detection of a carrier without transit",
    )
    usual_transit: Array = parameter(
        0.35,
        unit="share",
        evidence="J",
        minimum=0.01,
        maximum=10.0,
        source="judged: transit that does not stand out, of a carrier's trade with the target",
    )
    local_penalty: Array = parameter(
        0.3,
        unit="share",
        evidence="J",
        maximum=5.0,
        source="judged: penalty of a carrier without trade with the West",
    )
    secondary_cost: Array = parameter(
        0.81,
        0.39,
        1.6,
        unit="log",
        evidence="P",
        symbol="k",
        maximum=10.0,
        effects="SAN43 SAN44",
        source="price that the threat of secondary sanctions adds by a carrier's exposure to the "
        "West; its sign is published, its size fitted to the months after December 2023",
    )
    secondary_half_life: Array = parameter(
        4.0,
        1.3,
        12.0,
        unit="months",
        evidence="S",
        minimum=0.1,
        maximum=120.0,
        effects="SAN43",
        source="dip of the first half of 2024 and its first return (fact C-14); the data bound it "
        "loosely",
    )
    union_discount: Array = parameter(
        0.14,
        unit="log",
        evidence="P",
        maximum=1.0,
        source="price that goods save within a customs union; fitted (0.01 to 0.28)",
    )
    distance: Array = parameter(
        0.0,
        unit="log/log",
        evidence="P",
        symbol="d",
        minimum=-2.0,
        maximum=2.0,
        source="price that a longer route adds, for each logarithm of its length; the exports of "
        "the European Union to five neighbours, 2021-24, are fitted better without it",
    )
    congestion: Array = parameter(
        0.0,
        unit="log/log",
        evidence="P",
        symbol="η",
        maximum=2.0,
        source="price that a full route adds, for each logarithm of one plus transit over usual "
        "trade; the same exports are fitted as well without it",
    )
    usual_price: Array = parameter(
        0.25,
        unit="log",
        evidence="D",
        maximum=5.0,
        effects="SAN42",
        source="price of a detour without risk; with the risks of 2023 it comes to 0.3, the "
        "logarithm of the published mark-up of 1.35",
    )
    learning: Array = parameter(
        1.06,
        0.74,
        1.6,
        unit="1/month",
        evidence="P",
        symbol="λ",
        maximum=10.0,
        source="pace at which routes are learned under measures of 2022; fitted to the surge of "
        "exports to five neighbours, which no other term gives",
    )
    stringency_of_2022: Array = parameter(
        0.58,
        unit="share",
        evidence="D",
        minimum=0.01,
        maximum=1.0,
        source="stringency of the measures against Russia from March 2022, at which that was "
        "fitted",
    )
    gains: Array = parameter(
        0.5,
        unit="share/month",
        evidence="P",
        maximum=1.0,
        source="share of the way that a carrier's trade goes up in a month; fitted (0.32 to 0.82)",
    )
    losses: Array = parameter(
        0.5,
        unit="share/month",
        evidence="P",
        maximum=1.0,
        source="share of the way that a carrier's trade goes down in a month; fitted",
    )
    shock: Array = parameter(
        0.16,
        unit="log",
        evidence="P",
        maximum=2.0,
        source="standard deviation of what the fit leaves of monthly exports to five neighbours",
    )
    shock_kept: Array = parameter(
        0.5,
        unit="share",
        evidence="P",
        maximum=0.99,
        source="autocorrelation of that from month to month",
    )
    designation: Array = parameter(
        0.5,
        unit="log",
        evidence="J",
        maximum=10.0,
        source="judged: what one round of designations takes from a carrier of one class of goods",
    )
    designation_half_life: Array = parameter(
        6.0,
        unit="months",
        evidence="J",
        minimum=0.1,
        maximum=120.0,
        source="judged: traders who are listed are replaced",
    )
    inertia: Array = parameter(
        4.6,
        unit="log odds",
        evidence="P",
        symbol="h",
        maximum=20.0,
        source="eleven tightenings in 280 months of carriers, 2022-24, sd 0.7; that easing is as "
        "rare is judged",
    )
    fear: Array = parameter(
        65.0,
        unit="log odds",
        evidence="P",
        symbol="φ",
        maximum=500.0,
        source="the same tightenings by chance to be seen times exposure to the West, sd 25",
    )
    rent_weight: Array = parameter(
        0.0,
        unit="log odds",
        evidence="P",
        symbol="ρ",
        minimum=-5.0,
        maximum=5.0,
        source="the same tightenings show nothing of the rent, per cent of product: 0.2, sd 0.4, "
        "of the wrong sign",
    )
    will: Array = parameter(
        2.0,
        unit="log odds",
        evidence="J",
        symbol="π",
        maximum=20.0,
        source="judged: pull of a carrier's own will, a share lost since January 2022",
    )
    temperature: Array = parameter(
        1.0,
        evidence="J",
        symbol="τ",
        minimum=0.01,
        maximum=10.0,
        source="utilities are log odds",
    )
