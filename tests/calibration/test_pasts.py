"""Accepted pasts: shared luck up to June 2024, own luck afterwards, and nothing else moved."""

from dataclasses import replace

import numpy as np
import pytest

from multipolar import simulate
from multipolar.calibration.pasts import accept_pasts
from multipolar.loading import load_scenario
from multipolar.luck import History, Luck
from multipolar.model import MultipolarModel, multipolar_model
from multipolar.months import CUT, month_number
from multipolar.rules import parameter_table, sampling
from multipolar.rules.sampling import PASTS, SEED_OF_PASTS, accepted_rows, past_of
from multipolar.scenario import Event

VECTORS = len(next(iter(sampling.posterior().values())))
LAST = month_number(CUT)


@pytest.fixture
def pasts(monkeypatch):
    """Let each accepted vector have a past of its own."""
    table = np.random.default_rng(7).integers(PASTS, size=VECTORS)
    monkeypatch.setattr(sampling, "accepted_pasts", lambda: table)
    return table


def test_a_run_meets_the_luck_of_its_past_until_june_2024_and_its_own_afterwards():
    history = History(LAST, 5, 20, np.array([3, 3, 11]))
    mine, own, past = Luck(1, 0, 3, history), Luck(1, 0, 3), Luck(5, 0, 20)
    for month in (LAST - 1, LAST, LAST + 1, LAST):
        numbers = mine.uniform("a", month, 3)
        there = past.uniform("a", month, 3)[[3, 3, 11]]
        expected = there if month <= LAST else own.uniform("a", month, 3)
        assert np.array_equal(numbers, expected)
        assert numbers.flags.f_contiguous


def test_the_past_of_a_run_is_that_of_the_vector_it_takes_alone_and_in_any_block(pasts):
    together = past_of(3, 40, 7)
    assert (together.last, together.seed, together.runs) == (LAST, SEED_OF_PASTS, PASTS)
    assert np.array_equal(together.run, pasts[accepted_rows(3, 40, 7, VECTORS)])
    for k in range(7):
        assert past_of(3, 40 + k, 1).run == together.run[k]


def test_without_accepted_pasts_and_with_other_parameters_runs_meet_their_own_luck(monkeypatch):
    monkeypatch.setattr(sampling, "accepted_pasts", lambda: np.array([], dtype=np.intp))
    spec = load_scenario("baseline", {"months": 2})
    assert MultipolarModel(spec, rng=1, collect=False).luck.history is None
    monkeypatch.setattr(multipolar_model, "past_of", lambda *_: pytest.fail("asked for a past"))
    for source in ("prior", "default"):
        assert MultipolarModel(spec, rng=1, parameters=source, collect=False).luck.history is None


def test_with_pasts_a_placebo_moves_nothing_and_blocks_are_the_same_to_the_last_bit(pasts):
    spec = load_scenario("author_2024", {"months": 33})
    placebo = replace(spec, events=(*spec.events, Event("2024-08", "nothing", "", "", "", 0.0)))
    plain = simulate(spec, runs=6, seed=1).data
    again = simulate(placebo, runs=6, seed=1, block=4).data
    for name in plain.data_vars:
        assert np.array_equal(plain[name].values, again[name].values, equal_nan=True), name


def test_the_past_that_is_kept_is_one_of_those_tried_and_lies_nearest_to_the_record(spec, evidence):
    few = {n: v[:6] for n, v in sampling.posterior().items() if n in parameter_table()}
    kept = accept_pasts(spec, evidence, few, tried=4)
    turns = (kept - np.arange(6)) % PASTS
    assert not (turns % (PASTS // 4)).any()
    assert len(set(turns.tolist())) > 1
    assert np.array_equal(kept, accept_pasts(spec, evidence, few, tried=4))
