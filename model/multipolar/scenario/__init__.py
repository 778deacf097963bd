"""What if: the schema of a scenario file, its events, loading and inheritance."""

from multipolar.scenario.calendar import calendar
from multipolar.scenario.changes import full_key, parse_value
from multipolar.scenario.editor import json_schema
from multipolar.scenario.folders import scenario_folders, scenario_names
from multipolar.scenario.load import check, load
from multipolar.scenario.problems import Problem, ScenarioError
from multipolar.scenario.spec import Event, Expectation, Order, Prior, Spec
from multipolar.scenario.vocabulary import ParameterRange, Vocabulary

__all__ = [
    "Event",
    "Expectation",
    "Order",
    "ParameterRange",
    "Prior",
    "Problem",
    "ScenarioError",
    "Spec",
    "Vocabulary",
    "calendar",
    "check",
    "full_key",
    "json_schema",
    "load",
    "parse_value",
    "scenario_folders",
    "scenario_names",
]
