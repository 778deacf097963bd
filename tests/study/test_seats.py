"""What each seat can do: paired orders, what they repeat, and how far the state explains acts."""

import re
import warnings
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from multipolar.agents.stakes import stakes_of
from multipolar.loading import load_scenario
from multipolar.measures import MEASURES
from multipolar.model import MultipolarModel, OrderWarning
from multipolar.scenario import Order
from multipolar.study.compare import Difference
from multipolar.study.intervals import Interval
from multipolar.study.seat_orders import SEATS, instructions, own_measures, repeats
from multipolar.study.seats import ODD, _most, seat_effects
from multipolar.study.seats_page import by_seat, order_lines, seat_lines, seats_table, summary
from multipolar.study.state_share import ACTORS, state_shares
from multipolar.study.windows import Window, take_windows
from proofs.seats import sample

RUNS, SEED, START, MONTHS = 6, 3, "2022-05", 4
ODD_FILE = Path(__file__).parents[2] / "model" / "ODD.md"
"""The description of the model, which another test compares with the model."""


@pytest.fixture(scope="module")
def short():
    return load_scenario("baseline", {"months": 9, "switches.emboldenment": False})


def tried(orders, short, **options):
    return seat_effects(
        orders, scenario=short, start=START, months=MONTHS, runs=RUNS, seed=SEED, **options
    )


def order_of(state, address, action):
    return next(o for o in instructions([state]) if (o.address, o.action) == (address, action))


def test_a_difference_is_that_of_a_scenario_with_the_order(short):
    order = order_of("PRK", "provocation.PRK", "major_attack")
    (effect,) = tried([order], short)
    found = effect.largest
    with_it = replace(short, orders=(*short.orders, Order("PRK", START, order.action, 1)))
    first = 4
    window = (Window(found.measured.measure, first, first + MONTHS),)
    plain, ordered = take_windows([(short, window), (with_it, window)], runs=RUNS, seed=SEED)
    odd_runs = (ordered - plain)[ODD, 0]
    assert found.measured.mean == pytest.approx(float(odd_runs.mean()))
    assert found.measured.pairs == len(odd_runs) == RUNS // 2
    assert np.abs(odd_runs).min() > 0.0
    assert effect.otherwise == 1.0
    assert (found.measured.first, found.measured.last) == (START, "2022-08")


@pytest.fixture(scope="module")
def of_ukraine(short):
    return tried(instructions(["UKR"]), short)


def test_an_order_is_tried_alone_whatever_is_tried_beside_it(short, of_ukraine):
    orders = instructions(["UKR"])
    together = {effect.order: repr(effect) for effect in of_ukraine}
    assert list(together) == list(orders)
    for order in (orders[1], orders[-1]):
        (alone,) = tried([order], short)
        assert repr(alone) == together[order]


def test_what_has_no_effect_says_why(short):
    withhold = order_of("RUS", "licence.PRK", "withhold")
    block = order_of("USA", "congress.USA", "block")
    off, closed = tried([withhold, block], short)
    assert off.why == "the mechanism emboldenment is off"
    assert "congress was not open" in closed.why
    assert (off.largest, off.beyond, off.otherwise) == (None, None, 0.0)
    (line,) = order_lines([off])
    assert line[3] == f"no effect, because {off.why}"


def test_a_measure_that_repeats_an_order_is_nobodys_consequence():
    vote = order_of("ARM", "vote.ARM", "yes")
    assert "vote_margin" in repeats(vote)
    respond = order_of("KOR", "response.korea", "answer")
    assert "escalation_korea" in own_measures(respond) - repeats(respond)
    assert "escalation_taiwan" not in own_measures(respond)
    assert "emboldenment_PRK" not in own_measures(respond)
    for order in instructions(SEATS):
        assert (
            repeats(order) <= own_measures(order) < {n for n, m in MEASURES.items() if m.headline}
        )


def test_every_seat_has_stakes_and_its_choices_and_orders_are_described_and_explained():
    told = ODD_FILE.read_text(encoding="utf-8")
    model = MultipolarModel(load_scenario("baseline", {"months": 3}), runs=2, rng=1, collect=False)
    model.step()
    model.step()
    orders = instructions(SEATS)
    assert set(SEATS) == {order.state for order in orders}
    for order in orders:
        assert f"#### The choice of {order.choice}\n" in told, order.name
        assert re.search(rf"\b{order.action}\b", told), order.name
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", OrderWarning)
            model.order(order.state, order.action, order.address)
        model._orders.clear()
    roster = model.world.roster
    for state in SEATS:
        assert stakes_of(state, roster.role[roster.index(state)]), f"{state} has no stakes"
        explained = model.explain(state).choices
        mine = {(order.choice, order.column) for order in orders if order.state == state}
        assert {(one.name, one.about) for one in explained} <= mine
        always = {
            (one.choice, one.column) for one in model.open_choices(state) if not one.no_effect
        }
        assert always <= mine


def test_the_orders_of_a_few_seats_have_consequences_or_say_why_not():
    assert sample(seed=1) == []


def test_tables_have_a_line_for_each_seat_and_order(short, of_ukraine):
    effects = [*of_ukraine, *tried(instructions(["ARM"]), short)]
    assert [line[0] for line in seat_lines(effects)] == ["UKR", "ARM"] == list(by_seat(effects))
    table = seats_table(effects, RUNS, SEED)
    assert len(table) == len(effects) == len(list(order_lines(effects)))
    assert set(table.largest_verdict) <= {"", "counts", "too small", "cannot tell"}
    assert "of 2 seats move a headline measure" in summary(effects)


def test_the_largest_is_what_surely_goes_farthest_among_measures_that_most_runs_define():
    def row(name, mean, spread, pairs):
        interval = Interval(mean - spread, mean + spread)
        return Difference(
            "a", name, name, "1", START, START, mean, interval, interval, mean, 0.1, pairs
        )  # fmt: skip

    rows = {
        "unsure": row("unsure", 0.9, 1.0, 50),
        "sure": row("sure", -0.5, 0.1, 50),
        "small": row("small", 0.3, 0.0, 50),
        "rare": row("rare", 5.0, 0.1, 10),
        "fixed": replace(row("fixed", 9.0, 0.1, 50), relevant=np.inf),
    }
    assert _most(rows, rows, list(rows)).picked.measure == "sure"
    assert _most(rows, rows, ["unsure", "small"]).verdict == "counts"
    assert _most(rows, rows, ["unsure"]).verdict == "cannot tell"
    assert _most(rows, rows, ["rare", "fixed"]) is None


def test_months_that_a_scenario_does_not_cover_are_refused(short):
    with pytest.raises(ValueError, match="covers 2022-01 to 2022-09"):
        seat_effects([], scenario=short, start="2022-08", months=12, runs=4)


def test_the_state_explains_all_nothing_or_a_share(short):
    shares = state_shares(scenario=short, runs=4, seed=SEED)
    assert {row.actor for row in shares} == set(ACTORS)
    assert [row.choice for row in shares if row.actor == "PRK"][:2] == ["", "provocation"]
    told = [one for row in shares for one in (row.drawn, row.modes) if not np.isnan(one)]
    assert len(told) > 10
    assert all(-1e-12 <= one <= 1.0 for one in told), "entropy is concave"
    assert max(told) > 0.05
