"""Errors that drift and last: what few and many known errors say of those to come."""

import numpy as np
import pytest

from multipolar.luck import Luck
from multipolar.record.errors import Errors

AHEAD = np.arange(24.0, 36.0)
RUNS = 4000


def drawn(errors, months=AHEAD, runs=RUNS):
    luck = Luck(1, 0, runs)
    uniform = np.clip(luck.uniform("test.errors", 0, 2), 1e-12, 1.0 - 1e-12)
    normal = np.concatenate([luck.normal("test", int(month), 1) for month in months], axis=1)
    return errors.ahead(months).drawn(uniform, normal)


def known(values, size=0.3, level=25.0):
    values = np.asarray(values, dtype=float)
    return Errors(np.arange(24.0 - len(values), 24.0), values, size, level)


def white(spread=0.2, figures=24, seed=1):
    return spread * np.random.default_rng(seed).normal(size=figures)


def test_mean_and_deviation_are_those_of_what_is_drawn():
    errors = known(np.cumsum(white()))
    told = drawn(errors)
    assert told.mean(axis=0) == pytest.approx(errors.ahead(AHEAD).mean, abs=0.05)
    inner = np.quantile(told, [0.16, 0.84], axis=0)
    assert 0.5 * (inner[1] - inner[0]) == pytest.approx(errors.ahead(AHEAD).deviation, rel=0.15)


def test_a_level_is_kept_and_a_drifting_one_is_told_from_its_end():
    level = known(1.5 + white())
    assert level.ahead(AHEAD).mean == pytest.approx(1.5, abs=0.2)
    walk = np.cumsum(white(0.3, seed=3)) + white(0.05, seed=4)
    assert known(walk).ahead(AHEAD).mean[0] == pytest.approx(walk[-3:].mean(), abs=0.3)


def test_a_drifting_level_is_told_wider_the_further_ahead_and_a_steady_one_hardly():
    def widening(values):
        deviation = known(values).ahead(AHEAD).deviation
        return deviation[-1] / deviation[0]

    assert widening(np.cumsum(white(0.3, seed=5))) > 1.5
    assert widening(white()) < 1.25


def test_few_known_errors_leave_a_wider_forecast_than_many_of_the_same_size():
    many = white()
    assert known(many[-3:]).ahead(AHEAD).deviation[0] > 1.05 * known(many).ahead(AHEAD).deviation[0]


def test_what_is_told_is_calibrated_when_errors_are_as_assumed():
    rng, inside, figures = np.random.default_rng(7), 0, 0
    for _ in range(60):
        path = np.cumsum(0.1 * rng.normal(size=36)) + 0.3 * rng.normal(size=36)
        told = drawn(known(path[:24]), runs=400)
        low, high = np.quantile(told, [0.05, 0.95], axis=0)
        inside += ((low <= path[24:]) & (path[24:] <= high)).sum()
        figures += 12
    assert 0.84 < inside / figures < 0.96


def test_a_month_is_told_alike_whatever_else_is_asked():
    errors = known(white())
    assert drawn(errors, AHEAD[:5]) == pytest.approx(drawn(errors)[:, :5], abs=1e-9)


def test_nothing_known_is_refused():
    with pytest.raises(ValueError, match="nothing was counted"):
        known([])
