"""What follows: expectations verified, outcomes shared among those who made them.

Examples
--------
>>> from multipolar.study import verify_all
>>> [found.scenario for found in verify_all(["d02_panel_survives"], runs=4, power=0)]
['d02_panel_survives']
"""

from typing import TYPE_CHECKING

from multipolar.lazy import on_first_use

if TYPE_CHECKING:
    from multipolar.study.attribution import attribute
    from multipolar.study.contest import Price, price_of_a_vote
    from multipolar.study.diversion import diversion_between
    from multipolar.study.findings import Finding, Verification
    from multipolar.study.verify import verify, verify_all

_HOMES = {
    "Finding": "multipolar.study.findings",
    "Price": "multipolar.study.contest",
    "Verification": "multipolar.study.findings",
    "attribute": "multipolar.study.attribution",
    "diversion_between": "multipolar.study.diversion",
    "price_of_a_vote": "multipolar.study.contest",
    "verify": "multipolar.study.verify",
    "verify_all": "multipolar.study.verify",
}
__getattr__, __dir__ = on_first_use(__name__, _HOMES)

__all__ = [
    "Finding",
    "Price",
    "Verification",
    "attribute",
    "diversion_between",
    "price_of_a_vote",
    "verify",
    "verify_all",
]
