"""Many runs: designs, blocks, executors and the result store."""

from multipolar.ensemble.blocks import BLOCK, Task, run_block
from multipolar.ensemble.cases import Case, make_cases
from multipolar.ensemble.design import DesignError, Sweep, make_points, parse_sweep, read_settings
from multipolar.ensemble.files import StoreError
from multipolar.ensemble.quantiles import QUANTILES
from multipolar.ensemble.results import Results, open_results
from multipolar.ensemble.simulate import prepare, resume, simulate

__all__ = [
    "BLOCK",
    "QUANTILES",
    "Case",
    "DesignError",
    "Results",
    "StoreError",
    "Sweep",
    "Task",
    "make_cases",
    "make_points",
    "open_results",
    "parse_sweep",
    "prepare",
    "read_settings",
    "resume",
    "run_block",
    "simulate",
]
