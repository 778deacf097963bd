"""The report: one page about one scenario, from results there are.

Examples
--------
>>> from multipolar import simulate
>>> from multipolar.report import gather, page
>>> report = gather(simulate(["d02_panel_survives", "baseline"], runs=4), power=0)
>>> report.scenario, report.base.name
('d02_panel_survives', 'baseline')
>>> html = page(report)
>>> "The panel survives" in html, "http" in html
(True, False)
"""

from multipolar.report.gather import Report, gather
from multipolar.report.render import page

__all__ = ["Report", "gather", "page"]
