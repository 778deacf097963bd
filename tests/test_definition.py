"""A model of one's own: a rule, a switch, a measure and an agent, without touching the package."""

import threading
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np
import pytest
from click.testing import CliRunner

from comparing import assert_same_bytes
from multipolar import MultipolarModel, load_scenario
from multipolar.agents.consequences import with_consequence
from multipolar.arguments import ArgumentError
from multipolar.cli import main
from multipolar.definition import SHIPPED, DefinitionError
from multipolar.ensemble import StoreError, open_results, resume, simulate
from multipolar.ensemble.executors import processes
from multipolar.ensemble.fingerprint import fingerprint
from multipolar.figures import attention
from multipolar.measures import Measure
from multipolar.measures.measure import series
from multipolar.record import paths_of
from multipolar.report import gather
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.parameters import Parameters, parameter
from multipolar.rules.phases import FILES, MECHANISMS, mechanism_of
from multipolar.rules.rule import ALWAYS, rule
from multipolar.scenario.problems import ScenarioError
from multipolar.study.verify import verify
from multipolar.world.attributes import Attribute


@dataclass(frozen=True)
class Thaw(Parameters):
    """How fast tension melts."""

    group: ClassVar[str] = "thaw"
    speed: np.ndarray = parameter(0.1, 0.05, 0.2, evidence="J", source="a test")


@rule(switch="thaw", writes="rest_level")
def melt(rest_level, p: Thaw):
    """Let the resting level sink by a share each month."""
    return rest_level * (1.0 - p.speed)


@rule(switch="thaw", writes="warmth")
def count_warmth(warmth, escalation):
    """Add up how far below five rungs the theatres are, shape (run, theatre)."""
    return warmth + np.maximum(0.0, 5.0 - escalation)


WARMTH = Attribute(
    "warmth",
    ("run", "theatre"),
    "1",
    0.0,
    1e6,
    "0",
    True,
    "J",
    "how warm it has been",
    outcome=True,
)


def warmth_of_korea(data, roster):
    """Return the warmth of Korea."""
    return series(data, "warmth", roster.index("korea", "theatre"))


THAW = Mechanism(
    "thaw",
    "thaw",
    parameters=(Thaw,),
    rules={"perception": (melt,), "learning": (count_warmth,)},
)
WARM = Measure(
    "warmth_korea",
    "Korea: warmth",
    "1",
    "how warm it has been in Korea",
    warmth_of_korea,
    matters=1.0,
)


@pytest.fixture(scope="module")
def thawing():
    return SHIPPED.extended(mechanisms=[THAW], measures=[WARM], attributes=[WARMTH])


CHANGES = {"months": 12}


def spec_of(definition, **more):
    return load_scenario("baseline", CHANGES | more, definition=definition)


def test_a_mechanism_of_ones_own_moves_the_model_and_its_switch_takes_it_out(thawing):
    plain = simulate(spec_of(SHIPPED), runs=4)
    mine = simulate(spec_of(thawing), runs=4, definition=thawing)
    off = simulate(spec_of(thawing, **{"switches.thaw": False}), runs=4, definition=thawing)
    korea = "escalation_korea"
    assert (mine.measure(korea) < plain.measure(korea))[:, -1].all()
    assert np.array_equal(off.measure(korea).values, plain.measure(korea).values)
    assert (mine.measure("warmth_korea")[:, -1] > 0.0).all()
    assert "thaw.speed" in mine.to_frame()


