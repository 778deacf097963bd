"""The challengers: status, nerve, ties, and what a visit gives to host and guest."""

from __future__ import annotations

from functools import partial

import numpy as np

from multipolar.arrays import Array
from multipolar.axes import CHALLENGER
from multipolar.measures.measure import (
    Measure,
    Trajectories,
    first_line,
    last_known,
    series,
    so_far,
)
from multipolar.world.attributes import attributes
from multipolar.world.codes import Posture
from multipolar.world.opening import opening_value
from multipolar.world.roster import Roster

HOSTS = ("PRK", "CHN", "IRN")
CLIENTS = ("PRK", "IRN")


def of_challenger(data: Trajectories, roster: Roster, *, iso3: str, name: str) -> Array:
    """Return an attribute of a challenger."""
    return series(data, name, roster.index(iso3, CHALLENGER))


def deficit(data: Trajectories, roster: Roster, *, iso3: str) -> Array:
    """Return the standing that a challenger claims and does not have."""
    place = roster.index(iso3, CHALLENGER)
    target = float(opening_value(attributes()["status_target"], roster)[place])
    return np.asarray(np.maximum(0.0, target - series(data, "status", place)))


def visit_asymmetry(data: Trajectories, roster: Roster, *, iso3: str) -> Array:
    """Return gain of status of the host over that of Russia at their last meeting so far.

    A gain is the rise of standing in the month in which both rose; NaN before there was one. The
    article expects much more than 1 of a visit to Pyongyang.
    """
    status = series(data, "status")
    steps = np.diff(status, axis=1, prepend=status[:, :1])
    host = steps[..., roster.index(iso3, CHALLENGER)]
    guest = steps[..., roster.index("RUS", CHALLENGER)]
    ratio = np.full_like(host, np.nan)
    np.divide(host, guest, out=ratio, where=(host > GAIN) & (guest > GAIN))
    return last_known(ratio)


GAIN = 1e-6
"""Rise of standing that counts as a gain."""


def nuclear_threats(data: Trajectories, roster: Roster, *, iso3: str) -> Array:
    """Return in how many months so far a challenger voiced a nuclear threat."""
    return so_far(data["nuclear_signal"][..., roster.index(iso3, CHALLENGER)] > 0.0)


def posture(data: Trajectories, _roster: Roster, *, code: int) -> Array:
    """Return the share of months so far in which China took this posture towards Russia."""
    held = data["posture"] == code
    return np.asarray(so_far(held) / np.arange(1.0, held.shape[1] + 1.0))


def measures() -> list[Measure]:
    """Return the measures of the challengers."""
    found = []
    for iso3 in ("RUS", "PRK", "CHN", "IRN"):
        rows: list[tuple[str, str, str, bool]] = [
            ("emboldenment", "emboldenment", "share", iso3 == "PRK"),
            ("status", "status", "share", False),
            ("strength", "military capability, 1 in January 2022", "index", False),
        ]
        if iso3 != "RUS":
            rows += [
                ("tie", "tie with Russia", "share", iso3 == "PRK"),
                ("treaty", "treaty with Russia", "count", False),
                ("militarisation", "military content of the tie", "share", False),
            ]
        if iso3 in CLIENTS:
            rows.append(("mood", "mood of the patron", "index", False))
        found += [
            Measure(
                f"{name}_{iso3}",
                f"{iso3}: {word}",
                unit,
                f"{word} of the challenger",
                partial(of_challenger, iso3=iso3, name=name),
                headline,
            )
            for name, word, unit, headline in rows
        ]
        found.append(
            Measure(
                f"deficit_{iso3}",
                f"{iso3}: status deficit",
                "share",
                first_line(deficit),
                partial(deficit, iso3=iso3),
            )
        )
    found += [
        Measure(
            f"nuclear_threats_{iso3}",
            f"{iso3}: months with a nuclear threat",
            "months",
            first_line(nuclear_threats),
            partial(nuclear_threats, iso3=iso3),
            cumulative=True,
        )
        for iso3 in ("RUS", "PRK")
    ]
    found += [
        Measure(
            f"visit_asymmetry_{iso3}",
            f"{iso3}: gain of status over Russia's",
            "ratio",
            first_line(visit_asymmetry),
            partial(visit_asymmetry, iso3=iso3),
            cumulative=True,
        )
        for iso3 in HOSTS
    ]
    found += [
        Measure(
            f"china_{word}",
            f"CHN: share of months in which it {word}",
            "share",
            first_line(posture),
            partial(posture, code=code),
            cumulative=True,
        )
        for word, code in (("extracts", Posture.EXTRACTS), ("props", Posture.PROPS))
    ]
    return found
