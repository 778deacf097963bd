"""Calibration: which parameters the record up to June 2024 pins, and which stay at their prior.

Morris screening finds the parameters that move anything that was counted; a regression learns what
the evidence of a run says of them; and the runs whose evidence speaks as the record does are
accepted (approximate Bayesian computation: Beaumont, Zhang and Balding 2002; summaries after
Fearnhead and Prangle 2012). The accepted vectors are those that ensembles draw from by default.
Whether intervals mean what they say is tested on synthetic records whose parameters are known.

Examples
--------
What the package carries, and the steps that led there, far too small to mean anything:

>>> from multipolar import load_scenario, simulate
>>> from multipolar.calibration import CalibrationError, calibrated, calibration_spec, draw_sample
>>> from multipolar.calibration import gather_evidence, infer, pins, recover, screen
>>> from multipolar.record import paths_of
>>> [pin.verdict for pin in pins()][0], calibrated().last
('pinned', '2024-06')
>>> spec = calibration_spec(load_scenario("baseline"))
>>> evidence = gather_evidence(paths_of(simulate(spec, runs=8, parameters="prior")))
>>> sample = draw_sample(spec, evidence, runs=120, seed=1)
>>> effects = screen(spec, evidence, trajectories=4)
>>> active = [effect.parameter for effect in effects][:3]
>>> posterior = infer(sample, evidence.record, active)
>>> posterior.accept(evidence.record).shape  # vectors, parameters
(15, 3)
>>> [0.0 <= recovery.coverage <= 1.0 for recovery in recover(posterior, sample)]
[True, True, True]
>>> try:
...     infer(sample, evidence.record, [])
... except CalibrationError as error:
...     print(error)
no parameter clearly moves anything: more trajectories are needed

All of it at once; too few runs are refused:

>>> from multipolar.calibration import Calibration, Pin, calibrate
>>> try:
...     calibrate(load_scenario("baseline"), runs=10, trajectories=2, records=2)
... except CalibrationError as error:
...     print(error)  # doctest: +ELLIPSIS
too few neighbours: 10 runs for ... parameters, ...: ... runs are enough
>>> isinstance(pins()[0], Pin)
True
"""

from typing import TYPE_CHECKING

from multipolar.lazy import on_first_use

if TYPE_CHECKING:
    from multipolar.calibration.evidence import Evidence, gather_evidence
    from multipolar.calibration.pins import Pin, Settings, calibrated, pins
    from multipolar.calibration.posterior import CalibrationError, Posterior, infer
    from multipolar.calibration.procedure import Calibration, calibrate, calibration_spec
    from multipolar.calibration.recovery import Recovery, recover
    from multipolar.calibration.sample import Sample, draw_sample
    from multipolar.calibration.screening import Effect, screen

_HOMES = {
    "Calibration": "multipolar.calibration.procedure",
    "CalibrationError": "multipolar.calibration.posterior",
    "Effect": "multipolar.calibration.screening",
    "Evidence": "multipolar.calibration.evidence",
    "Pin": "multipolar.calibration.pins",
    "Posterior": "multipolar.calibration.posterior",
    "Recovery": "multipolar.calibration.recovery",
    "Sample": "multipolar.calibration.sample",
    "Settings": "multipolar.calibration.pins",
    "calibrate": "multipolar.calibration.procedure",
    "calibrated": "multipolar.calibration.pins",
    "calibration_spec": "multipolar.calibration.procedure",
    "draw_sample": "multipolar.calibration.sample",
    "gather_evidence": "multipolar.calibration.evidence",
    "infer": "multipolar.calibration.posterior",
    "pins": "multipolar.calibration.pins",
    "recover": "multipolar.calibration.recovery",
    "screen": "multipolar.calibration.screening",
}
__getattr__, __dir__ = on_first_use(__name__, _HOMES)

__all__ = [
    "Calibration",
    "CalibrationError",
    "Effect",
    "Evidence",
    "Pin",
    "Posterior",
    "Recovery",
    "Sample",
    "Settings",
    "calibrate",
    "calibrated",
    "calibration_spec",
    "draw_sample",
    "gather_evidence",
    "infer",
    "pins",
    "recover",
    "screen",
]
