"""A mapping that cannot be changed, for values that key a cache or come out of one."""

from __future__ import annotations

from typing import Any, NoReturn, TypeVar

K = TypeVar("K")
V = TypeVar("V")


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

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("read-only: make a changed copy instead, {**mapping, key: value}")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __copy__(self) -> ReadOnly[K, V]:
        return self

    def __reduce__(self) -> tuple[type, tuple[dict[K, V]]]:
        return type(self), (dict(self),)
