from __future__ import annotations

import pytest

from multipolar.scenario import check, load

HEAD = 'title = "t"\nquestion = "q"\n'


@pytest.mark.parametrize(
    "name",
    [
        "../old.toml",
        "..",
        "/etc/passwd",
        "sub/old.toml",
        "./old.toml",
        "a\\\\b",
        "C:old",
        ".old",
        "a..b",
        "a\\u0000b",
        "~root",
        "x" * 101,
        " ",
    ],
)
def test_extends_takes_names_and_never_paths(vocabulary, write, name):
    problems = check(write(f'{HEAD}extends = "{name}"\n'), vocabulary)
    assert {(problem.key, problem.line) for problem in problems} == {("extends", 3)}


def test_extends_does_not_follow_a_link_out_of_the_folders(vocabulary, write, tmp_path):
    inner = tmp_path / "inner"
    inner.mkdir()
    outside = write(HEAD, "outside.toml")
    (inner / "link.toml").symlink_to(outside)
    path = write(HEAD + 'extends = "link"\n', "inner/mine.toml")
    [problem] = check(path, vocabulary)
    assert "leaves the scenario folders" in problem.message


def test_a_link_to_nowhere_or_to_itself_is_a_problem(vocabulary, write, tmp_path):
    (tmp_path / "loop.toml").symlink_to(tmp_path / "loop.toml")
    for path in (write(HEAD + 'extends = "loop"\n'), tmp_path / "loop.toml"):
        assert len(check(path, vocabulary)) == 1


def test_scenarios_that_extend_each_other_are_refused(vocabulary, write):
    write(HEAD + 'extends = "mine"\n', "other.toml")
    [problem] = check(write(HEAD + 'extends = "other"\n'), vocabulary)
    assert "circle" in problem.message
    [problem] = check(write(HEAD + 'extends = "alone"\n', "alone.toml"), vocabulary)
    assert "circle" in problem.message


def test_eight_scenarios_in_a_row_and_no_more(vocabulary, write):
    write(HEAD, "s1.toml")
    paths = [write(f'{HEAD}extends = "s{i - 1}"\n', f"s{i}.toml") for i in range(2, 10)]
    assert check(paths[6], vocabulary) == []
    [problem] = check(paths[7], vocabulary)
    assert "too many" in problem.message


def test_problems_of_the_parent_come_with_those_of_the_child(vocabulary, write):
    parent = write(HEAD + "months = 0\n", "old.toml")
    child = write(HEAD + 'extends = "old"\nmonths = 601\nwrong = 1\n')
    problems = check(child, vocabulary)
    assert [(p.file, p.key) for p in problems] == [
        (str(child), "months"),
        (str(child), "wrong"),
        (str(parent), "months"),
    ]


def test_a_scenario_knows_what_it_ultimately_extends(vocabulary, write):
    root = write(HEAD, "root.toml")
    write(HEAD + 'extends = "root"\n', "middle.toml")
    child = write(HEAD + 'extends = "middle"\n', "child.toml")
    assert (load(root, vocabulary).extends, load(child, vocabulary).extends) == ("", "root")
