"""What a person gives to a function, checked once and in one kind of words."""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from difflib import get_close_matches
from numbers import Real
from pathlib import Path
from typing import Any
from unicodedata import category, combining, normalize


class ArgumentError(ValueError):
    """An argument that cannot be meant; the message says what is allowed."""


class UnknownName(ArgumentError, KeyError):
    """A name that there is not; the message says what there is, and names the nearest."""

    def __str__(self) -> str:
        return ValueError.__str__(self)


def nearest(word: object, allowed: Iterable[str], cutoff: float = 0.6) -> str | None:
    """Return the name spelled most like a word, whatever its case; ``None`` if none is near.

    Examples
    --------
    >>> nearest("theatre", ["barter", "theatres"])
    'theatres'
    """
    return next(iter(near_ones(word, allowed, 1, cutoff)), None)


def near_ones(word: object, allowed: Iterable[str], most: int, cutoff: float) -> tuple[str, ...]:
    """Return the names spelled most like a word, whatever its case, the nearest first.

    Examples
    --------
    >>> near_ones("theatre", ["barter", "theatres"], most=2, cutoff=0.0)
    ('theatres', 'barter')
    """
    by_lower_case = {name.lower(): name for name in allowed}
    close = get_close_matches(str(word).lower()[:_LONGEST_WORD], by_lower_case, most, cutoff)
    return tuple(by_lower_case[name] for name in close)


_LONGEST_WORD = 60


def hint(word: object, allowed: Iterable[str], cutoff: float = 0.6) -> str:
    """Return the question whether the nearest name was meant, after a space; empty if none is."""
    near = nearest(word, allowed, cutoff)
    return "" if near is None else f" Did you mean {near!r}?"


def known(name: object, names: Iterable[str], what: str) -> str:
    """Return a name that is among those there are.

    Parameters
    ----------
    name : str
        What was given.
    names : iterable of str
        What there is.
    what : str
        What it is a name of, for the message: ``"measure"``.

    Raises
    ------
    UnknownName
        When it is not among them.
    """
    there = names if isinstance(names, Collection) else list(names)
    if isinstance(name, str) and name in there:
        return str(name)
    raise UnknownName(unknown(name, there, what))


def unknown(name: object, names: Collection[str], what: str) -> str:
    """Return, for messages, that a name is none of those there are, with the nearest.

    Examples
    --------
    >>> unknown("theatre", ["barter", "theatres"], "switch")
    "no switch 'theatre'. Did you mean 'theatres'? There are: barter, theatres"
    """
    return f"no {what} {name!r}.{hint(name, names)} There are: {', '.join(names)}"


