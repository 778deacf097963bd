"""Malformed files: every problem at once, with file, line, key and what is allowed."""

from __future__ import annotations

import pickle
import random
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from multipolar.loading import vocabulary as shipped_vocabulary
from multipolar.scenario import ScenarioError, check, load

WRONG = (
    "nan",
    "inf",
    "-inf",
    "true",
    '"text"',
    "[]",
    "{}",
    "[[[]]]",
    "2022-01-01",
    "07:30:00",
    "-1",
    "1e400",
    "9" * 400,
    "0x" + "F" * 9000,
    "9" * 5000,
    "{ low = 1 }",
    "{ low = 0.9, mode = 0.1, high = 0.5 }",
    "{ a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r = 1 }",
    "[" * 3000,
    '"\\u0000\\u001b[31m"',
    '"' + "x" * 30000 + '"',
    '"2026-13"',
    '"unclosed',
    '"""',
    "",
)
LINES = (
    "unknown = 1",
    "[unknown]",
    "[[unknown]]",
    "[switches]",
    "[[title]]",
    "[parameters]\nattention = 3",
    "a.b.c.d = 1",
    "]",
    "=",
    '"" = 1',
    ".".join("a" * 40) + " = 1",
    "[" + ".".join("a" * 4000) + "]",
    '"\\u001b[31m\\n" = 1',
    "events = 3",
    "\ttitle = 'again'",
)


def spoiled(valid: str, seed: int) -> bytes:
    """Return a valid file with one to four things spoilt."""
    chance = random.Random(seed)
    text = valid
    for _ in range(chance.randint(1, 4)):
        lines = text.split("\n")
        at = chance.randrange(len(lines))
        kind = chance.randrange(6)
        if kind == 0 and " = " in lines[at]:
            lines[at] = f"{lines[at].split(' = ')[0]} = {chance.choice(WRONG)}"
        elif kind == 1:
            lines.insert(at, chance.choice(LINES))
        elif kind == 2:
            del lines[at]
        elif kind == 3 and len(lines[at]) > 2:
            letter = chance.randrange(len(lines[at]) - 1)
            line = lines[at]
            lines[at] = line[:letter] + line[letter + 1] + line[letter] + line[letter + 2 :]
        elif kind == 4:
            lines.insert(at, lines[at])
        else:
            lines[at] = lines[at].replace('"', "", 1).replace("e", "E", 1)
        text = "\n".join(lines)
    content = text.encode()
    if seed % 10 == 0:
        place = chance.randrange(len(content))
        content = content[:place] + chance.choice((b"\0", b"\xff", b"\r")) + content[place:]
    return content


def assert_helpful(problems, path, content: bytes):
    for problem in problems:
        assert problem.file == str(path)
        assert problem.line is None or 1 <= problem.line <= content.count(b"\n") + 1
        assert problem.key
        assert problem.message
        assert problem.allowed
        assert all(problem.allowed)
        text = str(problem)
        assert text.startswith(f"{path}:")
        assert f": {problem.key}: " in text
        assert "Allowed: " in text
        assert text.isprintable()
        assert len(text) < len(str(path)) + 2000


def test_two_hundred_malformed_files_give_problems_and_never_a_traceback(vocabulary, write, valid):
    refused = 0
    for seed in range(300):
        content = spoiled(valid, seed)
        path = write(content)
        problems = check(path, vocabulary)
        refused += bool(problems)
        assert_helpful(problems, path, content)
    assert refused >= 200


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize(
    "key", ["title", "extends", "start", "months", "events", "parameters", "roster", "expect"]
)
def test_a_wrong_value_is_a_problem_wherever_it_stands(vocabulary, write, key, wrong):
    content = f'{"" if key == "title" else "title = 1"}\nquestion = "q"\n{key} = {wrong}\n'
    path = write(content)
    problems = check(path, vocabulary)
    assert_helpful(problems, path, content.encode())
    assert problems or (key == "title" and wrong.startswith('"'))


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_any_bytes_give_problems_and_never_a_traceback(vocabulary, write, content):
    path = write(content)
    problems = check(path, vocabulary)
    assert problems
    assert_helpful(problems, path, content)


SCALARS = st.one_of(
    st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.dates(), st.none()
)
KEYS = st.sampled_from(["title", "events", "month", "where", "set", "only", "attention", "x"])
TREES = st.recursive(
    SCALARS, lambda t: st.lists(t, max_size=3) | st.dictionaries(KEYS, t, max_size=3), max_leaves=8
)


