"""Sanctions: imposing, watching, leaking, pressing, adapting, costing.

Claims C47, C51, C52, C53, C54, C55, C56, C57. One pipeline per target j and class of products p
(general, strategic, energy); six small rules, each one stage.

    imposition   P(package) = freedom · logistic(s0 + s1 A + s2 θ - s3 (1 - consent)),
                 S ← S + step (1 - S)
    monitoring   M ← M + i · effort · (M̄ - M) - d M
    leakage      L ← L + g (1 - M) B π (1 - L) - (s M (1 + inst) + k sec) L,
                 B = B_com + λ B_pol + κ B_com B_pol
    adaptation   a ← a + α (a_max - a), while measures are in force
    pressure     P = share^c · S · (1 - L) · (1 - a)
    loss         W = response surface of general equilibrium (share by partner, S (1 - L) by class)
    cost         C W (1 - a) (exp(-age / 18) + floor), percentage points of a year's output

The loss W of real income is read off `multipolar.trade.response`: who carries the measures counts
by its trade with the target, so a coalition that gains or loses China changes it as trade says.

Sources: convexity in the coalition's share (Hausmann, Schetter and Yildirim 2024); political and
commercial busters hurt together, a patron alone does not (Early 2011); cooperation without an
institution erodes through enforcement (Drezner 2000); re-routing of general goods offsets less
than a tenth (Chupilkin, Javorcik and Plekhanov 2025); adaptation (Gutmann, Neuenkirch and
Neumeier 2023); cost of United Nations and of United States measures (Neuenkirch and Neumeier
2015).

Departure from the starting equations: products differ by the profit π of a detour, so that one
leakage equation gives a tenth for general and most of strategic goods (claim C54); enforcement
counts twice where an international institution stands behind the measures.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multipolar.axes import TARGET
from multipolar.luck import Draw
from multipolar.rules.alignment import Alignment
from multipolar.rules.china import by_posture
from multipolar.rules.forms import (
    MONTHS_PER_YEAR,
    PERCENT,
    Array,
    carried,
    half_life,
    logistic,
    options,
    outer,
    span,
    total,
    weighed,
)
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.parameters import Parameters, parameter
from multipolar.rules.rule import quantity, rule
from multipolar.trade.response import class_shares, reach, shares_of_groups, static_loss

LEAST_UNITY = 0.01
"""Unity below which a veto counts as certain."""


@dataclass(frozen=True)
class Sanctions(Parameters):
    """Parameters of the sanctions pipeline."""

    group = "sanctions"

    package_rate: Array = parameter(
        -0.27,
        -1.07,
        0.53,
        unit="log odds",
        evidence="D",
        symbol="s0",
        minimum=-20.0,
        maximum=5.0,
        source="set on fourteen packages of the European Union in 28 months to June 2024",
    )
    package_attention: Array = parameter(
        4.0, unit="log odds", evidence="J", symbol="s1", maximum=20.0, source="judged"
    )
    package_threat: Array = parameter(
        0.5, unit="log odds", evidence="J", symbol="s2", maximum=20.0, source="judged"
    )
    package_friction: Array = parameter(
        2.0, unit="log odds", evidence="J", symbol="s3", maximum=20.0, source="judged"
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
    leak_speed: Array = parameter(
        0.53,
        0.38,
        0.68,
        unit="1/month",
        evidence="P",
        symbol="g",
        maximum=1.0,
        source="strategic leakage 0.6 to 0.9 within two years (Kyiv School of Economics)",
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
        source="political and commercial busters together (Early 2011)",
    )
    patron_alone: Array = parameter(
        0.2,
        evidence="S",
        symbol="λ",
        maximum=5.0,
        source="a patron without traders changes little (Early 2011); size set on fact S-8",
    )
    secondary_bite: Array = parameter(
        0.2,
        0.1,
        0.6,
        unit="1/month",
        evidence="S",
        symbol="k",
        maximum=1.0,
        source="exports of China to Russia -16 % (March 2024), of Turkey -33 % (fact C-14)",
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
    convexity: Array = parameter(
        2.0,
        1.5,
        3.5,
        evidence="S",
        symbol="c",
        minimum=0.1,
        maximum=10.0,
        source="Hausmann, Schetter and Yildirim (2024)",
    )
    adaptation_speed: Array = parameter(
        0.02,
        0.01,
        0.04,
        unit="share/month",
        evidence="S",
        symbol="α",
        maximum=1.0,
        source="effects fall on the first years (Gutmann, Neuenkirch and Neumeier 2023)",
    )
    adaptation_limit: Array = parameter(
        0.5, 0.3, 0.75, unit="share", evidence="J", symbol="a_max", maximum=1.0, source="judged"
    )
    trade_elasticity: Array = parameter(
        4.0,
        3.0,
        6.0,
        evidence="S",
        symbol="ε",
        minimum=1.0,
        maximum=20.0,
        source="Simonovska and Waugh (2014); Fontagne, Guimbard and Orefice (2022)",
    )
    first_year: Array = parameter(
        1.0,
        unit="1/year",
        evidence="D",
        symbol="C",
        maximum=10.0,
        source="share of the static loss that falls on a year's growth at first; set so that a "
        "United Nations regime costs 2 to 3.5 points (Neuenkirch and Neumeier 2015)",
    )
    cost_floor: Array = parameter(
        0.15, unit="share", evidence="J", maximum=1.0, source="judged: lasting share of the cost"
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
    cost_decay: Array = parameter(
        18.0,
        unit="months",
        evidence="J",
        minimum=0.1,
        maximum=600.0,
        source="judged on fact C-10 and the literature: the cost of measures falls to a third",
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


@quantity(at={"attention": "senders_attention.abroad"})
def interest(attention: Array, target_theatre: Array) -> Array:
    """Return the senders' attention to each target's theatre, shape (run, target)."""
    return carried(attention, target_theatre.T)


@quantity()
def consent(cohesion: Array, unanimous: Array) -> Array:
    """Return the chance that nobody vetoes, shape (run, 1).

    ``unanimous`` (sponsor,) marks the members of a union that decides by unanimity. Each withholds
    its veto with a chance that its unity sets; the members' vetoes are correlated, so the product
    over them is taken to the power of one over the square root of their number.
    """
    theirs = span(unanimous)
    members = max(1.0, float(unanimous.sum()))
    unity = np.maximum(cohesion[:, theirs], LEAST_UNITY)
    log_chance = weighed(np.log(unity, out=unity), unanimous[theirs])[:, None]
    value: Array = np.exp(log_chance / np.sqrt(members))
    return value


@quantity(luck={"luck": Draw("sanctions_package", TARGET)}, uses=(interest, consent))
def adopted(
    interest: Array,
    senders_threat: Array,
    consent: Array,
    target_theatre: Array,
    sender_freedom: Array,
    luck: Array,
    p: Sanctions,
) -> Array:
    """Return whether a further package is adopted, shape (run, target)."""
    odds = (
        p.package_rate
        + p.package_attention * interest
        + p.package_threat * carried(senders_threat, target_theatre.T)
        - p.package_friction * (1.0 - consent)
    )
    return (luck < sender_freedom * logistic(odds)).astype(np.float64)


@rule(switch="sanctions", writes="stringency", claims="C53", uses=(adopted,))
def tighten_measures(stringency: Array, adopted: Array, p: Sanctions) -> Array:
    """Tighten the measures by the packages of the month, shape (run, target, product)."""
    step = (adopted * p.package_step)[..., None]
    return stringency + step * (1.0 - stringency)


@rule(switch="sanctions", writes="packages sanctions_age", claims="C53", uses=(adopted,))
def count_packages(packages: Array, sanctions_age: Array, adopted: Array) -> tuple[Array, Array]:
    """Count packages, and the months since the last large tightening, shape (run, target)."""
    return packages + adopted, sanctions_age + 1.0


@rule(switch="sanctions", writes="monitoring", claims="C51 C56", uses=(interest,))
def watch_evasion(
    monitoring: Array,
    monitoring_ceiling: Array,
    senders_unity: Array,
    interest: Array,
    p: Sanctions,
) -> Array:
    """Watch for evasion: up to what institutions allow, with effort, against decay."""
    effort = senders_unity * (p.base_effort + interest)
    gain = p.monitoring_speed * effort * np.maximum(0.0, monitoring_ceiling - monitoring)
    return monitoring + gain - p.monitoring_decay * monitoring


@rule(switch="sanctions", writes="secondary", claims="C56")
def fade_secondary(secondary: Array, p: Sanctions) -> Array:
    """Let the fear of secondary sanctions fade, shape (run, target)."""
    return secondary * half_life(p.secondary_half_life)


@quantity()
def licence_to_evade(legitimacy: Array, p: Sanctions, a: Alignment) -> Array:
    """Return how far lost legitimacy frees those who help to evade, 1 in 2022, shape (run, 1)."""
    return 1.0 + p.norm_weight * (a.legitimacy_norm - legitimacy)


@rule(
    switch="sanctions",
    writes="commercial_support",
    claims="C47 C57",
    at={"russia": "target=RUS"},
    uses=(licence_to_evade,),
)
def count_traders(
    opening_commercial: Array,
    evasion: Array,
    opening_evasion: Array,
    russia_trade_weight: Array,
    licence_to_evade: Array,
    russia: Array,
) -> Array:
    """Count the traders who help a target to evade, shape (run, target).

    Russia's traders are the states outside the coalition, each by its share in Russia's trade and
    its own willingness.
    """
    willing = weighed(evasion, russia_trade_weight)[:, None]
    before = (opening_evasion * russia_trade_weight).sum()
    return outer(licence_to_evade, opening_commercial) * np.where(
        russia > 0.0, willing / before, 1.0
    )


@rule(
    switch="sanctions",
    writes="patron_support",
    claims="C47 C51 C57",
    at={"russia": "target=RUS"},
    uses=(licence_to_evade,),
)
def count_patrons(
    opening_patron: Array,
    tie: Array,
    opening_tie: Array,
    target_of: Array,
    posture: Array,
    licence_to_evade: Array,
    russia: Array,
    p: Sanctions,
) -> Array:
    """Count the patrons who help a target to evade, shape (run, target).

    The patron of the clients is Russia, as their tie allows (claim C51); Russia's own cover is
    China's posture.
    """
    closer = carried(tie - opening_tie, target_of)
    cover = by_posture(posture, 0.0, p.cover_extracts, p.cover_props)
    return (opening_patron + p.patron_cover * closer) * licence_to_evade + cover * russia


@quantity()
def opened(
    commercial_support: Array, patron_support: Array, monitoring: Array, p: Sanctions
) -> Array:
    """Return the detours that open for each target, shape (run, target)."""
    together = p.buster_synergy * commercial_support * patron_support
    busters = commercial_support + p.patron_alone * patron_support + together
    return np.minimum(1.0, p.leak_speed * (1.0 - monitoring) * busters)


@quantity()
def closed(
    monitoring: Array, institution: Array, secondary: Array, secondary_reach: Array, p: Sanctions
) -> Array:
    """Return the detours that enforcement closes for each target, shape (run, target)."""
    enforced = p.enforcement * monitoring * (1.0 + institution)
    return np.minimum(1.0, enforced + p.secondary_bite * secondary * secondary_reach)


@rule(
    switch="sanctions",
    writes="leakage",
    claims="C47 C51 C54 C55 C56",
    uses=(opened, closed),
)
def leak(leakage: Array, opened: Array, closed: Array, profit: Array) -> Array:
    """Let forbidden trade find detours, shape (run, target, product)."""
    opening = outer(opened[..., None], profit)
    return leakage + opening * (1.0 - leakage) - closed[..., None] * leakage


@rule(switch="sanctions", writes="pressure", claims="C52 C54 C56")
def apply_pressure(
    stringency: Array,
    leakage: Array,
    adaptation: Array,
    coalition_share: Array,
    joined: Array,
    p: Sanctions,
) -> Array:
    """Measure what reaches the target, shape (run, target, product)."""
    carried_by = reach(shares_of_groups(coalition_share, joined))
    bite = (carried_by**p.convexity * (1.0 - adaptation))[..., None]
    return bite * stringency * (1.0 - leakage)


@rule(switch="sanctions", writes="static_loss", claims="C54")
def count_loss(
    stringency: Array, leakage: Array, coalition_share: Array, joined: Array, p: Sanctions
) -> Array:
    """Read off real trade what the measures cost the target, shape (run, target).

    What leaks counts by value, so its mark-up is in the leakage already.
    """
    groups = shares_of_groups(coalition_share, joined)
    removed = stringency * (1.0 - leakage)
    targets = groups.shape[1]
    flows = class_shares()[:targets].swapaxes(0, 1)
    cut = options(*(total(removed * share) for share in flows))
    return static_loss(groups, cut, p.trade_elasticity)


@rule(switch="sanctions", writes="adaptation", claims="C54")
def adapt(adaptation: Array, stringency: Array, product_weight: Array, p: Sanctions) -> Array:
    """Let the target adjust to hardship, shape (run, target)."""
    hardship = total(stringency * product_weight)
    return adaptation + p.adaptation_speed * hardship * (p.adaptation_limit - adaptation)


@rule(switch="sanctions", writes="sanctions_drag sanctions_cost", claims="C54")
def drag_growth(
    sanctions_cost: Array,
    static_loss: Array,
    adaptation: Array,
    sanctions_age: Array,
    p: Sanctions,
) -> tuple[Array, Array]:
    """Take the loss from growth, most of it at first, and add it up, shape (run, target)."""
    weight = np.exp(-sanctions_age / p.cost_decay) + p.cost_floor
    yearly = PERCENT * p.first_year * static_loss * (1.0 - adaptation) * weight
    return yearly, sanctions_cost + yearly / MONTHS_PER_YEAR


MECHANISM = Mechanism(
    name="sanctions",
    switch="sanctions",
    parameters=(Sanctions,),
    rules={
        "flows": (
            tighten_measures,
            count_packages,
            watch_evasion,
            fade_secondary,
            count_traders,
            count_patrons,
            leak,
        ),
        "outcomes": (apply_pressure, count_loss),
        "learning": (adapt, drag_growth),
    },
    choices=("bargain",),
)
