"""Power: whether an expectation could have been met at all, asked before any verdict on it.

The link of an expectation is made of the free parameters of the claims that it rests on. They are
moved together to the edge of their priors, each to the end that pushes the measure the way that is
asked for, and the scenario is compared with its base once more. A change that stays below the
smallest one that matters even there says nothing about the article: the verdict is *cannot tell*,
with the reason. Where it reaches farther, the tipping value says how strong the link must be.

Which end of a prior pushes up is read from the runs that there are: the sign of the covariance of
the paired difference with the parameter. Between the priors' centre and the edge the mean paired
difference is taken to be linear, so that a tipping value is a first-order one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from multipolar.arrays import Array
from multipolar.definition import Definition
from multipolar.loading import priors_of, replaced_in
from multipolar.rules.parameters import Parameter
from multipolar.rules.sampling import draw_parameters
from multipolar.scenario import Expectation, Prior, Spec
from multipolar.sources import SHIPPED_SOURCE
from multipolar.study.intervals import UNKNOWN, Interval, of_mean
from multipolar.world.tables import read_table

SAME = 0.9
"""Share of runs at one end of what a measure can reach from which on it counts as saturated."""


@dataclass(frozen=True)
class Tipping:
    """How strong a link must be for the measure to change by the smallest amount that matters.

    Parameters
    ----------
    parameter, unit : str
        The parameter of the link that moves the measure most, and its unit.
    value : float
        Where the mean paired difference crosses that amount, the others of the link moving along;
        NaN when it does so nowhere in the parameter's domain.
    low, high : float
        Limits of its prior.
    effects, source : str
        Its rows of published effects, and where the prior comes from.
    """

    parameter: str
    unit: str
    value: float
    low: float
    high: float
    effects: str
    source: str


@dataclass(frozen=True)
class Power:
    """What the change comes to with its link at the edge of the priors.

    Parameters
    ----------
    edge : mapping of str to float
        The parameters of the link, by full name, and where they stand.
    of_mean : Interval
        90 % interval of the mean paired difference there, in the unit of the measure.
    mean : float
        That mean.
    reason : str
        Why the change is too small even there; empty when it is not.
    tipping : Tipping, optional
        How strong the link must be; none where moving the link changes nothing.
    """

    edge: Mapping[str, float]
    of_mean: Interval = UNKNOWN
    mean: float = float("nan")
    reason: str = ""
    tipping: Tipping | None = None

    @property
    def enough(self) -> bool:
        """Whether the change could have been large enough to matter."""
        return not self.reason


UNCHECKED = Power({}, reason="power was not checked")
"""Stands where nothing was run at the edge."""


def link_of(expectation: Expectation, spec: Spec, base: Spec, definition: Definition) -> list[str]:
    """Return the free parameters of the claims that an expectation rests on, by full name.

    What the scenario itself sets is its lever, not its link, and is left out.
    """
    named = expectation.claim.split()
    rows = [row for row in read_table("claims.csv", "multipolar.rules") if row["id"] in named]
    names = dict.fromkeys(name for row in rows for name in row["parameters"].split())
    priors = priors_of(base, definition)
    return [
        name
        for name in names
        if name in priors
        and priors[name].free
        and spec.parameters.get(name) == base.parameters.get(name)
    ]


def drawn_parameters(
    spec: Spec, seed: int, runs: int, definition: Definition
) -> tuple[dict[str, Parameter], dict[str, Array]]:
    """Return the priors of a scenario and the vectors that its first runs draw, shape (runs,)."""
    priors = priors_of(spec, definition)
    replaced = replaced_in(spec, definition)
    return priors, draw_parameters(priors, seed, 0, runs, source=SHIPPED_SOURCE, replaced=replaced)


def edge_of(
    link: Sequence[str],
    priors: Mapping[str, Parameter],
    drawn: Mapping[str, Array],
    difference: Array,
    target: float,
) -> dict[str, float]:
    """Return the end of each prior of a link that pushes the difference in a direction.

    Parameters
    ----------
    link : sequence of str
        Full names of parameters.
    priors, drawn : mapping
        Their priors, and the vectors of the runs, shape (runs,).
    difference : ndarray
        Paired difference of the runs, shape (runs,), NaN where unknown.
    target : float
        1 to push it up, -1 to push it down.
    """
    slopes = {name: slope(drawn[name], difference) for name in link}
    return {
        name: priors[name].high if slopes[name] * target >= 0.0 else priors[name].low
        for name in link
    }


def slope(values: Array, difference: Array) -> float:
    """Return the covariance of a parameter, in its standard deviations, with a difference."""
    known = ~np.isnan(difference)
    if known.sum() < 2 or np.ptp(values[known]) == 0.0:
        return 0.0
    centred = values[known] - values[known].mean()
    return float((centred * difference[known]).mean() / centred.std())


def at_edge(spec: Spec, edge: Mapping[str, float]) -> Spec:
    """Return a scenario in which these parameters stand at these values in every run."""
    fixed = {name: Prior(value, value, value) for name, value in edge.items()}
    return replace(spec, parameters={**spec.parameters, **fixed})


def tipping_of(
    edge: Mapping[str, float],
    priors: Mapping[str, Parameter],
    drawn: Mapping[str, Array],
    difference: Array,
    there: Array,
    wanted: float,
) -> Tipping | None:
    """Return how strong a link must be for the mean paired difference to be what is wanted.

    Parameters
    ----------
    edge, priors, drawn, difference
        As ``edge_of`` takes and returns them.
    there : ndarray
        Paired difference at the edge, of the first of the runs. When it is not surely another one
        than over the priors, no tipping value is told.
    wanted : float
        Smallest change that matters, with the sign of the direction.
    """
    step = there - difference[: len(there)]
    step = step[~np.isnan(step)]
    low, high = of_mean(step)
    if not edge or not np.isfinite(wanted) or low <= 0.0 <= high:
        return None
    centre = float(np.nanmean(difference))
    lead = max(edge, key=lambda name: abs(slope(drawn[name], difference)))
    prior = priors[lead]
    start = float(drawn[lead].mean())
    value = start + (wanted - centre) / float(step.mean()) * (edge[lead] - start)
    value = value if prior.minimum <= value <= prior.maximum else float("nan")
    return Tipping(lead, prior.unit, value, prior.low, prior.high, prior.effects, prior.source)


def reason_of(
    of_mean: Interval, relevant: float, sides: tuple[Array, Array], elsewhere: Mapping[str, float]
) -> str:
    """Return why a change is too small even with its link at the edge; empty when it is not.

    Parameters
    ----------
    of_mean : Interval
        90 % interval of the mean paired difference at the edge.
    relevant : float
        Smallest change that matters.
    sides : tuple of ndarray
        The scenario's windows and those of its base at the edge, shape (runs,).
    elsewhere : mapping of str to float
        Mean paired difference at the edge by year, in smallest changes that matter there.
    """
    changed, base = sides
    known = ~np.isnan(changed - base)
    if not known.any():
        return "not defined in these months"
    if max(abs(of_mean.low), abs(of_mean.high)) > relevant:
        return ""
    year = max(elsewhere, key=lambda one: abs(elsewhere[one]), default="")
    if year and abs(elsewhere[year]) > 1.0:
        return f"window: it moves in {year}, not over the months that are asked"
    if np.array_equal(changed[known], base[known]):
        return "no path: no run differs"
    both = np.concatenate([changed[known], base[known]])
    near = 0.1 * relevant if np.isfinite(relevant) else 0.0
    ends = {"floor": float(both.min()), "ceiling": float(both.max())}
    for word, end in ends.items():
        share = float(np.isclose(both, end, rtol=0.0, atol=near).mean())
        if share >= SAME:
            return f"saturated: {share:.0%} of the runs stand at the {word}, {end:.3g}"
    return "too weak: below what matters with the link at the edge of its priors"
