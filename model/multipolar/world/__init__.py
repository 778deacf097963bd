"""What is: the attribute table, the fact tables, the roster and the arrays of the month.

Examples
--------
>>> from multipolar.world import attributes, full_roster, make_roster
>>> attributes()["emboldenment"].unit, attributes()["leakage"].axes
('share', ('run', 'target', 'product'))
>>> roster = full_roster()
>>> len(roster.iso3), roster.index("PRK") < roster.index("BRA")
(194, True)
>>> small = make_roster([iso3 for iso3 in roster.iso3 if iso3 != "BRA"])
>>> len(small.iso3)
193
"""

from multipolar.world.attributes import Attribute, attributes
from multipolar.world.roster import Roster, full_roster, make_roster
from multipolar.world.world import World

__all__ = ["Attribute", "Roster", "World", "attributes", "full_roster", "make_roster"]
