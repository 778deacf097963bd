"""What is generated from the model, and whether it still says what the model does.

Examples
--------
>>> from multipolar.describe import Artefact, NotACheckout, artefacts, checkout, refresh, stale
>>> first: Artefact = artefacts()[0]
>>> first.file
'model/multipolar/world/positions.csv'
>>> from contextlib import suppress
>>> with suppress(NotACheckout):
...     root = checkout()
...     said = [f"{artefact.file}: {why}" for artefact, why in stale(root)]

What is stale is made anew by ``refresh(root)``, one after the other:

>>> callable(refresh)
True
"""

from multipolar.describe.refresh import (
    Artefact,
    NotACheckout,
    artefacts,
    checkout,
    refresh,
    stale,
)

__all__ = ["Artefact", "NotACheckout", "artefacts", "checkout", "refresh", "stale"]
