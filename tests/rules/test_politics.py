"""Domestic politics: elections of known date, governments drawn, a legislature that may block."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from multipolar import load_scenario
from multipolar.agents.united_states import CONGRESS
from multipolar.model import MultipolarModel
from multipolar.months import month_number
from multipolar.rules.politics import Politics, form_governments, set_line_of_votes
from multipolar.scenario import calendar
from multipolar.world import World, full_roster
from multipolar.world.codes import Election, Government, codes_of
from multipolar.world.tables import read_table
from playing import consider, defaults, play

RUNS = 300
USA = 0
KEPT = ["congress_passes", "government", "new_government", "vote_movement", "aid_gate", "programme"]


def _run(information="author", runs=RUNS, **changes):
    """Return the months of some attributes, (month, run, sponsor), after June 2024."""
    spec = load_scenario("author_2024", {"information": information, "months": 108, **changes})
    model, months = MultipolarModel(spec, runs=runs, rng=5, collect=False), []
    while model.running:
        model.step()
        months.append([model.world.arrays[name].copy() for name in KEPT])
    return dict(zip(KEPT, map(np.array, zip(*months, strict=True)), strict=True))


@pytest.fixture(scope="module")
def author():
    return _run()


def test_nothing_is_drawn_before_july_2024(author):
    past = month_number("2024-06") - month_number("2022-01") + 1
    assert (author["congress_passes"][:past] == 1.0).all()
    assert not author["government"][:past].any()


def test_congress_closes_and_opens_at_rates_within_the_record(author):
    passes = author["congress_passes"][30:, :, USA]
    closes = ((passes[:-1] == 1.0) & (passes[1:] == 0.0)).sum() / (passes[:-1] == 1.0).sum()
    opens = ((passes[:-1] == 0.0) & (passes[1:] == 1.0)).sum() / (passes[:-1] == 0.0).sum()
    assert 0.005 < closes < 0.1
    assert 2.0 < 1.0 / opens < 12.0
    assert (author["congress_passes"][..., USA + 1 :] == 1.0).all()


def test_governments_change_at_elections_with_the_share_of_the_record(author):
    held = sum(event.attribute == "election" for event in calendar("author"))
    changes = author["new_government"].sum(axis=0)
    assert 0.3 < changes.sum(axis=1).mean() / held < 0.55
    assert 0.3 < author["new_government"][36, :, USA].mean() < 0.55
    assert author["new_government"].sum(axis=(1, 2)).nonzero()[0].min() >= 30
    changed = author["government"][-1] != Government.INCUMBENT
    assert (changed == (changes > 0.0)).all()
    assert (author["vote_movement"][-1][~changed] == 0.0).all()
    assert author["vote_movement"].max() <= 1.0


def test_a_transactional_government_lowers_the_programme_and_a_committed_one_does_not(author):
    at, later = 36, 60
    same = (author["new_government"][at + 1 : later, :, USA] == 0.0).all(axis=0)
    kind = author["government"][at, :, USA]
    end = author["programme"][later, :, USA]
    of = {k: end[same & (kind == k)].mean() for k in codes_of(Government).values()}
    assert of[Government.TRANSACTIONAL] < 0.5 * of[Government.INCUMBENT]
    assert of[Government.COMMITTED] > 0.9 * of[Government.INCUMBENT]


def test_without_politics_governments_stay_and_the_gate_stays_as_dated(author):
    without = _run(runs=20, **{"switches.politics": False})
    assert (without["congress_passes"] == 1.0).all()
    assert not without["government"].any()
    assert np.array_equal(without["aid_gate"][:30], author["aid_gate"][:30, :20])
    gate = np.median(without["aid_gate"][:30, :, USA], axis=1)  # in some runs aid winds down
    assert set(gate) == {0.0, 1.0}


def test_where_the_calendar_says_what_congress_did_nothing_of_it_is_drawn():
    full = _run("full", runs=20)
    assert (full["congress_passes"] == 1.0).all()
    assert not full["new_government"][36, :, USA].any()


def test_an_election_taken_away_leaves_all_other_luck_as_it_was(author):
    without = _run(runs=20, **{"without.events": ["election_usa_2024"]})
    assert not without["new_government"][36, :, USA].any()
    others = np.arange(author["government"].shape[-1]) != USA
    kept = author["new_government"][:, :20, others]
    assert np.array_equal(without["new_government"][..., others], kept)
    moved = without["congress_passes"] != author["congress_passes"][:, :20]
    assert moved.any(axis=(0, 2)).sum() <= 1, "its chance alone may move, with who governs"


def test_orders_block_support_and_pass_it_and_cut_a_programme():
    model = MultipolarModel(load_scenario("author_2024"), runs=20, rng=5, collect=False)
    while model.month < "2024-09":
        model.step()
    programme = model.world.programme[:, USA].copy()
    for _ in range(4):
        model.order("USA", "block")
        model.order("USA", "cut")
        model.step()
        assert not model.world.congress_passes[:, USA].any()
    lower = programme * np.exp(-4.0 * model.parameters["support.step"].ravel())
    assert np.allclose(model.world.programme[:, USA], lower)
    model.order("USA", "pass")
    model.step()
    assert model.world.congress_passes[:, USA].all()


@given(st.floats(0.001, 0.5), st.floats(2.0, 50.0))
def test_congress_blocks_and_passes_with_the_chances_that_are_stated(blocking, blocked_for):
    world, p = World(), defaults(Politics, blocking=blocking, blocked_for=blocked_for)
    for passes, chance in ((1.0, 1.0 - blocking), (0.0, 1.0 / blocked_for)):
        level = np.full_like(world.congress_passes, passes)
        given_it = consider(CONGRESS, world, "united_states", {Politics: p}, congress_passes=level)
        assert np.allclose(given_it[..., 1], chance)


def test_the_type_of_a_new_government_follows_its_luck_and_its_line_is_its_own():
    world = World()
    world.election[...] = float(Election.PARLIAMENT)
    lanes = world.election.shape
    p, kinds = defaults(Politics), {}
    for luck in (0.0, 0.45, 0.999):
        all_turn = {"election_luck": np.full(lanes, luck) * p.parliament_turnover}
        formed = play(form_governments, world, p, **all_turn)
        kinds[luck] = set(formed["government"].ravel())
        assert (formed["new_government"] == 1.0).all()
        assert not formed["election"].any()
        line = play(set_line_of_votes, world, p, **all_turn)["vote_movement"]
        assert ((line > 0.0) == (luck > 0.0)).all()
    assert kinds == {0.0: {1.0}, 0.45: {2.0}, 0.999: {3.0}}
    stay = play(form_governments, world, p, election_luck=np.full(lanes, 0.5))
    assert not stay["new_government"].any()


def test_one_number_decides_change_type_and_line_as_three_would():
    world, p = World(2_000), defaults(Politics)
    world.election[...] = float(Election.PARLIAMENT)
    luck = np.linspace(0.0, 1.0, world.runs, endpoint=False)[:, None] * np.ones_like(world.election)
    formed = play(form_governments, world, p, election_luck=luck)
    line = play(set_line_of_votes, world, p, election_luck=luck)["vote_movement"]
    new = formed["new_government"] > 0.0
    assert np.isclose(new.mean(), p.parliament_turnover, atol=0.01)
    for kind, mean in ((Government.COMMITTED, 0.2 / 3), (Government.TRANSACTIONAL, 0.5)):
        theirs = new & (formed["government"] == kind)
        assert np.isclose(line[theirs].mean(), mean, atol=0.01), kind


def test_elections_are_of_sponsors_and_each_government_has_a_row():
    sponsors = set(full_roster().labels["sponsor"])
    rows = read_table("elections.csv", "multipolar.scenario")
    assert {row["iso3"] for row in rows} <= sponsors
    assert all("2024-06" < row["month"] <= row["office"] <= "2031-02" for row in rows)
    rows = read_table("governments.csv")
    assert {row["type"] for row in rows} == set(codes_of(Government))
