"""The list of what states decide."""

import json

from click.testing import CliRunner

from multipolar.agents import KINDS
from multipolar.agents.seats import registry
from multipolar.cli import main

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
    assert "bargain" not in output
    code, output = listed("PRKK")
    assert code != 0
    assert "Did you mean 'PRK'" in output
