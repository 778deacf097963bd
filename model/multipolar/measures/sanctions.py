"""Sanctions: five numbers and never one, three ways to call them a success, and a dashboard."""

from __future__ import annotations

from functools import partial

import numpy as np

from multipolar.arrays import Array
from multipolar.axes import CARRIER, PRODUCT, TARGET, THEATRE
from multipolar.measures.measure import Measure, Trajectories, first_line, series, weighed
from multipolar.months import MONTHS_PER_YEAR
from multipolar.sums import total
from multipolar.world.codes import Regime
from multipolar.world.opening import OPENING
from multipolar.world.roster import Roster
from multipolar.world.tables import read_table

TALKS, PARTIAL, FULL = 0.25, 0.5, 1.0
HSE_SUCCESS = 9
MATTERING_TRANSIT = 5.0
"""Smallest change of transit that matters, EUR m a month; judged."""

NEIGHBOURS = ("ARM", "GEO", "KAZ", "KGZ", "UZB")
CARRIERS = ("CHN", "IND", "TUR", "ARE", "KAZ", "KGZ")
CONTRIBUTION = (0.1, 0.25, 0.5)
"""Effective pressure above which sanctions contribute 2, 3 and 4 on the scale of Hufbauer,
Schott, Elliott and Oegg (2007); the thresholds are judged."""


def _of(name: str, data: Trajectories, roster: Roster, target: str) -> Array:
    return np.asarray(data[name][:, :, roster.index(target, TARGET)], dtype=np.float64)


def _product_weights() -> Array:
    return np.array([float(row["weight"]) for row in read_table("products.csv")])


def total_pressure(data: Trajectories, roster: Roster, *, target: str) -> Array:
    """Return effective pressure over all products, weighed by their cost."""
    return weighed(_of("pressure", data, roster, target), _product_weights())


def yearly_cost(data: Trajectories, roster: Roster, *, target: str) -> Array:
    """Return the cost of sanctions to the target so far, per year."""
    cost = _of("sanctions_cost", data, roster, target)
    return cost / ((np.arange(cost.shape[1]) + 1.0) / MONTHS_PER_YEAR)


def output_lost(data: Trajectories, roster: Roster, *, target: str) -> Array:
    """Return the output that the measures in force take once it has moved, points."""
    return 100.0 * _of("static_loss", data, roster, target)


def leak(data: Trajectories, roster: Roster, *, target: str, product: str) -> Array:
    """Return the share of forbidden trade that is re-routed, for a class of products."""
    return _of("leakage", data, roster, target)[..., roster.index(product, PRODUCT)]


def _worth(data: Trajectories, roster: Roster, target: str) -> Array:
    """Return what the same money buys of goods that leak, by class of products."""
    leaked, price = (_of(name, data, roster, target) for name in ("leakage", "detour_price"))
    return np.asarray(leaked * np.exp(-price))


def effective_leak(data: Trajectories, roster: Roster, *, target: str) -> Array:
    """Return leakage over all products at the prices that leaked goods cost.

    The same money buys exp(-price of the detour) of what leaks.
    """
    return weighed(_worth(data, roster, target), _product_weights())


def adapted(data: Trajectories, roster: Roster, *, target: str) -> Array:
    """Return how far the target's economy has adjusted."""
    return _of("adaptation", data, roster, target)


def secondary(data: Trajectories, roster: Roster, *, target: str) -> Array:
    """Return the pressure of secondary sanctions on those who trade with the target."""
    return _of("secondary", data, roster, target)


def carrier_share(data: Trajectories, roster: Roster, *, iso3: str) -> Array:
    """Return the share of a state in the forbidden trade that others carry for Russia.

    By value, over the sum of all; nought before anything passes.
    """
    passing = series(data, "transit")
    everybody = total(passing)
    share = np.zeros_like(everybody)
    own = passing[..., roster.index(iso3, CARRIER)]
    return np.divide(own, everybody, out=share, where=everybody > 0.0)


