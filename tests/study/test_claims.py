"""The registry of claims: nothing points nowhere, and the command tells all there is."""

import ast
import inspect
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from multipolar.agents import AGENT_CLASSES
from multipolar.cli import main
from multipolar.rules import PHASES, SWITCHES
from multipolar.rules.phases import MECHANISMS
from multipolar.rules.rule import ALWAYS
from multipolar.scenario import scenario_names
from multipolar.study.claims import CUT, KINDS, claims, read_claims
from multipolar.world import attributes
from multipolar.world.tables import read_table

CLAIMS = claims()
ROWS = read_table("claims.csv", "multipolar.rules")
SIGN_TESTS = Path(__file__).parents[1] / "claims"
RULE_CLAIMS = [claim for claim in CLAIMS.values() if claim.kind == "rule"]
WANTS = [want for kind in AGENT_CLASSES for choice in kind.choices for want in choice.wants]
RULES = list(dict.fromkeys([rule for phase in PHASES for rule in phase.rules] + WANTS))


def changed(claim, **cells):
    """Return the rows of the table with some cells of one claim replaced."""
    return [{**row, **cells} if row["id"] == claim else row for row in ROWS]


def without(claim):
    """Return the rows of the table without one claim."""
    return [row for row in ROWS if row["id"] != claim]


# -- the table ----------------------------------------------------------------------------------


def test_there_are_sixty_one_claims_in_the_order_of_the_article():
    assert list(CLAIMS) == [f"C{number}" for number in range(1, 62)]
    assert {claim.kind for claim in CLAIMS.values()} == set(KINDS)
    assert len({claim.reading for claim in CLAIMS.values()}) == 61


@pytest.mark.parametrize("claim", CLAIMS.values(), ids=list(CLAIMS))
def test_no_claim_points_nowhere(claim):
    assert claim.gaps() == ()
    assert claim.where


@pytest.mark.parametrize(
    ("claim", "lost", "missing"),
    [
        ("C27", {"rules": (), "agents": ()}, "rule or class"),
        ("C27", {"tests": ()}, "test"),
        ("C13", {"starts": ()}, "initial value"),
        ("C31", {"events": ()}, "event"),
    ],
)
def test_a_claim_that_has_lost_what_carries_it_says_so(claim, lost, missing):
    [gap] = replace(CLAIMS[claim], **lost).gaps()
    assert gap.startswith(f"{claim}: no ")
    assert missing in gap


def test_the_listed_tests_are_those_that_are_named_after_the_claim_and_no_others():
    written = {}
    for file in SIGN_TESTS.glob("test_*.py"):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            found = isinstance(node, ast.FunctionDef) and re.match(r"test_c(\d+)_", node.name)
            if found:
                written.setdefault(f"C{int(found[1])}", set()).add(node.name)
    assert {claim.id: set(claim.tests) for claim in CLAIMS.values()} == written


def asked(function, functions):
    """Return what a test calls on some module, ``module.function``, helpers included."""
    found = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            found.add(f"{node.value.id}.{node.attr}")
        called = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id
        if called in functions and functions[called] is not function:
            found |= asked(functions[called], functions)
    return found


@pytest.mark.parametrize("claim", RULE_CLAIMS, ids=lambda claim: claim.id)
def test_a_sign_test_of_a_rule_claim_asks_a_rule_that_carries_it(claim):
    functions = {
        node.name: node
        for file in SIGN_TESTS.glob("test_*.py")
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
    }
    names = set().union(*(asked(functions[name], functions) for name in claim.tests))
    assert names & {rule.name for rule in claim.rules}


def _source(part):
    """Return the code of a rule, with that of the plain functions of its file that it calls."""
    module = inspect.getmodule(part.function)
    code = inspect.getsource(part.function)
    called = [getattr(module, name, None) for name in re.findall(r"\b(\w+)\(", code)]
    return code + "".join(inspect.getsource(f) for f in called if inspect.isfunction(f))


@pytest.mark.parametrize("claim", CLAIMS.values(), ids=list(CLAIMS))
def test_the_parameters_of_a_claim_are_read_by_rules_that_carry_it(claim):
    read = {
        f"{group.group}.{field}"
        for rule in claim.rules
        for part in rule.with_quantities()
        for name, group in part.parameters.items()
        for field in re.findall(rf"\b{name}\.(\w+)", _source(part))
    }
    assert {parameter.name for parameter in claim.parameters} <= read


def test_what_carries_a_claim_is_read_off_the_code_and_the_scenarios():
    claim = CLAIMS["C29"]
    assert [rule.name for rule in claim.rules] == [
        "provocation.diversion_value",
        "provocation.alliance_value",
        "provocation.great_power_risk",
        "provocation.licence",
        "bargaining.spare_the_protected",
    ]
    assert [kind.name for kind in claim.agents] == ["Russia"]
    assert set(claim.switches) == {"bargaining", "emboldenment", "provocation"}
    assert {event.name for event in CLAIMS["C31"].events} >= {"putin_pyongyang_treaty"}
    assert {probe.expectation.whose for probe in CLAIMS["C51"].probes} == {"article", "rival"}
    assert set(CLAIMS["C37"].scenarios) <= set(scenario_names())


def test_an_initial_value_is_that_of_the_world():
    by_name = {start.attribute.name: start for start in CLAIMS["C13"].starts}
    assert by_name["status_target"].low == by_name["status_target"].high == 0.95
    [makers] = [s for s in CLAIMS["C54"].starts if s.attribute.name == "neutral_makers"]
    assert makers.attribute is attributes()["neutral_makers"]


