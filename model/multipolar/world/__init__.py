"""What is: the attribute table, the fact tables, the roster and the arrays of the month."""

from multipolar.world.attributes import Attribute, attributes
from multipolar.world.roster import Roster, full_roster, make_roster
from multipolar.world.world import World

__all__ = ["Attribute", "Roster", "World", "attributes", "full_roster", "make_roster"]
