"""The effect scale: the table is whole, and the model shows what it says that it carries."""

import numpy as np
import pytest
from click.testing import CliRunner

from multipolar.cli import main
from multipolar.definition import SHIPPED
from multipolar.loading import load_scenario, under
from multipolar.study import experiments
from multipolar.study.claims import claims
from multipolar.study.effects import Interval, Link, effects, interval_of
from multipolar.study.experiments import Shown, show
from multipolar.study.outcomes import names_in, value_of
from multipolar.study.transforms import TRANSFORMS, Seen

TRIED = [link for link in effects().values() if link.experiment is not None]
SAMPLE = 3
"""Links of the sample; the proof in tests/proofs/effects.py runs all of them."""


def test_the_table_has_every_published_link_with_a_source_and_claims_that_there_are():
    assert len(effects()) == 133
    assert all(link.source and link.evidence and link.claims for link in effects().values())
    named = {claim for link in effects().values() for claim in link.claims}
    assert named <= set(claims())


def test_every_interval_holds_its_value():
    for link in effects().values():
        assert link.interval.low <= link.value <= link.interval.high, link.link_id


def test_a_parameter_names_links_that_there_are_and_a_carried_link_has_a_parameter():
    named = {link for p in SHIPPED.parameters.values() for link in p.effects.split()}
    assert {link for link in named if not link.startswith("link-")} <= set(effects())
    carried = [link for link in effects().values() if link.use == "carried"]
    assert [link.link_id for link in carried if not link.parameters] == []


@pytest.mark.parametrize("link", TRIED, ids=lambda link: link.link_id)
def test_both_worlds_of_an_experiment_load_and_differ(link: Link):
    with_it, without = link.experiment.worlds()
    assert with_it.digest != without.digest
    assert (with_it.start, with_it.months) == (without.start, without.months)
    assert names_in(link.experiment.outcome)


def test_a_sample_of_the_links_shows_what_the_table_says():
    rng = np.random.default_rng(20240630)
    sample = [TRIED[i] for i in sorted(rng.choice(len(TRIED), SAMPLE, replace=False))]
    found = show(sample, runs=100)
    assert [one.effect.link_id for one in found if not one.holds] == []


def test_without_a_lever_the_experiment_shows_nothing():
    link = effects()["AID04"]
    [shown] = show([link], runs=4)
    assert shown.size != 1.0
    seen = Seen(*np.array([0.4, 0.5, 0.3]))
    nothing = {"ratio": 1.0, "inverse": 1.0, "odds_ratio": 1.0, "difference": 0.0, "points": 0.0}
    for name, none in nothing.items():
        assert TRANSFORMS[name](seen, seen, np.asarray(1.0), 3) == none


def test_transforms_turn_made_up_worlds_into_the_published_units():
    with_it, without = Seen(*np.array([0.2, 0.4, 0.1])), Seen(*np.array([0.1, 0.0, 0.0]))
    one = np.asarray(1.0)
    assert TRANSFORMS["ratio"](with_it, without, one, 1) == pytest.approx(2.0)
    assert TRANSFORMS["points"](with_it, without, one, 1) == pytest.approx(10.0)
    assert TRANSFORMS["odds_ratio"](with_it, without, one, 1) == pytest.approx(0.25 / (0.1 / 0.9))
    assert TRANSFORMS["elasticity"](with_it, without, np.asarray(4.0), 1) == pytest.approx(0.5)
    assert TRANSFORMS["half_life"](with_it, without, one, 6) == pytest.approx(3.0)
    assert TRANSFORMS["hazard"](with_it, without, one, 2) == pytest.approx(np.log(4.0) / 2.0)


def test_an_outcome_reads_names_and_arithmetic_only():
    paths = {"a.b": np.array([[1.0, 4.0]]), "c": np.array([[2.0, 2.0]])}
    assert value_of("-a.b / (a.b + c)", paths).tolist() == [[-1 / 3, -2 / 3]]
    assert value_of("a.b >= c", paths).tolist() == [[0.0, 1.0]]
    for wrong in ("a.b ** 2", "[a.b]", "a.b if c else 1", "a.b +"):
        with pytest.raises(ValueError, match="outcome"):
            value_of(wrong, paths)


def _found(use: str, value: float, size: float, low: float, high: float) -> Shown:
    link = effects()["AID04"]
    made_up = Link(
        **{
            **{name: getattr(link, name) for name in link.__dataclass_fields__},
            **{"use": use, "unit": "ratio", "value": value},
            "interval": interval_of("ratio", value, "", ""),
        }
    )
    return Shown(made_up, size, Interval(low, high))


@pytest.mark.parametrize(
    ("use", "value", "size", "verdict", "holds"),
    [
        ("carried", 3.0, 2.1, "agrees", True),
        ("carried", 3.0, 1.5, "outside", False),
        ("carried", 3.0, 1.1, "transmits nothing", False),
        ("sign", 3.0, 1.5, "outside", True),
        ("sign", 3.0, 1.1, "transmits nothing", False),
        ("sign", 3.0, 0.5, "wrong sign", False),
        ("sign", 1.0, 4.0, "wrong sign", False),
    ],
)
def test_a_carried_link_asks_for_the_size_and_a_sign_for_the_direction(
    use, value, size, verdict, holds
):
    shown = _found(use, value, size, size - 0.05, size + 0.05)
    assert (shown.verdict, shown.holds) == (verdict, holds)


def test_a_direction_that_luck_may_bring_does_not_hold():
    assert not _found("sign", 3.0, 1.02, 0.9, 1.1).holds


def test_a_reading_sets_the_parameters_on_which_studies_conflict_and_no_others():
    base = load_scenario("baseline")
    assert under(base, "centre") is base
    conflicted = {name for name, p in SHIPPED.parameters.items() if p.conflicted}
    for reading in ("sceptic", "advocate"):
        read = under(base, reading)
        moved = {n for n, prior in read.parameters.items() if prior != base.parameters[n]}
        assert moved <= conflicted
        assert all(
            read.parameters[n].mode == SHIPPED.parameters[n].under(reading) for n in conflicted
        )


def test_the_command_prints_links_and_json(monkeypatch):
    with monkeypatch.context() as patch:
        made_up = _found("carried", 3.0, 2.1, 2.0, 2.2)
        patch.setattr(experiments, "show", lambda *_, **__: [made_up])
        ran = CliRunner().invoke(main, ["effects", "AID0", "--runs", "4"])
    assert ran.exit_code == 0, ran.output
    assert "AID04" in ran.output
    assert "AID02" in ran.output
    ran = CliRunner().invoke(main, ["effects", "aid04", "--runs", "4", "--json"])
    assert '"link": "AID04"' in ran.output
    ran = CliRunner().invoke(main, ["effects", "AIM04"])
    assert ran.exit_code == 2
    assert "no link is called 'AIM04'" in ran.output
