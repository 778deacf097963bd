"""The model: ``MultipolarModel`` binds world, rules, agents and scenario.

Examples
--------
An order that cannot act warns and says why:

>>> import warnings
>>> from multipolar.model import MultipolarModel, OrderWarning
>>> model = MultipolarModel(rng=1)
>>> with warnings.catch_warnings(record=True) as told:
...     warnings.simplefilter("always", OrderWarning)
...     model.order("CHN", "yes")
...     model.step()
>>> issubclass(told[-1].category, OrderWarning)
True
"""

from multipolar.model.multipolar_model import MultipolarModel
from multipolar.model.orders import OrderWarning

__all__ = ["MultipolarModel", "OrderWarning"]
