"""`multipolar carriers`, as a person calls it."""

import csv
import itertools
import json

import numpy as np
import pytest
from click.testing import CliRunner

from multipolar.cli import main
from multipolar.study.carriers import close_carriers

FEW = ("--runs", "6", "--months", "6")


def call(*arguments, code=0):
    result = CliRunner().invoke(main, ["carriers", *arguments])
    assert result.exit_code == code, result.output
    return result


@pytest.fixture(scope="module")
def closing():
    return close_carriers("RUS", "CHN", runs=12, months=6, budget=3)


def test_tables_are_printed_kept_and_drawn(tmp_path):
    shown = call("--close", "KAZ", "--budget", "2", *FEW, "--out", str(tmp_path)).stdout
    assert "Of what passed through KAZ, other carriers take over" in shown
    assert "not: a forecast" in shown
    with (tmp_path / "designations.csv").open() as file:
        assert len(list(csv.DictReader(file))) == 2
    assert (tmp_path / "carriers.png").read_bytes().startswith(b"\x89PNG")


def test_json_for_programs_of_a_target_with_routes_of_its_own():
    told = json.loads(call("--target", "PRK", *FEW, "--json").stdout)
    assert {row["carrier"] for row in told["edges"]} == {"CHN", "RUS"}
    assert told["fate"] == []


def test_an_unknown_carrier_names_the_nearest():
    assert "KAZ" in call("--close", "KAX", code=2).stderr


def test_states_have_names_and_numbers_their_bounds():
    told = json.loads(call("--target", "North Korea", "--close", "China", *FEW, "--json").stdout)
    assert (told["target"], told["closed"]) == ("PRK", ["CHN"])
    assert "There are: RUS, PRK, IRN" in call("--target", "Germany", code=2).stderr
    assert "'--seed': -1 is not in the range x>=0" in call("--seed", "-1", code=2).stderr


def test_what_passed_through_a_closed_carrier_is_taken_over_made_elsewhere_or_lost(closing):
    for months in (3, 6):
        shares = closing.shares(months)
        assert np.allclose(sum(shares.values()), 1.0)
        assert all((share > -0.05).all() for share in shares.values())
    closed = closing.carriers.index("CHN")
    assert (
        closing.after.carried[:, -1, closed] < 0.1 * closing.before.carried[:, -1, closed]
    ).all()
    assert (closing.dearer(6, "battlefield") > 0.0).all()


def test_each_designation_does_less_than_the_one_before_for_its_cost(closing):
    worth = [row["per_cost"] for row in closing.listings]
    assert len(worth) == 3
    assert all(one >= other - 1e-9 > 0.0 for one, other in itertools.pairwise(worth))


def test_before_the_closing_the_two_worlds_are_the_same_and_nothing_closes_by_itself():
    same = close_carriers("RUS", runs=4, months=2)
    assert np.array_equal(same.before.carried, same.after.carried)
    assert same.where()
    assert not same.fate()
