"""The description of the model says what the model does, and is not stale."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from multipolar.agents import AGENT_CLASSES
from multipolar.agents.foresight import looks, unforeseen
from multipolar.agents.stakes import stakes
from multipolar.cli import main
from multipolar.measures import MEASURES
from multipolar.rules import PHASES, SWITCHES, parameter_table
from multipolar.scenario import calendar, scenario_names
from multipolar.study.claims import claims
from multipolar.study.odd import COMMAND, StaleError, check_odd, odd
from multipolar.study.seat_orders import SEATS
from multipolar.world import attributes

FILE = Path(__file__).parents[2] / "model" / "ODD.md"


@pytest.fixture(scope="module", autouse=True)
def text():
    """Return the description; what asks for it in these tests takes it from here."""
    once = odd()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("multipolar.study.odd.odd", lambda: once)
        yield once


@pytest.fixture(scope="module")
def rows(text):
    """Return the first cells of every table row."""
    return {line.split(" | ")[0].strip("| `") for line in text.splitlines() if line[:2] == "| "}


def section(text, heading):
    return re.split(r"^#+ ", text.split(heading, 1)[1], maxsplit=1, flags=re.M)[0]


def test_the_description_in_the_repository_is_not_stale():
    check_odd(FILE)


def test_everything_the_model_has_stands_in_a_table(rows):
    named = [*attributes(), *parameter_table(), *MEASURES, *SWITCHES, *claims(), *scenario_names()]
    assert [name for name in named if name not in rows] == []
    kinds = [kind.__name__ for kind in AGENT_CLASSES]
    assert [kind for kind in kinds if kind not in rows] == []


def test_seats_stakes_and_what_is_foreseen_stand_in_their_tables(text):
    about = section(text, "### II.2 Individual decision-making\n")
    assert all(f"| {state} | " in about for state in SEATS)
    for stake in stakes():
        assert f"| {stake.who} | `{stake.measure}` | {stake.weight:g} | {stake.unit} | " in about
    ahead = section(text, "### II.5 Individual prediction\n")
    assert all(
        f"| {look.choice} | {look.role} | {look.months} | " in ahead for look in looks().values()
    )
    assert all(f"not foreseen: {why}" in ahead for why in unforeseen().values())


def test_every_rule_has_its_section_and_its_place_in_the_month(text):
    schedule = section(text, "### I.3 Process overview and scheduling\n")
    for number, phase in enumerate(PHASES, start=1):
        assert f"{number}. **{phase.name}**" in schedule
        for rule in phase.rules:
            assert f"- `{rule.name}`: {rule.meaning}" in schedule
            assert text.count(f"**`{rule.name}`**") == 1


def test_every_choice_is_described_with_its_actions_and_terms(text, rows):
    for kind in AGENT_CLASSES:
        for choice in kind.choices:
            about = section(text, f"#### The choice of {choice.name}\n")
            assert f"- {', '.join(choice.actions)}" in about
            for want in choice.wants:
                assert f"| `{want.name}` | {' '.join(want.claims)} |" in about
                assert text.count(f"**`{want.name}`**") == 1


def test_a_term_that_few_weigh_names_them(text):
    about = section(text, "#### The choice of provocation\n")
    line = next(line for line in about.splitlines() if "`provocation.shipped_away`" in line)
    assert "| NorthKorea |" in line
    nerve = next(line for line in about.splitlines() if "`provocation.nerve`" in line)
    assert "| all of them |" in nerve


def test_equations_stay_blocks_of_code(text):
    about = section(text, "#### Theatres: ")
    block = re.search(r"\n\n((?:    .+\n)+)\n", about)
    assert block is not None
    assert "E ← E + (1 - E/10)" in block[1]


def test_the_calendar_is_whole_and_says_what_the_author_knew(text):
    listed = section(text, "**Calendar.**").count("\n| 20")
    assert listed == len(calendar("full"))
    june = [line for line in text.splitlines() if re.match(r"\| 202[2-3]-\d\d \| ", line)]
    assert june
    assert all("| yes |" in line for line in june)
    later = [
        line
        for line in text.splitlines()
        if re.match(r"\| 202[5-6]-\d\d \| ", line)
        and not ("election" in line or "panel_mandate" in line)  # dated long before
    ]
    assert later
    assert all("| no |" in line for line in later)


def test_tables_are_whole(text):
    tables = re.findall(r"(?:^\|.*\n)+", text, re.M)
    assert len(tables) > 30
    for table in tables:
        columns = {len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}
        assert len(columns) == 1, table[:200]


def test_the_elements_of_the_protocol_are_all_there(text):
    headings = re.findall(r"^### (I+)\.(\d+) ", text, re.M)
    counts = {part: [int(n) for p, n in headings if p == part] for part in ("I", "II", "III")}
    assert counts == {"I": [1, 2, 3], "II": list(range(1, 11)), "III": [1, 2, 3, 4]}


def test_it_has_no_trace_of_a_machine(text):
    assert "$" not in text
    assert str(Path.home()) not in text
    assert not re.search(r"\bat 0x|/work/|<function|functools", text)


def test_the_same_model_is_described_in_the_same_words(text):
    assert odd() == text


def test_a_stale_file_is_told_the_command_that_writes_it_anew(tmp_path, text):
    file = tmp_path / "ODD.md"
    file.write_text(text.replace("`provocation.temperature` | τ | ", "`gone` | τ | "), "utf-8")
    with pytest.raises(StaleError, match=re.escape(COMMAND)) as caught:
        check_odd(file)
    assert "gone" in str(caught.value)
    result = CliRunner().invoke(main, ["rules", "--odd", "--check", str(file)])
    assert result.exit_code != 0
    assert COMMAND in result.output
    assert "Traceback" not in result.output


def test_the_command_writes_what_the_check_accepts(tmp_path, text):
    file = tmp_path / "ODD.md"
    assert CliRunner().invoke(main, ["rules", "--odd", "--out", str(file)]).exit_code == 0
    assert file.read_text(encoding="utf-8") == text
    assert CliRunner().invoke(main, ["rules", "--odd", "--check", str(file)]).exit_code == 0
    assert CliRunner().invoke(main, ["rules", "--odd"]).output == text


def test_mistakes_on_the_command_line_are_told(tmp_path):
    nowhere = tmp_path / "no" / "ODD.md"
    said = CliRunner().invoke(main, ["rules", "--odd", "--out", str(nowhere)])
    assert said.exit_code != 0
    assert "cannot be written" in said.output
    both = ["rules", "--odd", "--out", str(tmp_path / "x.md"), "--check", __file__]
    assert "not both" in CliRunner().invoke(main, both).output
