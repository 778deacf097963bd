"""The order of a month, and the tables that follow from it.

Within a phase every rule reads what the phase opened with and all results are written together,
so the order inside a phase changes nothing. Decisions are the agents': all of them read the
world as the month's events, attention and perception have left it, and none sees another's
choice of the same month.
"""

from __future__ import annotations

from collections.abc import Iterable

from multipolar.lazy import declared
from multipolar.readonly import kept
from multipolar.rules.mechanism import Mechanism, Phase
from multipolar.rules.parameters import Parameter
from multipolar.rules.rule import ALWAYS

EVENTS = "events"
DECISIONS = "decisions"

ORDER = (EVENTS, "attention", "perception", "sponsors", DECISIONS, "flows", "outcomes", "learning")
"""Phases of a month."""

FILES = (
    "attention",
    "politics",
    "support",
    "arming",
    "status",
    "emboldenment",
    "provocation",
    "assurance",
    "campaign",
    "foresight",
    "theatres",
    "regimes",
    "endings",
    "settling",
    "mediation",
    "threat",
    "barter",
    "selling",
    "war",
    "counter_attack",
    "dependence",
    "china",
    "alignment",
    "sanctions",
    "veto",
    "carriers",
    "designations",
    "concession",
    "joining",
    "bargaining",
    "blackmail",
    "sponsors",
)
"""The files of the mechanisms; inside a phase their order changes nothing."""


def mechanism_of(file: str) -> Mechanism:
    """Return the mechanism that a file declares: the constant ``MECHANISM`` at its end.

    Raises
    ------
    ValueError
        When there is no such file, or its ``MECHANISM`` is none or has another name.
    """
    mechanism = declared("rules", file, "MECHANISM", Mechanism, "rules/phases.py, FILES")
    if mechanism.name != file:
        raise ValueError(
            f"rules/{file}.py: MECHANISM is called {mechanism.name!r}; allowed: {file}"
        )
    return mechanism


MECHANISMS: tuple[Mechanism, ...] = tuple(mechanism_of(file) for file in FILES)
"""The mechanisms of the model."""


def phases_of(mechanisms: Iterable[Mechanism]) -> tuple[Phase, ...]:
    """Return the phases of a month with the rules of some mechanisms."""
    listed = tuple(mechanisms)
    return tuple(
        Phase(name, tuple(rule for one in listed for rule in one.rules.get(name, ())))
        for name in ORDER
    )


def switches_of(mechanisms: Iterable[Mechanism]) -> tuple[str, ...]:
    """Return the switches of some mechanisms, each once."""
    return tuple(dict.fromkeys(one.switch for one in mechanisms if one.switch != ALWAYS))


def parameters_of(mechanisms: Iterable[Mechanism]) -> dict[str, Parameter]:
    """Return the parameters of some mechanisms by full name."""
    groups = (group for one in mechanisms for group in one.parameters)
    return {row.name: row for group in groups for row in group.table()}


PHASES = phases_of(MECHANISMS)
SWITCHES = switches_of(MECHANISMS)
PARAMETER_CLASSES = tuple(group for one in MECHANISMS for group in one.parameters)


@kept
def parameter_table() -> dict[str, Parameter]:
    """Return every parameter of the model by its full name."""
    return parameters_of(MECHANISMS)
