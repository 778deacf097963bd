"""What the record pins: a row for each free parameter, and how the table was made."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict, dataclass, fields
from importlib.resources import files
from typing import Any

from multipolar.definition import SHIPPED, Definition
from multipolar.ensemble.fingerprint import known_fingerprint
from multipolar.readonly import kept
from multipolar.world.tables import read_table

PINS, SETTINGS = "pins.csv", "settings.json"
_PACKAGE = "multipolar.calibration"

PINNED = 0.70
"""Width of a posterior interval, as a share of the prior's, up to which it counts as pinned."""

NARROWED = 0.95
"""The same for a parameter that the record speaks of, without pinning it."""


@dataclass(frozen=True)
class Pin:
    """What the record says of a parameter.

    Parameters
    ----------
    parameter : str
        Full name.
    effect : float
        Mean absolute elementary effect on what it clearly moves most, in standard deviations.
    moves : str
        What that is; empty if it clearly moves nothing.
    prior_low, prior_median, prior_high : float
        Quantiles 5, 50 and 95 % of the prior, in the parameter's unit.
    low, median, high : float
        The same of the posterior.
    width : float
        The 90 % interval of the posterior as a share of the prior's, in quantiles of the prior.
    coverage : float
        Share of synthetic records whose true value lies in the 90 % interval; NaN if it was not
        inferred.
    """

    parameter: str
    effect: float
    moves: str
    prior_low: float
    prior_median: float
    prior_high: float
    low: float
    median: float
    high: float
    width: float
    coverage: float

    @property
    def verdict(self) -> str:
        """``pinned``, ``narrowed`` or ``prior``."""
        if self.width <= PINNED:
            return "pinned"
        return "narrowed" if self.width <= NARROWED else "prior"


@dataclass(frozen=True)
class Settings:
    """How a calibration was made.

    Parameters
    ----------
    runs, seed : int
        Runs of the sample, and their seed.
    trajectories : int
        Trajectories of the screening.
    records : int
        Synthetic records of the recovery.
    vectors : int
        Accepted vectors.
    last : str
        Last month that informs it.
    heard : int
        Numbers that the record says.
    out_of_reach : tuple of str
        What the record says and hardly any run does.
    measured : tuple of str
        Parameters that other research measures: they were not inferred.
    placebo : tuple of float
        The narrowest and the widest interval that a shuffled sample leaves, as shares of the
        prior's: 1 where nothing is invented.
    rules : str
        Fingerprint of the model that it was made with.
    """

    runs: int
    seed: int
    trajectories: int
    records: int
    vectors: int
    last: str
    heard: int
    out_of_reach: tuple[str, ...]
    measured: tuple[str, ...]
    placebo: tuple[float, ...]
    rules: str


@kept
def pins() -> tuple[Pin, ...]:
    """Return what the record says of each free parameter, as the package carries it.

    Examples
    --------
    >>> pinned = [pin.parameter for pin in pins() if pin.verdict == "pinned"]
    >>> "theatres.mirroring" in pinned  # no count of months pins how theatres mirror each other
    False
    """
    return tuple(map(_pin, read_table(PINS, _PACKAGE)))


def _pin(row: dict[str, str]) -> Pin:
    numbers = {k: float(v or "nan") for k, v in row.items() if k not in ("parameter", "moves")}
    return Pin(parameter=row["parameter"], moves=row["moves"], **numbers)


@kept
def calibrated() -> Settings:
    """Return how the calibration that the package carries was made."""
    found = json.loads(files(_PACKAGE).joinpath(SETTINGS).read_text(encoding="utf-8"))
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in found.items()}
    return Settings(**values)


def age_note(definition: Definition = SHIPPED) -> str:
    """Return a note when the posterior was made with other rules than a model's; else nothing."""
    made_with = calibrated().rules
    if not definition.is_shipped:
        return "the posterior was made with the model of the article, not with this one"
    if made_with == known_fingerprint():
        return ""
    return (
        f"the posterior was made with other rules ({made_with}, now {known_fingerprint()}); "
        "make it anew: multipolar calibrate --install"
    )


def pins_text(rows: tuple[Pin, ...]) -> str:
    """Return the rows as their CSV file has them."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    names = [field.name for field in fields(Pin)]
    writer.writerow(names)
    for row in rows:
        values = (getattr(row, name) for name in names)
        writer.writerow([v if isinstance(v, str) else "" if v != v else f"{v:.4g}" for v in values])
    return file.getvalue()


def settings_text(settings: Settings) -> str:
    """Return the settings as their JSON file has them."""
    return json.dumps(asdict(settings), indent=1) + "\n"
