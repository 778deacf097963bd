"""The record: what was counted up to December 2024, and how the model stands beside it.

``rolling_scores`` tells how well the model foretells what is counted, against fair opponents;
``score`` makes the scorecard; ``fact_values`` and ``samples`` give one number for each run, for
whoever fits or forecasts. Nothing after ``CUT`` sets any number.
"""

from multipolar.months import CUT
from multipolar.record.forecast import Forecast, forecast
from multipolar.record.observation import Observation, observe, samples
from multipolar.record.paths import Paths, paths_of, record_specs
from multipolar.record.rolling_table import RollingScores, rolling_scores
from multipolar.record.scorecard import Scorecard
from multipolar.record.scoring import fact_values, score
from multipolar.record.tables import END, START, Check, Series, block_of, checks, targets

__all__ = [
    "CUT",
    "END",
    "START",
    "Check",
    "Forecast",
    "Observation",
    "Paths",
    "RollingScores",
    "Scorecard",
    "Series",
    "block_of",
    "checks",
    "fact_values",
    "forecast",
    "observe",
    "paths_of",
    "record_specs",
    "rolling_scores",
    "samples",
    "score",
    "targets",
]
