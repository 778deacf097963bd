"""What a definition is made of, as its checks see it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from multipolar.agents.kind import Choice, Kind
from multipolar.measures.measure import Measure
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.parameters import Parameters
from multipolar.rules.rule import Rule
from multipolar.world.attributes import Attribute


class Parts(Protocol):
    """A definition: what it was given, and what follows from that."""

    @property
    def mechanisms(self) -> tuple[Mechanism, ...]:
        """What can be switched off."""

    @property
    def kinds(self) -> tuple[Any, ...]:
        """What each role decides: a ``Kind`` or a subclass of ``StateAgent``."""

    @property
    def measures(self) -> Mapping[str, Measure]:
        """What is measured, by name."""

    @property
    def attributes(self) -> Mapping[str, Attribute]:
        """Arrays of the world, by name."""

    @property
    def switches(self) -> tuple[str, ...]:
        """What a scenario can turn off."""

    @property
    def parameter_classes(self) -> tuple[type[Parameters], ...]:
        """The classes that hold the parameters."""

    def in_phase(self, phase: str) -> Iterator[tuple[Rule, bool]]:
        """Yield the rules of a phase, and whether each acts where its mechanism is off."""

    def rules(self) -> Iterator[tuple[str, Rule]]:
        """Yield every rule, want and quantity with the place where it is declared."""

    def choices(self) -> Iterator[tuple[Any, Choice]]:
        """Yield every choice with the kind of state that has it."""


def name_of(kind: Any) -> str:
    """Return the name of the class of agents of a kind of state."""
    return kind.name if isinstance(kind, Kind) else str(kind.__name__)


def listed(names: Iterable[str]) -> str:
    """Return names in a row."""
    return ", ".join(names)
