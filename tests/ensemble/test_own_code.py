"""Results of one formula are never taken for those of another."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from multipolar.definition import SHIPPED
from multipolar.ensemble import simulate
from multipolar.ensemble.files import StoreError
from multipolar.ensemble.fingerprint import fingerprint
from multipolar.ensemble.own_code import code_of
from multipolar.measures.measure import Measure, series
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.rule import rule
from multipolar.study import attribute

FACTOR = 1.0


def measured(factor):
    formula = lambda data, _: factor * series(data, "escalation", 1)  # noqa: E731
    return SHIPPED.extended(measures=[Measure("own", "Own", "rung", "scaled", formula)])


def seldom(most):
    """Return a model with a rule that no small run shows: so much ground is never gained."""

    @rule(switch="thaw", writes="escalation")
    def thaw(escalation, gained):
        return np.where(gained.max() > 1e6, most, escalation)

    mechanism = Mechanism("thaw", "thaw", rules={"perception": (thaw,)})
    return SHIPPED.extended(mechanisms=[mechanism])


def test_a_kept_block_of_another_formula_is_not_met(short, tmp_path):
    def share(factor):
        asked = {"month": "2022-10", "only": ["theatres", "provocation"], "runs": 16}
        return attribute("own", short, **asked, definition=measured(factor), folder=tmp_path)

    one, hundred = share(1.0), share(100.0)
    assert one.whole
    assert hundred.whole == pytest.approx(100.0 * one.whole)


def test_results_are_not_extended_with_another_formula(short, tmp_path):
    simulate(short, runs=2, out=tmp_path / "kept", definition=measured(1.0))
    with pytest.raises(StoreError, match="other definition"):
        simulate(short, runs=2, out=tmp_path / "kept", definition=measured(2.0))


def test_a_rule_that_no_small_run_shows_has_a_fingerprint_of_its_own():
    assert fingerprint(seldom(0.0)) == fingerprint(seldom(0.0)) != fingerprint(seldom(9.0))


def by_name(data):
    return FACTOR * data


def calls(data):
    return by_name(data) in {"one", "two", "three"}


def test_what_a_function_finds_by_name_and_calls_counts_and_comments_do_not(monkeypatch):
    before = [*code_of([by_name])], [*code_of([calls])]
    monkeypatch.setitem(globals(), "FACTOR", 2.0)
    assert [*code_of([by_name])] != before[0]
    assert [*code_of([calls])] != before[1]
    sources = ("def f(x): return x + 1", "# said\n\ndef f(x):\n    # more\n    return x + 1")
    made = []
    for source in sources:
        there = {}
        exec(source, there)
        made.append([*code_of([there["f"]])])
    assert made[0] == made[1]


def test_the_lines_of_a_function_are_the_same_in_another_process():
    asked = "import test_own_code as t; print([*t.code_of([t.calls])])"
    folder = Path(__file__).parent
    said = {
        subprocess.run(
            [sys.executable, "-c", asked],
            cwd=folder,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(folder.parents[1] / "model")},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1
