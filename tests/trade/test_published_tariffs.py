"""A published study of the tariffs of April 2025 on 194 economies, through the public solver.

Ignatenko, Lashkaripour, Macedoni and Simonovska (2025). What the study adds to the solver stands
outside it: labour supply and scale economies move the costs of exporters, incomplete pass-through
is an iceberg cost, and the margin of distributors stays in the importing economy, so that the
deficits of what is traded are given.
"""

import os
from pathlib import Path

import numpy as np
import pytest

from multipolar.trade import counterfactual, economy

ELASTICITY, SUPPLY, SCALE, ROUNDS = 4.0, 0.5, 0.67 / 4.0, 40


@pytest.fixture(scope="module")
def study():
    roots = [os.environ.get("MULTIPOLAR_SHARED"), Path(__file__).parents[3] / "shared"]
    for path in (Path(root) / "oracles" / "tariffs_194_2025.npz" for root in filter(None, roots)):
        if path.exists():
            return np.load(path, allow_pickle=False)
    pytest.skip("the published tables are absent (set MULTIPOLAR_SHARED to their folder)")


def tariffs(gdp, spending, transfers, margin, duty, trade):
    """Return changes of welfare, employment and the price level, in per cent."""
    base = economy([str(place) for place in range(len(gdp))], trade * (1 - margin))
    passed = (1 + SCALE) / (1 - margin) - SCALE
    iceberg, cost, work, world = (1 + duty) ** (passed - 1), 1.0, 1.0, 1.0
    for _ in range(ROUNDS):
        deficits = transfers * world
        new = counterfactual(
            base, iceberg=iceberg, tariff=duty, cost=cost, elasticity=ELASTICITY, deficits=deficits
        )
        net = (new.wage * base.income + deficits) / (1 - margin)
        earned, spent = (net - deficits) / gdp, new.welfare * new.price
        price = (spent * work / earned) ** (1 - passed) * new.price
        taxed = (spent * spending - net) / earned / gdp
        world = earned @ gdp / gdp.sum()
        work = (earned / work / price / (1 - taxed)) ** SUPPLY
        cost = earned * work ** -(1 + SCALE) / new.wage
    leisure = SUPPLY / (1 + SUPPLY) * (1 - taxed) * gdp
    welfare = (spending * spent - leisure * earned) / (spending - leisure) / price
    return 100 * (np.array([welfare, work, price * spending.sum() / (price @ spending)]) - 1)


def test_the_published_study_comes_out_of_the_solver(study):
    given = ("gdp", "expenditure", "transfers", "distribution_margin", "tariff", "trade")
    columns = [list(study["columns"]).index(name) for name in ("welfare", "employment", "cpi")]
    ours = tariffs(*(study[name] for name in given))
    assert np.abs(ours - study["published"][:, columns].T).max() < 1e-6
