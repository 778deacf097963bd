"""The model: ``MultipolarModel`` binds world, rules, agents and scenario."""

from multipolar.model.multipolar_model import MultipolarModel
from multipolar.model.orders import OrderWarning

__all__ = ["MultipolarModel", "OrderWarning"]
