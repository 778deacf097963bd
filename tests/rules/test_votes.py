"""The vote, how texts arrive, and whom the great powers court: claims C21 to C23."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from multipolar.agents.kind import EFFORT, VOTE
from multipolar.loading import load_scenario
from multipolar.model import MultipolarModel
from multipolar.rules.alignment_parameters import Alignment
from multipolar.rules.courting import (
    WOOED,
    beside_an_even_budget,
    concentrate,
    focus_of_china,
    focus_of_russia,
    focus_of_west,
    pull_of_courting,
    save_effort,
)
from multipolar.rules.resolutions import rate_of_texts, table_text, watch_war
from multipolar.rules.votes import (
    mood_of_bloc,
    move_own_position,
    position_on_text,
    set_thresholds,
)
from multipolar.rules.votes_parameters import Votes
from multipolar.world import World
from multipolar.world.roster import make_roster
from playing import WORLDS, consider, defaults, play, some_parameters, work_out

PRIORS = some_parameters(Votes)
NO, ABSTAIN, YES = range(3)
TEXT = st.floats(0.05, 1.0)


def chances(p, strictness, world=None, **changed):
    """Return the chances of no, abstention and yes of every state, shape (state, action)."""
    world = world or World()
    text = {"vote_strictness": np.full(world.runs, strictness)}
    levels = play(set_thresholds, world, p, **text, **changed)
    return consider(VOTE, world, "global_south_state", {Votes: p}, **text, **levels, **changed)[0]


@given(PRIORS, TEXT, TEXT)
def test_a_strict_text_costs_support_and_brings_opposition(p, one, other):
    mild, strict = (chances(p, text) for text in sorted((one, other)))
    for chance in (mild, strict):
        assert np.allclose(chance.sum(axis=-1), 1.0)
        assert (chance >= 0.0).all()
    assert (strict[:, YES] <= mild[:, YES] + 1e-9).all()
    assert (strict[:, NO] >= mild[:, NO] - 1e-9).all()


@given(PRIORS, TEXT)
def test_when_the_war_cools_support_never_rises(p, text):
    world = World()
    hot, cold = (
        chances(p, text, world, escalation=np.full_like(world.escalation, level))
        for level in (9.0, 1.0)
    )
    assert (cold[:, YES] <= hot[:, YES] + 1e-9).all()


@given(PRIORS, st.floats(-0.3, 0.3), TEXT)
def test_who_stands_nearer_to_kyiv_votes_so(p, shift, text):
    world = World()
    near, far = (
        chances(p, text, world, alignment=world.start_of_alignment + np.array([[x]]))
        for x in sorted((shift, 0.0), reverse=True)
    )
    assert (near[:, YES] >= far[:, YES] - 1e-9).all()
    assert (near[:, NO] <= far[:, NO] + 1e-9).all()


@given(st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_the_further_a_government_moves_the_less_a_sponsor_votes_for_the_text(one, other):
    world = World()
    usa = world.roster.index("USA")
    faithful, moved = (
        chances(Votes(), 0.75, world, vote_movement=np.full_like(world.vote_movement, w))[usa]
        for w in sorted((one, other))
    )
    assert moved[YES] <= faithful[YES] + 1e-9
    assert moved[NO] >= faithful[NO] - 1e-9


def test_the_united_states_vote_by_their_government():
    world = World()
    usa = world.roster.index("USA")
    gone = np.ones_like(world.vote_movement)
    assert chances(Votes(), 0.4, world)[usa, YES] > 0.99
    assert chances(Votes(), 0.75, world, vote_movement=gone)[usa, NO] > 0.2


def test_who_left_the_csto_is_freed_in_its_vote():
    world = World()
    armenia = world.roster.index("ARM")
    stays, left = (
        work_out(position_on_text, world, membership=world.membership * x)[0, armenia]
        for x in (1.0, 0.0)
    )
    assert np.isclose(left - stays, Votes().alliance.item())


@given(st.floats(-2.0, 2.0), st.floats(0.1, 2.0))
def test_a_bloc_moves_together_and_whoever_has_none_stays(luck, spread):
    world = World()
    blocs = world.roster.labels["bloc"]
    drawn = np.zeros((1, len(blocs)))
    drawn[:, blocs.index("asean")] = luck
    felt = work_out(mood_of_bloc, world, defaults(Votes, bloc_spread=spread), luck=drawn)[0]
    members = world.in_bloc[blocs.index("asean")] > 0.0
    assert members[world.roster.index("VNM")]
    assert members.sum() == 10
    assert np.allclose(felt[members], spread * luck)
    assert not felt[~members].any()
    assert (world.in_bloc.sum(axis=0) <= 1.0).all()
    assert not world.in_bloc[:, world.roster.index("USA")].any()


def test_contacts_and_neighbours_are_off_and_move_votes_in_an_experiment():
    world = World()
    met = np.full_like(world.contact, 1.5)
    plain = work_out(position_on_text, world)
    assert np.array_equal(plain, work_out(position_on_text, world, contact=met))
    heard = work_out(position_on_text, world, defaults(Votes, contacts=0.5), contact=met)
    assert (heard < plain).all()
    example = np.ones_like(world.vote)
    followed = work_out(position_on_text, world, defaults(Votes, peers=0.5), vote=example)
    assert np.allclose(followed - plain, 0.5)


@given(WORLDS, PRIORS)
def test_own_positions_return_slowly_and_the_doubt_is_drawn_once(world, p):
    world.position_unknown[...] = 0.0
    drawn = play(move_own_position, world, p)
    assert np.allclose(drawn["own_position"], np.exp(-3.0 / p.memory) * world.own_position)
    low, high = (
        play(
            move_own_position,
            world,
            p,
            position_unknown=np.ones(world.runs),
            luck=np.full_like(world.own_position, u),
        )["own_position"]
        for u in (0.1, 0.9)
    )
    assert (high > low).all()
    assert not drawn["position_unknown"].any()


def test_texts_arrive_after_a_step_of_the_war_in_february_and_only_when_they_may():
    world = World()
    open_ = {"texts_open": np.ones(1)}
    quiet = work_out(rate_of_texts, world, month_of_year=np.full(1, 7.0), **open_).item()
    yearly = work_out(rate_of_texts, world, month_of_year=np.full(1, 2.0), **open_).item()
    called = work_out(
        rate_of_texts, world, month_of_year=np.full(1, 7.0), text_window=np.ones(1), **open_
    ).item()
    assert quiet < yearly < called
    assert not work_out(rate_of_texts, world, month_of_year=np.full(1, 2.0)).any()
    lucky = np.zeros((1, 4))
    first = {"text_window": np.ones(1), "texts_in_window": np.zeros(1)}
    kinds = {"kind_luck": np.full((1, 4), 0.3), "between_luck": np.full((1, 4), 0.9)}
    text = play(table_text, world, luck=lucky, **first, **kinds, **open_)["vote_strictness"]
    assert text.item() == 0.4
    later = {**first, "texts_in_window": np.ones(1)}
    text = play(table_text, world, luck=lucky, **later, **kinds, **open_)["vote_strictness"]
    assert text.item() == 0.75


def test_a_step_of_the_war_opens_a_window_of_two_months():
    world = World()
    world.war_last_month[...] = world.escalation[:, 0] - 2.5
    assert play(watch_war, world)["text_window"].item() == 2.0
    world.war_last_month[...] = world.escalation[:, 0]
    world.text_window[...] = 2.0
    assert play(watch_war, world)["text_window"].item() == 1.0


@given(st.sampled_from(list(WOOED.values())), st.floats(0.0, 1.0))
def test_the_budget_of_courting_is_finite(part, share):
    world = World()
    beside = beside_an_even_budget.function(world.region, world.courted)
    focus = concentrate(np.full((1, 1), float(part)), 1.0, beside, np.array([[share]]))
    theirs = world.courted[np.flatnonzero(world.courted)[0] :][: focus.shape[1]] > 0.0
    assert np.isclose(focus[0, theirs].mean(), 1.0)
    even = concentrate(np.zeros((1, 1)), 1.0, beside, np.array([[share]]))
    assert (even == 1.0).all()


def test_whom_the_west_courts_is_drawn_to_it_and_whom_china_courts_away():
    world = World()
    plain = work_out(pull_of_courting, world)
    assert not plain.any()
    for who, sign in (("USA", 1.0), ("CHN", -1.0)):
        chosen = world.courting.copy()
        chosen[:, world.roster.index(who)] = float(WOOED["africa"])
        more = work_out(focus_of_west, world, courting=chosen) if who == "USA" else None
        pull = work_out(pull_of_courting, world, courting=chosen)
        first = np.flatnonzero(world.courted)[0]
        theirs = world.region[first : first + pull.shape[1]] == WOOED["africa"]
        assert (
            sign * pull[0, theirs & (world.courted[first : first + pull.shape[1]] > 0)] >= 0
        ).all()
        assert more is None or more.max() > 1.0
    none = defaults(Alignment, west=0.0, china=0.0)
    assert not work_out(pull_of_courting, world, none, courting=chosen).any()


def _until(month, spec, runs=4, **more):
    model = MultipolarModel(spec, runs=runs, parameters="default", collect=False, rng=5, **more)
    voted = []
    while (now := model.month) <= month:
        model.step()
        voted.append((now, model.world.text_voted.copy(), model.world.vote.copy()))
    return model, voted


def test_texts_are_drawn_after_june_2024_alone_and_not_where_the_contest_is_off():
    spec = load_scenario("baseline")
    spec = replace(
        spec,
        events=tuple(
            e for e in spec.events if e.month <= "2024-06" and e.name != "texts_may_come_dated"
        ),
    )
    _, voted = _until("2026-06", spec, runs=24)
    dated = {e.month for e in spec.events if e.attribute == "vote_strictness"}
    for month, text, _ in voted:
        if month <= "2024-06":
            assert (text > 0.0).all() == (text > 0.0).any() == (month in dated)
    drawn = np.array([text > 0.0 for month, text, _ in voted if month > "2024-06"])
    assert 0 < drawn.sum() < drawn.size
    off = replace(spec, switches={**spec.switches, "alignment": False})
    _, quiet = _until("2026-06", off, runs=2)
    assert not np.array([text for month, text, _ in quiet if month > "2024-06"]).any()


def test_an_absent_state_changes_nobody_elses_luck_in_the_vote():
    spec = load_scenario("baseline")
    whole, _ = _until("2022-03", spec)
    states = tuple(s for s in whole.world.roster.iso3 if s != "BRA")
    part, _ = _until("2022-03", replace(spec, states=states))
    kept = [whole.world.roster.index(s) for s in part.world.roster.iso3]
    same = whole.world.own_position[:, kept] == part.world.own_position
    assert same.all()
    assert make_roster(states).iso3 == part.world.roster.iso3


def test_strong_effort_is_paid_for_by_what_was_saved_and_effort_rises_with_a_vote_at_stake():
    world = World()

    def levels(saved, window):
        saved = np.full_like(world.effort_saved, saved)
        window = np.full(world.runs, window)
        return consider(EFFORT, world, "russia", effort_saved=saved, text_window=window)[0, 0]

    poor, rich, called = levels(0.0, 0.0), levels(1.0, 0.0), levels(1.0, 2.0)
    assert poor[2] == 0.0
    assert rich[2] == rich[0] > 0.0
    assert np.isclose((called[2] / called[1]) / (rich[2] / rich[1]), Alignment().stake_of_vote)


@given(st.lists(st.sampled_from([0, 1, 2]), max_size=40))
def test_nobody_spends_more_effort_than_its_budgets(wanted):
    world = World()
    world.effort_saved[...] = 0.0
    spent = 0
    for quarter, level in enumerate(wanted, start=1):
        level = min(level, int(1 + world.effort_saved[0, 0]))
        spent += level
        world.effort_saved[...] = play(
            save_effort, world, courting_effort=np.full_like(world.courting_effort, level)
        )["effort_saved"]
        assert spent + world.effort_saved[0, 0] <= quarter


def test_whoever_spends_no_effort_on_courting_pulls_nobody():
    world = World()
    for focus, name in ((focus_of_russia, "RUS"), (focus_of_china, "CHN"), (focus_of_west, "USA")):
        spent = world.courting_effort.copy()
        spent[:, world.roster.index(name)] = 0.0
        assert not work_out(focus, world, courting_effort=spent).any()
        spent[:, world.roster.index(name)] = 2.0
        assert (work_out(focus, world, courting_effort=spent) == 2.0).all()