@pytest.mark.parametrize("module", sorted({rule.function.__module__ for rule in RULES}))
def test_the_docstring_of_a_rule_file_names_the_claims_of_its_rules(module):
    text = inspect.getdoc(
        inspect.getmodule(next(r for r in RULES if r.function.__module__ == module).function)
    )
    named = re.search(r"[Cc]laims? (C\d+(?:,\s+C\d+)*)", text)
    said = set(re.findall(r"C\d+", named[1])) if named else set()
    carried = {c for rule in RULES if rule.function.__module__ == module for c in rule.claims}
    assert said == carried


# -- what is wrong with a table -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            without("C27"),
            "update_emboldenment: unknown claim 'C27'; Did you mean 'C7'?",
        ),
        (without("C15"), "unknown claim 'C15'"),
        (without("C39"), "unknown claim 'C39'"),
        (changed("C27", kind="rul"), "claims.csv, C27: unknown kind 'rul'; Did you mean 'rule'?"),
        (
            changed("C3", locator=" ".join("abcdefghijk")),
            "C3: a locator of 11 words; allowed: 1 to",
        ),
        (changed("C3", locator=CUT), "C3: a locator of 0 words"),
        (changed("C9", parameters="theatres.miroring"), "Did you mean 'theatres.mirroring'?"),
        (changed("C16", starts="habits:PRK"), "unknown attribute 'habits'; Did you mean 'habit'?"),
        (changed("C16", starts="habit:PKR"), "unknown place of habit 'PKR'; Did you mean 'PRK'?"),
    ],
)
def test_a_wrong_row_is_told_with_what_is_allowed(rows, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        read_claims(rows)


@pytest.mark.skipif("MULTIPOLAR_SHARED" not in os.environ, reason="the article is not shipped")
def test_every_locator_is_found_in_the_article():
    article = Path(os.environ["MULTIPOLAR_SHARED"], "article.txt").read_text(encoding="utf-8")
    text = " ".join(article.split())
    found = {c.id: " ".join(c.locator.removesuffix(CUT).split()) in text for c in CLAIMS.values()}
    assert [name for name, there in found.items() if not there] == []


# -- the command --------------------------------------------------------------------------------


def call(*arguments):
    result = CliRunner().invoke(main, ["claims", *arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def told(*arguments):
    result = call(*arguments)
    assert result.exit_code == 0, result.output
    return re.sub(r"\s+", " ", result.output)


def ids(*arguments):
    return re.findall(r"^(C\d+) ", call(*arguments).output, re.M)


def test_the_table_has_a_row_for_every_claim():
    assert ids() == list(CLAIMS)
    for word in ("id", "kind", "reading", "where", "tests", "scenarios", "61 of 61 claims"):
        assert word in told()


def test_the_table_can_be_filtered():
    assert ids("--kind", "event") == [c.id for c in CLAIMS.values() if c.kind == "event"]
    assert ids("--switch", "theatres") == [
        c.id for c in CLAIMS.values() if "theatres" in c.switches
    ]
    scenario = "d13_secondary_sanctions_blunted"
    probed = ids("--scenario", scenario)
    assert "C57" in probed
    assert probed == [c.id for c in CLAIMS.values() if scenario in c.scenarios]
    assert ids("--kind", "rule", "--scenario", scenario) == [
        name for name in probed if CLAIMS[name].kind == "rule"
    ]


@pytest.mark.parametrize("claim", CLAIMS.values(), ids=list(CLAIMS))
def test_a_claim_is_told_with_everything_that_carries_it(claim):
    said = told(claim.id)
    squeezed = said.replace(" ", "")
    assert claim.reading in said
    assert claim.locator in said
    assert "not: a forecast" in said
    names = [
        *(rule.name for rule in claim.rules),
        *(rule.meaning for rule in claim.rules),
        *(kind.name for kind in claim.agents),
        *(parameter.name for parameter in claim.parameters),
        *(start.attribute.name for start in claim.starts),
        *(event.name for event in claim.events),
        *claim.tests,
        *claim.scenarios,
        *(probe.expectation.whose for probe in claim.probes),
    ]
    # A cell that does not fit its column goes on in the next line, among those of its neighbours.
    lost = [name for name in names if name[:20].replace(" ", "") not in squeezed]
    assert lost == []


def test_case_does_not_matter():
    assert told("c27") == told("C27")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("C270",), "unknown claim 'C270'; allowed: C1 to C61. Did you mean 'C27'?"),
        (("27",), "Did you mean 'C27'?"),
        (("--kind", "rules"), "Did you mean 'rule'?"),
        (("--switch", "atention"), "Did you mean 'attention'?"),
        (("--scenario", "d02_panl_survives"), "Did you mean 'd02_panel_survives'?"),
        (("C27", "--kind", "rule"), "exclude each other"),
    ],
)
def test_a_mistyped_name_is_told_its_nearest_spelling(arguments, said):
    result = call(*arguments)
    assert result.exit_code == 2
    assert said in re.sub(r"\s+", " ", result.output)


def test_every_switch_turns_off_some_claim_or_rules_that_carry_none():
    of_claims = {switch for claim in CLAIMS.values() for switch in claim.switches}
    assert of_claims <= set(SWITCHES)
    for one in MECHANISMS:
        rules = [rule for of_phase in one.rules.values() for rule in of_phase]
        assert one.switch in {ALWAYS, *of_claims} or not any(rule.claims for rule in rules)


def test_every_rule_claim_is_probed_by_a_scenario_or_by_the_world_without_its_mechanism():
    for claim in CLAIMS.values():
        if claim.kind == "rule":
            assert claim.scenarios or set(claim.switches) & set(SWITCHES), claim.id
