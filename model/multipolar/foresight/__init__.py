"""Foresight: beliefs about what follows from each action, fitted on paired runs of the model.

States read the table that comes out of it (``agents/foresight.py``); this room makes it, for the
shipped world and for that of any scenario.

Examples
--------
A scenario with the beliefs that ``multipolar refresh --beliefs SCENARIO`` has fitted on its world
and kept; without any it stays as it is, and its notes say that states have not noticed:

>>> from multipolar import load_scenario
>>> from multipolar.foresight import with_beliefs
>>> spec = load_scenario("baseline")
>>> with_beliefs(spec) is spec
True
"""

from multipolar.foresight.worlds import with_beliefs

__all__ = ["with_beliefs"]
