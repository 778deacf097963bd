"""`scenarios check FILE --update`: new names in place of old ones, and nothing else."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from multipolar.cli import main
from multipolar.loading import vocabulary
from multipolar.scenario import check
from multipolar.scenario.renamed import renamed_things
from multipolar.scenario.update import update_file

WORDS = vocabulary()
HEAD = '# mine\ntitle = "t"  # short\nquestion = "q"\nextends = "baseline"\n'
PARAMETERS = {
    "theatres.war_slope": "regimes.war_slope",
    "theatres.war_threshold": "regimes.war_threshold",
    "war.war_share": "war_economy.war_share",
    "theatres.mirroring": "theatres.mirroring",
    "regimes.turn_months": "regimes.turn_months",
    "theatres.war_exit": "theatres.war_exit",
}
"""Parameters of a file, each with its name of today; the last one has none."""


def sections(names):
    """Return names by their sections."""
    return {
        section: [n.partition(".")[2] for n in names if n.startswith(f"{section}.")]
        for section in dict.fromkeys(name.partition(".")[0] for name in names)
    }


def headers(names):
    return "".join(
        f"\n[parameters.{section}]\n# of {section}\n"
        + "".join(f"# {key} above\n{key} = 0.5  # {key}\n" for key in keys)
        for section, keys in sections(names).items()
    )


def dotted(names):
    return "\n[parameters]\n" + "".join(f"{name} = 0.5 # {name}\n" for name in names)


def in_line(names):
    rows = (
        f"{section} = {{ {', '.join(f'{key} = 0.5' for key in keys)} }}\n"
        for section, keys in sections(names).items()
    )
    return "\n[parameters]\n" + "".join(rows)


def tables(names):
    return "".join(
        f"\n[parameters.{name}]  # {name}\nlow = 0.1\nmode = 0.2\nhigh = 0.3\n" for name in names
    )


def ranges(names):
    return "".join(
        f"\n[parameters.{section}]\n"
        + "".join(f"{key} = {{ low = 0.1, mode = 0.2, high = 0.3 }}\n" for key in keys)
        for section, keys in sections(names).items()
    )


def ends(names):
    return "".join(
        f"\n[parameters.{section}]\n"
        + "".join(f"{key}.low = 0.1\n{key}.mode = 0.2\n{key}.high = 0.3\n" for key in keys)
        for section, keys in sections(names).items()
    )


def meant(text):
    """Return what a text means under the names of today, without empty sections."""
    data = tomllib.loads(text)
    moved: dict[str, dict] = {}
    for section, values in data.get("parameters", {}).items():
        for key, value in values.items():
            goal = PARAMETERS[f"{section}.{key}"]
            moved.setdefault(goal.partition(".")[0], {})[goal.partition(".")[2]] = value
    return {**data, "parameters": moved}


def comments(text):
    return sorted(line.partition("#")[2] for line in text.splitlines() if "#" in line)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    names=st.lists(st.sampled_from(list(PARAMETERS)), min_size=1, unique=True),
    layout=st.sampled_from([headers, dotted, in_line, tables, ranges, ends]),
    line=st.sampled_from(["\n", "\r\n"]),
    mark=st.sampled_from(["", "\ufeff"]),
    end=st.booleans(),
)
def test_an_updated_file_means_the_same_under_new_names_and_keeps_every_comment(
    tmp_path, names, layout, line, mark, end
):
    text = (HEAD + layout(names)).rstrip() + "\n" * end
    path = tmp_path / "mine.toml"
    path.write_bytes((mark + text.replace("\n", line)).encode())
    found = update_file(path, WORDS)
    written = path.read_bytes().decode()
    assert written.startswith(mark)
    body = written.removeprefix(mark)
    assert body.count("\r") == (body.count("\n") if line == "\r\n" else 0)
    assert comments(body) == comments(text)
    if layout is headers:
        lines = body.splitlines()
        for above, key in pairwise(line.strip() for line in lines):
            assert not above.endswith(" above") or key.startswith(above[2:].split()[0])
    old = {name for name in names if PARAMETERS[name] != name}
    assert {rename.old for rename in found.done} | {r.old for r, _ in found.left} == old
    if layout is in_line:
        assert not found.done
        assert body.replace("\r\n", "\n") == text
    else:
        assert not found.left
        assert meant(text) == {
            **tomllib.loads(body),
            "parameters": {s: v for s, v in tomllib.loads(body)["parameters"].items() if v},
        }
    assert not update_file(path, WORDS).done


@pytest.mark.parametrize("row", [row for row in renamed_things().values() if row.new], ids=str)
def test_every_renamed_thing_is_renamed_where_a_file_names_it(row, tmp_path):
    section, _, name = row.old.partition(".")
    lines = {
        "parameter": f"[parameters.{section}]\n{name} = 0.5\n",
        "switch": f"[switches]\n{row.old} = false\n",
        "attribute": f"[[events]]\nmonth = '2023-01'\nname = 'x'\nattribute = '{row.old}'\n",
        "measure": f'[[expect]]\nmeasure = "{row.old}" # why\n',
        "action": f"[[orders]]\nstate = 'PRK'\naction = '{row.old}'\n",
        "event": f"[without]\nevents = ['{row.old}']\n",
    }
    path = tmp_path / "old.toml"
    path.write_text(HEAD + lines[row.kind])
    if row.kind == "attribute" and row.new not in WORDS.moving:
        assert any(
            "moving attribute" in str(problem) or row.old in str(problem)
            for problem in check(path, WORDS)
        )
        return
    [rename] = update_file(path, WORDS).done
    assert (rename.old, rename.new) == (row.old, row.new)
    assert row.old.rpartition(".")[2] not in path.read_text().replace(
        row.new.rpartition(".")[2], ""
    )


MIXED = (
    HEAD
    + """