def eu_transit(data: Trajectories, roster: Roster, *, iso3: str) -> Array:
    """Return the forbidden goods of the European Union that pass through a state to Russia."""
    return series(data, "eu_transit")[..., roster.index(iso3, CARRIER)]


def conceded(data: Trajectories, roster: Roster, *, target: str) -> Array:
    """Return the stage of political concession: 0, 0.25, 0.5 or 1."""
    return _of("concession", data, roster, target)


def watched(data: Trajectories, roster: Roster, *, target: str) -> Array:
    """Return how well evasion is seen and attributed: what the rules call monitoring."""
    return _of("monitoring", data, roster, target)


def reported(data: Trajectories, roster: Roster, *, target: str) -> Array:
    """Return the share of the flows that the institutions that watch are able to see."""
    return _of("monitoring_ceiling", data, roster, target)


def attributed(data: Trajectories, roster: Roster, *, target: str) -> Array:
    """Return the share of what can be seen that effort has pinned on somebody, at most 1.

    Monitoring is what can be seen times this share.
    """
    seen = reported(data, roster, target=target)
    share = np.zeros_like(seen)
    np.divide(watched(data, roster, target=target), seen, out=share, where=seen > 0.0)
    return np.minimum(share, 1.0)


def followed_up(data: Trajectories, roster: Roster, *, target: str) -> Array:
    """Return the share of what is attributed that is designated within half a year.

    One minus the exponential of minus the mean pressure of secondary sanctions over six months:
    a pressure of 1, that of the order of December 2023, follows up 63 % (judged).
    """
    designations = np.cumsum(secondary(data, roster, target=target), axis=1)
    earlier = np.zeros_like(designations)
    earlier[:, HALF_A_YEAR:] = designations[:, :-HALF_A_YEAR]
    months = np.minimum(np.arange(1.0, designations.shape[1] + 1.0), HALF_A_YEAR)
    return np.asarray(1.0 - np.exp(-(designations - earlier) / months))


HALF_A_YEAR = 6


def monitoring_index(data: Trajectories, roster: Roster, *, target: str) -> Array:
    """Return the mean of reporting, attribution and follow-up: how systematic measures are."""
    parts = (reported, attributed, followed_up)
    return np.asarray(np.mean([part(data, roster, target=target) for part in parts], axis=0))


def erosion_time(data: Trajectories, roster: Roster, *, target: str) -> Array:
    """Return months from the highest pressure so far until it had halved; NaN while it has not.

    A run that has not eroded is censored, not long: see ``multipolar.measures.survival``.
    """
    return months_to_half(total_pressure(data, roster, target=target))


def months_to_half(pressure: Array) -> Array:
    """Return months from the highest value so far until it had halved, shape (runs, months)."""
    runs, months = pressure.shape
    result = np.full((runs, months), np.nan)
    top = np.zeros(runs)
    top_month = np.zeros(runs)
    eroded = np.full(runs, np.nan)
    for month in range(months):
        now = pressure[:, month]
        higher = now > top
        top, top_month = np.where(higher, now, top), np.where(higher, month, top_month)
        eroded[higher] = np.nan
        halved = np.isnan(eroded) & (top > 0.0) & (now <= 0.5 * top)
        eroded[halved] = month - top_month[halved]
        result[:, month] = eroded
    return result


def since_peak(data: Trajectories, roster: Roster, *, target: str) -> Array:
    """Return months since the highest pressure so far: how long erosion has been watched."""
    return months_since_peak(total_pressure(data, roster, target=target))


def months_since_peak(pressure: Array) -> Array:
    """Return months since the highest value so far, shape (runs, months)."""
    top = np.maximum.accumulate(pressure, axis=1)
    months = np.broadcast_to(np.arange(pressure.shape[1], dtype=np.float64), pressure.shape)
    reached = np.where(pressure >= top, months, 0.0)
    return np.asarray(months - np.maximum.accumulate(reached, axis=1))