@settings(max_examples=200)
@given(
    value=TREES,
    key=st.sampled_from(
        ["events", "parameters", "roster", "switches", "orders", "expect", "without", "title"]
    ),
)
def test_the_checks_take_data_of_any_shape(vocabulary, key, value):
    from multipolar.scenario.check_events import happenings_findings
    from multipolar.scenario.check_settings import settings_findings
    from multipolar.scenario.check_shape import shape_findings

    data = {key: value}
    for findings in (
        shape_findings(data),
        settings_findings(data, vocabulary),
        happenings_findings(data, vocabulary),
    ):
        assert all(finding.allowed and finding.message for finding in findings)


def test_all_problems_come_at_once_each_with_its_line(vocabulary, write):
    path = write(
        'title = "t"\nquestion = "q"\nmonths = 1.5\n[switches]\ntheatre = true\n'
        "[parameters.attention]\nresponsivness = 0.9\nfatigue = 2\n"
        '[roster]\nwithout = [\n  "FRA",\n  "FRX",\n]\n'
        '[[events]]\nmonth = "2026-13"\nname = "x"\nattribute = "escalaton"\nwhere = "korea"\n'
        'set = 3\n[[events]]\nmonth = "2026-12"\nname = "x"\nattribute = "escalation"\n'
        'where = "taiwn"\nset = 11\n[[orders]]\nstate = "PRK"\nmonth = "2025-01"\n'
        'action = "mising"\n[[expect]]\nwhose = "me"\nmeasure = "ade"\ndirection = "up"\n'
        'where = "USB"\nreading = "r"\n[without]\nevents = ["invasian"]\n'
    )
    problems = check(path, vocabulary)
    assert [(p.line, p.key, p.nearest) for p in problems] == [
        (3, "months", None),
        (5, "switches.theatre", "theatres"),
        (7, "parameters.attention.responsivness", "responsiveness"),
        (8, "parameters.attention.fatigue", None),
        (12, "roster.without[2]", "FRA"),
        (15, "events[1].month", None),
        (17, "events[1].attribute", "escalation"),
        (24, "events[2].where", "taiwan"),
        (25, "events[2].set", None),
        (29, "orders[1].action", None),
        (31, "expect[1].whose", None),
        (32, "expect[1].measure", "aid"),
        (34, "expect[1].where", problems[12].nearest),
        (37, "without.events[1]", "invasion"),
    ]
    with pytest.raises(ScenarioError) as caught:
        load(path, vocabulary)
    assert caught.value.problems == tuple(problems)
    assert str(caught.value).count("\n") == len(problems) - 1
    assert pickle.loads(pickle.dumps(caught.value)).problems == tuple(problems)


def test_a_problem_reads_as_a_sentence(vocabulary, write):
    path = write('title = "t"\nquestion = "q"\n[parameters.attention]\nresponsivness = 0.9\n')
    [problem] = check(path, vocabulary)
    assert str(problem) == (
        f"{path}:4: parameters.attention.responsivness: unknown parameter. "
        "Allowed: responsiveness, fatigue. Did you mean 'responsiveness'?"
    )


EVENT = 'month = "2023-01"\nname = "x"\nattribute = "escalation"\nwhere = "korea"\n'


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("[[events]]\n" + EVENT, "one operation"),
        ("[[events]]\n" + EVENT + "add = 1\nset = 1", "one operation"),
        ("[[events]]\n" + EVENT + "drift = 1", "needs months"),
        ("[[events]]\n" + EVENT + "set = 1\nmonths = 2", "not undone"),
        ("[[events]]\n" + EVENT + "scale = 0\nmonths = 2", "cannot be undone"),
        ("[[events]]\n" + EVENT + "scale = -1", "greater than or equal"),
        ("[[events]]\n" + EVENT.replace("korea", "korea.taiwan") + "add = 1", "not a place"),
        (
            "[[events]]\n"
            + EVENT.replace("escalation", "status").replace("korea", "EU")
            + "add = 1",
            "nobody there",
        ),
        ("[[events]]\n" + EVENT.replace("escalation", "gdp") + "add = 1", "moving attribute"),
        ('[roster]\nonly = ["RUS"]', "required states are missing"),
        ('[roster]\nonly = ["RUS"]\nwithout = ["FRA"]', "both only and without"),
        ('[roster]\nwithout = ["FRA", "FRA"]', "named twice"),
        ("[parameters.attention]\nfatigue = {low = 0.5, mode = 0.1, high = 1}", "disorder"),
        ("[parameters.attenton]\nfatigue = 1", "unknown section"),
        ('[[orders]]\nstate = "FRA"\nmonth = "2023-01"\naction = "x"', "state for orders"),
        ('start = "9999-12"', "too late"),
        ("[[events]]\n" * 1001, "too many"),
    ],
)
def test_what_each_rule_of_the_file_says(vocabulary, write, lines, message):
    problems = check(write(f'title = "t"\nquestion = "q"\n{lines}\n'), vocabulary)
    assert any(message in problem.message for problem in problems)


