"""Ties and treaties: how close Russia and each of its clients come.

Claims C5, C30, C31, C32, C36, C43, C59, C60.

    tie    ← tie + need and meetings - decay, which a treaty slows, with a floor set by the treaty
    treaty rises with hazard logistic(c0 + c_N need + c_D D_RC + c_W weak + c_S S_i S_R)

Departure from the starting equations: whether Russia honours a treaty is no draw of its own.
Clients count with how far its word is believed (``patron_word``: 1 at the published rates of
honouring), which a scenario may break. Treaties that the calendar knows are dated events;
the hazard adds those that nobody has announced.
"""

from __future__ import annotations

import numpy as np

from multipolar.arrays import Array
from multipolar.axes import CHALLENGER
from multipolar.luck import Draw
from multipolar.rules.barter_parameters import Barter
from multipolar.rules.forms import apply_matrix, logistic, options, scale_fact, total
from multipolar.rules.rule import quantity, rule
from multipolar.world.codes import Posture, TurnedTo

TOP_LEVEL = 3.0
"""Highest treaty level: mutual defence."""


@quantity()
def china_extracts(posture: Array) -> Array:
    """Return 1 while China extracts and 0 otherwise, shape (run, 1)."""
    value: Array = (posture == Posture.EXTRACTS).astype(np.float64)
    return value


@quantity()
def measures_on_challenger(stringency: Array, product_weight: Array, target_of: Array) -> Array:
    """Return the measures that each challenger is under, shape (run, challenger)."""
    return apply_matrix(total(stringency * product_weight), target_of.T)


@quantity(at={"stringency": "stringency.RUS"})
def measures_on_russia(stringency: Array, product_weight: Array) -> Array:
    """Return the measures that Russia is under, shape (run, 1)."""
    return total(stringency * product_weight)[..., None]


@quantity(uses=(china_extracts, measures_on_challenger, measures_on_russia))
def treaty_odds(
    munitions_need: Array,
    russia_on_china: Array,
    china_extracts: Array,
    sponsors_unity: Array,
    measures_on_challenger: Array,
    measures_on_russia: Array,
    tie: Array,
    p: Barter,
) -> Array:
    """Return the log odds of a treaty of a higher level, shape (run, challenger)."""
    return (
        p.treaty_rate
        + p.treaty_need * munitions_need
        + p.treaty_china * (russia_on_china + p.felt_squeeze * china_extracts)
        + p.treaty_weakness * (1.0 - sponsors_unity)
        + p.treaty_measures * measures_on_challenger * measures_on_russia
        + p.treaty_tie * tie
    )


@quantity(luck={"luck": Draw("treaty_upgrade", CHALLENGER)}, uses=(treaty_odds,))
def treaty_level(treaty: Array, client: Array, treaty_odds: Array, luck: Array) -> Array:
    """Return the level of each client's treaty, new ones included, shape (run, challenger)."""
    signed = (luck < logistic(treaty_odds)) & (client > 0.0)
    return np.minimum(TOP_LEVEL, treaty + signed)


@rule(switch="barter", writes="treaty", claims="C5 C30 C31 C32 C36", uses=(treaty_level,))
def sign_treaty(treaty_level: Array) -> Array:
    """Sign treaties that nobody has announced, shape (run, challenger)."""
    return treaty_level


@quantity(at={"met": "visits.all.RUS"}, uses=(china_extracts,))
def rapprochement(
    munitions_need: Array, met: Array, china_extracts: Array, turned_to: Array, p: Barter
) -> Array:
    """Return what brings each client closer to Russia, as a share of what is left."""
    turned = p.turning * (turned_to == TurnedTo.RUSSIA) + p.squeeze_gain * china_extracts
    closer: Array = p.tie_growth * munitions_need + p.meeting_gain * met + turned
    return closer


@quantity(uses=(treaty_level,))
def loosening(
    treaty_level: Array, deal: Array, turned_to: Array, own_stock: Array, p: Barter
) -> Array:
    """Return the share of its tie that each client loses; a treaty slows it."""
    eased = scale_fact(p.deal_eases * deal, 1.0 - own_stock)
    left = p.turning * (turned_to == TurnedTo.CHINA)
    lost: Array = p.tie_decay * (1.0 - p.treaty_hold * treaty_level) + eased + left
    return lost


@rule(
    switch="barter",
    writes="tie",
    claims="C5 C31 C32 C36 C43 C59",
    uses=(treaty_level, rapprochement, loosening),
)
def update_tie(
    tie: Array,
    client: Array,
    rapprochement: Array,
    loosening: Array,
    treaty_level: Array,
    p: Barter,
) -> Array:
    """Tighten or loosen the ties of clients with Russia, shape (run, challenger)."""
    closer = tie + client * (rapprochement * (1.0 - tie) - loosening * tie)
    floor = tie_sustained(treaty_level, p) * client
    pulled = np.where(closer < floor, closer + p.treaty_pull * (floor - closer), closer)
    return np.where(client > 0.0, pulled, tie)


@rule(switch="barter", writes="militarisation", claims="C43 C60")
def militarise_tie(
    militarisation: Array,
    munitions_need: Array,
    goods: Array,
    client: Array,
    own_stock: Array,
    p: Barter,
) -> Array:
    """Give the tie with Russia more or less military content, shape (run, challenger)."""
    preference = scale_fact(p.martial_goods * goods, own_stock) + p.martial_need * munitions_need
    return militarisation + client * (
        preference * (1.0 - militarisation) - p.martial_decay * militarisation
    )


def tie_sustained(treaty_level: Array, p: Barter) -> Array:
    """Return the tie that a treaty of each level sustains, the shape of ``level``."""
    ties = options(0.0, p.floor_declaration, p.floor_partnership, p.floor_alliance)
    levels = np.arange(float(ties.shape[-1]))
    return total(ties * (treaty_level[..., None] == levels))
