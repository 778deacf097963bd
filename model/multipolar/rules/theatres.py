"""Theatres: escalation feeds on provocation, spills over and returns to rest.

Claims C9, C14, C26, C42.

    E ← E + (1 - E/10) [η u + λ new + ζ resp + κ φ / 0.65 max(0, strength - 1)
                        + μ Σ_j max(0, E_j - E⁰_j)] - φ (E - E⁰_regime) + σ ε
    new = max(0, u - max(u of last month, u of a test))

u intensity of provocations (the front-line state's own strikes add as they do), λ lethal_shock (the
first dead of a quiet month shock, the next do not), resp the front-line state's response (-1 talks
down, 1 answers), strength the challenger's capability relative to January 2022 (C14), μ mirroring,
φ = 1 - 2^(-1/h) the share of tension above its rest that is gone after a month (literature
addition, stabiliser), h its half-life, κ the rungs by which doubled capability lifts a calm
theatre, σ noise. E⁰ is the level to which tension returns under the regime of the theatre:
``regimes`` sets it.

Dated events saturate too: what the calendar or a scenario adds to tension is rungs moved from the
rest level, and from another level the same share of the rungs that are left (``shaken``).

Mirroring has no published estimate for events and is capped at 0.02; show 0 beside it.

Without this mechanism acts and answers move no tension and no theatre touches another: what events
add fades, and a war keeps its level.

Stability: the linear part has spectral radius 1 - φ + (n - 1) μ, so μ < φ / (n - 1). The
longest half-life of the prior, 4.3 months, makes φ 0.15, and this holds over the whole prior with
four theatres.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multipolar.arrays import Array
from multipolar.axes import THEATRE
from multipolar.luck import Draw
from multipolar.rules.forms import LADDER_TOP, apply_matrix, total
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.parameters import Parameters, parameter
from multipolar.rules.provocation import INTENSITY, RUNGS
from multipolar.rules.published import fading
from multipolar.rules.rule import quantity, rule

BLOODLESS = INTENSITY[RUNGS.index("test")]
"""Intensity up to which nobody is killed: tests and drills."""

CALM_ROOM = 0.65
"""Share of the ladder above a theatre that doubled capability has lifted from its rest."""

LEAST_ROOM = 1.0
"""Rungs that an event is measured against at least, where a theatre rests at an end."""


@dataclass(frozen=True)
class Theatres(Parameters):
    """Parameters of escalation in a theatre."""

    group = "theatres"

    provocation_weight: Array = parameter(
        0.15,
        0.05,
        0.25,
        unit="1/month",
        evidence="J",
        symbol="η",
        maximum=1.0,
        source="judged: a major attack alone lifts a calm theatre by half a rung",
    )
    response_weight: Array = parameter(
        0.06,
        unit="rung/month",
        evidence="J",
        symbol="ζ",
        maximum=1.0,
        source="judged; loudspeakers on and off moved less than a rung (fact C-22)",
    )
    lethal_shock: Array = parameter(
        1.6,
        unit="rung",
        evidence="J",
        symbol="λ",
        maximum=10.0,
        source="judged: isolated lethal force lifts a calm theatre by a rung; kept up, by no more",
    )
    capability_lift: Array = parameter(
        0.5,
        0.0,
        1.0,
        unit="rung",
        evidence="J",
        symbol="κ",
        maximum=5.0,
        source="judged: how far doubled capability alone lifts a calm theatre (claim C14)",
    )
    mirroring: Array = parameter(
        0.01,
        0.0,
        0.02,
        unit="1/month",
        evidence="J",
        symbol="μ",
        maximum=0.2,
        source="no published size for events. Press risk of Ukraine moves that of Taiwan next "
        "month by 0.073 (0.011 to 0.14) percent per percent, that of Korea by 0.024 (-0.03 to "
        "0.083): at 3 against 7.5 rungs 0.03 and 0.01 of a rung",
        effects="link-2 CRI06 CRI07",
        sceptic=0.0,
        advocate=0.02,
    )
    half_life: Array = parameter(
        3.0,
        1.9,
        4.3,
        unit="months",
        evidence="S",
        symbol="h",
        minimum=0.3,
        maximum=100.0,
        source="press risk of Israel, Korea and Taiwan, 2011 to June 2024: months until half of a "
        "shock is gone",
        effects="CRI08",
    )
    noise: Array = parameter(
        0.12, unit="rung", evidence="J", symbol="σ", maximum=2.0, source="judged"
    )


@quantity()
def provocation_in_theatre(provocation: Array, involvement: Array) -> Array:
    """Return what each theatre feels of its challengers' acts, shape (run, theatre)."""
    return apply_matrix(provocation, involvement)