def test_a_roster_needs_a_european_state(vocabulary, write):
    only = '"RUS", "PRK", "CHN", "IRN", "UKR", "TWN", "ISR", "USA", "KOR"'
    head = 'title = "t"\nquestion = "q"\n[roster]\n'
    [problem] = check(write(f"{head}only = [{only}]\n"), vocabulary)
    assert "european_state" in problem.message
    assert check(write(f'{head}only = [{only}, "FRA"]\n'), vocabulary) == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"#" * (256 * 1024 + 1), "too large"),
        (b"a = " + b"[" * 100_000, "nested too deeply"),
        (b"a." * 100_000 + b"a = 1", "nested too deeply"),
        (b"a = " + b"9" * 5000, "too long"),
        (b"title = '\xff'", "not UTF-8"),
        (b"title = 'a\0'", "not TOML"),
        (b'a = """\\' + b'"""\\' * 50_000, "not TOML"),
    ],
)
def test_files_beyond_the_limits_are_refused(vocabulary, write, content, message):
    [problem] = check(write(content), vocabulary)
    assert message in problem.message
    assert problem.line == (None if message == "too large" else 1)


def test_files_that_cannot_be_read_are_named(vocabulary, tmp_path):
    for path in (tmp_path, tmp_path / "none.toml", "a\0b.toml", "x" * 9000 + ".toml", "/dev/zero"):
        [problem] = check(path, vocabulary)
        assert re.search("folder|cannot be read|ordinary", str(problem))


def test_line_endings_and_marks_of_windows_are_accepted(vocabulary, write):
    content = b"\xef\xbb\xbf" + b'title = "t"\r\nquestion = "q"\r\nmonths = 0\r\n'
    [problem] = check(write(content), vocabulary)
    assert (problem.line, problem.key) == (3, "months")


OWN = 'title = "t"\nquestion = "q"\nextends = "baseline"\n'


@pytest.mark.parametrize(
    ("more", "line", "words"),
    [
        ("[facts.PRK]\nhabit = 0.4\n", 5, "should be a table, found 0.4"),
        ("[facts.PRK]\nhabit = 0.4\n", 5, "{ value = number, source = text }"),
        ('title = "again"\n', 4, "the key title is given twice"),
        ("[stakes.PRK]\n[stakes.PRK]\n", 5, "the table stakes.PRK is given twice"),
        ("[stakes.PRK]\nescalation_korea = -1\n", 5, "Did you mean 'escalation.korea'?"),
        (f'story = "s"\n[[expect]]\nreading = "{"r" * 3000}"\n', 6, "up to 1,000 letters"),
        (f'story = "s"\n[[expect]]\nreading = "{"r" * 3000}"\n', 6, "too long, 3,000 letters"),
        ('[[orders]]\nstate = "north korea"\n', 5, "Did you mean 'PRK'?"),
        ('[roster]\nwithout = ["France"]\n', 5, "Did you mean 'FRA'?"),
    ],
)
def test_a_mistake_is_told_in_words_of_the_file_and_not_of_a_program(write, more, line, words):
    problems = check(write(OWN + more), shipped_vocabulary())
    assert any(words in str(one) and one.line == line for one in problems), problems
    assert not any(re.search("dictionary|instance|overwrite", str(one)) for one in problems)


def test_the_form_of_a_stake_that_the_message_names_is_accepted(write):
    file = write(f"{OWN}[stakes.PRK]\nescalation.korea = -1\n")
    assert check(file, shipped_vocabulary()) == []
