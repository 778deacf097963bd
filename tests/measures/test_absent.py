"""Worlds without somebody: they run to the end, and what measures the absent is not defined."""

from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from multipolar import load_scenario, simulate
from multipolar.cli import main
from multipolar.ensemble.results import open_results
from multipolar.measures import MEASURES, not_defined
from multipolar.study.verify import verify
from multipolar.world.attributes import attributes
from multipolar.world.roster import full_roster, make_roster, required_states

EVERYBODY = full_roster()
REQUIRED = required_states()
FEWEST = (*REQUIRED, "GBR")
ROLES = sorted(set(EVERYBODY.role) - {EVERYBODY.role[EVERYBODY.index(code)] for code in REQUIRED})


def without(role: str) -> list[str]:
    """Return the states of a role, but for one where the world needs one."""
    states = EVERYBODY.iso3[EVERYBODY.members(role)]
    return list(states[1:] if role == "european_state" else states)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_may_be_empty(role):
    spec = load_scenario("baseline", {"roster.without": without(role), "months": 14})
    results = simulate(spec, runs=1, parameters="default")
    absent = not_defined(results.roster)
    assert all(np.isnan(results.measures(sorted(absent))[name]).all() for name in absent)
    moving = [name for name, row in attributes().items() if row.recorded]
    assert all(np.isfinite(results.data[name]).all() for name in moving)


def test_of_the_smallest_world_everything_is_kept_shown_and_judged(tmp_path: Path):
    file = tmp_path / "few.toml"
    file.write_text(
        f"""title = "Few"
question = "Who is left?"
extends = "baseline"
months = 14
[roster]
only = {list(FEWEST)}
"""
    )
    ran = CliRunner().invoke(main, ["run", str(file), "--runs", "2", "--out", str(tmp_path / "r")])
    assert ran.exit_code == 0, ran.output
    [row] = [row for row in ran.output.splitlines() if row.startswith("Global South: position")]
    assert "not defined" in row
    assert "not yet" not in row
    results = open_results(tmp_path / "r")
    assert results.roster.size("satellite") == 0
    assert results.data["loyalty"].shape == (1, 2, 14, 0)


def test_each_state_that_a_measure_names_may_be_absent():
    names = {name.rpartition("_")[2] for name in MEASURES} & set(EVERYBODY.iso3)
    for code in sorted(names - set(REQUIRED)):
        found = not_defined(make_roster(iso3 for iso3 in EVERYBODY.iso3 if iso3 != code))
        assert found == {name for name in MEASURES if name.endswith(f"_{code}")}, code


def test_an_expectation_of_somebody_absent_is_undecided(tmp_path: Path):
    file = tmp_path / "without.toml"
    file.write_text(
        """title = "Without India"
question = "Who carries then?"
extends = "baseline"
[roster]
without = ["IND"]
[[expect]]
whose = "article"
measure = "carrier_share_IND"
direction = "up"
reading = "it carries no more"
"""
    )
    [finding] = verify(file, runs=2).findings
    assert finding.verdict == "undecided"
    assert finding.pairs == 0
