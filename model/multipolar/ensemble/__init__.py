"""Many runs: designs, blocks, executors and the result store.

Examples
--------
A sweep becomes points, and a scenario at a point a case:

>>> from multipolar.ensemble import make_cases, make_points, parse_sweep, read_settings
>>> sweep = parse_sweep("theatres.mirroring=0,0.01")
>>> settings = read_settings(["months=6"])
>>> cases = make_cases(["baseline"], make_points([sweep]), settings)
>>> [case.spec.name for case in cases]
['baseline@1', 'baseline@2']

`simulate` runs them; with ``out=`` it keeps what it computes, and `open_results` and `resume` go on
from there:

>>> from tempfile import TemporaryDirectory
>>> from multipolar.ensemble import QUANTILES, open_results, prepare, resume, simulate
>>> results = simulate(cases, runs=4)
>>> results.quantiles("escalation_korea", QUANTILES).shape
(3, 6)
>>> with TemporaryDirectory() as folder:
...     _ = simulate(cases, runs=4, out=f"{folder}/batch")
...     resume(f"{folder}/batch", extend=2).runs, open_results(f"{folder}/batch").runs
(6, 6)

`prepare` says what would be run, and writes nothing:

>>> [case.name for case in prepare(cases, runs=4, seed=1).manifest.cases]
['baseline@1', 'baseline@2']

A worker gets a task, a scenario and a range of runs; blocks of `BLOCK` runs fit a cache:

>>> from multipolar.ensemble import BLOCK, Task, run_block
>>> block = run_block(Task(cases[0].spec, first_run=0, runs=2, seed=1))
>>> block.runs <= BLOCK
True

A design of parameter vectors, whose columns `problem` names, meets common luck row by row:

>>> from multipolar.ensemble import problem
>>> middle = [[low, (low + high) / 2, high] for low, high, _ in problem()["bounds"]]
>>> design = dict(zip(problem()["names"], middle, strict=True))
>>> simulate("baseline", vectors=design, luck="common", runs=2, record=[]).runs
6

What is mistaken, or cannot be read or written, is told by name:

>>> from multipolar.ensemble import DesignError, StoreError
>>> try:
...     parse_sweep("mirroring")
... except DesignError:
...     "no sweep"
'no sweep'
>>> try:
...     open_results("nowhere")
... except StoreError:
...     "no results there"
'no results there'
"""

from typing import TYPE_CHECKING

from multipolar.lazy import on_first_use

if TYPE_CHECKING:
    from multipolar.ensemble.blocks import BLOCK, Task, run_block
    from multipolar.ensemble.cases import Case, make_cases
    from multipolar.ensemble.design import (
        DesignError,
        Sweep,
        make_points,
        parse_sweep,
        read_settings,
    )
    from multipolar.ensemble.files import StoreError
    from multipolar.ensemble.problem import problem
    from multipolar.ensemble.results import Results, open_results
    from multipolar.ensemble.simulate import prepare, resume, simulate
    from multipolar.quantiles import QUANTILES

_HOMES = {
    "BLOCK": "multipolar.ensemble.blocks",
    "Case": "multipolar.ensemble.cases",
    "DesignError": "multipolar.ensemble.design",
    "QUANTILES": "multipolar.quantiles",
    "Results": "multipolar.ensemble.results",
    "StoreError": "multipolar.ensemble.files",
    "Sweep": "multipolar.ensemble.design",
    "Task": "multipolar.ensemble.blocks",
    "make_cases": "multipolar.ensemble.cases",
    "make_points": "multipolar.ensemble.design",
    "open_results": "multipolar.ensemble.results",
    "parse_sweep": "multipolar.ensemble.design",
    "prepare": "multipolar.ensemble.simulate",
    "problem": "multipolar.ensemble.problem",
    "read_settings": "multipolar.ensemble.design",
    "resume": "multipolar.ensemble.simulate",
    "run_block": "multipolar.ensemble.blocks",
    "simulate": "multipolar.ensemble.simulate",
}
__getattr__, __dir__ = on_first_use(__name__, _HOMES)

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
    "problem",
    "read_settings",
    "resume",
    "run_block",
    "simulate",
]
