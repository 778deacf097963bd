"""The names of the axes, and how long that of the runs may be.

Every array of the model carries some of these, the run axis always first. ``challenger``,
``sponsor`` and ``satellite`` are parts of the state axis: the states that may raise the stakes,
those that pay attention and send support, and the post-Soviet states other than Russia and
Ukraine. ``peer`` is the other side of a pair of challengers. ``swing`` are the economies outside
the coalition of 2022 whose choice would change the cost of sanctions most. ``carrier`` are the
states through which forbidden goods may pass, ``origin`` the parts of the coalition whose goods
those are, ``good`` the classes of goods that they carry. ``bloc`` are the groups of states that
meet before a vote of the General Assembly.
"""

RUN = "run"
MONTH = "month"
STATE = "state"
CHALLENGER = "challenger"
SPONSOR = "sponsor"
SATELLITE = "satellite"
PEER = "peer"
THEATRE = "theatre"
ARENA = "arena"
TARGET = "target"
PRODUCT = "product"
SWING = "swing"
CARRIER = "carrier"
ORIGIN = "origin"
GOOD = "good"
BLOC = "bloc"

MOST_RUNS = 10_000_000
"""Length that the run axis of an experiment may have."""

START_OF = "start of "
"""Before the name of an attribute that moves: the values that it began with, a fact."""