def candidates(word: str, names: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Return the names that a word may mean: those that fit it in the nearest way.

    A name itself; then, whatever the case and the signs between words, a name or another way to
    say it; then what begins like the word; then what has each of its words, or begins of words.

    Parameters
    ----------
    word : str
        What was said.
    names : mapping of str to iterable of str
        What there is, each with other ways to say it.

    Examples
    --------
    >>> there = {"d05a_crisis": (), "d05b_crisis": (), "PRK": ("North Korea",)}
    >>> candidates("north korea", there), candidates("d05", there), candidates("d05a", there)
    (('PRK',), ('d05a_crisis', 'd05b_crisis'), ('d05a_crisis',))
    """
    if word in names:
        return (word,)
    sought = _plain(word)
    said = {name: [_plain(text) for text in (name, *others)] for name, others in names.items()}
    ways: tuple[Callable[[list[str]], bool], ...] = (
        lambda texts: sought in texts,
        lambda texts: any(text.startswith(sought) for text in texts),
        lambda texts: all(
            any(part.startswith(piece) for text in texts for part in text.split())
            for piece in sought.split()
        ),
    )
    if not sought:
        return ()
    fitting = (tuple(name for name, texts in said.items() if way(texts)) for way in ways)
    return next((found for found in fitting if found), ())


def meant(word: str, names: Mapping[str, Iterable[str]], what: str) -> str:
    """Return the one name that a word means.

    Parameters
    ----------
    word, names
        As in ``candidates``.
    what : str
        What it is a name of, for the message: ``"measure"``.

    Raises
    ------
    UnknownName
        When it may mean several, or none; the message names them.
    """
    found = candidates(word, names)
    if len(found) > 1:
        raise UnknownName(f"{what} {printable(word)!r} may be: {', '.join(found)}. Say which")
    if found:
        return found[0]
    said = {text: name for name, others in names.items() for text in (name, *others)}
    near = nearest(word, said)
    question = "" if near is None else f" Did you mean {said[near]!r}?"
    there = ", ".join([*names][:_MOST_LISTED])
    more = f", … ({len(names)} in all)" if len(names) > _MOST_LISTED else ""
    raise UnknownName(f"no {what} {printable(word)!r}.{question} There are: {there}{more}")


_MOST_LISTED = 40


def _plain(text: str) -> str:
    """Return the words of a text in small letters, whatever stands between them."""
    letters = "".join(sign for sign in normalize("NFKD", text) if not combining(sign))
    return " ".join(re.split(r"[\s_.:,-]+", letters.casefold().strip()))


def several(names: str | Iterable[str]) -> tuple[str, ...]:
    """Return names as a tuple: a single text is one name, not a list of its letters.

    Raises
    ------
    ArgumentError
        When something else than names is given.

    Examples
    --------
    >>> several("gains"), several(["gains", "depth"])
    (('gains',), ('gains', 'depth'))
    """
    if isinstance(names, str):
        return (str(names),)
    try:
        listed = tuple(names)
    except TypeError:
        raise ArgumentError(f"{names!r}: give a name or a list of names") from None
    for name in listed:
        if not isinstance(name, str):
            raise ArgumentError(f"{name!r}: give a name or a list of names")
    return tuple(str(name) for name in listed)


def whole(value: object, name: str, least: int = 0, most: int | None = None) -> int:
    """Return a whole number, of whichever type that stands for one.

    Parameters
    ----------
    value : int or anything with ``__index__``
        What was given; a truth value is none.
    name : str
        Name of the argument, for the message.
    least, most : int
        Smallest and largest value allowed, inclusive.

    Raises
    ------
    ArgumentError
        When it is no whole number, or out of bounds.

    Examples
    --------
    >>> import numpy as np
    >>> whole(np.int64(3), "runs", least=1)
    3
    """
    allowed = (
        f"a whole number, {least} or larger"
        if most is None
        else (f"a whole number from {least} to {most}")
    )
    try:
        if isinstance(value, bool) or type(value).__name__ == "bool":
            raise TypeError
        number = operator.index(value)  # type: ignore[arg-type]
    except TypeError:
        raise ArgumentError(f"{name} is {value!r}; allowed: {allowed}") from None
    if number < least or (most is not None and number > most):
        raise ArgumentError(f"{name} is {number}; allowed: {allowed}")
    return number


def path(value: object, name: str) -> Path:
    """Return a path, from a text or whatever stands for one.

    Raises
    ------
    ArgumentError
        When it stands for none.

    Examples
    --------
    >>> path("results/baseline", "folder").name
    'baseline'
    """
    try:
        return Path(value)  # type: ignore[arg-type]
    except TypeError:
        raise ArgumentError(f"{name} is {value!r}; allowed: a path") from None


_STEERING = frozenset("\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that break lines or turn the direction of writing, beside the control characters."""


def steering(text: str) -> str:
    r"""Return the first sign of a text that steers a terminal instead of being read, or nothing.

    Line breaks and tabs are among them.

    Examples
    --------
    >>> steering("two words"), steering("red: \x1b[31m")
    ('', '\x1b')
    """
    return next((s for s in text if category(s) in ("Cc", "Cs") or s in _STEERING), "")


def place_of(function: object) -> str:
    """Return the file and the line of a function, as they may be printed; ``?`` without one.

    Examples
    --------
    >>> place_of(len)
    '?'
    """
    code = getattr(function, "__code__", None)
    return (
        "?" if code is None else printable(f"{Path(code.co_filename).name}:{code.co_firstlineno}")
    )


def printable(text: object) -> str:
    r"""Return a text, or a path, as it may be printed: signs that steer a terminal are escaped.

    Line breaks stay.

    Examples
    --------
    >>> print(printable("a\x1b[2Jb"))
    a\x1b[2Jb
    """
    return "".join(
        sign.encode("unicode_escape").decode() if sign != "\n" and steering(sign) else sign
        for sign in str(text)
    )


def number(value: object, name: str, low: float = -math.inf, high: float = math.inf) -> float:
    """Return a number, of whichever type that stands for one.

    Parameters
    ----------
    value : float or anything with ``__float__``
        What was given; neither a text nor a truth value is a number.
    name : str
        Name of the argument, for the message.
    low, high : float
        Smallest and largest value allowed, inclusive.

    Raises
    ------
    ArgumentError
        When it is no finite number, or out of bounds.

    Examples
    --------
    >>> number(1, "temperature", 0.0, 2.0)
    1.0
    """
    given = plain(value)
    if isinstance(given, Real) and not isinstance(given, bool):
        found = float(given)
        if math.isfinite(found) and low <= found <= high:
            return found
    raise ArgumentError(f"{name} is {value!r}; allowed: {in_words(low, high)}")


def in_words(low: float, high: float) -> str:
    """Return which numbers two bounds allow.

    Examples
    --------
    >>> in_words(0, 1), in_words(0, math.inf)
    ('a number from 0 to 1', 'a number, 0 or larger')
    """
    if high < math.inf:
        return f"a number from {low:g} to {high:g}"
    return "a number" if low == -math.inf else f"a number, {low:g} or larger"


def plain(value: object) -> Any:
    """Return what Python itself has for a value of an array library, in lists and mappings too.

    Examples
    --------
    >>> import numpy as np
    >>> plain({"months": np.int64(12)}), plain(np.array([0.5, 1.0]))
    ({'months': 12}, [0.5, 1.0])
    """
    if isinstance(value, dict):
        return {plain(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    convert = getattr(value, "tolist", None)
    return value if convert is None else convert()
