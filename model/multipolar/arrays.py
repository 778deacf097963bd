"""The types of the arrays that all rooms hand to each other, and how numpy goes over them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
"""Numbers of double precision, of any shape."""

Flags = NDArray[np.bool_]
"""True or false, of any shape."""

BUFFER = 512
"""Numbers in a buffer, for arrays whose runs lie side by side.

With its own 8,192 numpy copies a fact or a parameter again and again to go over longer stretches,
which takes two thirds of the time of a product of both (0.026 against 0.010 ms for 350 runs of 194
states).
"""


@contextmanager
def short_buffers() -> Iterator[None]:
    """Let numpy go over arrays run by run, without copying what it spreads over them."""
    before = np.setbufsize(BUFFER)
    try:
        yield
    finally:
        np.setbufsize(before)
