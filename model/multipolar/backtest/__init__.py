"""The backtest: what the model would have told, had it been calibrated at origins in the past.

Seven origins, a quarter apart, know what was known then: dated events, figures counted and the
research of which the data end by then. What is told of the next twelve months is scored against
fair opponents, with vectors that the record accepted, from the priors and with the defaults.

Examples
--------
>>> from multipolar.backtest import Backtest, Sizes, backtest
>>> small = Sizes(runs=8, seeds=(1,), sample=120, trajectories=4)
>>> found = backtest(sizes=small, origins=("2024-06",))
>>> isinstance(found, Backtest), sorted(found.scores)
(True, ['default', 'posterior', 'prior'])
"""

from typing import TYPE_CHECKING

from multipolar.lazy import on_first_use

if TYPE_CHECKING:
    from multipolar.backtest.origin import Sizes
    from multipolar.backtest.procedure import Backtest, backtest

_HOMES = {
    "Backtest": "multipolar.backtest.procedure",
    "Sizes": "multipolar.backtest.origin",
    "backtest": "multipolar.backtest.procedure",
}
__getattr__, __dir__ = on_first_use(__name__, _HOMES)

__all__ = ["Backtest", "Sizes", "backtest"]