def military_effect(data: Trajectories, roster: Roster, *, target: str) -> Array:
    """Return one minus the strategic inputs available as a share of those before sanctions.

    What leaks is dearer, so the same money buys less of it.
    """
    strategic = roster.index("strategic", PRODUCT)
    share = OPENING["coalition_share"](roster)[roster.index(target, TARGET)]
    removed = share * _of("stringency", data, roster, target)[..., strategic]
    return np.asarray(removed * (1.0 - _worth(data, roster, target)[..., strategic]))


def success_hse(data: Trajectories, roster: Roster, *, target: str) -> Array:
    """Return whether result times contribution has reached 9 so far (Hufbauer and others 2007).

    The result is 1 to 4 for none, talks, partial and full concession; the contribution is 1 to 4
    by effective pressure in the same month.
    """
    stage = conceded(data, roster, target=target)
    pressure = total_pressure(data, roster, target=target)
    result = 1.0 + (stage >= TALKS) + (stage >= PARTIAL) + (stage >= FULL)
    contribution = 1.0 + sum((pressure >= limit).astype(np.float64) for limit in CONTRIBUTION)
    return _ever(result * contribution >= HSE_SUCCESS)


def success_chance(data: Trajectories, roster: Roster, *, target: str) -> Array:
    """Return the chance that the target has conceded in part or in full by now.

    It follows from the pressure, stake, patron and age of the measures in each month so far; the
    stages that luck gives are shares of nought and one around it.
    """
    return _of("success_chance", data, roster, target)


def talks_chance(data: Trajectories, roster: Roster, *, target: str) -> Array:
    """Return the chance that the target has come to talks by now."""
    return _of("talks_chance", data, roster, target)


def policy_change(data: Trajectories, roster: Roster, *, target: str) -> Array:
    """Return how far the objective of a change of policy was met so far: 0, 0.5 or 1 (GSDB)."""
    stage = conceded(data, roster, target=target)
    return _most(np.where(stage >= PARTIAL, stage, 0.0), data, roster, target)


def end_of_war(data: Trajectories, roster: Roster, *, target: str) -> Array:
    """Return how far the objective of ending the target's war was met so far (GSDB).

    0.5 when the fighting has stopped, 1 when peace has returned, counted from the war on and while
    measures are in force. The database codes the outcome, whatever brought it about.
    """
    [theatre] = [r["theatre"] for r in read_table("targets.csv") if r["target"] == target]
    regime = data["regime"][..., roster.index(theatre, THEATRE)]
    fought = np.maximum.accumulate(regime == Regime.WAR, axis=1)
    met = np.select([regime == Regime.PEACE, regime != Regime.WAR], [FULL, PARTIAL], 0.0)
    return _most(np.where(fought, met, 0.0), data, roster, target)


def success_gsdb(data: Trajectories, roster: Roster, *, target: str) -> Array:
    """Return whether a change of policy was reached in part or in full so far (GSDB).

    The other objectives stand beside it, each for itself: a war ends for many reasons.
    """
    return np.asarray(policy_change(data, roster, target=target) >= PARTIAL, dtype=np.float64)


def success_ties(data: Trajectories, roster: Roster, *, target: str) -> Array:
    """Return whether the target gave in, or negotiated, before or after a package (TIES)."""
    return _ever(conceded(data, roster, target=target) >= TALKS)


def success_at_threat(data: Trajectories, roster: Roster, *, target: str) -> Array:
    """Return whether the target gave in, or negotiated, before any package of the run."""
    unused = _of("packages", data, roster, target) == 0.0
    return _ever((conceded(data, roster, target=target) >= TALKS) & unused)


def effectiveness(data: Trajectories, roster: Roster, *, target: str) -> Array:
    """Return the composite of the dashboard: never show it without its parts."""
    pressure = total_pressure(data, roster, target=target)
    cost = np.maximum(0.0, yearly_cost(data, roster, target=target))
    stage = conceded(data, roster, target=target)
    return np.asarray(pressure**0.4 * (1.0 + cost / 5.0) ** 0.2 * (0.5 + stage) ** 0.4)


