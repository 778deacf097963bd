"""Channels of the cost of sanctions beside trade in goods: energy, services and finance.

The trade model knows goods and their substitutes. It does not know that oil is sold for more than
it costs to lift, that services are sold as well, and that banks refuse trade that nobody forbade.
``channels.csv`` says for each target what share of its product each of these channels exposes.
"""

from __future__ import annotations

import numpy as np

from multipolar.arrays import Array
from multipolar.readonly import kept
from multipolar.trade.data import rows
from multipolar.trade.response import class_shares
from multipolar.trade.sanctions import FLOWS
from multipolar.trade.surface import TARGETS
from multipolar.world.tables import read_table


@kept
def exposure(*channels: str) -> Array:
    """Return the share of each target's product that some channels expose, shape (target,).

    Parameters
    ----------
    *channels : str
        Names of channels, added up.

    Raises
    ------
    KeyError
        If the table has no row for a target and a channel.
    """
    shares = {
        (row["target"], row["channel"]): float(row["exposure"]) for row in rows("channels.csv")
    }
    return np.array([sum(shares[target, channel] for channel in channels) for target in TARGETS])


@kept
def goods_shares() -> Array:
    """Return the shares of the classes in the targets' trade without the energy that they sell.

    Shape (flow, target, product). What energy earns is a channel of its own.
    """
    shares = class_shares().swapaxes(0, 1).copy()
    order = [row["product"] for row in read_table("products.csv")]
    shares[FLOWS.index("exports"), :, order.index("energy")] = 0.0
    return shares
