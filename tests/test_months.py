"""Months as text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multipolar.months import month_number, month_range, month_text

NUMBER = st.integers(12, 12 * 9999 + 11)


@given(NUMBER)
def test_text_and_number_are_inverse(number):
    assert month_number(month_text(number)) == number


@given(NUMBER, NUMBER)
def test_text_sorts_as_time_does(one, other):
    assert (one < other) == (month_text(one) < month_text(other))


@given(st.integers(12, 12 * 9000), st.integers(0, 300))
def test_a_range_holds_consecutive_months_from_its_start(first, months):
    listed = month_range(month_text(first), months)
    assert [month_number(month) for month in listed] == list(range(first, first + months))


def test_december_is_followed_by_january():
    assert month_range("2023-12", 2) == ("2023-12", "2024-01")


@pytest.mark.parametrize(
    "text", ["", "2024", "2024-6", "2024-13", "2024-00", "0000-01", "24-06", "2024-06-01", "x"]
)
def test_what_is_no_month_is_refused_with_an_example(text):
    with pytest.raises(ValueError, match="2024-06"):
        month_number(text)


@given(st.text(max_size=8))
def test_any_text_is_a_month_or_is_refused(text):
    if re.fullmatch(r"(?!0000)[0-9]{4}-(0[1-9]|1[0-2])", text):
        assert month_text(month_number(text)) == text
    else:
        with pytest.raises(ValueError, match="YYYY-MM"):
            month_number(text)


def test_digits_of_other_scripts_are_refused():
    with pytest.raises(ValueError, match="YYYY-MM"):
        month_number("٢٠٢٤-06")
