"""What a person calls a scenario, a state or a measure, and what is taken for it.

A short form will do wherever it can mean one thing alone, and what was taken is said beside the
output. What may mean several things, or nothing, is refused with those that are near.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from multipolar.arguments import candidates, meant, printable
from multipolar.cli.common import blamed_on, say


class ScenarioName(click.types.StringParamType):
    """A scenario, by its name or the path of its file.

    It says which scenario a short form is taken for, and when a file in the working directory has
    the name of the shipped scenario meant.
    """

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ARG002
        """Return what was given, whoever asks what it means."""
        from multipolar.scenario import scenario_names
        from multipolar.scenario.load import is_path

        text = str(value)
        if is_path(text):
            return text
        found = candidates(text, dict.fromkeys(scenario_names(), ()))
        if len(found) == 1:
            say_taken("scenario", text, found[0])
        if text in found and Path(f"{text}.toml").exists():
            say(
                f"note: {text} means the shipped scenario; the file here is meant by {text}.toml",
                err=True,
            )
        return text


def measure_meant(word: str, names: Iterable[str], option: str = "--measure") -> str:
    """Return the measure that a word means, or object with those that it may mean."""
    from multipolar.measures import measure_words
    from multipolar.scenario.renamed import find_renamed

    there = tuple(names)
    if word not in there and (now := find_renamed("measure", word, there)):
        raise click.BadParameter(f"no measure {printable(word)!r}. {now}", param_hint=option)
    return _meant(word, measure_words(there), "measure", option)


def state_meant(word: str, codes: Iterable[str], option: str = "--state") -> str:
    """Return the code of the state that a word means, or object with those it may mean."""
    from multipolar.world.roster import state_words

    if word.strip().casefold() in _UNION:
        raise click.BadParameter(
            "the European Union is no state here: its members decide, each for itself. Take one of "
            "them, for example DEU, FRA or POL.",
            param_hint=option,
        )
    return _meant(word, state_words(codes), "state", option)


_UNION = {"eu", "european union", "the european union"}


def economy_meant(word: str, option: str) -> str:
    """Return the code of a state by its code or name; other economies have codes alone."""
    from multipolar.world.roster import full_roster

    word = word.strip()
    return word.upper() if len(word) == CODE else state_meant(word, full_roster().iso3, option)


def economies_meant(words: str, option: str) -> list[str]:
    """Return the codes of states by their codes or names, with commas between."""
    return [economy_meant(word, option) for word in words.split(",") if word.strip()]


CODE = 3
"""Letters of a code."""


def case_meant(word: str | None, names: Sequence[str]) -> str | None:
    """Return the case of some results that a word means, or object with those there are."""
    if word is None:
        return None
    return _meant(word, dict.fromkeys(names, ()), "scenario", "--scenario")


def say_taken(what: str, word: str, found: str) -> None:
    """Say what was taken for a word, where that is not the word itself in other letters."""
    if found.casefold() != word.casefold():
        say(f"note: {what} {word!r} is taken for {found}", err=True)


def _meant(word: str, names: Mapping[str, Iterable[str]], what: str, option: str) -> str:
    with blamed_on(option):
        found = meant(word, names, what)
    say_taken(what, word, found)
    return found
