"""Eighty columns: no line is longer and no identifier is broken, whatever is listed."""

import re
from collections import Counter

import pytest
from click.testing import CliRunner

from multipolar.cli import GROUPS, main
from multipolar.cli.common import print_table
from multipolar.cli.onward import NEXT
from multipolar.cli.printing import fold, records
from multipolar.ensemble import simulate
from multipolar.measures import MEASURES
from multipolar.rules import parameter_table

WIDTH = 80

RUNS = [
    ["carriers", "--close", "KAZ", "--runs", "2", "--months", "2"],
    ["verify", "placebo", "--runs", "2"],
    ["compare", "baseline", "placebo", "--runs", "2"],
    ["effects", "AID04", "--runs", "2"],
]
"""Commands that run the model before they print."""

LISTS = [
    ["scenarios"],
    ["scenarios", "show", "d02_panel_survives"],
    ["states"],
    ["states", "PRK"],
    ["states", "--gaps"],
    ["seats"],
    ["states", "PRK", "--stakes"],
    ["measures"],
    ["parameters"],
    ["rules"],
    ["rules", "--attributes"],
    ["claims"],
    ["claims", "C27"],
    ["figure"],
    ["seats", "PRK"],
    ["scenarios", "check", "d03_systematic_sanctions"],
    ["calibrate", "--pins"],
    ["explain", "PRK"],
    ["choose"],
    ["coalition", "--add", "CHN"],
    ["seminar", "lessons"],
    ["seminar", "reveal", "korea"],
    ["notebooks"],
]
WITH_RESULTS = {"run", "batch", "show"}
"""Commands whose tables are tested on results below."""

LONG = {"attribute", "discover", "forecast", "record", "backtest"}
"""Commands that take longer than a suite should; they print through the same helpers."""

NO_TABLE = {"report", "export", "explore", "refresh"}
"""Commands that name what they wrote."""


def test_every_command_is_walked_or_said_why_not():
    walked = {words[0] for words in [*LISTS, *RUNS]}
    assert {*walked, *WITH_RESULTS, *LONG, *NO_TABLE} == set(main.commands)


def said(words, monkeypatch, width=WIDTH):
    monkeypatch.setenv("COLUMNS", str(width))
    done = CliRunner().invoke(main, [str(word) for word in words])
    assert done.exit_code == 0, done.output
    return done.stdout


def too_long(text):
    """Return the lines above the width, but for an address, which has no place to break."""
    return [line for line in text.split("\n") if len(line) > WIDTH and "://" not in line]


@pytest.mark.parametrize("words", LISTS, ids=" ".join)
def test_what_is_listed_fits_eighty_columns(words, monkeypatch):
    assert not too_long(said(words, monkeypatch))


def tokens(text):
    """Return how often each word stands in a text, be it in a table or in records."""
    return Counter(word.rstrip(":") for word in text.split())


LARGE = [["parameters"], ["measures"], ["rules"], ["seats"]]


@pytest.mark.parametrize("width", [96, 111, 120, 131, 150])
@pytest.mark.parametrize("words", LARGE, ids=" ".join)
def test_a_table_of_any_width_has_every_word_whole(words, width, monkeypatch):
    text, wide = said(words, monkeypatch, width), said(words, monkeypatch, 2000)
    assert not [line for line in text.split("\n") if len(line) > width]
    title_of_records = wide.split("\n")[1].split()[0]
    assert not tokens(wide) - tokens(text) - Counter([title_of_records])


@pytest.mark.one_in(4)
@pytest.mark.parametrize("words", RUNS, ids=" ".join)
def test_what_is_run_fits_eighty_columns(words, monkeypatch):
    assert not too_long(said(words, monkeypatch))


@pytest.mark.parametrize(
    "name", [command.name for group in GROUPS.values() for command in group] + [""]
)
def test_every_help_fits_eighty_columns(name, monkeypatch):
    assert not too_long(said([*filter(None, [name]), "--help"], monkeypatch))


def test_results_fit_eighty_columns_with_whole_titles_and_intervals(tmp_path, monkeypatch):
    simulate("baseline", runs=3, seed=1, out=tmp_path / "r")
    text = said(["show", tmp_path / "r"], monkeypatch)
    assert not too_long(text.replace(str(tmp_path), "DIR"))
    for title in ("PRK: emboldenment", "World: share of rises that spilled over"):
        assert any(line.startswith(title) for line in text.split("\n"))
    assert not re.search(r"\[[^\]]*\n", text), "an interval goes on in the next line"


@pytest.mark.parametrize(
    ("words", "names"), [(["parameters"], list(parameter_table())), (["measures"], list(MEASURES))]
)
def test_no_identifier_is_broken(words, names, monkeypatch):
    text = said(words, monkeypatch)
    assert [name for name in names if name not in text] == []


def test_every_command_stands_in_one_group_and_help_shows_them(monkeypatch):
    names = [command.name for group in GROUPS.values() for command in group]
    assert sorted(names) == sorted(set(names)) == sorted(main.commands)
    text = said(["--help"], monkeypatch)
    places = [text.index(f"{title}:") for title in GROUPS]
    assert places == sorted(places)
    assert all(re.search(rf"^  {name} ", text, re.MULTILINE) for name in names)


def test_what_comes_next_names_commands_there_are():
    assert set(NEXT) <= set(main.commands)
    for line in NEXT.values():
        assert set(re.findall(r"multipolar ([a-z]+)", line)) <= set(main.commands)


def test_a_state_is_shown_alone_and_a_wrong_one_is_refused(monkeypatch):
    text = said(["states", "North Korea"], monkeypatch)
    assert "PRK" in text
    assert "KOR" not in text
    assert CliRunner().invoke(main, ["states", "PRX"]).exit_code == 2


def test_quiet_leaves_out_notes_and_progress(tmp_path):
    file = tmp_path / "brief.toml"
    file.write_text('title = "Brief"\nextends = "baseline"\nmonths = 2\n')
    words = ["run", str(file), "--runs", "2", "--no-picture", "--out", str(tmp_path / "r")]
    loud, quiet = (CliRunner().invoke(main, [*flag, *words]) for flag in ([], ["--quiet"]))
    assert (loud.exit_code, quiet.exit_code) == (0, 0)
    assert quiet.stderr == ""


def test_records_keep_every_cell_and_data_is_never_wrapped():
    rows = [["a title", "1.00 [0.50, 1.50]", "x" * 30, ""], ["b", "2", "y " * 60, "z"]]
    lines = records(["name", "number", "word", "last"], rows, 50)
    assert max(map(len, lines)) <= 50
    text = " ".join(" ".join(lines).split())
    for cell in ("a title", "number: 1.00 [0.50, 1.50]", "x" * 30, "last: z"):
        assert cell in text
    data = '{"a": "' + "word " * 40 + '"}'
    assert fold(data, 40) == data
    assert max(map(len, fold("word " * 40, 40).split("\n"))) <= 40


def test_a_wide_table_breaks_no_word_while_there_is_room(monkeypatch, capsys):
    """A column of sentences gives way to one of identifiers."""
    monkeypatch.setenv("COLUMNS", "120")
    name = "sanctions.monitoring_speed_of_the_west"
    print_table(
        "Title", ["what", "how", "which"], [["a sentence " * 30, "another one " * 30, name]]
    )
    assert name in capsys.readouterr().out
