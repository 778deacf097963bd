"""The types of the arrays that all rooms hand to each other."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
"""Numbers of double precision, of any shape."""

Flags = NDArray[np.bool_]
"""True or false, of any shape."""
