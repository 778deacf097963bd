"""The picture of a decision says what the explanation says, and can be read on a projector."""

import dataclasses
import io

import numpy as np
import pytest
from matplotlib.image import imread

from drawing import assert_as_stored, differs
from multipolar import MultipolarModel
from multipolar.agents.explained_choice import Term
from multipolar.figures.decision import COLOURS, HATCHES, decision


def explained(spec, runs, state="PRK", order=None):
    model = MultipolarModel(spec, runs=runs, collect=False, rng=1)
    if order is not None:
        model.order(state, order)
    model.step()
    return model.explain(state)


@pytest.fixture(scope="module")
def several(short):
    return explained(short, 8)


@pytest.fixture(scope="module")
def single(short):
    return explained(short, 1)


def words(figure):
    texts = [text.get_text() for text in figure.texts]
    texts += [text.get_text() for text in figure.legends[0].get_texts()]
    for panel in figure.axes:
        texts += [tick.get_text() for tick in panel.get_xticklabels()]
        texts += [text.get_text() for text in panel.texts]
    return " ".join(texts).replace("\n", " ")


def test_the_footer_says_how_a_nested_choice_is_made(several):
    nested = several.only("provocation")
    assert "P ∝ exp(total / τ), first over nests, then within" in words(decision(nested))
    assert "over nests" not in words(decision(made_up(several, 1.0)))


def made_up(explanation, height):
    """Return the explanation with terms and chances that no rule gives."""
    [choice] = explanation.only("provocation").choices
    run, action = np.ogrid[:8, :5]
    terms = tuple(
        Term(term.rule, height * np.cos(2.0 * place + action + 0.1 * run))
        for place, term in enumerate(choice.terms)
    )
    chance = np.full((8, 5), 0.2)
    same = dataclasses.replace(
        choice,
        terms=terms,
        probability=chance,
        temperature=np.ones(8),
        nests=(),
        chosen=np.arange(8) % 5,
    )
    return dataclasses.replace(explanation, choices=(same,))


def test_it_looks_as_it_did(several, tmp_path):
    assert_as_stored("decision", decision(made_up(several, 1.0)), tmp_path)
    assert differs("decision", decision(made_up(several, -1.0)), tmp_path) is not None


def test_it_is_drawn_at_1280_by_720_and_is_not_blank(several):
    buffer = io.BytesIO()
    decision(several).savefig(buffer, format="png")
    buffer.seek(0)
    image = imread(buffer)
    assert image.shape[:2] == (720, 1280)
    assert np.mean((image[..., :3] < 0.95).any(axis=-1)) > 0.05


def test_the_bars_of_an_action_add_up_to_its_total(single):
    panel = decision(single).axes[0]
    heights = np.array([[bar.get_height() for bar in bars] for bars in panel.containers[:-1]])
    assert np.allclose(heights.sum(axis=0), single.choices[0].total[0], atol=0.02)


def test_terms_for_an_action_stand_above_zero_and_terms_against_it_below(several):
    panel = decision(several).axes[0]
    for bars in panel.containers[:-1]:
        for bar in bars:
            ends = sorted((bar.get_y(), bar.get_y() + bar.get_height()))
            assert ends[0] >= -1e-9 if bar.get_height() >= 0 else ends[1] <= 1e-9


def test_it_names_terms_with_their_claims_and_those_without_a_say(several):
    figure = decision(several)
    legend = [text.get_text().split("\n")[0] for text in figure.legends[0].get_texts()]
    silent = next(t.get_text() for t in figure.texts if t.get_text().startswith("zero this month"))
    for term in several.choices[0].terms:
        says = np.abs(np.median(term.utility, axis=0)).max() >= 0.005
        assert term.name.replace("_", " ") in (legend if says else silent.split("\n")[1:])
    assert "nerve (C8)" in words(figure)


def test_probability_and_choice_stand_under_each_action(several, single):
    choice = several.choices[0]
    said = words(decision(several))
    for action, share in enumerate(choice.taken):
        median = 100 * np.median(choice.probability[:, action])
        assert f"P = {median:.1f} %" in said
        assert f"chosen in {100 * share:.0f} %" in said
    one = words(decision(single))
    assert one.count("▲ chosen") == 1
    assert "chosen in" not in one


def test_an_order_is_marked_as_ordered(short):
    for runs in (1, 3):
        said = words(decision(explained(short, runs, order="missile_test")))
        assert said.count("▲ ordered") == 1
        assert "chosen" not in said


def test_totals_that_leave_the_axis_are_written(single):
    figure = decision(single)
    low, high = figure.axes[0].get_ylim()
    total = single.choices[0].total[0]
    out = [value for value in total if value < low]
    assert out
    assert total.max() < high
    said = words(figure)
    for value in out:
        assert f"↓ {value:.2f}".replace("-", "−") in said


def test_of_several_runs_a_total_that_leaves_the_axis_has_its_interval(several):
    figure = decision(several)
    foot, choice = figure.axes[0].get_ylim()[0], several.choices[0]
    low, middle, high = np.quantile(choice.total, (0.05, 0.5, 0.95), axis=0)
    out = np.flatnonzero(middle < foot)
    assert out.size
    for action in out:
        ends = f"[{low[action]:.2f}, {high[action]:.2f}]".replace("-", "−")
        assert ends in words(figure)


def test_the_source_line_names_runs_seed_and_what_it_is_not(several):
    said = words(decision(several))
    for part in ("8 runs", "seed 1", "2022-01", "no forecast", "5-95 %"):
        assert part in said


def test_a_choice_about_two_clients_has_two_panels_with_one_axis(short):
    panels = decision(explained(short, 3, "RUS"), "licence").axes
    assert [panel.get_title(loc="left").split(",")[0] for panel in panels] == [
        "licence (PRK)",
        "licence (IRN)",
    ]
    assert panels[0].get_ylim() == panels[1].get_ylim()


def test_a_choice_that_was_not_made_is_refused(single):
    with pytest.raises(ValueError, match="made no choice 'posture'"):
        decision(single, "posture")


def test_no_two_terms_look_alike():
    assert len(COLOURS) * len(HATCHES) == np.lcm(len(COLOURS), len(HATCHES))
