"""The veto: when Russia may end the panel of experts on North Korea, and what follows."""

import numpy as np
import pytest

from multipolar import MultipolarModel
from multipolar.loading import load_scenario
from multipolar.model import OrderWarning
from multipolar.rules import veto

ONE = np.ones((1, 1))
GONE = {"without.events": ["veto_1718_panel"]}


def play(until, *orders, runs=60, **changes):
    """Return a model on the eve of a month, with orders of Russia by month on the way."""
    model = MultipolarModel(
        load_scenario("baseline", changes), runs=runs, parameters="default", rng=1, collect=False
    )
    while model.month != until:
        for month, action in orders:
            if model.month == month:
                model.order("RUS", action, choice="veto")
        model.step()
    return model


def panel(model):
    """Return whether the panel has ended, by run, and what is seen of North Korea."""
    at = model.world.roster.index("PRK", "target")
    world = model.world
    return world.panel_ended, world.monitoring[:, at], world.monitoring_ceiling[:, at]


def test_who_buys_more_shells_vetoes_the_rather_and_who_buys_none_seldom():
    p = veto.Veto()
    shells = np.array([[0.0], [0.1], [0.28]])
    utility = veto.custom_of_renewals.function(p) + veto.cover_for_purchases.function(shells, p)
    chance = 1.0 / (1.0 + np.exp(utility[:, 0, 0] - utility[:, 0, 1]))
    assert chance[0] == pytest.approx(p.usual[0, 0])
    assert chance[0] < chance[1] < chance[2] == pytest.approx(0.75, abs=0.02)


def test_an_order_ends_the_panel_or_keeps_it_and_a_veto_blinds_the_monitors_of_north_korea_alone():
    ended, seen, ceiling = panel(before := play("2024-03"))
    assert not ended.any()
    lost, blind, low = panel(model := play("2024-04"))
    kept, _, high = panel(other := play("2024-04", ("2024-03", "let_pass"), **GONE))
    assert lost.all()
    assert not kept.any()
    assert (low == veto.Veto().left[0, 0]).all()
    assert (high == ceiling).all()
    assert seen - blind == pytest.approx(veto.Veto().loss[0, 0], abs=0.03)
    others = np.delete(np.arange(3), before.world.roster.index("PRK", "target"))
    assert (model.world.monitoring == other.world.monitoring)[:, others].all()


def test_russia_decides_for_itself_where_its_veto_is_taken_away_and_anew_while_the_panel_lives():
    model = play("2024-04", **GONE)
    first = panel(model)[0].copy()
    assert 0.4 < first.mean() < 1.0
    assert set(model.state("RUS").decisions["veto", "RUS"].action) == {"let_pass", "veto"}
    for _ in range(11):
        model.step()
    assert (panel(model)[0] == first).all()
    ceiling = panel(model)[2].copy()
    model.step()
    asked = model.state("RUS").decisions["veto", "RUS"].action != ""
    assert (asked == (first == 0.0)).all()
    then, _, low = panel(model)
    assert first.sum() < then.sum()
    assert (low < ceiling)[then > first].all()
    assert (low == ceiling)[then == first].all()


def test_in_other_months_and_after_a_veto_nobody_can_veto():
    for until in ("2024-02", "2025-03"):
        model = play(until, runs=3)
        said = {choice.address: choice for choice in model.open_choices("RUS")}["veto.RUS"]
        assert set(said.no_effect) == {"let_pass", "veto"}
        before = panel(model)[2].copy()
        model.order("RUS", "veto", choice="veto")
        with pytest.warns(OrderWarning, match="veto was not open"):
            model.step()
        assert (panel(model)[2] == before).all()


def test_without_the_mechanism_the_panel_lives():
    ended, _, ceiling = panel(play("2024-04", **{"switches.veto": False}))
    assert not ended.any()
    assert (ceiling > veto.Veto().left[0, 0]).all()
