"""Alignment, evasion, the neighbours and the vote: claims C7, C21 to C25, C38 to C41, C47, C57."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from multipolar.agents.kind import VOTE
from multipolar.rules.alignment import keep_contacts, update_alignment
from multipolar.rules.alignment_parameters import Alignment
from multipolar.rules.evasion import update_evasion, update_legitimacy
from multipolar.rules.neighbours import leave_alliance, press_neighbours, suspicion, update_loyalty
from multipolar.rules.resolutions import close_vote
from multipolar.world import World
from playing import WORLDS, defaults, play, some_parameters, work_out

HOLD_ON_NEIGHBOURS = (press_neighbours, update_loyalty)

PRIORS = some_parameters(Alignment)
NO, ABSTAIN, YES = range(3)
ROLE = "global_south_state"
SHARE = st.floats(0.0, 1.0)


@given(WORLDS, PRIORS)
def test_those_who_are_not_courted_do_not_move(world, p):
    fixed = world.courted == 0.0
    assert fixed.any()
    for rule, name in ((update_alignment, "alignment"), (update_evasion, "evasion")):
        moved = play(rule, world, p)[name]
        assert np.array_equal(moved[:, fixed], world.arrays[name][:, fixed])


@given(WORLDS)
def test_with_nobody_pulling_positions_go_home(world):
    still = defaults(Alignment, west=0.0, russia=0.0, china=0.0, gaza=0.0, pressed_stance=0.0)
    gap = world.alignment - world.start_of_alignment
    after = play(update_alignment, world, still)["alignment"] - world.start_of_alignment
    kept = 1.0 - still.home[0, 0] * world.courted
    assert np.allclose(after, gap * kept)


@given(WORLDS, PRIORS, st.sampled_from(["western_offer", "sponsors_unity"]))
def test_offers_and_unity_of_the_west_never_repel(world, p, pull):
    more = world.arrays[pull] + 0.1
    drawn = play(update_alignment, world, p, **{pull: more})["alignment"]
    assert (drawn >= play(update_alignment, world, p)["alignment"] - 1e-12).all()


@given(WORLDS, PRIORS)
def test_leaders_go_on_meeting_and_contacts_fade_with_a_half_life_of_nine_months(world, p):
    world.membership[...] = world.start_of_membership
    quiet = np.zeros_like(world.contacts_a_month)
    faded = play(keep_contacts, world, p, contacts_a_month=quiet)["contact"]
    assert np.array_equal(faded, world.contact * p.contact_memory)
    assert np.allclose(play(keep_contacts, world, p)["contact"] - faded, world.contacts_a_month)
    met = {name: world.contacts_a_month[world.roster.index(name)] for name in ("KAZ", "CHN", "USA")}
    assert met["KAZ"] > met["CHN"] > met["USA"] == 0.0
    assert pytest.approx(0.5, abs=0.01) == Alignment().contact_memory.item() ** 9


@given(WORLDS, PRIORS)
def test_a_war_in_the_middle_east_costs_the_west_most_where_it_depends_least(world, p):
    world.escalation[:, -1] = 3.0
    hot = world.escalation.copy()
    hot[:, -1] = 9.0
    free = np.zeros_like(world.dependence_on_west)
    tied = np.ones_like(free)
    lost = [
        play(update_alignment, world, p, dependence_on_west=d)["alignment"]
        - play(update_alignment, world, p, dependence_on_west=d, escalation=hot)["alignment"]
        for d in (free, tied)
    ]
    courted = world.courted > 0.0
    assert np.allclose(lost[0][:, courted], 4.0 * p.gaza)
    assert np.allclose(lost[1], 0.0)


@given(WORLDS)
def test_evasion_is_a_share(world):
    base = play(update_evasion, world)["evasion"]
    assert ((base >= 0.0) & (base <= 1.0)).all()


@given(WORLDS)
def test_unity_carries_the_norm_and_a_leaking_regime_wears_it_down(world):
    base = play(update_legitimacy, world)["legitimacy"]
    united = play(update_legitimacy, world, sponsors_unity=np.ones(world.runs))["legitimacy"]
    leaking = play(update_legitimacy, world, leakage=np.ones_like(world.leakage))["legitimacy"]
    assert (united >= base - 1e-12).all()
    assert (leaking <= base + 1e-12).all()


@given(WORLDS)
def test_positions_alone_and_not_loyalty_move_evasion(world):
    near, far = (
        play(update_evasion, world, alignment=np.full_like(world.alignment, x)) for x in (1.0, -1.0)
    )
    assert (near["evasion"] <= far["evasion"] + 1e-12).all()
    assert "loyalty" not in update_evasion.reads


@given(WORLDS, PRIORS)
def test_loyalty_does_not_leave_its_bounds_and_pressure_is_a_share(world, p):
    after = play(HOLD_ON_NEIGHBOURS, world, p)
    assert ((after["pressed"] >= 0.0) & (after["pressed"] <= 1.0)).all()
    assert (after["loyalty"] <= 1.0 + 1e-9).all()
    assert (after["loyalty"] >= -0.002).all()


@given(WORLDS, PRIORS, SHARE, SHARE)
def test_doubt_brings_more_pressure(world, p, one_loyalty, other_loyalty):
    low, high = sorted((one_loyalty, other_loyalty))
    doubtful, loyal = (
        play(press_neighbours, world, p, loyalty=np.full_like(world.loyalty, x))["pressed"]
        for x in (low, high)
    )
    assert (doubtful >= loyal).all()


@given(WORLDS, PRIORS)
def test_dependence_holds_and_nearness_repels(world, p):
    pressing = {
        "restoration_aim": np.ones(world.runs),
        "escalation": np.full_like(world.escalation, 2),
    }
    base = play(update_loyalty, world, p, **pressing)["loyalty"]
    tied = np.ones_like(world.dependence_of_satellite)
    near = np.ones_like(world.proximity_of_satellite)
    assert (
        play(update_loyalty, world, p, dependence_of_satellite=tied, **pressing)["loyalty"]
        >= base - 1e-12
    ).all()
    assert (
        play(update_loyalty, world, p, proximity_of_satellite=near, **pressing)["loyalty"]
        <= base + 1e-12
    ).all()


def test_nobody_votes_without_a_text_and_a_vote_is_closed_after_its_month():
    world = World(2)
    assert not VOTE.open_runs(world).any()
    world.vote_strictness[...] = 0.4
    assert VOTE.open_runs(world).any()
    world.vote_strictness[...] = play(close_vote, world)["vote_strictness"]
    assert not VOTE.open_runs(world).any()


def test_votes_are_written_from_no_to_yes():
    world = World(1)
    part = world.of("north_korea")
    for chosen, code in ((NO, -1.0), (ABSTAIN, 0.0), (YES, 1.0)):
        VOTE.commit(part, np.array([[float(chosen)]]))
        assert part.vote[0, 0] == code


@given(WORLDS, PRIORS)
def test_attention_to_ukraine_draws_the_courted_to_its_side(world, p):
    more = world.sponsors_attention.copy()
    more[:, 0] += 0.1
    seen, base = (
        play(update_alignment, world, p, sponsors_attention=attention)["alignment"]
        for attention in (more, world.sponsors_attention)
    )
    assert np.allclose(seen - base, 0.5 * p.west * 0.1 * world.courted)


@given(WORLDS, PRIORS)
def test_neighbours_slip_away_while_china_squeezes_russia(world, p):
    waiting, squeezing, propping = (
        play(update_loyalty, world, p, posture=np.full(world.runs, code))["loyalty"]
        for code in (0.0, 1.0, 2.0)
    )
    assert np.allclose(waiting - squeezing, 0.001)
    assert np.array_equal(waiting, propping)


@given(WORLDS)
def test_without_leaks_effort_or_disunity_the_norm_goes_home(world):
    quiet = {"effort": np.zeros(world.runs), "sponsors_unity": np.full(world.runs, 0.9)}
    quiet["vote_strictness"] = np.zeros(world.runs)
    norm = play(update_legitimacy, world, **quiet)["legitimacy"]
    assert np.allclose(norm - 0.6, 0.97 * (world.legitimacy - 0.6))


def test_a_vote_that_passes_what_its_text_lets_expect_strengthens_the_norm():
    world = World()
    members = np.flatnonzero(world.un_member)

    def norm(yes, strictness):
        vote = np.zeros_like(world.vote)
        vote[:, members[:yes]] = 1.0
        text = np.full(world.runs, strictness)
        return play(update_legitimacy, world, vote=vote, vote_strictness=text)["legitimacy"].item()

    assert norm(150, 0.4) > norm(136, 0.4) > norm(90, 0.4)
    assert norm(136, 0.75) > norm(136, 0.4)
    assert norm(150, 0.0) == norm(90, 0.0)


def test_pressure_brings_loyal_neighbours_nearer_to_moscow_and_disloyal_ones_to_the_west():
    world = World()
    theirs = np.flatnonzero(world.satellite)
    pressed, left = (
        play(update_alignment, world, pressed=np.full_like(world.pressed, x))["alignment"]
        for x in (1.0, 0.0)
    )
    moved = (pressed - left)[0, theirs]
    assert (np.sign(moved) == np.sign(0.5 - world.loyalty[0])).all()


def test_who_votes_with_the_west_is_drawn_to_it():
    world = World()
    yes, no = (
        play(update_alignment, world, vote=np.full_like(world.vote, v))["alignment"]
        for v in (1.0, -1.0)
    )
    courted = world.courted > 0.0
    assert (yes > no)[:, courted].all()


@given(WORLDS)
def test_a_norm_that_holds_lowers_evasion(world):
    shaky, firm = (
        play(update_evasion, world, legitimacy=np.full(world.runs, x))["evasion"]
        for x in (0.1, 0.9)
    )
    assert (firm <= shaky).all()


@given(WORLDS, PRIORS)
def test_a_neighbour_that_turns_away_brings_pressure_on_the_more_loyal_alone(world, p):
    world.loyalty[...] = world.start_of_loyalty
    turned = world.loyalty.copy()
    turned[:, 0] -= 0.2
    plain, shaken = (
        play(press_neighbours, world, p, loyalty=x)["pressed"] for x in (world.loyalty, turned)
    )
    assert (shaken[:, 1:] >= plain[:, 1:]).all()
    suspected = work_out(suspicion, world, loyalty=turned)
    loyal = world.start_of_loyalty > world.start_of_loyalty[0]
    assert not suspected[:, ~loyal].any()
    assert np.allclose(suspected[:, loyal], 0.2 / (turned.shape[1] - 1))


def test_the_exit_of_armenia_presses_belarus_whose_dependence_holds_it():
    world = World()
    armenia, belarus = (world.roster.labels["satellite"].index(s) for s in ("ARM", "BLR"))
    left = world.loyalty.copy()
    left[:, armenia] = 0.05
    plain, after = (play(HOLD_ON_NEIGHBOURS, world, loyalty=x) for x in (world.loyalty, left))
    assert after["pressed"][0, belarus] > plain["pressed"][0, belarus] + 0.01
    tied = world.dependence_of_satellite.copy()
    tied[belarus] = 1.0
    plain, after = (
        play(HOLD_ON_NEIGHBOURS, world, loyalty=x, dependence_of_satellite=tied)
        for x in (world.loyalty, left)
    )
    assert after["loyalty"][0, belarus] > plain["loyalty"][0, belarus]


def exit_chance(world, p, **changed):
    """Return the chance of leaving, read off the luck at which members just stay."""
    members = world.start_of_membership > 0.0
    low, high = np.zeros_like(world.loyalty), np.ones_like(world.loyalty)
    for _ in range(24):
        middle = (low + high) / 2.0
        stays = play(
            leave_alliance, world, p, membership=np.ones_like(middle), luck=middle, **changed
        )["membership"]
        low, high = np.where(stays > 0.0, low, middle), np.where(stays > 0.0, middle, high)
    return high[:, members]


def test_the_loyal_leave_once_in_decades_and_armenia_of_2024_a_few_times_in_a_hundred_years():
    world = World()
    yearly = {
        loyalty: 12.0
        * exit_chance(world, Alignment(), loyalty=np.full_like(world.loyalty, loyalty))
        for loyalty in (1.0, 0.25)
    }
    assert ((yearly[1.0] > 1 / 120) & (yearly[1.0] < 1 / 40)).all()
    assert ((yearly[0.25] > 0.03) & (yearly[0.25] < 0.08)).all()


@given(WORLDS, PRIORS)
def test_those_with_another_way_leave_sooner(world, p):
    near, far = np.zeros_like(world.loyalty), np.ones_like(world.loyalty)

    def chance(way, distance):
        west = np.full_like(world.west_of_satellite, way)
        return exit_chance(world, p, west_of_satellite=west, distance_from_west=distance)

    assert (chance(0.9, near) > chance(0.1, near)).all()
    assert np.array_equal(chance(0.9, far), chance(0.1, far))


@given(WORLDS, PRIORS)
def test_nobody_joins_and_who_leaves_takes_no_half_part(world, p):
    unlucky, lucky = (
        play(leave_alliance, world, p, luck=np.full_like(world.loyalty, x))["membership"]
        for x in (0.0, 1.0)
    )
    assert not unlucky.any()
    assert np.array_equal(lucky, world.membership)


@given(WORLDS, PRIORS)
def test_the_loyalty_of_one_who_left_returns_to_a_lower_place(world, p):
    """Without the pull of dependence, which is weaker for one who left."""
    p = replace(p, satellite_pull=np.zeros_like(p.satellite_pull))
    member, frozen, gone = (
        play(update_loyalty, world, p, membership=world.start_of_membership * part)["loyalty"]
        for part in (1.0, 0.5, 0.0)
    )
    fall = p.loyalty_return * p.exit_loss * world.start_of_membership
    assert np.allclose(member - gone, fall)
    assert np.allclose(member - frozen, 0.5 * fall)


def test_outsiders_of_2022_cannot_leave_and_five_members_can():
    world = World()
    labels = np.array(world.roster.labels["satellite"])
    assert set(labels[world.start_of_membership > 0.0]) == {"ARM", "BLR", "KAZ", "KGZ", "TJK"}
