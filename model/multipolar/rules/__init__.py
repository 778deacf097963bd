"""How it moves: one file per mechanism, pure functions, parameters, and the order of a month."""

from multipolar.rules.phases import PARAMETER_CLASSES, PHASES, SWITCHES, parameter_table
from multipolar.rules.rule import Rule

__all__ = ["PARAMETER_CLASSES", "PHASES", "SWITCHES", "Rule", "parameter_table"]
