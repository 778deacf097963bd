"""Fair opponents: distributions, blind to what comes later, and the best of them chosen before."""

import numpy as np
import pytest

from multipolar.record.observation import rates
from multipolar.record.opponents import (
    OPPONENTS,
    Known,
    best_opponent,
    known_of,
    last_12_months,
    last_36_months,
    negative_binomial,
    random_walk,
)
from multipolar.record.rolling import ORIGINS, scored_series
from multipolar.record.tables import targets


def series(name):
    return next(one for one in targets() if one.series == name)


def known(values, step=1, normal=False):
    return Known(np.asarray(values, dtype=float), 24000, step, normal)


def test_the_distribution_of_a_time_is_its_figures():
    figures = np.arange(40.0)
    for tell, months in ((last_12_months, 12), (last_36_months, 36)):
        told = tell(known(figures), [1, 5])
        assert told == pytest.approx(np.stack([figures[-months:]] * 2, axis=1))


def test_a_negative_binomial_has_the_mean_and_variance_of_the_months():
    counts = np.random.default_rng(1).negative_binomial(2, 0.2, 36).astype(float)
    told = negative_binomial(known(counts), [3])
    assert told.mean() == pytest.approx(counts.mean(), rel=0.03)
    assert told.var() == pytest.approx(counts.var(ddof=1), rel=0.12)
    assert (told == np.round(told)).all()


def test_figures_that_are_no_counts_are_told_as_they_are():
    figures = np.linspace(0.5, 3.7, 36)
    assert negative_binomial(known(figures), [3])[:, 0] == pytest.approx(figures)


@pytest.mark.parametrize("ahead", [1, 6, 12])
def test_a_random_walk_starts_from_the_last_figure_and_widens(ahead):
    path = np.exp(np.cumsum(0.1 * np.random.default_rng(2).normal(size=60)))
    told = np.log(random_walk(known(path), [ahead]))
    assert np.median(told) == pytest.approx(np.log(path[-1]), abs=0.05)
    assert told.std() == pytest.approx(0.1 * np.sqrt(ahead), rel=0.6)


def test_a_random_walk_over_noughts_is_finite_and_never_below_nought():
    told = random_walk(known([0, 4, 0, 0, 9, 1, 0, 2, 0, 3, 0, 7, 1, 0]), [12])
    assert np.isfinite(told).all()
    assert told.min() >= 0.0
    assert told.max() < 200.0


def test_growth_walks_by_differences_and_may_fall_below_nought():
    told = random_walk(known([3.0, -2.0, 1.0, 4.0, -3.0], step=12, normal=True), [12])
    assert told.min() < 0.0
    assert np.median(told) == pytest.approx(-3.0, abs=1.0)


@pytest.mark.parametrize("origin", [ORIGINS[2], ORIGINS[-1]])
def test_nothing_after_the_origin_moves_an_opponent_or_the_choice(origin, spoil):
    def all_told():
        return {
            (one.series, name): (
                best_opponent(one, origin),
                tell(known_of(one, origin), [4]).tolist(),
            )
            for one in scored_series()
            if known_of(one, origin).enough
            for name, tell in OPPONENTS.items()
        }

    before = all_told()
    spoil(origin)
    assert all_told() == before


def test_the_choice_hears_what_was_counted_before(monkeypatch):
    one = series("exports_russia")
    before = best_opponent(one, "2024-06")
    from multipolar.record import tables

    rng = np.random.default_rng(3)
    noise = {
        name: tuple(
            type(p)(p.first, p.last, float(v))
            for p, v in zip(periods, 5.0 + rng.random(len(periods)), strict=True)
        )
        for name, periods in tables._periods().items()
    }
    monkeypatch.setattr(tables, "_periods", lambda: noise)
    assert before == "random_walk"
    assert best_opponent(one, "2024-06") in ("last_12_months", "last_36_months")


def test_every_scored_series_has_enough_before_the_last_origin():
    for one in scored_series():
        assert known_of(one, ORIGINS[-1]).enough, one.series
        assert len(rates(one, one.up_to(ORIGINS[-1]))) >= 3
