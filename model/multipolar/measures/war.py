"""The war in Ukraine, its supply and the economies behind it."""

from __future__ import annotations

from functools import partial

from multipolar.arrays import Array
from multipolar.measures.measure import Measure, Trajectories, series
from multipolar.world.attributes import attributes
from multipolar.world.roster import Roster

ROWS = (
    ("aid_delivered", "Support arriving in Ukraine", "index", True),
    ("fire_ratio", "Russian over Ukrainian fire", "ratio", True),
    ("fire_russia", "Russian fire", "m rounds/month", False),
    ("fire_ukraine", "Ukrainian fire", "m rounds/month", False),
    ("gains", "Area that Russia takes in the month", "km2/month", False),
    ("gained", "Area taken since the start", "km2", False),
    ("front", "State of the front, above nought for Russia", "log odds", False),
    ("depth_ukraine", "Depth of Ukraine's defences", "share", False),
    ("depth_russia", "Depth of Russia's defences", "share", False),
    ("losses_russia", "Russian dead and severely wounded", "thousand/month", False),
    ("losses_ukraine", "Ukrainian dead and severely wounded", "thousand/month", False),
    ("men_russia", "Russian men in the theatre", "thousand", False),
    ("men_ukraine", "Ukrainian men in the theatre", "thousand", False),
    ("drones_russia", "Log of Russian output of drones", "log", False),
    ("drones_ukraine", "Log of Ukrainian output of drones", "log", False),
    ("production", "Russian output of shells", "m rounds/month", False),
    ("shipments", "Shells shipped to Russia", "m rounds/month", False),
    ("shipped", "Shells shipped since the start", "m rounds", True),
    ("stock_korea", "North Korean stock of shells", "m rounds", False),
    ("troops", "North Korean troops sent", "thousand", False),
    ("goods", "Goods that Russia pays with", "USD bn/month", False),
    ("interceptors", "Shared pool of interceptors", "share", False),
    ("oil_price", "Price of crude oil", "index", False),
    ("dual_use", "Dual-use goods from China", "index", False),
    ("military_share", "Russian military spending", "share", False),
    ("russian_strength", "Russian strength as China reads it", "share", False),
    ("growth_russia", "RUS: growth", "pp/year", True),
    ("growth_korea", "PRK: growth", "pp/year", True),
    ("legitimacy", "Legitimacy of sanctions with third states", "share", False),
    ("threat_credibility", "Credibility of nuclear threats", "share", False),
    ("hybrid", "Acts of sabotage in the month", "count", False),
    ("deal_IRN", "Iran and the West have a deal", "share", False),
    ("demand_IRN", "Russia's demand for letting the offer to Iran pass", "share", False),
)
"""Name, title, unit and whether it is a headline; the name is that of an attribute, with a place
for people after it where that helps."""


def path(data: Trajectories, _roster: Roster, *, name: str) -> Array:
    """Return an attribute that is one number for each run and month."""
    return series(data, name)


def measures() -> list[Measure]:
    """Return the measures that are attributes as they are."""
    table = attributes()
    return [
        Measure(
            name,
            title,
            unit,
            table[attribute].description,
            partial(path, name=attribute),
            headline,
        )
        for name, title, unit, headline in ROWS
        for attribute in [name.removesuffix("_IRN")]
    ]
