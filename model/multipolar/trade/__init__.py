"""General-equilibrium trade: what sanctions cost the target, the senders and everybody else."""

from __future__ import annotations

from multipolar.trade.closed_forms import acr_welfare, small_economy_cost, symmetric_real_income
from multipolar.trade.coalition import CoalitionRow, CoalitionTable, Contribution, coalition_table
from multipolar.trade.comparison import Comparison, compare
from multipolar.trade.data import coalition_2022, with_north_korea, world_2023, world_before_war
from multipolar.trade.economy import Economy, economy
from multipolar.trade.equilibrium import Equilibrium, balanced, counterfactual
from multipolar.trade.question import Answer, ask
from multipolar.trade.sanctions import Outcome, Sanctions, embargo, impose, in_force
from multipolar.trade.solver import ConvergenceError, Report
from multipolar.trade.surface import Surface, cut, load_surface, solve_surface

__all__ = [
    "Answer",
    "CoalitionRow",
    "CoalitionTable",
    "Comparison",
    "Contribution",
    "ConvergenceError",
    "Economy",
    "Equilibrium",
    "Outcome",
    "Report",
    "Sanctions",
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
    "impose",
    "in_force",
    "load_surface",
    "small_economy_cost",
    "solve_surface",
    "symmetric_real_income",
    "with_north_korea",
    "world_2023",
    "world_before_war",
]
