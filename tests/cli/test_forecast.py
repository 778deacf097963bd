"""`multipolar forecast`, as a person calls it."""

import csv
import re
from collections import Counter

from click.testing import CliRunner

from multipolar.cli import main


def test_each_row_tells_the_runs_behind_it_and_a_single_run_has_no_interval(tmp_path):
    words = "forecast --from 2025-02 --to 2025-03 --runs 8 --samples csv --out"
    ran = CliRunner().invoke(main, [*words.split(), str(tmp_path)], env={"COLUMNS": "200"})
    assert ran.exit_code == 0, ran.output
    with (tmp_path / "samples.csv").open() as file:
        behind = Counter((row["series"], row["period"]) for row in csv.DictReader(file))
    told = re.findall(r"^(\w+) +(20[0-9-]+) +(\d+) +(.*)$", ran.stdout, re.MULTILINE)
    assert ("dprk_missiles", "2025-02", "8") in [row[:3] for row in told]
    for series, period, runs, rest in told:
        assert int(runs) == behind[series, period], (series, period)
        assert (" to " in rest) == (int(runs) > 1), rest
