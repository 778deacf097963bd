"""An explanation says, term by term, why a state chose what it chose."""

import json

import numpy as np
import pytest

from multipolar import MultipolarModel
from multipolar.agents import AGENT_CLASSES
from multipolar.agents.choice_group import BARRED
from multipolar.figures.decision import decision as picture
from multipolar.rules.forms import nested

RUNS = 6


@pytest.fixture(scope="module")
def stepped(short):
    """Return a model of several runs after three months; the third month has a vote."""
    model = MultipolarModel(short, runs=RUNS, first_run=3, collect=False, rng=1)
    for _ in range(3):
        model.step()
    return model


@pytest.fixture
def model(short):
    return MultipolarModel(short, collect=False, rng=1)


def choices(explanation):
    return {(choice.name, choice.about): choice for choice in explanation.choices}


def test_the_terms_add_up_to_what_the_model_decided_by(stepped):
    for state in ("PRK", "RUS", "CHN", "KOR", "UKR", "BRA"):
        for choice in stepped.explain(state).choices:
            total = sum(term.utility for term in choice.terms)
            assert total.shape == (RUNS, len(choice.actions))
            assert np.allclose(choice.total, total)
            weighed = np.where(choice.allowed, total / choice.temperature[:, None], BARRED)
            again = nested(weighed, choice.nests)
            assert np.allclose(again, choice.probability), (state, choice.name)
            assert bool(choice.nests) == (choice.name == "provocation")


def test_a_nested_choice_shows_whether_and_how(stepped):
    """The chance of an action is that of its nest times that within it, and the text says both."""
    provocation = choices(stepped.explain("PRK"))["provocation", "PRK"]
    assert np.allclose(provocation.of_nest * provocation.within_nest, provocation.probability)
    first_of_each = [provocation.nests.index(nest) for nest in dict.fromkeys(provocation.nests)]
    assert np.allclose(provocation.of_nest[:, first_of_each].sum(axis=1), 1.0)
    rows = {row[0]: row[2:] for row in provocation.rows()}
    assert rows["nest"] == provocation.nests
    assert {"chance of the nest", "chance within it"} <= set(rows)
    vote = choices(stepped.explain("PRK"))
    plain = next(choice for choice in vote.values() if not choice.nests)
    assert (plain.of_nest == 1.0).all()
    assert not {"nest"} & {row[0] for row in plain.rows()}


def test_every_term_has_its_meaning_and_the_claims_of_its_rule(stepped):
    provocation = choices(stepped.explain("PRK"))["provocation", "PRK"]
    claims = {term.name: term.rule.claims for term in provocation.terms}
    assert claims["licence"] == ("C29",)
    assert claims["shipped_away"] == ("C43",)
    assert all(meaning.endswith(".") for _, meaning in provocation.meanings())


def test_every_choice_of_the_month_is_explained_to_the_state_that_made_it(stepped):
    seen = {state: set(choices(stepped.explain(state))) for state in ("RUS", "CHN", "KOR", "TWN")}
    assert {("provocation", "RUS"), ("licence", "PRK"), ("licence", "IRN")} <= seen["RUS"]
    assert {("provocation", "CHN"), ("posture", "CHN"), ("vote", "CHN")} <= seen["CHN"]
    assert {("aid", "KOR"), ("response", "korea"), ("vote", "KOR")} <= seen["KOR"]
    assert {("response", "taiwan")} <= seen["TWN"]
    made = {
        (owner, choice, about)
        for (_, choice), decision in stepped.decisions.items()
        for owner, about in zip(decision.owners, decision.columns, strict=True)
    }
    for state, said in seen.items():
        assert said == {(choice, about) for owner, choice, about in made if owner == state}


def test_an_action_that_could_not_be_taken_is_said_to_be_barred(stepped, model):
    answer = choices(stepped.explain("PRK"))["answer_threat", "PRK"]
    barred_in = ~answer.allowed[:, 1]
    assert barred_in.any(), "in few runs a threat stands in the first months"
    assert (answer.probability[barred_in, 1] == 0.0).all()
    share = barred_in.mean()
    barred = {row[0]: row[2:] for row in answer.rows()}["barred, share of runs"]
    assert [float(cell.split()[0]) for cell in barred] == pytest.approx(
        [0.0, 100.0 * share], abs=0.1
    )
    assert answer.to_dict()["barred_share_of_runs"] == pytest.approx([0.0, share])
    model.step()
    alone = choices(model.explain("PRK"))["answer_threat", "PRK"]
    assert {row[0]: row[2:] for row in alone.rows()}["barred"] == ("", "barred")


def test_each_of_several_states_gets_its_own_numbers(stepped):
    one, other = (stepped.explain(iso3).choices[0].probability for iso3 in ("BRA", "SYR"))
    assert not np.allclose(one, other)
    column = stepped.decisions["global_south_state", "vote"].columns.index("SYR")
    decided = stepped.decisions["global_south_state", "vote"].probability[:, column]
    assert np.array_equal(other, decided)


