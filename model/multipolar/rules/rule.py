"""What a rule is: a pure function of named arrays that returns named arrays."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from multipolar.luck import Draw
from multipolar.rules.parameters import Parameters

Result = Any

ALWAYS = ""
"""Switch of a rule that belongs to no mechanism and is never off."""


@dataclass(frozen=True, eq=False)
class Rule:
    """A mechanism's step, with what it reads and writes.

    Calling a rule calls its function.

    Parameters
    ----------
    function : callable
        Its arguments name attributes of the world, parameter classes (by annotation) and luck.
    switch : str
        Mechanism that turns the rule off; ``ALWAYS`` if none does.
    reads, writes : tuple of str
        Attributes read and written, in the order of arguments and results.
    parameters : mapping of str to type
        Argument name to parameter class.
    luck : mapping of str to Draw
        Argument name to the stream it reads.
    settled : mapping of str to Rule
        Argument name to a rule of facts and parameters alone, whose result holds for a whole run.
    claims : tuple of str
        Claims of the article that the rule carries.
    """

    function: Callable[..., Result]
    switch: str
    writes: tuple[str, ...]
    claims: tuple[str, ...]
    reads: tuple[str, ...] = ()
    parameters: Mapping[str, type[Parameters]] = field(default_factory=dict)
    luck: Mapping[str, Draw] = field(default_factory=dict)
    settled: Mapping[str, Rule] = field(default_factory=dict)

    def __call__(self, *args: Any, **kwargs: Any) -> Result:
        """Call the function itself."""
        return self.function(*args, **kwargs)

    @property
    def reads_in_all(self) -> frozenset[str]:
        """Return the attributes read, those that settle its constants among them."""
        settled = (constant.reads_in_all for constant in self.settled.values())
        return frozenset(self.reads).union(*settled)

    @property
    def name(self) -> str:
        """Return ``file.function``."""
        return f"{self.function.__module__.rsplit('.', 1)[-1]}.{self.function.__name__}"

    @property
    def meaning(self) -> str:
        """Return the first line of the docstring."""
        return (inspect.getdoc(self.function) or "").split("\n")[0]


def rule(
    *,
    switch: str,
    writes: str,
    claims: str = "",
    luck: Mapping[str, Draw] | None = None,
    settled: Mapping[str, Rule] | None = None,
) -> Callable[[Callable[..., Result]], Rule]:
    """Make a rule of a function; ``writes`` and ``claims`` are words separated by spaces."""

    def make(function: Callable[..., Result]) -> Rule:
        hints = inspect.get_annotations(function, eval_str=True)
        names = list(inspect.signature(function).parameters)
        parameters = {
            name: hints[name]
            for name in names
            if isinstance(hints.get(name), type) and issubclass(hints[name], Parameters)
        }
        draws, constants = dict(luck or {}), dict(settled or {})
        elsewhere = {*parameters, *draws, *constants}
        return Rule(
            function=function,
            switch=switch,
            writes=tuple(writes.split()),
            claims=tuple(claims.split()),
            reads=tuple(n for n in names if n not in elsewhere),
            parameters=parameters,
            luck=draws,
            settled=constants,
        )

    return make
