"""The price of a vote: what more Russian effort buys in the General Assembly.

Two worlds that meet the same luck differ in Russia's effort alone, for some months before a vote.
The votes that Kyiv loses in one and not in the other are what the effort bought; effort times
months over votes is its marginal price (claims C7, C21, C22).
"""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import dataclass, replace

from multipolar.loading import load_scenario
from multipolar.months import month_number, month_text
from multipolar.scenario import Event, Spec
from multipolar.study.intervals import Interval, of_mean
from multipolar.study.windows import Progress, Window, paired, take_windows

VOTE = "2025-02"
"""Month of the General Assembly's vote on resolution ES-11/7."""


@dataclass(frozen=True)
class Price:
    """What more effort bought.

    Parameters
    ----------
    vote : str
        Month of the vote.
    more : float
        Effort added, in units of Russia's effort of January 2022.
    months : int
        Months for which it was kept up, that of the vote included.
    votes : float
        Mean number of yes votes lost.
    of_mean : Interval
        90 % interval of that mean.
    effort_per_vote : float
        Months of a unit of effort for one vote; infinite when the effort bought none.
    """

    vote: str
    more: float
    months: int
    votes: float
    of_mean: Interval
    effort_per_vote: float


def price_of_a_vote(
    scenario: str | Spec = "baseline",
    *,
    runs: int = 400,
    seed: int = 1,
    executor: Executor | None = None,
    progress: Progress | None = None,
    vote: str = VOTE,
    more: float = 1.0,
    months: int = 12,
) -> Price:
    """Return what more effort before a vote buys, and what one vote costs.

    Parameters
    ----------
    scenario : str or Spec
        World in which the effort is added.
    runs, seed : int
        Runs of each side, 1 or larger, and seed of the experiment.
    executor, progress
        As in ``verify``.
    vote : str
        Month of a vote, ``YYYY-MM``.
    more : float
        Effort added.
    months : int
        Months of added effort up to the vote, 1 or larger.

    Raises
    ------
    ValueError
        When nobody votes in that month, or the months before it are not covered.

    Examples
    --------
    >>> price = price_of_a_vote(runs=16)
    >>> price.votes > 0.0, price.effort_per_vote > 0.0
    (True, True)
    """
    spec = scenario if isinstance(scenario, Spec) else load_scenario(scenario)
    place = month_number(vote) - month_number(spec.start)
    voted = sorted({e.month for e in spec.events if e.attribute == "vote_strictness"})
    if vote not in voted:
        raise ValueError(f"{spec.name}: no vote in {vote}; votes: {', '.join(voted) or 'none'}")
    if months < 1 or place - months + 1 < 0 or place >= spec.months:
        raise ValueError(f"{spec.name}: months {months}: from 1 to {place + 1} before {vote}")
    first = month_text(month_number(vote) - months + 1)
    effort = Event(first, "more_effort", "effort", "all", "add", more)
    busy = replace(spec, events=(*spec.events, effort))
    window = (Window("vote_yes", place, place + 1),)
    usual, lost = take_windows(
        [(spec, window), (busy, window)], runs=runs, seed=seed, executor=executor, progress=progress
    )
    bought = paired(usual[:, 0], lost[:, 0])
    votes = float(bought.mean())
    price = more * months / votes if votes > 0.0 else float("inf")
    return Price(vote, more, months, votes, of_mean(bought), price)


__all__ = ["Price", "price_of_a_vote"]
