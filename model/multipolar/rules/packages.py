"""Packages: the measures of each sponsor on each target, and how the Union agrees on them.

Claims C52, C53, C58.

    proposal     P(package on the table) = freedom · Λ(logit h + s1 (A - Ā) + s2 θ)
    h            1 / h = 1 / package_hazard - o D,    D months that an opposed package waits
    adoption     at once where every member consents; else when the opponents are bought
    measures     S ← S + step W₊ (1 - S) - step W₋ S - relaxing W₋ max(0, S - agreed)

W₊ and W₋ are the shares in the sponsors' product of those who tighten and who ease. The United
States choose for each target; the members of the Union consent to the package on its table or
oppose it, and it takes all of them; the other sponsors follow for themselves what either does. An
opponent is bought for a side payment, as long as what is left in the pool pays for all of them.
What was agreed with a target, by a concession or by Iran's deal, turns the package on the table
into one of relief.
"""

from __future__ import annotations

import numpy as np

from multipolar.arrays import Array
from multipolar.axes import TARGET
from multipolar.luck import Draw
from multipolar.months import MONTHS_PER_YEAR
from multipolar.rules.concession_parameters import Concession
from multipolar.rules.forms import apply_matrix, log_odds, logistic, scale_fact, total, weighed
from multipolar.rules.packages_parameters import Packages
from multipolar.rules.rule import quantity, rule
from multipolar.rules.sanctions_parameters import SanctionsRules
from multipolar.world.codes import STAGES

PARTIAL = STAGES[2]
"""Stage of concession from which measures are eased."""

DAYS_A_MONTH = 365.25 / MONTHS_PER_YEAR

RAREST = 1e-12
"""Chance of a proposal that counts as none."""

MOST_OFTEN = 0.99
"""Chance of a proposal in a month at most, where interest is usual."""


@quantity(at={"attention": "sponsors_attention.abroad"})
def sponsors_interest(attention: Array, target_theatre: Array) -> Array:
    """Return the sponsors' attention to each target's theatre, shape (run, target)."""
    return apply_matrix(attention, target_theatre.T)


@quantity(uses=(sponsors_interest,))
def urgency(
    sponsors_interest: Array, sponsors_threat: Array, target_theatre: Array, p: SanctionsRules
) -> Array:
    """Return what interest and threat add to the log odds of tightening, (run, target)."""
    return p.package_attention * (
        sponsors_interest - p.package_interest
    ) + p.package_threat * apply_matrix(sponsors_threat, target_theatre.T)


@quantity()
def granted(concession: Array) -> Array:
    """Return what a target has conceded beyond talks, a share, shape (run, target)."""
    value: Array = concession * (concession >= PARTIAL)
    return value


@quantity(
    at={"opening": "start of stringency", "iran": "target=IRN"},
    uses=(granted,),
)
def owed(
    stringency: Array, opening: Array, granted: Array, deal: Array, relief_offer: Array, iran: Array
) -> Array:
    """Return the measures beyond what was agreed with the target, (run, target, product).

    At most half of the trade stays forbidden after a partial concession, and none after a full
    one; while Iran's deal holds, what the offer leaves of the measures of January 2022.
    """
    agreed = (1.0 - granted)[..., None]
    if deal.any():
        left = scale_fact((1.0 - relief_offer)[..., None], opening)
        holds = scale_fact(deal, iran)[..., None] > 0.0
        agreed = np.where(holds, np.minimum(agreed, left), agreed)
    value: Array = np.maximum(0.0, stringency - agreed)
    return value


@quantity(uses=(owed,))
def relief_due(owed: Array) -> Array:
    """Return whether relief that was agreed is still to be given, shape (run, target)."""
    due: Array = (owed.max(axis=-1) > 0.0).astype(np.float64)
    return due


@quantity()
def months_of_bargain(p: SanctionsRules) -> Array:
    """Return the months that a package waits which a member opposes, at least 1, (run, 1)."""
    return np.maximum(1.0, p.opposed_delay * p.prompt_delay / DAYS_A_MONTH)


@quantity(uses=(months_of_bargain,))
def proposal_odds(months_of_bargain: Array, p: SanctionsRules, q: Packages) -> Array:
    """Return the log odds of a proposal that give the published rate of packages, (run, 1)."""
    pause = 1.0 / p.package_hazard - q.opposed_share * months_of_bargain
    return log_odds(np.minimum(MOST_OFTEN, 1.0 / np.maximum(1.0, pause)))


@quantity(
    luck={"luck": Draw("sanctions_package", TARGET)},
    uses=(urgency, proposal_odds, relief_due),
)
def new_proposal(
    urgency: Array,
    proposal_odds: Array,
    relief_due: Array,
    sponsors_freedom: Array,
    luck: Array,
) -> Array:
    """Return the package that comes on the table, shape (run, target).

    1 tightens, -1 gives relief, 0 is none. One at a time: of several the one with the most luck for
    its chance.
    """
    tightens = sponsors_freedom * logistic(proposal_odds + urgency)
    chance = np.where(relief_due > 0.0, logistic(proposal_odds), tightens)
    wait = luck / np.maximum(RAREST, chance)
    first = (wait < 1.0) & (wait <= wait.min(axis=-1, keepdims=True))
    value: Array = np.where(relief_due > 0.0, -1.0, 1.0) * first
    return value


