"""Whether the parameters, switches and states that a file names exist."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from multipolar.arguments import candidates
from multipolar.scenario.check_facts import facts_findings
from multipolar.scenario.check_stakes import stakes_findings
from multipolar.scenario.problems import Flaw, Path, shown
from multipolar.scenario.renamed import find_renamed
from multipolar.scenario.schema import is_number
from multipolar.scenario.vocabulary import ParameterRange, Vocabulary
from multipolar.world.roster import full_roster, missing_roles, required_states, state_words

Data = Mapping[str, Any]


def settings_findings(data: Data, vocabulary: Vocabulary) -> Iterator[Flaw]:
    """Yield unknown names and values outside their domain; other types are passed over."""
    yield from _parameters(table(data, "parameters"), vocabulary)
    for switch in table(data, "switches"):
        if switch not in vocabulary.switches:
            now = find_renamed("switch", switch, vocabulary.switches)
            allowed = vocabulary.switches
            yield Flaw(("switches", switch), "unknown mechanism", allowed, None, switch, now)
    yield from _roster(table(data, "roster"))
    yield from facts_findings(table(data, "facts"))
    yield from stakes_findings(table(data, "stakes"), vocabulary.attributes)


def table(data: Data, key: str) -> Data:
    """Return the table under a key, empty when there is none or it is something else."""
    found = data.get(key)
    return found if isinstance(found, dict) else {}


def unknown(path: Path, what: str, name: str, allowed: tuple[str, ...], kind: str = "") -> Flaw:
    """Return the finding for a value that is not one of the allowed names.

    ``kind`` is that of the table of renamed names, where the value may stand in it.
    """
    now = find_renamed(kind, name, allowed)
    return Flaw(path, f"unknown {what}", allowed, shown(name), name, now)


def unknown_state(path: Path, what: str, name: str, codes: tuple[str, ...]) -> Flaw:
    """Return the finding for a word that is no code of a state; its name leads to its code."""
    found = candidates(name[:_LONGEST_NAME], state_words(codes))
    return Flaw(path, f"unknown {what}", codes, shown(name), found[0] if len(found) == 1 else name)


_LONGEST_NAME = 100


def _parameters(parameters: Data, vocabulary: Vocabulary) -> Iterator[Flaw]:
    sections = vocabulary.sections()
    for section, values in parameters.items():
        path: Path = ("parameters", section)
        names = values if isinstance(values, dict) else {}
        here = sections.get(section)
        gone = [
            _unknown_parameter(section, name, tuple(here or sections), vocabulary)
            for name in names
            if name not in (here or {})
        ]
        if here is None:
            told = [flaw for flaw in gone if flaw.renamed is not None]
            yield from told
            if not told or len(told) < len(names):
                yield Flaw(path, "unknown section", tuple(sections), sought=section)
            continue
        yield from gone
        for name in here.keys() & names.keys():
            yield from _parameter((*path, name), here[name], names[name])


def _unknown_parameter(
    section: str, name: str, allowed: tuple[str, ...], vocabulary: Vocabulary
) -> Flaw:
    now = find_renamed("parameter", f"{section}.{name}", vocabulary.parameters)
    path: Path = ("parameters", section, name)
    return Flaw(path, "unknown parameter", allowed, None, name, now)


def _parameter(path: Path, known: ParameterRange, value: object) -> Iterator[Flaw]:
    allowed = (f"a number from {known.minimum:g} to {known.maximum:g}",)
    found = value if isinstance(value, dict) else {"": value}
    for key, number in found.items():
        if is_number(number) and not known.minimum <= number <= known.maximum:
            where = (*path, key) if key else path
            yield Flaw(where, "outside the parameter's domain", allowed, shown(number))
    ends = [found.get(key) for key in ("low", "mode", "high")]
    if all(is_number(end) for end in ends) and ends != sorted(ends):  # type: ignore[type-var]
        yield Flaw(path, "ends in disorder", ("low <= mode <= high",), shown(value))


def _roster(roster: Data) -> Iterator[Flaw]:
    everyone = full_roster()
    lists = {key: roster[key] for key in ("only", "without") if isinstance(roster.get(key), list)}
    if len(lists) == 2:
        yield Flaw(("roster",), "both only and without are given", ("one of the two",))
    for key, codes in lists.items():
        if len(codes) > len(everyone.iso3):
            allowed = (f"up to {len(everyone.iso3)} states, each once",)
            yield Flaw(("roster", key), "more states than there are", allowed)
            return
        for position, code in enumerate(codes):
            path: Path = ("roster", key, position)
            if isinstance(code, str) and code not in everyone.iso3:
                yield unknown_state(path, "state", code, everyone.iso3)
            elif code in codes[:position]:
                yield Flaw(path, "named twice", ("each state once",), shown(code))
    if len(lists) == 1:
        [(key, codes)] = lists.items()
        present = {code for code in everyone.iso3 if (code in codes) == (key == "only")}
        yield from _must_be_present(key, present)


def _must_be_present(key: str, present: set[str]) -> Iterator[Flaw]:
    required = required_states()
    missing = [code for code in required if code not in present]
    if missing:
        allowed = (
            f"a roster with {' '.join(required)}: the challengers, their front-line states and the "
            "United States carry mechanisms, which `switches` can turn off",
        )
        yield Flaw(("roster", key), "required states are missing", allowed, " ".join(missing))
    for role in missing_roles(present):
        allowed = (f"a roster with at least one state of the role {role}",)
        yield Flaw(("roster", key), f"no state of the role {role} is left", allowed)
