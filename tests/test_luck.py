"""Random numbers by address: the same number whoever asks, when and in whatever company."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtr

from multipolar import luck as room
from multipolar.luck import RUNS_PER_MONTH, Draw, History, Luck, stream_id

SEED = st.integers(0, 2**40)
RUN = st.integers(0, 10_000)
MONTH = st.integers(0, 119_999)
LANES = st.integers(1, 12)
KIND = st.sampled_from(["uniform", "normal"])


def numbers(luck, kind, stream, month, lanes):
    return luck.draw(Draw(stream, "state", kind), month, lanes)


@given(SEED, RUN, st.integers(1, 12), st.data(), MONTH, LANES, KIND)
def test_a_run_meets_the_same_numbers_alone_and_in_any_block(
    seed, first, runs, data, month, lanes, kind
):
    run = data.draw(st.integers(0, runs - 1))
    together = numbers(Luck(seed, first, runs), kind, "s", month, lanes)
    alone = numbers(Luck(seed, first + run, 1), kind, "s", month, lanes)
    assert together.shape == (runs, lanes)
    assert np.array_equal(together[run], alone[0])


@given(SEED, RUN, st.lists(st.tuples(st.sampled_from("abc"), MONTH, LANES), max_size=8), MONTH)
def test_what_was_asked_before_changes_no_number(seed, first, asked, month):
    busy, fresh = Luck(seed, first, 3), Luck(seed, first, 3)
    for stream, then, lanes in asked:
        busy.uniform(stream, then, lanes)
    assert np.array_equal(busy.uniform("a", month, 5), fresh.uniform("a", month, 5))


@given(SEED, MONTH, LANES)
def test_asking_twice_gives_the_same_numbers(seed, month, lanes):
    luck = Luck(seed, 2, 3)
    assert np.array_equal(luck.uniform("a", month, lanes), luck.uniform("a", month, lanes))


@given(SEED, MONTH, st.integers(1, 64))
def test_more_lanes_up_to_the_next_power_of_two_move_no_other_lane(seed, month, lanes):
    widest = 1 << (lanes - 1).bit_length()
    few, many = (Luck(seed, 4, 2).uniform("a", month, n) for n in (lanes, widest))
    assert np.array_equal(few, many[:, :lanes])


@given(SEED, MONTH)
def test_streams_months_runs_and_seeds_do_not_repeat_each_other(seed, month):
    rows = [
        *Luck(seed, 0, 3).uniform("a", month, 4),
        *Luck(seed, 0, 3).uniform("b", month, 4),
        *Luck(seed, 0, 3).uniform("a", month + 1, 4),
        *Luck(seed + 1, 0, 3).uniform("a", month, 4),
    ]
    assert len(np.unique(np.concatenate(rows))) == len(rows) * 4


def test_uniforms_are_uniform_and_normals_are_normal_and_finite():
    luck = Luck(3, 0, 20_000)
    uniform = luck.uniform("a", 24_264, 1).ravel()
    normal = luck.normal("b", 24_264, 1).ravel()
    assert ((uniform >= 0) & (uniform < 1)).all()
    assert np.isfinite(normal).all()
    for sample in (uniform, ndtr(normal)):
        counts = np.histogram(sample, bins=20, range=(0, 1))[0]
        assert (((counts - 1000) ** 2 / 1000).sum()) < 50


@given(SEED, MONTH)
def test_a_normal_is_the_quantile_of_its_uniform(seed, month):
    luck = Luck(seed, 0, 4)
    assert np.allclose(ndtr(luck.normal("a", month, 3)), luck.uniform("a", month, 3), atol=1e-12)


def test_streams_of_one_month_are_uncorrelated_and_so_are_months():
    luck = Luck(1, 0, 20_000)
    columns = [luck.normal(s, m, 1).ravel() for s in ("a", "b") for m in (5, 6)]
    off = np.corrcoef(columns)[np.triu_indices(4, 1)]
    assert np.abs(off).max() < 0.03


@pytest.mark.parametrize("memory", [0, 500, room.PAST_BYTES])
@pytest.mark.parametrize("kind", ["uniform", "normal"])
def test_a_past_is_the_same_whoever_met_it_before_and_whether_it_is_kept(monkeypatch, memory, kind):
    monkeypatch.setattr(room, "PAST_BYTES", memory)
    monkeypatch.setattr(room, "_pasts", [])
    past = Luck(5, 0, 20)
    for met in ([3, 3, 11], [11], [0, 19, 3], [7], [3, 3, 11]):
        rows = np.arange(len(met))[::-1]
        history = History(9, 5, 20, np.array(met))
        for luck, runs in (
            (Luck(1, 0, len(met), history), met),
            (Luck(1, 0, len(met), history, rows), met[::-1]),
        ):
            for month in (2, 1, 2):
                found = numbers(luck, kind, "a", month, 5)
                assert np.array_equal(found, numbers(past, kind, "a", month, 5)[runs])
                found[...] = 0.0
    assert room._pasts[0].met.tolist() == [0, 3, 7, 11, 19]
    assert sum(one.nbytes for one in room._pasts[0]._kept.values()) <= memory


def test_the_numbers_are_pinned_so_that_published_results_can_be_repeated():
    assert stream_id("escalation_noise") == 0xB6DAC622EFCBF0A1
    assert Luck(1, 0, 1).uniform("escalation_noise", 24_264, 2).tolist() == [
        [0.8308875706504256, 0.16781636785950726]
    ]


@pytest.mark.parametrize(
    ("seed", "first", "runs"), [(-1, 0, 1), (0, -1, 1), (0, 0, 0), (0, RUNS_PER_MONTH, 1)]
)
def test_a_range_of_runs_that_cannot_be_is_refused_with_what_is_allowed(seed, first, runs):
    with pytest.raises(ValueError, match="0 or larger"):
        Luck(seed, first, runs)