def test_what_was_chosen_is_what_the_world_did(stepped):
    explanation = stepped.explain("PRK")
    place = stepped.world.roster.index("PRK", "challenger")
    chosen = choices(explanation)["provocation", "PRK"].chosen
    assert np.array_equal(chosen, stepped.world.action[:, place])
    taken = choices(explanation)["provocation", "PRK"].taken
    assert taken.sum() == pytest.approx(1.0)
    assert taken[0] == np.mean(chosen == 0)


def test_it_names_the_month_computed_and_its_runs(stepped):
    explanation = stepped.explain("PRK")
    assert (explanation.month, stepped.month) == ("2022-03", "2022-04")
    assert explanation.runs == RUNS
    assert "PRK, 2022-03" in explanation.heading
    assert "6 runs (3-8)" in explanation.heading
    assert "seed 1" in explanation.heading


def test_an_order_is_shown_as_ordered_and_no_other_choice_is(model):
    model.order("PRK", "missile_test")
    model.step()
    ordered = choices(model.explain("PRK"))["provocation", "PRK"]
    assert ordered.ordered == "missile_test"
    assert ordered.actions[ordered.chosen[0]] == "missile_test"
    assert "replaced by the order 'missile_test'" in str(ordered)
    assert ordered.rows()[-1][0] == "ordered"
    assert not any(choice.ordered for choice in model.explain("RUS").choices)
    model.step()
    assert not choices(model.explain("PRK"))["provocation", "PRK"].ordered


def test_an_order_of_a_scenario_is_shown_too(make_spec):
    order = '[[orders]]\nstate = "RUS"\nmonth = "2022-01"\naction = "grant"\n'
    model = MultipolarModel(make_spec("granted", 2, order), collect=False, rng=1)
    model.step()
    found = choices(model.explain("RUS"))
    assert found["licence", "PRK"].ordered == found["licence", "IRN"].ordered == "grant"
    assert not found["provocation", "RUS"].ordered


def test_an_explanation_stays_when_the_model_steps_on(model):
    model.step()
    explanation = model.explain("PRK")
    before = json.dumps(explanation.to_dict())
    model.step()
    assert json.dumps(explanation.to_dict()) == before


def test_it_prints_actions_as_columns_and_terms_as_rows(model):
    model.step()
    provocation = choices(model.explain("PRK"))["provocation", "PRK"]
    lines = str(provocation).splitlines()
    assert lines[1].split() == ["term", "claims", *provocation.actions]
    names = [line.split()[0] for line in lines[2 : 2 + len(provocation.terms)]]
    assert names == [term.name for term in provocation.terms]
    cells = {row[0]: row[2:] for row in provocation.rows()}
    assert [float(c) for c in cells["total"]] == pytest.approx(provocation.total[0], abs=0.005)
    assert cells["chosen"][provocation.chosen[0]] == "chosen"
    assert sum(map(bool, cells["chosen"])) == 1


def test_several_runs_print_medians_and_the_share_that_chose(stepped):
    provocation = choices(stepped.explain("PRK"))["provocation", "PRK"]
    cells = {row[0]: row[2:] for row in provocation.rows()}
    nerve = np.median(provocation.terms[0].utility, axis=0)
    assert [float(cell) for cell in cells["nerve"]] == pytest.approx(nerve, abs=0.00501)
    shares = [float(cell.rstrip(" %")) for cell in cells["chosen, share of runs"]]
    assert shares == pytest.approx(100.0 * provocation.taken, abs=0.05)
    names = [row[0].strip() for row in provocation.rows()]
    for name, values in (("total", provocation.total), ("probability", provocation.probability)):
        below = provocation.rows()[names.index(name) + 1]
        assert below[0].strip() == "5-95 %"
        ends = np.quantile(values, (0.05, 0.95), axis=0) * (100.0 if name == "probability" else 1.0)
        for cell, low, high in zip(below[2:], *ends, strict=True):
            said = [float(part.rstrip(" %")) for part in cell.strip("[]").split(", ")]
            assert said == pytest.approx([low, high], abs=0.06)


def test_the_frame_has_a_row_for_each_run_choice_action_and_term(stepped):
    explanation = stepped.explain("RUS")
    frame = explanation.to_frame()
    assert len(frame) == RUNS * sum(len(c.actions) * len(c.terms) for c in explanation.choices)
    assert sorted(frame["run"].unique()) == list(range(3, 3 + RUNS))
    by_action = frame.groupby(["run", "choice", "about", "action"])
    assert np.allclose(by_action["utility"].sum(), by_action["total"].first())
    made = by_action[["probability", "chosen"]].first().groupby(["run", "choice", "about"]).sum()
    assert np.allclose(made, 1.0)


