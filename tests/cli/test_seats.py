"""The list of what states decide."""

import json

import pytest
from click.testing import CliRunner

from multipolar.agents import KINDS
from multipolar.agents.seats import registry
from multipolar.cli import main
from multipolar.study.seat_orders import instructions

SEATS = set(
    "USA GBR DEU FRA POL HUN KOR JPN UKR RUS PRK CHN IRN ISR TUR IND ARE KAZ KGZ ARM".split()  # noqa: SIM905
)


def listed(*words):
    done = CliRunner().invoke(main, ["seats", *words])
    return done.exit_code, done.output + done.stderr * bool(done.exit_code)


def test_every_seat_has_its_choices_columns_and_actions():
    code, output = listed("--json")
    assert code == 0
    rows = json.loads(output)
    assert {row["state"] for row in rows} >= SEATS
    assert {row["choice"] for row in rows} == {c.name for kind in KINDS for c in kind.choices}
    assert all(row["columns"] and len(row["actions"]) > 1 and row["wants"] for row in rows)
    assert len(rows) == len({(row["state"], row["choice"]) for row in rows}) == len(registry())
    (licence,) = [row for row in rows if row["choice"] == "licence"]
    assert (licence["state"], licence["columns"]) == ("RUS", ["PRK", "IRN"])


def test_one_state_is_listed_and_an_unknown_one_is_told():
    code, output = listed("PRK")
    assert code == 0
    assert "missile_test" in output
    assert "licence" not in output
    code, output = listed("PRKK")
    assert code != 0
    assert "Did you mean 'PRK'" in output


def test_what_the_orders_of_a_seat_do_is_printed_and_kept(tmp_path):
    out, page, picture = (tmp_path / f"seats.{kind}" for kind in ("csv", "md", "png"))
    words = ("ARM", "--effects", "--runs", "6", "--out", str(out), "--page", str(page))
    code, output = listed(*words, "--picture", str(picture))
    assert code == 0
    assert "no effect, because" in output
    assert "of 1 seats move a headline measure" in output
    table = out.read_text(encoding="utf-8")
    orders = instructions(["ARM"])
    assert table.count("\n") == 1 + len(orders)
    assert all(f"{o.state},{o.choice},{o.column},{o.action},{o.span}," in table for o in orders)
    told = page.read_text(encoding="utf-8")
    assert f"| ARM | {len(orders)} | " in told
    assert "6 runs of each side" in told.replace("\n", " ")
    assert "](seats.png)" in told
    assert picture.read_bytes()[:4] == b"\x89PNG"


def test_effects_are_printed_as_json():
    code, output = listed("ARM", "--effects", "--runs", "4", "--json")
    assert code == 0
    rows = json.loads(output[output.index("{\n") :])["effects"]
    assert [row["action"] for row in rows] == [order.action for order in instructions(["ARM"])]
    assert all(row["no_effect_because"] or row["largest_measure"] for row in rows)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--runs", "5"], "--runs: only with --effects or --state-share"),
        (["--state-share", "--out", "a.csv"], "--out: only with --effects"),
    ],
)
def test_options_that_do_not_go_together_are_refused(words, said):
    code, output = listed(*words)
    assert code == 2
    assert said in output
