"""What can be wrong with a definition, one file for each part of it."""

from __future__ import annotations

from collections.abc import Iterator

from multipolar.checks import attributes, choices, forms, measures, mechanisms, rules
from multipolar.checks.parts import Parts


def problems_of(parts: Parts) -> tuple[str, ...]:
    """Return everything that does not fit together in a definition, a line each.

    Examples
    --------
    >>> from multipolar.definition import SHIPPED
    >>> problems_of(SHIPPED)
    ()
    """
    wrong = tuple(forms.problems(parts)) or tuple(_problems(parts)) or measures.trial(parts)
    return tuple(dict.fromkeys(wrong))


def _problems(parts: Parts) -> Iterator[str]:
    for of in (mechanisms, rules, choices, attributes, measures):
        yield from of.problems(parts)


__all__ = ["problems_of"]