[parameters.theatres]
mirroring = 0.0
war_slope = 1.0
war_exit = 0.02
war_threshold = 5.0

[parameters.regimes]
# both names
war_slope = 2.0

[[events]]
month = "2023-01"
name = "x"
attribute = 'senders_unity'
where = "all"
add = -0.1
"""
)


def test_the_command_prints_each_change_and_leaves_what_is_gone_or_there_twice(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(MIXED)
    path.chmod(0o600)
    result = CliRunner().invoke(main, ["scenarios", "check", str(path), "--update"])
    assert result.exit_code == 2
    done = [line for line in result.output.splitlines() if " now" in line and "Allowed" not in line]
    assert done == [
        f"{path}:10: parameters.theatres.war_threshold: "
        "theatres.war_threshold is called regimes.war_threshold now",
        f"{path}:19: events[1].attribute: senders_unity is called sponsors_unity now",
        f"{path}:8: parameters.theatres.war_slope: theatres.war_slope is called "
        "regimes.war_slope now; left as it is: the file has the new name too",
    ]
    assert "war_exit: unknown parameter" in result.output
    changed = MIXED.replace("war_threshold = 5.0\n", "", 1).replace("senders", "sponsors")
    assert path.read_text() == changed.replace("= 2.0\n", "= 2.0\nwar_threshold = 5.0\n")
    assert path.stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["mine.toml"]


def test_a_file_of_new_names_alone_is_not_written(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(HEAD)
    before = path.stat()
    result = CliRunner().invoke(main, ["scenarios", "check", str(path), "--update"])
    assert result.exit_code == 0, result.output
    after = path.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_file_that_cannot_be_written_stays_as_it_is(tmp_path, monkeypatch):
    path = tmp_path / "mine.toml"
    path.write_text(MIXED)

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    result = CliRunner().invoke(main, ["scenarios", "check", str(path), "--update"])
    assert result.exit_code == 1
    assert "cannot be written" in result.output
    assert path.read_text() == MIXED
    assert [file.name for file in tmp_path.iterdir()] == ["mine.toml"]


def test_only_the_given_file_is_written_and_never_a_shipped_one(tmp_path):
    parent, child = tmp_path / "parent.toml", tmp_path / "child.toml"
    parent.write_text(MIXED)
    child.write_text(MIXED.replace('"baseline"', '"parent"'))
    update_file(child, WORDS)
    assert parent.read_text() == MIXED
    assert child.read_text() != MIXED
    result = CliRunner().invoke(main, ["scenarios", "check", "baseline", "--update"])
    assert result.exit_code == 2
    assert "give its path" in result.output


def test_a_layout_that_would_break_is_left_as_it_is(tmp_path):
    text = HEAD + "[parameters]\nregimes.turn_months = 3\n[parameters.theatres]\nwar_slope = 1.0\n"
    path = tmp_path / "mine.toml"
    path.write_text(text)
    found = update_file(path, WORDS)
    assert not found.done
    assert [(rename.old, reason) for rename, reason in found.left] == [
        ("theatres.war_slope", "the file is laid out so that it has to be written by hand")
    ]
    assert path.read_text() == text
