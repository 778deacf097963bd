"""Consent: what the sponsors want of the measures on a target.

Claims C34, C52, C53. Wants of the choices that ``packages`` carries out. The United States ease,
hold or tighten for each target; every other sponsor consents to the package on the table of the
Union or opposes it. Utilities are log odds against holding and against consent.
"""

from __future__ import annotations

import numpy as np

from multipolar.arrays import Array
from multipolar.rules.bargaining import firmness_needed
from multipolar.rules.forms import apply_matrix, log_odds, options, total
from multipolar.rules.packages import relief_due, urgency
from multipolar.rules.packages_parameters import Packages
from multipolar.rules.politics import position_on_measures
from multipolar.rules.rule import quantity, rule
from multipolar.world.codes import Standoff

LEAST_FREEDOM = 1e-9
"""Freedom to adopt measures below which nobody tightens."""


@quantity()
def measures_temperature(q: Packages) -> Array:
    """Return the temperature of the choices about measures, shape (run, 1)."""
    return q.temperature


@rule(switch="sanctions", claims="C53", uses=(firmness_needed,))
def usual_measures(
    standoff: Array, firmness_needed: Array, sponsors_freedom: Array, q: Packages
) -> Array:
    """Tighten as often as was counted; where a threat was defied, as often as threats are kept."""
    free = np.log(np.maximum(LEAST_FREEDOM, sponsors_freedom))
    defied = standoff == Standoff.DEFIED
    tighten = np.where(defied, firmness_needed, log_odds(q.tightening) + free)
    return options(log_odds(q.easing), 0.0, tighten)


@rule(switch="sanctions", claims="C53", uses=(urgency,))
def pressing(urgency: Array) -> Array:
    """Tighten the more, the more the target's theatre holds attention and threatens."""
    return options(0.0, 0.0, urgency)


@rule(switch="sanctions", claims="C52", uses=(relief_due,))
def keep_agreement(relief_due: Array, q: Packages) -> Array:
    """Ease, and do not tighten, while relief that was agreed is due."""
    return options(q.agreed_odds * relief_due, 0.0, -q.agreed_odds * relief_due)


@rule(switch="sanctions", claims="C53", at={"government": "government.USA"})
def course_of_administration(government: Array, q: Packages) -> Array:
    """Tighten the less, the less the government holds to the position of its state."""
    given_up = 1.0 - position_on_measures(government)
    return options(0.0, 0.0, -q.bargain_of_government * given_up)


@rule(switch="sanctions", claims="C34 C53")
def course_of_government(government: Array, q: Packages) -> Array:
    """Oppose the more, the less the government holds to the position of its state."""
    given_up = 1.0 - position_on_measures(government)
    return options(q.bargain_of_government * given_up, 0.0)


@rule(switch="sanctions", claims="C34 C53")
def disunity(cohesion: Array, q: Packages) -> Array:
    """Oppose the more, the less a sponsor holds with the others."""
    return options(q.opposition + q.dissent * (1.0 - cohesion), 0.0)


@rule(switch="sanctions", claims="C53", at={"proposed": "proposed.RUS"})
def own_loss(proposed: Array, russia_in_trade: Array, q: Packages) -> Array:
    """Oppose measures on Russia the more, and relief the less, the more one trades with it."""
    return options(q.loss * proposed * russia_in_trade, 0.0)


@rule(
    switch="sanctions",
    claims="C34 C53",
    at={"proposed": "proposed.all", "theatres": "target_theatre.all"},
)
def fear_of_target(proposed: Array, theatres: Array, threat: Array, q: Packages) -> Array:
    """Oppose measures the less, and relief the more, the more the target's theatre threatens."""
    theirs = apply_matrix(proposed, theatres)[:, None, :]
    return options(-q.fear * total(theirs * threat), 0.0)


@rule(switch="sanctions", claims="C53")
def side_taken(consent: Array, proposal_months: Array, q: Packages) -> Array:
    """Keep to the side taken while a package lies on the table."""
    lies = proposal_months > 0.0
    side = np.where(consent > 0.0, -1.0, 1.0)
    return options(q.kept_word * lies * side, 0.0)
