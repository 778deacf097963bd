"""What a mechanism is: parameters, rules by phase and choices behind one switch, declared once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from multipolar.readonly import ReadOnly
from multipolar.rules.parameters import Parameters
from multipolar.rules.rule import Rule


class Phase(NamedTuple):
    """A named part of the month and its rules."""

    name: str
    rules: tuple[Rule, ...]


RulesByPhase = Mapping[str, tuple[Rule, ...]]


@dataclass(frozen=True, eq=False)
class Mechanism:
    """A cause that can be switched off: what it knows, what it does and who decides in it.

    Each stands at the end of its own file.

    Parameters
    ----------
    name : str
        Name, that of its file.
    switch : str
        What turns it off in a scenario, most often its name; ``ALWAYS`` if nothing does.
    parameters : tuple of subclasses of Parameters
        What its rules do not know for certain.
    rules : mapping of str to tuple of Rule
        Its rules by the phase of the month.
    choices : tuple of str
        Names of the choices that its switch turns off.
    absent : mapping of str to tuple of Rule
        Rules by phase that act in its place when it is off: what the world is without this cause.
        Nothing by default: what its rules write then stays as it is.
    """

    name: str
    switch: str
    parameters: tuple[type[Parameters], ...] = ()
    rules: RulesByPhase = field(default_factory=dict)
    choices: tuple[str, ...] = ()
    absent: RulesByPhase = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("rules", "absent"):
            given = getattr(self, name)
            if isinstance(given, Mapping):  # the check of a definition tells what is none
                object.__setattr__(self, name, ReadOnly(given))

    def in_phase(self, phase: str, switches: Mapping[str, bool]) -> tuple[Rule, ...]:
        """Return its rules in a phase of a world with these switches."""
        acts = self.rules if switches.get(self.switch, True) else self.absent
        return acts.get(phase, ())
