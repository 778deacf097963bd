"""Values that key a cache or come out of one: nobody can change them for the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache, wraps
from typing import Any, NoReturn, ParamSpec, TypeVar

K = TypeVar("K")
V = TypeVar("V")
P = ParamSpec("P")
T = TypeVar("T")


class ReadOnly(dict[K, V]):
    """A dictionary that refuses every change; ``{**it, ...}`` makes one that can be changed.

    Examples
    --------
    >>> switches = ReadOnly(theatres=True)
    >>> switches["theatres"] = False
    Traceback (most recent call last):
        ...
    TypeError: read-only: make a changed copy instead, {**mapping, key: value}
    """

    advice = "read-only: make a changed copy instead, {**mapping, key: value}"

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError(self.advice)

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __copy__(self) -> ReadOnly[K, V]:
        return self

    def __reduce__(self) -> tuple[type, tuple[dict[K, V]]]:
        return type(self), (dict(self),)


def freeze(value: Any) -> Any:
    """Return a value whose mappings, lists and arrays cannot be changed, at any depth.

    Arrays and dataclasses stay the objects that they are.
    """
    if isinstance(value, dict):
        return ReadOnly((key, freeze(item)) for key, item in value.items())
    if type(value) in (list, tuple):
        return tuple(freeze(item) for item in value)
    if hasattr(value, "setflags"):
        value.setflags(write=False)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            object.__setattr__(value, field.name, freeze(getattr(value, field.name)))
    return value


def kept(function: Callable[P, T]) -> Callable[P, T]:
    """Compute a value once, and freeze it for all who get it."""

    @cache
    @wraps(function)
    def once(*args: P.args, **kwargs: P.kwargs) -> T:
        return freeze(function(*args, **kwargs))  # type: ignore[no-any-return]

    return once  # type: ignore[return-value]
