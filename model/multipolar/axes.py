"""The names of the axes, and nothing else.

Every array of the model carries some of these, the run axis always first. ``challenger`` and
``sponsor`` are parts of the state axis: the states that may raise the stakes, and the states that
pay attention and send support.
"""

RUN = "run"
MONTH = "month"
STATE = "state"
CHALLENGER = "challenger"
SPONSOR = "sponsor"
THEATRE = "theatre"
ARENA = "arena"
TARGET = "target"
PRODUCT = "product"