@rule(switch="sanctions", writes="proposed proposal_months", claims="C53", uses=(new_proposal,))
def propose_package(
    proposed: Array, proposal_months: Array, new_proposal: Array, q: Packages
) -> tuple[Array, Array]:
    """Put a package on the table of the Union where none lies, (run, target) and (run, 1).

    One that found no consent stays there until patience ends.
    """
    stays = (total(np.abs(proposed))[:, None] > 0.0) & (proposal_months < q.patience)
    return np.where(stays, proposed, new_proposal), np.where(stays, proposal_months, 0.0)


@quantity()
def price_of_consent(consent: Array, unanimous: Array, q: Packages) -> Array:
    """Return what buying all members that oppose would cost, bn EUR, shape (run, 1)."""
    return q.side_payment * weighed(1.0 - consent, unanimous)[:, None]


@quantity(
    luck={"luck": Draw("sanctions_bargain", TARGET)}, uses=(price_of_consent, months_of_bargain)
)
def package_passes(
    price_of_consent: Array,
    months_of_bargain: Array,
    proposed: Array,
    proposal_months: Array,
    side_pool: Array,
    luck: Array,
) -> Array:
    """Return whether the package on the table passes, shape (run, 1).

    At once where nobody opposes; after a month and more of bargaining where the pool pays.
    """
    its_luck = total(luck * np.abs(proposed))[:, None]
    bought = (proposal_months > 0.0) & (price_of_consent <= side_pool)
    closes = bought & (its_luck < 1.0 / months_of_bargain)
    return ((price_of_consent <= 0.0) | closes).astype(np.float64)


@quantity(uses=(package_passes,))
def package_adopted(proposed: Array, package_passes: Array) -> Array:
    """Return the package that the Union adopts: 1 tightens, -1 relieves, 0 none, (run, target)."""
    return proposed * package_passes


@quantity(at={"leads": "sponsor=USA"}, uses=(package_adopted,))
def share_that_acts(
    measures: Array,
    package_adopted: Array,
    consent: Array,
    unanimous: Array,
    gdp_weight: Array,
    leads: Array,
) -> Array:
    """Return the share of the sponsors who tighten, less that of those who ease, (run, target).

    By product. Where the United States and the Union part, the others stand aside.
    """
    union = float((gdp_weight * unanimous).sum())
    first = float((gdp_weight * leads).sum())
    others = weighed(consent, gdp_weight * (1.0 - unanimous) * (1.0 - leads))[:, None]
    together = np.sign(measures + package_adopted)
    return first * measures + union * package_adopted + others * together


@rule(
    switch="sanctions",
    writes="stringency",
    claims="C52 C53 C58",
    uses=(share_that_acts, owed),
)
def move_measures(
    stringency: Array, share_that_acts: Array, owed: Array, p: SanctionsRules, c: Concession
) -> Array:
    """Tighten and ease the measures as the sponsors chose, shape (run, target, product)."""
    tightens = np.maximum(0.0, share_that_acts)[..., None]
    eases = np.maximum(0.0, -share_that_acts)[..., None]
    step = p.package_step[..., None]
    harder = step * tightens * (1.0 - stringency)
    softer = step * eases * stringency
    relief = np.maximum(softer, c.relaxing[..., None] * eases * owed)
    return stringency + harder - relief


@rule(switch="sanctions", writes="packages sanctions_age", claims="C53", uses=(package_adopted,))
def count_packages(
    packages: Array, sanctions_age: Array, package_adopted: Array
) -> tuple[Array, Array]:
    """Count packages, and the months since the last large tightening, shape (run, target)."""
    return packages + np.maximum(0.0, package_adopted), sanctions_age + 1.0


@rule(
    switch="sanctions",
    writes="proposed proposal_months",
    claims="C53",
    uses=(package_passes,),
)
def clear_table(
    proposed: Array, proposal_months: Array, package_passes: Array
) -> tuple[Array, Array]:
    """Take what passed off the table, and count how long the rest lies, (run, target), (run, 1)."""
    lies = (total(np.abs(proposed))[:, None] > 0.0) & (package_passes <= 0.0)
    return np.where(lies, proposed, 0.0), np.where(lies, proposal_months + 1.0, 0.0)


@rule(
    switch="sanctions",
    writes="side_pool",
    claims="C53",
    uses=(package_passes, price_of_consent),
)
def pay_opponents(
    side_pool: Array,
    proposed: Array,
    package_passes: Array,
    price_of_consent: Array,
    q: Packages,
) -> Array:
    """Pay the opponents of a package that passed, and refill the pool, bn EUR, (run, 1)."""
    adopted = package_passes * total(np.abs(proposed))[:, None]
    refilled = side_pool - adopted * price_of_consent + q.pool_refill / MONTHS_PER_YEAR
    return np.minimum(np.maximum(side_pool, q.pool_limit), refilled)


@rule(switch="sanctions", writes="proposed proposal_months side_pool")
def clear_all(
    proposed: Array, proposal_months: Array, side_pool: Array
) -> tuple[Array, Array, Array]:
    """Let nothing lie on the table in a world without measures; the pool stays as it is."""
    return 0.0 * proposed, 0.0 * proposal_months, side_pool
