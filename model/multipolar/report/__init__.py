"""The report: one page about one scenario, from results there are."""

from multipolar.report.gather import Report, gather
from multipolar.report.render import page

__all__ = ["Report", "gather", "page"]
