"""Calibration: which parameters the record up to June 2024 pins, and which stay at their prior.

Morris screening finds the parameters that move anything that was counted; a regression learns what
the evidence of a run says of them; and the runs whose evidence speaks as the record does are
accepted (approximate Bayesian computation: Beaumont, Zhang and Balding 2002; summaries after
Fearnhead and Prangle 2012). The accepted vectors are those that ensembles draw from by default.
Whether intervals mean what they say is tested on synthetic records whose parameters are known.
"""

from multipolar.calibration.evidence import Evidence, gather_evidence
from multipolar.calibration.pins import Pin, Settings, calibrated, pins
from multipolar.calibration.posterior import CalibrationError, Posterior, infer
from multipolar.calibration.procedure import Calibration, calibrate, calibration_spec
from multipolar.calibration.recovery import Recovery, recover
from multipolar.calibration.sample import Sample, draw_sample
from multipolar.calibration.screening import Effect, screen

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
