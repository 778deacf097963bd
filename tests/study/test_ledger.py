"""The ledger of claims: what is gone without a claim, and whether anything else follows."""

import json

import pytest
from click.testing import CliRunner

from multipolar.cli import main
from multipolar.loading import load_scenario
from multipolar.study import ledger as book
from multipolar.study.claims import claims
from multipolar.study.compare import Difference
from multipolar.study.intervals import Interval


def difference(measure, mean, relevant=0.1):
    """Return a made-up difference of a headline measure, in units of one standard deviation."""
    interval = Interval(mean - 0.01, mean + 0.01)
    return Difference(
        "without", measure, measure, "1", "2022-01", "2030-12", mean, interval, interval, mean,
        relevant, 50,
    )  # fmt: skip


def test_every_knock_out_is_a_change_that_the_baseline_can_have():
    named = {claim.knock_out for claim in claims().values()} - {book.NONE}
    base = book.load_scenario(book.BASE).digest
    assert named
    for knock_out in named:
        assert book.knocked_out(knock_out).digest != base, knock_out


def test_a_claims_own_measures_are_those_that_only_its_mechanisms_write():
    own = book.own_measures(claims()["C8"])
    assert "emboldenment_PRK" in own
    assert "escalation_korea" not in own
    assert "escalation_korea" in book.own_measures(claims()["C9"])


def test_power_needs_a_measure_outside_the_claims_own_mechanisms():
    own = frozenset({"mine"})
    rows = [difference("mine", 0.9), difference("other", 0.05), difference("third", -0.02)]
    inside = book._effect("x=0", rows, own)
    assert (inside.moved, inside.outside, inside.headlines) == (1, 0, 3)
    assert inside.largest.measure == "other"
    entry = book.Entry("C9", (), inside, None, 50, 1)
    assert not entry.power
    assert "own mechanism" in entry.why
    outside = book._effect("x=0", [*rows, difference("fourth", 0.4)], own)
    assert book.Entry("C9", (), None, outside, 50, 1).power
    assert book.Entry("C9", (), None, outside, 50, 1).why == ""


def test_what_moves_nothing_says_why():
    nothing = book._effect("x=0", [difference("other", 0.0)], frozenset())
    weak = book._effect("x=0", [difference("other", 0.04)], frozenset())
    assert book.Entry("C2", (), nothing, None, 50, 1).why == "no path"
    assert book.Entry("C2", (), weak, nothing, 50, 1).why == "too weak: 0.04 sd at most"
    assert "cannot be taken away" in book.Entry("C2", (), None, None, 50, 1).why


def test_the_ledger_names_claims_that_share_a_knock_out_and_prints_every_claim(
    monkeypatch, tmp_path
):
    few = {name: claims()[name] for name in ("C3", "C4", "C9")}
    monkeypatch.setattr(book, "claims", lambda: few)
    monkeypatch.setattr(
        book,
        "load_scenario",
        lambda name, more=(): load_scenario(name, {"months": 24, **dict(more)}),
    )
    out, page = tmp_path / "ledger.csv", tmp_path / "ledger.md"
    shown = CliRunner().invoke(
        main,
        ["claims", "--effects", "--runs", "4", "--json", "--out", str(out), "--page", str(page)],
    )
    assert shown.exit_code == 0, shown.output
    rows = {row["claim"]: row for row in json.loads(shown.stdout)}
    assert list(rows) == ["C3", "C4", "C9"]
    assert (rows["C3"]["shared_with"], rows["C9"]["shared_with"]) == ("C4", "")
    assert rows["C9"]["knock_out_moved"] > 0, "without mirroring theatres do not move each other"
    assert out.read_text(encoding="utf-8").count("\n") == 4
    told = page.read_text(encoding="utf-8")
    assert all(f"| {claim} (as" in told or f"| {claim} |" in told for claim in rows)
    assert "4 runs of each side" in told.replace("\n", " ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--kind", "rule", "--effects"], "leave out the filters"),
        (["--runs", "5"], "--runs: only with --effects"),
        (["C9", "--json"], "--json: only with --effects"),
    ],
)
def test_options_that_do_not_go_together_are_refused(arguments, said):
    refused = CliRunner().invoke(main, ["claims", *arguments])
    assert refused.exit_code == 2
    assert said in refused.stderr
