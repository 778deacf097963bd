"""General-equilibrium trade: what sanctions cost the target, the coalition and everybody else.

Examples
--------
A world of two mirror-image economies, whose trade becomes a tenth dearer. The solver, the closed
form and the formula of Arkolakis, Costinot and Rodríguez-Clare (2012) agree:

>>> import numpy as np
>>> from multipolar.trade import acr_welfare, counterfactual, economy, symmetric_real_income
>>> base = economy(("A", "B"), [[80.0, 20.0], [20.0, 80.0]])
>>> dearer = counterfactual(base, iceberg=[[1.0, 1.1], [1.1, 1.0]], elasticity=4.0)
>>> dearer.welfare.round(4).tolist()
[0.9838, 0.9838]
>>> bool(np.allclose(dearer.welfare, symmetric_real_income(0.8, 1.1, 4.0), atol=1e-10))
True
>>> bool(np.allclose(dearer.welfare, acr_welfare(dearer.home_share, 4.0), atol=1e-10))
True

An economy that must run a deficit cannot be cut off; the error says so, and `balanced` closes the
deficits first:

>>> from multipolar.trade import ConvergenceError, balanced
>>> lopsided = economy(("A", "B"), [[80.0, 30.0], [20.0, 80.0]])
>>> try:
...     counterfactual(lopsided, iceberg=[[1.0, np.inf], [np.inf, 1.0]])
... except ConvergenceError as error:
...     "close the deficits first" in str(error)
True
>>> bool(np.allclose(balanced(lopsided).deficit, 0.0))
True

The observed worlds, and measures of the coalition of 2022 on Russia:

>>> from multipolar.trade import coalition_2022, embargo, impose, in_force
>>> from multipolar.trade import with_north_korea, world_2023, world_before_war
>>> world = world_before_war()
>>> len(world.names), "PRK" in world.names, "PRK" in with_north_korea(world_2023()).names
(66, False, True)
>>> founders = coalition_2022(world)
>>> limit, real = (impose(world, kind("RUS", founders)).target()[0] for kind in (embargo, in_force))
>>> bool(limit < real < 0.0)
True

What China would add, coalition by coalition, over the prior of the trade elasticity:

>>> from multipolar.trade import ask, coalition_table
>>> table = coalition_table(world, in_force("RUS", founders), ["CHN"])
>>> [row.added for row in table.rows]
[(), ('CHN',)]
>>> answer = ask("RUS", ["CHN"])
>>> [one["member"] for one in answer.contributions()]
['CHN']

The response surface that the model reads, made of the closed form of a small open economy:

>>> from multipolar.trade import cut, load_surface, small_economy_cost, solve_surface
>>> surface = load_surface("RUS")
>>> removed = cut(stringency=0.6, leakage=0.1, evasion=0.2)
>>> cost = surface.cost(surface.membership(founders), removed, removed)
>>> bool(0.0 < cost < small_economy_cost(surface.home_share, 0.0, 0.0, 4.0))
True
>>> bool(np.allclose(solve_surface(world, "RUS").correction, surface.correction, atol=2e-5))
True

Who would join of its own accord, and what it would cost to win the others:

>>> from multipolar.trade import stable_coalition
>>> answer = stable_coalition("RUS")
>>> {row.name: row.joins for row in answer.rows if row.name in ("EU", "CHN")}
{'EU': True, 'CHN': False}

Flows that no source gives, and what stands in for them:

>>> from multipolar.trade import gaps
>>> [(gap.iso3, gap.column, gap.rule) for gap in gaps() if gap.rule == "left_out"]
[('CIS', 'exports_to_RUS_2021', 'left_out')]

Published estimates beside ours:

>>> from multipolar.trade import compare
>>> sorted({row.agrees for row in compare()})
[False, True]
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from multipolar.lazy import on_first_use

if TYPE_CHECKING:
    from multipolar.trade.closed_forms import acr_welfare, small_economy_cost, symmetric_real_income
    from multipolar.trade.coalition import (
        CoalitionRow,
        CoalitionTable,
        Contribution,
        coalition_table,
    )
    from multipolar.trade.comparison import PublishedComparison, compare
    from multipolar.trade.data import (
        coalition_2022,
        gaps,
        with_north_korea,
        world_2023,
        world_before_war,
    )
    from multipolar.trade.economy import Economy, economy
    from multipolar.trade.equilibrium import Equilibrium, balanced, counterfactual
    from multipolar.trade.question import Answer, ask
    from multipolar.trade.sanctions import Outcome, Sanctions, embargo, impose, in_force
    from multipolar.trade.solver import ConvergenceError, SolverReport
    from multipolar.trade.stable import StableCoalition, stable_coalition
    from multipolar.trade.surface import Surface, cut, load_surface, solve_surface

_HOMES = {
    "Answer": "multipolar.trade.question",
    "CoalitionRow": "multipolar.trade.coalition",
    "CoalitionTable": "multipolar.trade.coalition",
    "Contribution": "multipolar.trade.coalition",
    "ConvergenceError": "multipolar.trade.solver",
    "Economy": "multipolar.trade.economy",
    "Equilibrium": "multipolar.trade.equilibrium",
    "Outcome": "multipolar.trade.sanctions",
    "PublishedComparison": "multipolar.trade.comparison",
    "Sanctions": "multipolar.trade.sanctions",
    "SolverReport": "multipolar.trade.solver",
    "StableCoalition": "multipolar.trade.stable",
    "Surface": "multipolar.trade.surface",
    "acr_welfare": "multipolar.trade.closed_forms",
    "ask": "multipolar.trade.question",
    "balanced": "multipolar.trade.equilibrium",
    "coalition_2022": "multipolar.trade.data",
    "coalition_table": "multipolar.trade.coalition",
    "compare": "multipolar.trade.comparison",
    "counterfactual": "multipolar.trade.equilibrium",
    "cut": "multipolar.trade.surface",
    "economy": "multipolar.trade.economy",
    "embargo": "multipolar.trade.sanctions",
    "gaps": "multipolar.trade.data",
    "impose": "multipolar.trade.sanctions",
    "in_force": "multipolar.trade.sanctions",
    "load_surface": "multipolar.trade.surface",
    "small_economy_cost": "multipolar.trade.closed_forms",
    "solve_surface": "multipolar.trade.surface",
    "stable_coalition": "multipolar.trade.stable",
    "symmetric_real_income": "multipolar.trade.closed_forms",
    "with_north_korea": "multipolar.trade.data",
    "world_2023": "multipolar.trade.data",
    "world_before_war": "multipolar.trade.data",
}
__getattr__, __dir__ = on_first_use(__name__, _HOMES)

__all__ = [
    "Answer",
    "CoalitionRow",
    "CoalitionTable",
    "Contribution",
    "ConvergenceError",
    "Economy",
    "Equilibrium",
    "Outcome",
    "PublishedComparison",
    "Sanctions",
    "SolverReport",
    "StableCoalition",
    "Surface",
    "acr_welfare",
    "ask",
    "balanced",
    "coalition_2022",
    "coalition_table",
    "compare",
    "counterfactual",
    "cut",
    "economy",
    "embargo",
    "gaps",
    "impose",
    "in_force",
    "load_surface",
    "small_economy_cost",
    "solve_surface",
    "stable_coalition",
    "symmetric_real_income",
    "with_north_korea",
    "world_2023",
    "world_before_war",
]
