"""Many runs: blocks, executors and the result store."""

from multipolar.ensemble.blocks import BLOCK, Task, run_block
from multipolar.ensemble.results import QUANTILES, Results, open_results
from multipolar.ensemble.simulate import simulate
from multipolar.ensemble.store import StoreError

__all__ = [
    "BLOCK",
    "QUANTILES",
    "Results",
    "StoreError",
    "Task",
    "open_results",
    "run_block",
    "simulate",
]
