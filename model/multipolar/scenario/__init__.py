r"""What if: the schema of a scenario file, its events, loading and inheritance.

Examples
--------
The vocabulary is what a model lets a scenario name; `multipolar.load_scenario` passes its own:

>>> from multipolar.loading import vocabulary
>>> from multipolar.scenario import Spec, Vocabulary, load, scenario_folders, scenario_names
>>> words = vocabulary()
>>> isinstance(words, Vocabulary), "theatres" in words.switches
(True, True)
>>> "baseline" in scenario_names(), len(scenario_folders()) > 0
(True, True)
>>> spec = load("d04_taiwan_quarantine", words, changes={"months": 60})
>>> isinstance(spec, Spec), spec.months, spec.end
(True, 60, '2026-12')
>>> from multipolar.scenario import Layer, load_layers
>>> shorter: Layer = {"title": "A year", "months": 12}
>>> load_layers("baseline", [shorter], words).end
'2022-12'
>>> from multipolar.scenario import calendar
>>> later = {event.attribute for event in calendar("author") if event.month > "2024-06"}
>>> sorted(later)  # what was set beforehand
['congress_decides', 'election', 'mandate_due']
>>> from multipolar.scenario import calendar_orders
>>> chosen = calendar_orders("author")  # what states chose, by name of the dated fact
>>> print(*chosen["kazakhstan_follows_goods"])
order to KAZ, enforce in carry (2023-04)
>>> sorted({expected.whose for expected in spec.expectations})
['article', 'rival']

Values and keys as they stand on a command line, and the schema for editors:

>>> from multipolar.scenario import full_key, json_schema, parse_value
>>> parse_value("off"), parse_value("0.5")
(False, 0.5)
>>> full_key("theatres.mirroring", words)
'parameters.theatres.mirroring'
>>> json_schema(words)["$schema"]
'https://json-schema.org/draft/2020-12/schema'
>>> "theatres.mirroring" in words.parameters
True

All mistakes of a file are told at once, each with its nearest valid name:

>>> from pathlib import Path
>>> from tempfile import TemporaryDirectory
>>> from multipolar.scenario import ScenarioError, check
>>> with TemporaryDirectory() as folder:
...     file = Path(folder) / "typo.toml"
...     _ = file.write_text('extends = "baseline"\n[switches]\ntheatre = false\n')
...     problems = check(file, words)
...     try:
...         _ = load(file, words)
...     except ScenarioError as error:
...         "theatres" in str(error)
True
>>> [problem.key for problem in problems]
['title', 'switches.theatre']
"""

from multipolar.scenario.calendar import calendar, calendar_orders
from multipolar.scenario.changes import full_key, parse_value
from multipolar.scenario.editor import json_schema
from multipolar.scenario.folders import scenario_folders, scenario_names
from multipolar.scenario.load import Layer, check, load, load_layers
from multipolar.scenario.problems import Problem, ScenarioError
from multipolar.scenario.spec import Event, Expectation, Order, Prior, Spec
from multipolar.scenario.vocabulary import MonthPart, ParameterRange, Vocabulary
from multipolar.scenario.ways import Way, find_way

__all__ = [
    "Event",
    "Expectation",
    "Layer",
    "MonthPart",
    "Order",
    "ParameterRange",
    "Prior",
    "Problem",
    "ScenarioError",
    "Spec",
    "Vocabulary",
    "Way",
    "calendar",
    "calendar_orders",
    "check",
    "find_way",
    "full_key",
    "json_schema",
    "load",
    "load_layers",
    "parse_value",
    "scenario_folders",
    "scenario_names",
]
