"""What is loaded by its name: public names on first use (PEP 562), and what a file declares."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any, TypeVar

T = TypeVar("T")


def declared(room: str, file: str, constant: str, kind: type[T], listed: str) -> T:
    """Return what a file of a room of this package declares, as a list names it.

    Parameters
    ----------
    room, file : str
        The folder and the file, ``rules`` and ``attention``.
    constant, kind : str, type
        The constant at the end of the file, and what it is.
    listed : str
        Where the file is listed, for the message.

    Raises
    ------
    ValueError
        When there is no such file, or its constant is something else.
    """
    home, place = f"multipolar.{room}.{file}", f"{room}/{file}.py"
    if find_spec(home) is None:
        raise ValueError(f"{listed}: no file {place}")
    found = getattr(import_module(home), constant, None)
    if not isinstance(found, kind):
        raise ValueError(f"{place}: {constant} is {found!r}; allowed: a {kind.__name__}")
    return found


def on_first_use(
    package: str, homes: Mapping[str, str]
) -> tuple[Callable[[str], Any], Callable[[], list[str]]]:
    """Return ``__getattr__`` and ``__dir__`` of a package.

    Parameters
    ----------
    package : str
        Name of the package, for its error.
    homes : mapping of str to str
        Public name to the module that defines it, which may be called alike.
    """

    class Package(ModuleType):
        """A package whose public names win over modules that are called alike."""

        def __setattr__(self, name: str, value: object) -> None:
            """Keep a value, but no module in the place of a public name.

            Whoever imports a module makes it an attribute of its package: of the package
            ``ensemble``, the module ``simulate`` would take the place of the function.
            """
            if name not in homes or not isinstance(value, ModuleType):
                super().__setattr__(name, value)

    def load(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(homes[name]), name)

    sys.modules[package].__class__ = Package
    return load, lambda: sorted(homes)
