"""A state is a Mesa agent and a live view of the world."""

import numpy as np
import pytest

from multipolar import MultipolarModel
from multipolar.agents import AGENT_CLASSES, KINDS, base
from multipolar.rules import SWITCHES
from multipolar.world import World, world
from multipolar.world.roles import roles
from multipolar.world.roster import full_roster


@pytest.fixture
def one(short):
    return MultipolarModel(short, rng=1)


@pytest.fixture
def many(short):
    return MultipolarModel(short, runs=4, rng=1)


def test_every_role_has_its_class_and_every_state_its_agent(one):
    assert [kind.role for kind in AGENT_CLASSES] == [kind.role for kind in KINDS] == list(roles())
    assert [kind.__name__ for kind in AGENT_CLASSES] == [kind.name for kind in KINDS]
    assert [agent.iso3 for agent in one.agents] == list(full_roster().iso3)
    for agent in one.agents:
        assert agent.role == full_roster().role[full_roster().index(agent.iso3)]
        assert repr(agent) == f"<{type(agent).__name__} {agent.iso3}>"


def test_in_one_run_a_value_is_a_plain_number(one):
    assert isinstance(one.state("PRK").status, float)
    assert isinstance(one.state("BRA").gdp, float)


def test_in_many_runs_a_value_is_a_read_only_array_over_the_runs(many):
    value = many.state("PRK").status
    assert value.shape == (4,)
    with pytest.raises(ValueError, match="read-only"):
        value[0] = 0.5
    assert isinstance(many.state("PRK").autocracy, float)


def test_a_value_follows_the_world_month_by_month_and_old_values_stay(one):
    seen = []
    while one.running:
        one.step()
        seen.append(one.state("FRA").attention)
    assert len({tuple(value.ravel()) for value in seen}) == len(seen)
    place = one.world.roster.index("FRA", "sponsor")
    assert np.array_equal(seen[-1].ravel(), one.world.attention[0, place])


def test_assigning_a_value_changes_the_world(many):
    agent = many.state("IRN")
    agent.status = 0.5
    assert (many.world.status[:, 3] == 0.5).all()
    agent.status = np.array([0.1, 0.2, 0.3, 0.4])
    assert agent.status.tolist() == [0.1, 0.2, 0.3, 0.4]
    assert (many.world.status[:, 2] == World().status[0, 2]).all()


@pytest.mark.parametrize("value", [-0.1, 1.1, np.nan, [0.5, 2.0, 0.5, 0.5]])
def test_a_value_out_of_bounds_is_refused_and_nothing_changes(many, value):
    before = many.world.status.copy()
    with pytest.raises(ValueError, match="allowed: 0 to 1"):
        many.state("IRN").status = value
    assert np.array_equal(many.world.status, before)


def test_a_fact_cannot_be_assigned(one):
    with pytest.raises(AttributeError, match="fact"):
        one.state("IRN").autocracy = 0.1


def test_a_state_lacks_what_its_role_does_not_own(one):
    assert not hasattr(one.state("BRA"), "status")
    assert not hasattr(one.state("BRA"), "no_such_thing")
    with pytest.raises(AttributeError, match="only challengers"):
        one.state("BRA").status  # noqa: B018


def test_users_may_hang_things_of_their_own_on_an_agent(one):
    one.state("BRA").mark = "seen"
    assert one.state("BRA").mark == "seen"
    with pytest.raises(AttributeError, match=r"'statuss'\. Did you mean 'status'"):
        one.state("PRK").statuss = 0.9


def test_copying_asks_for_no_near_names(one, monkeypatch):
    """A fork asks two hundred agents for names that there are not."""
    for module in (base, world):
        monkeypatch.setattr(module, "hint", lambda *_: pytest.fail("looked for near names"))
    one.fork()
    assert not hasattr(one.world, "__deepcopy__")


def test_arrays_of_the_world_stay_where_rules_hold_them(one):
    with pytest.raises(AttributeError, match="change its numbers"):
        one.world.escalation = np.zeros((1, 4))
    with pytest.raises(AttributeError, match=r"'escalatn'\. Did you mean 'escalation'"):
        one.world.escalatn = np.zeros((1, 4))


def test_a_role_is_a_live_view_of_the_world():
    world = World(3)
    for kind in AGENT_CLASSES:
        for name in ("ideal_point", "gdp"):
            assert np.shares_memory(getattr(world.of(kind), name), world.arrays[name])
    part = world.of("north_korea").status
    assert part.shape == (3, 1)
    part[...] = 0.9
    assert (world.status[:, 1] == 0.9).all()


CHOICES = [(kind, choice) for kind in AGENT_CLASSES for choice in kind.choices]


def deciders(name):
    """Return who or what each choice of this name is about."""
    world = World()
    return [
        label
        for kind, choice in CHOICES
        if choice.name == name
        for label in choice.columns(world, kind.role)
    ]


@pytest.mark.parametrize(("kind", "choice"), CHOICES)
def test_a_choice_has_options_wants_and_luck_of_its_own(kind, choice):
    assert len(choice.actions) == len(set(choice.actions)) >= 2
    assert choice.wants
    assert choice.switch in SWITCHES
    for label in choice.columns(World(), kind.role):
        assert full_roster().has(label, choice.luck.axis)


def test_choices_of_one_stream_are_about_different_columns():
    for name in {choice.name for _, choice in CHOICES}:
        labels = deciders(name)
        assert len(labels) == len(set(labels)), name


def test_the_challengers_provoke_and_every_theatre_has_its_answer():
    assert deciders("provocation") == ["RUS", "PRK", "CHN", "IRN"]
    assert sorted(deciders("response")) == ["korea", "middle_east", "taiwan", "ukraine"]


def test_every_state_but_taiwan_votes_for_itself():
    assert set(full_roster().iso3) - set(deciders("vote")) == {"TWN"}


def test_russia_licenses_its_clients_china_takes_a_posture_and_iran_bargains():
    assert deciders("licence") == ["PRK", "IRN"]
    assert deciders("posture") == ["CHN"]
    assert deciders("bargain") == ["IRN"]


@pytest.mark.parametrize("kind", AGENT_CLASSES)
def test_every_class_says_who_it_is(kind):
    assert (kind.__doc__ or "").strip().endswith(".")
    assert all(claim[0] == "C" and claim[1:].isdigit() for claim in kind.claims)