def _most(met: Array, data: Trajectories, roster: Roster, target: str) -> Array:
    """Return the most of an objective that was met so far in months with measures in force."""
    in_force = _of("stringency", data, roster, target).max(axis=-1) > 0.0
    return np.maximum.accumulate(np.where(in_force, met, 0.0), axis=1)


def _ever(flags: np.ndarray) -> Array:
    return np.asarray(np.maximum.accumulate(flags, axis=1), dtype=np.float64)


def measures() -> list[Measure]:
    """Return the measures of sanctions, target by target, and of those who carry for Russia."""
    found = [measure for row in read_table("targets.csv") for measure in _of_target(row["target"])]
    found += [
        Measure(
            f"carrier_share_{iso3}",
            f"{iso3}: share in evasion for Russia",
            "share",
            first_line(carrier_share),
            partial(carrier_share, iso3=iso3),
        )
        for iso3 in CARRIERS
    ]
    found += [
        Measure(
            f"eu_transit_{iso3}",
            f"{iso3}: goods of the European Union on their way to Russia",
            "EUR m/month",
            first_line(eu_transit),
            partial(eu_transit, iso3=iso3),
            matters=MATTERING_TRANSIT,
        )
        for iso3 in NEIGHBOURS
    ]
    return found


def _of_target(target: str) -> list[Measure]:
    main = target == "RUS"
    rows = (
        ("pressure", "effective pressure", "share", total_pressure, True, False),
        ("cost", "cost of sanctions", "pp/year", yearly_cost, True, True),
        ("loss", "output that the measures take", "pp", output_lost, False, False),
        ("concession", "political concession", "stage", conceded, False, False),
        ("monitoring", "monitoring", "index", watched, main, False),
        ("reporting", "monitoring, what can be seen", "share", reported, False, False),
        (
            "attribution",
            "monitoring, what is pinned on somebody",
            "share",
            attributed,
            False,
            False,
        ),
        ("follow_up", "monitoring, what is designated", "share", followed_up, False, True),
        ("monitoring_index", "mean of its three parts", "index", monitoring_index, False, True),
        ("erosion_time", "time to erosion", "months", erosion_time, main, True),
        ("since_peak", "months since the highest pressure", "months", since_peak, False, True),
        ("military_effect", "military effect", "share", military_effect, main, False),
        ("leakage_effective", "leakage, at its prices", "share", effective_leak, False, False),
        ("adaptation", "adaptation of the economy", "share", adapted, False, False),
        ("secondary", "pressure of secondary sanctions", "index", secondary, False, False),
        ("success_chance", "chance of success, part or full", "share", success_chance, True, True),
        ("talks_chance", "chance of talks", "share", talks_chance, False, True),
        ("success_hse", "success, result times contribution", "share", success_hse, False, True),
        ("success_gsdb", "success, part or full", "share", success_gsdb, False, True),
        ("policy_change", "objective: change of policy", "share", policy_change, False, True),
        ("end_of_war", "objective: end of the war", "share", end_of_war, False, True),
        ("success_ties", "success, threats included", "share", success_ties, False, True),
        ("success_threat", "success by threat alone", "share", success_at_threat, False, True),
        ("effectiveness", "composite of the dashboard", "index", effectiveness, False, True),
    )
    found = [
        Measure(
            f"{name}_{target}",
            f"{target}: {word}",
            unit,
            first_line(function),
            partial(function, target=target),
            headline,
            cumulative,
        )
        for name, word, unit, function, headline, cumulative in rows
    ]
    found += [
        Measure(
            f"leakage_{product}_{target}",
            f"{target}: leakage, {product}",
            "share",
            "share of forbidden trade that is re-routed",
            partial(leak, target=target, product=product),
            headline=product == "strategic",
        )
        for product in (row["product"] for row in read_table("products.csv"))
    ]
    return found