@rule(switch="theatres", writes="provocation_felt", uses=(provocation_in_theatre,))
def remember_provocation(provocation_in_theatre: Array) -> Array:
    """Keep what last month's challengers did in each theatre, shape (run, theatre)."""
    return provocation_in_theatre


@quantity()
def tension_elsewhere(escalation: Array, rest_level: Array) -> Array:
    """Return how far the other theatres stand above their rest, together, (run, theatre)."""
    excess = np.maximum(0.0, escalation - rest_level)
    return total(excess)[:, None] - excess


@quantity()
def arms_growth(strength: Array, involvement: Array) -> Array:
    """Return what each theatre feels of capability above that of January 2022, (run, theatre)."""
    return apply_matrix(np.maximum(0.0, strength - 1.0), involvement)


@quantity()
def strikes_felt(struck: Array, struck_before: Array, p: Theatres) -> Array:
    """Return what the front-line state's own strikes add to tension, shape (run, theatre)."""
    new_force = np.maximum(0.0, struck - np.maximum(struck_before, BLOODLESS))
    value: Array = p.provocation_weight * struck + p.lethal_shock * new_force
    return value


@quantity(uses=(provocation_in_theatre, tension_elsewhere, arms_growth, strikes_felt))
def upward_pressure(
    provocation_in_theatre: Array,
    provocation_felt: Array,
    response: Array,
    arms_growth: Array,
    tension_elsewhere: Array,
    strikes_felt: Array,
    p: Theatres,
) -> Array:
    """Return what drives each theatre up the ladder; force shocks when it is new.

    It is bounded so that no theatre is driven beyond the ladder, whatever its rest.
    """
    new_force = np.maximum(0.0, provocation_in_theatre - np.maximum(provocation_felt, BLOODLESS))
    value: Array = (
        p.provocation_weight * provocation_in_theatre
        + p.lethal_shock * new_force
        + p.response_weight * response
        + p.capability_lift * fading(p.half_life) / CALM_ROOM * arms_growth
        + p.mirroring * tension_elsewhere
        + strikes_felt
    )
    return np.minimum(LADDER_TOP * (1.0 - fading(p.half_life)), value)


@rule(
    switch="theatres",
    writes="escalation",
    claims="C9 C14 C26 C42",
    luck={"noise": Draw("escalation_noise", THEATRE, "normal")},
    uses=(upward_pressure,),
)
def update_escalation(
    escalation: Array, upward_pressure: Array, resting_level: Array, noise: Array, p: Theatres
) -> Array:
    """Move the escalation of each theatre by a month, shape (run, theatre)."""
    room = 1.0 - escalation / LADDER_TOP
    back = fading(p.half_life) * (escalation - resting_level)
    return escalation + room * upward_pressure - back + p.noise * noise


@rule(switch="theatres", writes="spilled", claims="C9 C26", uses=(tension_elsewhere,))
def count_spill(escalation: Array, tension_elsewhere: Array, p: Theatres) -> Array:
    """Count what the other theatres brought to each, shape (run, theatre)."""
    room = 1.0 - escalation / LADDER_TOP
    return room * p.mirroring * tension_elsewhere


@rule(switch="theatres", writes="escalation")
def let_tension_fade(escalation: Array, resting_level: Array, p: Theatres) -> Array:
    """Let what events added to tension fade, shape (run, theatre)."""
    return escalation - fading(p.half_life) * (escalation - resting_level)


@rule(switch="theatres", writes="spilled")
def spill_nothing(spilled: Array) -> Array:
    """Let no theatre bring anything to another, shape (run, theatre)."""
    return np.zeros_like(spilled)


def tension_after_event(escalation: Array, rest_level: Array, rungs: float) -> Array:
    """Return tension after a dated event, the shapes of its arguments alike.

    ``rungs`` is what the event moves a theatre that stands at its rest. From another level a rise
    takes the same share of the rungs that are left above, a fall the same share of those below;
    no event leaves the ladder.
    """
    if rungs >= 0.0:
        normal, room = LADDER_TOP - rest_level, LADDER_TOP - escalation
    else:
        normal, room = rest_level, -escalation
    share = np.minimum(1.0, abs(rungs) / np.maximum(normal, LEAST_ROOM))
    moved: Array = escalation + share * room
    return moved


def mirroring_margin(mirroring: Array, reversion: Array, theatres: int) -> Array:
    """Return φ / (n - 1) - μ: below zero the theatres would explode together."""
    margin: Array = reversion / (theatres - 1) - mirroring
    return margin


MECHANISM = Mechanism(
    name="theatres",
    switch="theatres",
    parameters=(Theatres,),
    rules={
        "perception": (remember_provocation,),
        "outcomes": (update_escalation, count_spill),
    },
    absent={
        "perception": (remember_provocation,),
        "outcomes": (let_tension_fade, spill_nothing),
    },
)
