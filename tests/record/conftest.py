"""A small ensemble of the record, played once, and what it told at two origins."""

import functools

import pytest


@pytest.fixture(scope="session", autouse=True)
def votes_told_once():
    """Let all tests of the room share how votes are told: it asks for nothing."""
    from multipolar.record import rolling_table, rolling_votes

    with pytest.MonkeyPatch.context() as patch:
        shared = functools.cache(rolling_votes.roll_votes)
        patch.setattr(rolling_votes, "roll_votes", shared)
        patch.setattr(rolling_table, "roll_votes", shared)
        yield


@pytest.fixture(scope="session")
def played():
    """Paths of twelve runs of the record and of their pair without the attack of 7 October."""
    from multipolar.ensemble import simulate
    from multipolar.loading import load_scenario
    from multipolar.record import paths_of, record_specs

    results = simulate(list(record_specs(load_scenario("baseline"))), runs=12, seed=3, block=8)
    return paths_of(results, 0), paths_of(results, 1)


@pytest.fixture(scope="session")
def rolling():
    """Scores of sixteen runs at two origins."""
    from multipolar.record import rolling_scores

    return rolling_scores(runs=16, seeds=(3,), origins=("2023-06", "2024-06"))


@pytest.fixture(scope="session")
def card(played, rolling):
    """Scorecard of the small ensemble, without the synthetic episodes."""
    from multipolar.record import score

    return score(*played, rolling, episodes=False)
