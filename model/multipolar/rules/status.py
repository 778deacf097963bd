"""Status: standing passes through meetings and fades.

Claims C1, C3, C4, C13, C49. A meeting gives each side a share of the other's standing, in
proportion to its own head-room:

    st_i ← st⁰_i + 2^(-1/h) (st_i - st⁰_i) + (1 - st_i) κ Σ_j visit_ij st_j

κ visit_gain, h half_life, st⁰ the standing of January 2022. The asymmetry of C4 follows: the
junior partner meets more standing and has more head-room. The same event lowers the status
deficit (less reason to provoke; Renshon 2016) and, through the tie, raises emboldenment (more
nerve to provoke); the article asserts the second only.

Without this mechanism meetings confer no standing: they still take place, tighten ties, give nerve
and are used up, and gifts still glow.

Departure from the starting equations: standing returns to its level of January 2022, not to
zero, so that great powers keep theirs without visits.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multipolar.arrays import Array
from multipolar.rules.forms import half_life, scale_fact, total
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.parameters import Parameters, parameter
from multipolar.rules.rule import quantity, rule


@dataclass(frozen=True)
class Status(Parameters):
    """Parameters of standing."""

    group = "status"

    visit_gain: Array = parameter(
        0.08,
        0.02,
        0.15,
        evidence="S",
        symbol="κ",
        maximum=1.0,
        source="sign: visits raise approval for some weeks (Goldsmith, Horiuchi and Matush 2021); "
        "size judged: the want of standing that a visit stills lowers provocation by a tenth at "
        "most over half a year",
        effects="STA02 link-3",
    )
    half_life: Array = parameter(
        6.0,
        1.0,
        24.0,
        unit="months",
        evidence="J",
        symbol="h",
        minimum=0.5,
        maximum=600.0,
        source="no published size; opinion keeps a visit for 20 days (Goldsmith, Horiuchi and "
        "Matush 2021)",
        effects="link-4 STA02",
        sceptic=1.0,
        advocate=24.0,
    )
    glow_memory: Array = parameter(
        0.85, unit="share/month", evidence="J", maximum=0.999, source="judged"
    )
    gift_glow: Array = parameter(
        0.1, unit="1/USD bn", evidence="J", maximum=5.0, source="judged: glow of gifts (claim C49)"
    )


@quantity()
def gain_of_standing(status: Array, visits: Array, p: Status) -> Array:
    """Return what the month's meetings add to standing, shape (run, challenger)."""
    met = total(visits * status[:, None, :])
    return (1.0 - status) * p.visit_gain * met


@rule(switch="status", writes="status", claims="C1 C3 C4 C13", uses=(gain_of_standing,))
def update_status(
    status: Array, start_of_status: Array, gain_of_standing: Array, p: Status
) -> Array:
    """Let standing pass through the month's meetings, shape (run, challenger)."""
    kept = start_of_status + half_life(p.half_life) * (status - start_of_status)
    return kept + gain_of_standing


@rule(switch="status", writes="visits")
def use_up_visits(visits: Array) -> Array:
    """Use up the month's meetings, shape (run, challenger, peer)."""
    return np.zeros_like(visits)


@rule(switch="status", writes="glow", claims="C49")
def update_glow_of_gifts(glow: Array, goods: Array, client: Array, p: Status) -> Array:
    """Let the glow of gifts alone rise and fade, shape (run, challenger)."""
    return p.glow_memory * glow + scale_fact(p.gift_glow * goods, client)


@rule(switch="status", writes="glow", claims="C49", uses=(gain_of_standing,))
def update_glow(
    glow: Array, gain_of_standing: Array, goods: Array, client: Array, p: Status
) -> Array:
    """Let the glow of recent standing and gifts rise and fade, shape (run, challenger)."""
    return p.glow_memory * glow + gain_of_standing + scale_fact(p.gift_glow * goods, client)


MECHANISM = Mechanism(
    name="status",
    switch="status",
    parameters=(Status,),
    rules={
        "outcomes": (update_status, update_glow),
        "learning": (use_up_visits,),
    },
    absent={
        "outcomes": (update_glow_of_gifts,),
        "learning": (use_up_visits,),
    },
)
