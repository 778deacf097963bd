"""The code of a definition that is not the package's own, as lines for a fingerprint.

What a function does follows from its code, from the values that it closes over or finds by name in
its module, and from the functions that it calls. Comments, names of files and numbers of lines
change nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from inspect import isfunction
from types import CodeType, FunctionType
from typing import Any, TypeGuard

import numpy as np

from multipolar.definition import Definition

PLAIN = (bool, int, float, complex, str, bytes, type(None))


def own_functions(definition: Definition) -> tuple[FunctionType, ...]:
    """Return the functions of a definition that are not the package's own."""
    return tuple(dict.fromkeys(filter(_is_own, definition.functions())))


def code_of(functions: Iterable[FunctionType]) -> Iterator[str]:
    """Yield what functions, and their own functions that they call, are made of."""
    seen: set[int] = set()
    waiting: list[Any] = list(functions)
    while waiting:
        value = waiting.pop(0)
        if not _is_own(value):
            yield _text(value)
        elif id(value) not in seen:
            seen.add(id(value))
            yield from _code(value.__code__, value.__doc__)
            waiting += _found_by(value)


def _is_own(value: object) -> TypeGuard[FunctionType]:
    return isfunction(value) and str(value.__module__).split(".")[0] != "multipolar"


def _code(code: CodeType, said: str | None = None) -> Iterator[str]:
    """Yield what code is made of, but for what its docstring says."""
    yield code.co_code.hex()
    yield repr(code.co_names)
    for constant in (one for one in code.co_consts if one not in (None, said)):
        if isinstance(constant, CodeType):
            yield from _code(constant)
        else:
            yield _text(constant)


def _names(code: CodeType) -> set[str]:
    inner = (one for one in code.co_consts if isinstance(one, CodeType))
    return set(code.co_names).union(*map(_names, inner))


def _found_by(function: FunctionType) -> list[Any]:
    """Return the values that a function finds: defaults, those of its closure and its module."""
    there = function.__globals__
    return [
        *(function.__defaults__ or ()),
        *(function.__kwdefaults__ or {}).values(),
        *(cell.cell_contents for cell in function.__closure__ or ()),
        *(there[name] for name in sorted(_names(function.__code__)) if name in there),
    ]


def _text(value: object) -> str:
    """Return a value as text that is the same in each process; of others than data their type."""
    if isinstance(value, np.ndarray):
        return f"{value.dtype} {value.shape} {value.tobytes().hex()}"
    if isinstance(value, Mapping):
        return repr([(str(key), _text(one)) for key, one in value.items()])
    if isinstance(value, (list, tuple)):
        return repr([_text(one) for one in value])
    if isinstance(value, (set, frozenset)):
        return repr(sorted(map(_text, value)))
    return repr(value) if isinstance(value, (*PLAIN, np.generic)) else type(value).__qualname__