def test_it_can_be_ordered_about_in_a_scenario_like_the_models_own(thawing, tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text(
        'title = "t"\nextends = "baseline"\nmonths = 6\n[parameters.thaw]\nspeed = 0.15\n'
        '[[events]]\nmonth = "2022-02"\nname = "warm"\nattribute = "warmth"\nwhere = "korea"\n'
        'add = 100.0\n[[expect]]\nwhose = "rival"\nmeasure = "warmth_korea"\n'
        'direction = "up"\nreading = "r"\n'
    )
    with pytest.raises(ScenarioError, match="thaw"):
        load_scenario(file)
    results = simulate(file, runs=2, definition=thawing)
    assert (results.measure("warmth_korea")[:, -1] > 100.0).all()
    assert not [note for note in results.specs[0].notes if "warm" in note]


def test_expectations_of_ones_own_measure_are_verified_and_compared(thawing, tmp_path):
    file = tmp_path / "warm.toml"
    file.write_text(
        'title = "t"\nextends = "baseline"\n[[events]]\nmonth = "2022-02"\nname = "warm"\n'
        'attribute = "warmth"\nwhere = "korea"\nadd = 100.0\n[[expect]]\nwhose = "rival"\n'
        'measure = "warmth_korea"\nmonth = "2022-03"\ndirection = "up"\nreading = "r"\n'
    )
    [finding] = verify(file, runs=4, definition=thawing).findings
    assert (finding.title, finding.verdict) == ("Korea: warmth", "supported")
    assert finding.mean == pytest.approx(100.0)


def test_results_of_another_model_say_so_where_the_shipped_one_would_be_taken(thawing, tmp_path):
    folder = tmp_path / "mine"
    simulate(spec_of(thawing), runs=2, out=folder, definition=thawing)
    opened, named = open_results(folder), open_results(folder, definition=thawing)
    for use in (paths_of, gather):
        with pytest.raises(StoreError, match="another model than the shipped one"):
            use(opened)
        use(named)
    for results in (opened, named):
        foot = " ".join(text.get_text() for text in attention(results).texts)
        assert f"another model than the shipped one ({results.manifest.definition})" in " ".join(
            foot.split()
        )


def test_workers_and_resumed_runs_give_the_same_bytes(thawing, tmp_path):
    spec = spec_of(thawing)
    alone = simulate(spec, runs=6, definition=thawing)
    with processes(2) as pool:
        split = simulate(
            spec, runs=4, block=2, executor=pool, out=tmp_path / "r", definition=thawing
        )
    assert split.runs == 4
    assert_same_bytes(resume(tmp_path / "r", extend=2, definition=thawing), alone)
    with pytest.raises(StoreError, match="another definition of the model"):
        resume(tmp_path / "r", extend=2)
    unknowing = open_results(tmp_path / "r")
    assert np.array_equal(
        unknowing.measure("warmth_korea", months=unknowing.months[-1:]).values,
        alone.measure("warmth_korea").values[:, -1:],
    )


def test_a_definition_that_cannot_travel_says_so():
    lock = threading.Lock()

    @rule(switch="thaw", writes="rest_level")
    def locked(rest_level):
        with lock:
            return rest_level * 1.0

    stuck = SHIPPED.extended(mechanisms=[Mechanism("thaw", "thaw", rules={"learning": (locked,)})])
    spec = spec_of(stuck)
    assert simulate(spec, runs=2, definition=stuck).runs == 2
    with processes(2) as pool, pytest.raises(ArgumentError, match="use one job"):
        simulate(spec, runs=2, executor=pool, definition=stuck)


def test_the_fingerprint_follows_what_rules_do_and_no_name(thawing):
    @rule(switch="thaw", writes="rest_level")
    def another_name(rest_level, p: Thaw):
        # The same, in other places of the file.
        return rest_level * (1.0 - p.speed)

    renamed = Mechanism(
        "thaw", "thaw", (Thaw,), {"perception": (another_name,), "learning": (count_warmth,)}
    )
    again = SHIPPED.extended(mechanisms=[renamed], measures=[WARM], attributes=[WARMTH])
    assert fingerprint(again) == fingerprint(thawing) != fingerprint(SHIPPED)


def test_a_rule_cannot_change_what_it_is_given():
    @rule(switch="thaw", writes="rest_level")
    def greedy(escalation, rest_level):
        escalation *= 0.5
        return rest_level

    mine = SHIPPED.extended(mechanisms=[Mechanism("thaw", "thaw", rules={"learning": (greedy,)})])
    with pytest.raises(ArgumentError, match=r"greedy: ValueError: output array is read-only"):
        simulate(spec_of(mine), runs=2, definition=mine)


# -- absent --------------------------------------------------------------------------------------


def test_what_the_world_is_without_a_mechanism_acts_when_it_is_off(thawing):
    @rule(switch="thaw", writes="rest_level")
    def freeze_over(rest_level):
        return rest_level * 1.1

    counterfactual = Mechanism(
        "thaw", "thaw", (Thaw,), THAW.rules, absent={"perception": (freeze_over,)}
    )
    definition = SHIPPED.extended(mechanisms=[counterfactual], measures=[WARM], attributes=[WARMTH])
    off = spec_of(definition, **{"switches.thaw": False})
    with_it = simulate(off, runs=2, definition=definition).measure("escalation_korea")
    without = simulate(spec_of(SHIPPED), runs=2).measure("escalation_korea")
    assert (with_it[:, -1] > without[:, -1]).all()


# -- mistakes ------------------------------------------------------------------------------------


@rule(switch="thaw", writes="rest_level")
def misspelt_argument(rest_levle):
    return rest_levle


@rule(switch="thaw", writes="rest_levle")
def unknown_write(rest_level):
    return rest_level


@rule(switch="thaw", writes="gdp")
def writes_a_fact(gdp):
    return gdp


@rule(switch="thwa", writes="rest_level")
def misspelt_switch(rest_level):
    return rest_level


@rule(switch=ALWAYS, writes="rest_level")
def never_off(rest_level):
    return rest_level


@rule(switch="thaw", writes="attention")
def second_writer(attention):
    return attention


@rule(switch="thaw", writes="rest_level")
def missing_class(rest_level, p: Thaw):
    return rest_level * p.speed


@rule(switch="thaw", writes="rest_level")
def fine(rest_level):
    return rest_level * 1.0


def built(*rules, phase="attention", **more):
    return SHIPPED.extended(mechanisms=[Mechanism("thaw", "thaw", rules={phase: rules}, **more)])


MISTAKES = {
    "argument": (built(misspelt_argument), ["argument 'rest_levle'", "Did you mean 'rest_level'"]),
    "write": (built(unknown_write), ["writes 'rest_levle'", "Did you mean 'rest_level'"]),
    "fact": (built(writes_a_fact), ["writes 'gdp', a fact"]),
    "switch": (built(misspelt_switch), ["no switch 'thwa'", "Did you mean 'thaw'"]),
    "no switch": (built(never_off), ["switch '' is not that of mechanism thaw"]),
    "two writers": (built(second_writer), ["writes attention in the phase attention", "divide_at"]),
    "class": (built(missing_class), ["parameters of Thaw, which no mechanism declares"]),
    "phase": (built(fine, phase="atention"), ["no phase 'atention'. Did you mean 'attention'"]),
    "choice": (built(fine, choices=("vot",)), ["nobody has a choice 'vot'. Did you mean 'vote'"]),
}


@pytest.mark.parametrize(("wrong", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_slip_is_told_with_file_rule_name_and_nearest_spelling(wrong, said):
    with pytest.raises(DefinitionError) as caught:
        wrong.check()
    for text in said:
        assert text in str(caught.value)
    if "rule" in str(caught.value):
        assert "test_definition.py:" in str(caught.value)
    for use in (
        lambda: MultipolarModel(definition=wrong, rng=1),
        lambda: load_scenario("baseline", definition=wrong),
        lambda: simulate(runs=2, definition=wrong),
    ):
        with pytest.raises(DefinitionError):
            use()


def test_a_variable_that_nobody_reads_and_a_role_without_a_class_are_told():
    idle = Attribute("idle", ("run",), "1", 0.0, 1.0, "0", False, "J", "nothing")
    with pytest.raises(DefinitionError, match="attribute 'idle': a variable that nothing reads"):
        SHIPPED.extended(attributes=[idle]).check()
    hidden = replace(idle, outcome=True)
    with pytest.raises(DefinitionError, match="attribute 'idle': an outcome that results do not"):
        SHIPPED.extended(attributes=[hidden]).check()
    unitless = Measure("odd", "Odd", "parsec", "far", warmth_of_korea)
    with pytest.raises(DefinitionError, match="measure 'odd': say matters="):
        SHIPPED.extended(measures=[unitless]).check()
    without = type(SHIPPED)(kinds=SHIPPED.kinds[1:])
    with pytest.raises(DefinitionError, match="no class of agents for the role 'russia'"):
        without.check()


def test_no_decision_follows_from_an_outcome():
    """A rule that writes two arrays may add one of them up: that makes nothing follow from it."""
    rules = [rule for _, rule in SHIPPED.rules()]
    reached = with_consequence(rules, (choice for _, choice in SHIPPED.choices()))
    outcomes = {name for name, row in SHIPPED.attributes.items() if row.outcome}
    assert outcomes
    for name in outcomes & reached:
        readers = [rule for rule in rules if name in rule.reads]
        assert all(name in map(str, rule.writes) for rule in readers), name


@rule(switch="thaw", writes="rest_level")
def thaw_again(rest_level):
    return rest_level


@rule(switch="other", writes="rest_level")
def freeze(rest_level):
    return rest_level


def test_a_rule_that_acts_in_the_place_of_a_cause_is_a_writer_too():
    """A rule of the cause and one of its absence never meet; those of two causes may."""
    alone = Mechanism(
        "thaw",
        "thaw",
        rules={"learning": (melt,)},
        absent={"learning": (thaw_again,)},
        parameters=(Thaw,),
    )
    SHIPPED.extended(mechanisms=[alone]).check()
    other = Mechanism("other", "other", rules={"learning": (freeze,)})
    with pytest.raises(DefinitionError, match=r"freeze: writes rest_level .* as .*thaw_again does"):
        SHIPPED.extended(mechanisms=[alone, other]).check()


def test_notes_know_what_a_mechanism_that_is_off_does(tmp_path):
    """An event that only the rule of the absence reads acts where the mechanism is off."""
    warmth = replace(WARMTH, name="frost")
    cause = Mechanism(
        "thaw",
        "thaw",
        parameters=(Thaw,),
        rules={"learning": (melt,)},
        absent={"learning": (grow_cold,)},
    )
    mine = SHIPPED.extended(mechanisms=[cause], attributes=[warmth])
    event = '[[events]]\nmonth = "2023-03"\nname = "cold"\nattribute = "frost"\nwhere = "korea"\n'
    event += "add = 1.0\n"
    head = 'title = "t"\nquestion = "q?"\nstory = "s"\nextends = "baseline"\n'
    file = tmp_path / "frost.toml"

    def noted(state):
        file.write_text(head + event + f"[switches]\nthaw = {state}\n")
        return [note for note in load_scenario(file, definition=mine).notes if "cold" in note]

    assert noted("false") == []
    assert "nothing reads frost with thaw on" in noted("true")[0]


@rule(switch="thaw", writes="rest_level")
def grow_cold(rest_level, frost):
    """Let the resting level sink with frost."""
    return rest_level - 0.01 * frost


@rule(switch="thaw", writes="rest_level")
def one_number(rest_level):
    return rest_level.mean(axis=1, keepdims=True)


@rule(switch="thaw", writes="rest_level")
def does_not_fit(rest_level, cohesion):
    return rest_level + cohesion


@rule(switch="thaw", writes="rest_level escalation")
def too_few(rest_level):
    return (rest_level,)


SHAPES = {
    "shape": (built(one_number), r"one_number: writes rest_level with shape \(2, 1\).*theatre"),
    "clash": (built(does_not_fit), r"does_not_fit: .*cohesion \(2, \d+\)"),
    "number": (built(too_few), "too_few: returns 1 arrays and writes 2: rest_level, escalation"),
}


@pytest.mark.parametrize(("wrong", "said"), SHAPES.values(), ids=SHAPES)
def test_a_wrong_shape_is_told_at_the_first_call(wrong, said):
    model = MultipolarModel(runs=2, rng=1, definition=wrong)
    with pytest.raises(ArgumentError, match=said):
        model.step()


# -- on the command line -------------------------------------------------------------------------

MODULE = """
from multipolar.definition import SHIPPED
from multipolar.record import paths_of
from multipolar.report import gather
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.rule import rule


@rule(switch="thaw", writes="rest_level")
def melt(rest_level):
    return 0.9 * rest_level


MINE = SHIPPED.extended(mechanisms=[Mechanism("thaw", "thaw", rules={"perception": (melt,)})])
"""


def test_the_command_line_runs_a_model_of_ones_own_with_two_jobs(tmp_path, monkeypatch):
    (tmp_path / "melting.py").write_text(MODULE)
    monkeypatch.chdir(tmp_path)
    options = "--runs 4 --block 2 --jobs 2 --set months=6 --out r"
    words = ["batch", "baseline", *options.split()]
    mine = ["--definition", "melting:MINE"]
    done = CliRunner().invoke(main, [*words, "--sweep", "switches.thaw=on,off", *mine])
    assert done.exit_code == 0, done.output
    on, off = (open_results("r").measure("escalation_korea", f"baseline@{n}") for n in (1, 2))
    assert (on[:, -1] < off[:, -1]).all()
    again = CliRunner().invoke(main, ["batch", "--resume", "r", "--extend", "2"])
    assert "another definition of the model" in again.output
    more = CliRunner().invoke(main, ["batch", "--resume", "r", "--extend", "2", *mine])
    assert more.exit_code == 0, more.output


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("melting", "write MODULE:NAME"),
        ("no_such_module:MINE", "cannot be imported"),
        ("melting:MIEN", "Did you mean 'MINE'"),
    ],
)
def test_a_definition_that_is_not_there_is_told(tmp_path, monkeypatch, given, said):
    (tmp_path / "melting.py").write_text(MODULE)
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["run", "--definition", given])
    assert done.exit_code == 2
    assert said in done.output


def test_a_mechanism_is_found_by_the_name_of_its_file():
    assert [mechanism_of(name) for name in FILES] == list(MECHANISMS)
    with pytest.raises(ValueError, match=r"FILES: no file rules/emboldment\.py"):
        mechanism_of("emboldment")
    with pytest.raises(ValueError, match=r"rules/forms\.py: MECHANISM is None"):
        mechanism_of("forms")