def test_the_figures_are_those_of_the_state_its_theatre_and_its_sanctions(stepped):
    figures = {(f.attribute.name, f.place): f.values for f in stepped.explain("PRK").figures}
    world = stepped.world
    assert np.array_equal(figures["escalation", "korea"], world.escalation[:, 1])
    assert np.array_equal(figures["emboldenment", "PRK"], world.emboldenment[:, 1])
    assert ("monitoring", "PRK") in figures
    leakage = world.leakage[:, world.roster.index("PRK", "target")]
    assert np.array_equal(figures["leakage", "PRK, strategic"], leakage[:, 1])
    place = world.roster.index("JPN", "sponsor")
    mine = {(f.attribute.name, f.place): f.values for f in stepped.explain("JPN").figures}
    assert np.array_equal(mine["attention", "JPN, domestic"], world.attention[:, place, -1])
    assert {where.split(",")[0] for _, where in mine} == {"JPN"}
    theatres = {f.place for f in stepped.explain("KOR").figures if "KOR" not in f.place}
    assert theatres == {"korea"}


def test_the_json_of_an_explanation_is_strict_and_complete(stepped):
    said = json.loads(json.dumps(stepped.explain("PRK").to_dict(), allow_nan=False))
    assert (said["state"], said["month"], said["runs"]) == ("PRK", "2022-03", RUNS)
    provocation = said["choices"][0]
    assert provocation["terms"][0]["claims"] == ["C8"]
    assert sum(provocation["share_of_runs"]) == pytest.approx(1.0)


def test_one_kind_of_choice_can_be_asked_for(stepped):
    only = stepped.explain("RUS").only("licence")
    assert [choice.about for choice in only.choices] == ["PRK", "IRN"]
    with pytest.raises(ValueError, match=r"Allowed: provocation, licence.*Did you mean 'licence'"):
        stepped.explain("RUS").only("license")


def test_before_the_first_step_there_is_nothing_to_explain(model):
    with pytest.raises(ValueError, match="step the model first"):
        model.explain("PRK")


def test_after_a_restart_the_choices_of_the_month_before_are_told_again(model):
    model.step()
    kept, told = model.snapshot(), str(model.explain("PRK"))
    model.step()
    model.restore(kept)
    assert str(model.explain("PRK")) == told
    model.rewind()
    with pytest.raises(ValueError, match="step the model first"):
        model.explain("PRK")


def test_a_state_without_a_choice_is_told_who_chose(model):
    model.step()
    with pytest.raises(ValueError, match=r"BRA made no choice in 2022-01\. Allowed: .*KOR.*USA"):
        model.explain("BRA")


def test_an_unknown_state_is_told_the_nearest_spelling(model):
    model.step()
    with pytest.raises(ValueError, match=r"no state 'prkk'.*Did you mean 'PRK'\?"):
        model.explain("prkk")


def test_every_kind_of_choice_can_be_explained(make_spec):
    """Some are open at times: a bargain with relief on offer, Congress once nobody knows more."""
    offer = (
        '[[events]]\nmonth = "2022-03"\nname = "offer"\nattribute = "relief_offer"\n'
        'where = "all"\nset = 0.5\n'
        '[[events]]\nmonth = "2022-03"\nname = "unknown"\nattribute = "congress_decides"\n'
        'where = "USA"\nset = 1\n'
    )
    model = MultipolarModel(make_spec("offered", 4, offer), collect=False, rng=1)
    explained = set()
    while model.running:
        model.step()
        for (_, name), decision in model.decisions.items():
            if name not in explained:
                asked = model.explain(decision.owners[0]).only(name)
                explained |= {choice.name for choice in asked.choices if str(choice)}
    assert explained == {choice.name for kind in AGENT_CLASSES for choice in kind.choices}


def test_runs_in_which_a_choice_was_not_open_are_told_and_not_counted():
    model = MultipolarModel(runs=RUNS, rng=2, collect=False)
    model.world.vote_strictness[...] = np.arange(RUNS) % 2
    model.step()
    (vote,) = model.explain("PRK").only("vote").choices
    assert np.array_equal(vote.is_open, np.arange(RUNS) % 2 == 1)
    assert vote.taken.sum() == pytest.approx(1.0)
    assert f"open in {RUNS // 2} of {RUNS} runs" in vote.headline
    assert np.isnan(vote.probability[~vote.is_open]).all()
    told = vote.to_dict()
    assert told["probability"] == np.median(vote.probability[vote.is_open], axis=0).tolist()
    assert vote.rows() == vote.where_open.rows()
    assert json.dumps(told, allow_nan=False)
    assert vote.opened in picture(model.explain("PRK"), "vote").axes[0].get_title(loc="left")
