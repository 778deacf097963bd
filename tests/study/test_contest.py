import pytest

from multipolar.loading import load_scenario
from multipolar.study import price_of_a_vote

RUNS = 100
BRIEF = load_scenario("baseline", {"months": 12})


def test_more_effort_buys_more_votes_and_the_price_is_effort_over_votes():
    few, many = (
        price_of_a_vote(BRIEF, runs=RUNS, seed=2, more=more, vote="2022-11", months=8)
        for more in (1.0, 4.0)
    )
    assert 0.0 < few.votes < many.votes
    for price in (few, many):
        assert price.of_mean.low <= price.votes <= price.of_mean.high
        assert price.effort_per_vote == pytest.approx(price.more * price.months / price.votes)


def test_no_effort_buys_nothing_at_any_price():
    price = price_of_a_vote(BRIEF, runs=4, more=0.0, vote="2022-11", months=8)
    assert (price.votes, price.effort_per_vote) == (0.0, float("inf"))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"vote": "2025-03"}, "no vote in 2025-03; votes: 2022-03, 2022-04, 2022-11"),
        ({"vote": "2022-03", "months": 4}, "from 1 to 3 before 2022-03"),
        ({"months": 0}, "months 0"),
    ],
)
def test_a_vote_that_is_none_and_months_that_are_not_covered_are_refused(asked, said):
    with pytest.raises(ValueError, match=said):
        price_of_a_vote(load_scenario("baseline"), runs=1, **asked)
