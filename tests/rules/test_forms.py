"""The functional forms that rules share."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from multipolar.rules.forms import (
    apply_matrix,
    approach,
    half_life,
    logistic,
    options,
    scale_fact,
    softmax,
    total,
    weighed,
)

NUMBER = st.floats(-1e6, 1e6)


@given(NUMBER)
def test_logistic_lies_between_zero_and_one_and_is_symmetric(z):
    value = logistic(np.array([z, -z]))
    assert ((value >= 0) & (value <= 1)).all()
    assert np.isclose(value.sum(), 1.0)


@given(st.floats(-30, 30))
def test_logistic_is_what_its_name_says(z):
    assert np.isclose(logistic(np.array([z]))[0], 1 / (1 + np.exp(-z)), atol=1e-12)


@given(NUMBER, NUMBER, st.floats(0, 1))
def test_an_approach_ends_between_start_and_goal(level, goal, speed):
    end = approach(np.array(level), np.array(goal), speed)
    slack = 1e-9 * (1 + abs(level) + abs(goal))
    assert min(level, goal) - slack <= end <= max(level, goal) + slack


@given(st.floats(0.1, 120))
def test_half_remains_after_a_half_life(months):
    assert np.isclose(half_life(np.array(months)) ** months, 0.5)


@given(st.lists(st.floats(-700, 700), min_size=1, max_size=8), st.floats(-700, 700))
def test_shares_sum_to_one_and_do_not_depend_on_a_common_shift(utility, shift):
    shares = softmax(np.array(utility))
    assert np.isclose(shares.sum(), 1.0)
    assert np.allclose(shares, softmax(np.array(utility) + shift), atol=1e-9)


def test_a_form_leaves_its_argument_as_it_was():
    given_array = np.array([1.0, 2.0])
    for form in (logistic, softmax, half_life):
        form(given_array)
        assert given_array.tolist() == pytest.approx([1.0, 2.0])


BLOCK = 1000
NUMBERS = np.random.default_rng(1)
SPONSORS = NUMBERS.standard_normal((BLOCK, 47, 5))
MATRIX = NUMBERS.standard_normal((47, 6))
SUMS = {
    "over the last axis": total,
    "over the second axis": lambda array: total(array, axis=1),
    "weighed": lambda array: weighed(array, MATRIX[:, 0]),
    "weighed, two axes": lambda array: weighed(array[..., 0], MATRIX[:, 0]),
    "apply_matrix": lambda array: apply_matrix(array[..., 0], MATRIX),
    "apply_matrix, three axes": lambda array: apply_matrix(array, MATRIX[:5]),
    "softmax": softmax,
}


@pytest.mark.parametrize("form", SUMS.values(), ids=SUMS)
@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize("runs", [1, 2, 3, 64, 250, 256])
def test_a_sum_is_the_same_to_the_last_bit_in_a_block_of_any_size(form, order, runs):
    whole = form(np.asfortranarray(SPONSORS))
    part = form(np.array(SPONSORS[:runs], order=order))
    assert part.tobytes() == np.ascontiguousarray(whole[:runs]).tobytes()


def test_a_sum_adds_in_the_order_of_its_axis():
    tiny = np.array([[1.0, 1e-16, 1e-16, 1e-16, -1.0]])
    assert total(tiny)[0] == 0.0
    assert total(np.repeat(tiny[:, ::-1], 3, axis=0)).tolist() == [-1.0 + 3e-16 + 1.0] * 3


def test_products_and_options_have_runs_side_by_side():
    numbers = np.arange(8.0)[:, None]
    for made in (scale_fact(numbers, np.arange(3.0)), options(numbers, 0.0, -numbers)):
        assert made.flags.f_contiguous
    assert options(numbers, 0.0, -numbers)[2, 0].tolist() == [2.0, 0.0, -2.0]
