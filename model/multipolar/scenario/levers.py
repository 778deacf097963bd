"""A file of levers: what one seat can do, what it wants, and what it does not know.

It is read as a scenario file is: with the line of each problem, what is allowed, and the nearest
spelling.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, StrictBool, StrictStr

from multipolar.scenario.check_settings import unknown
from multipolar.scenario.check_shape import shape_findings
from multipolar.scenario.folders import scenario_names
from multipolar.scenario.problems import Flaw, ScenarioError, shown
from multipolar.scenario.schema import Line, Month, Months, Name, Number, Table, Text
from multipolar.scenario.source import read_source
from multipolar.scenario.vocabulary import Vocabulary
from multipolar.scenario.ways import NoSuchWay, find_way

FREE = "free"
"""The value of a lever that leaves the seat, or the scenario, to itself."""

_A_SEAT = "the ISO 3166 alpha-3 code of a state that takes orders"
_A_MEASURE = "a measure of the model"
_A_SPAN = "a month YYYY-MM, a year YYYY, or YYYY-MM:YYYY-MM"
_A_DIRECTION = '"up" or "down": what the seat wants'
_SOME_VALUES = 'one to twenty actions, numbers, true or false, or "free"'

Span = Annotated[str, Field(pattern=r"^[1-9][0-9]{3}(-[0-9]{2}(:[1-9][0-9]{3}-[0-9]{2})?)?$")]
Direction = Literal["up", "down"]
Value = StrictStr | StrictBool | Number


class LeverTable(Table):
    """One thing that the seat can set."""

    seat: Name = Field(description=_A_SEAT)
    choice: Name | None = Field(None, description="a choice, or choice.column, of the seat")
    parameter: Name | None = Field(
        None, description="a parameter, section.name, or a mechanism, switches.name"
    )
    values: list[Value] = Field(min_length=1, max_length=20, description=_SOME_VALUES)
    month: Month | None = Field(None, description='a month as text, for example "2024-07"')
    months: Months | None = Field(None, description="for how many months, 1 to 600")

    @property
    def name(self) -> str:
        """What the lever is called in tables."""
        return self.parameter or str(self.choice)


class OutcomeTable(Table):
    """What the seat wants of the world."""

    measure: Name = Field(description=_A_MEASURE)
    month: Span = Field(description=_A_SPAN)
    direction: Direction = Field(description=_A_DIRECTION)
    enough: Number | None = Field(None, description="a finite number no larger than 1e9")


class PayerTable(Table):
    """Somebody who may pay for it."""

    who: Line = Field(description="one line of text")
    measure: Name = Field(description=_A_MEASURE)
    month: Span = Field(description=_A_SPAN)
    direction: Direction = Field(description='"up" or "down": what is better for them')


class AnswerTable(Table):
    """What another seat does that does not answer."""

    seat: Name = Field(description=_A_SEAT)
    choice: Name = Field(description="a choice, or choice.column, of that seat")
    action: Name = Field(description="what it does instead of answering")
    month: Month = Field(description='a month as text, for example "2024-07"')
    months: Months = Field(description="for how many months, 1 to 600")


class UncertaintyTable(Table):
    """What the seat does not know."""

    scenarios: list[Name] = Field(
        default_factory=lambda: ["baseline"],
        min_length=1,
        max_length=12,
        description="one to twelve scenarios",
    )
    parameters: list[Name] | None = Field(
        None, min_length=1, max_length=100, description="parameters, section.name; all by default"
    )


class LeverFile(Table):
    """A file of levers."""

    title: Line = Field(description="one line of text")
    question: Line = Field(description="one line of text")
    story: Text | None = Field(None, description="text of up to 20,000 characters")
    levers: list[LeverTable] = Field(
        min_length=1, max_length=12, description="one to twelve tables [[levers]]"
    )
    outcomes: list[OutcomeTable] = Field(
        min_length=1, max_length=8, description="one to eight tables [[outcomes]]"
    )
    payers: list[PayerTable] = Field(
        default_factory=list, max_length=12, description="up to twelve tables [[payers]]"
    )
    answers: list[AnswerTable] = Field(
        default_factory=list, max_length=40, description="up to forty tables [[answers]]"
    )
    uncertainty: UncertaintyTable = Field(
        default_factory=lambda: UncertaintyTable(parameters=None),
        description="a table: scenarios, parameters",
    )


LEVER_TABLES: dict[tuple[str, ...], type[Table]] = {
    (): LeverFile,
    ("levers",): LeverTable,
    ("outcomes",): OutcomeTable,
    ("payers",): PayerTable,
    ("answers",): AnswerTable,
    ("uncertainty",): UncertaintyTable,
}


def load_levers(path: Path, vocabulary: Vocabulary) -> LeverFile:
    """Return a file of levers.

    Parameters
    ----------
    path : Path
        The file.
    vocabulary : Vocabulary
        The names that it may use.

    Raises
    ------
    ScenarioError
        With every problem of the file.
    """
    source = read_source(path)
    flaws = [*shape_findings(source.data, LEVER_TABLES)]
    if not flaws:
        flaws = [*_flaws(LeverFile.model_validate(source.data), vocabulary)]
    if flaws:
        raise ScenarioError(source.problem(flaw) for flaw in flaws)
    return LeverFile.model_validate(source.data)


def _flaws(file: LeverFile, vocabulary: Vocabulary) -> Iterator[Flaw]:
    seat = file.levers[0].seat
    for place, lever in enumerate(file.levers):
        if lever.seat != seat:
            message = f"the levers are those of one seat, and the first is of {seat}"
            yield Flaw(("levers", place, "seat"), message, (seat,), shown(lever.seat), lever.seat)
        yield from _lever_flaws(place, lever, vocabulary)
    measures = {("outcomes", k): row.measure for k, row in enumerate(file.outcomes)}
    measures |= {("payers", k): row.measure for k, row in enumerate(file.payers)}
    for (key, place), measure in measures.items():
        if measure not in vocabulary.measures:
            path = (key, place, "measure")
            yield unknown(path, "measure", measure, vocabulary.measures, "measure")
    for place, answer in enumerate(file.answers):
        if answer.seat == seat:
            message = "the seat does not answer itself"
            yield Flaw(("answers", place, "seat"), message, ("another seat",), shown(seat))
        yield from _way_flaws(
            ("answers", place), answer.seat, answer.choice, [answer.action], vocabulary, "action"
        )
    yield from _uncertainty_flaws(file.uncertainty, vocabulary)


def _lever_flaws(place: int, lever: LeverTable, vocabulary: Vocabulary) -> Iterator[Flaw]:
    path = ("levers", place)
    if (lever.choice is None) == (lever.parameter is None):
        yield Flaw(path, "a lever is a choice or a parameter", ("one of the two",))
    elif lever.choice is not None:
        if lever.month is None or lever.months is None:
            yield Flaw(
                (*path, "month"), "a choice is ordered for some months", ("month and months",)
            )
        words = [value for value in lever.values if value != FREE]
        yield from _way_flaws(path, lever.seat, lever.choice, words, vocabulary, "values")
    elif lever.parameter not in (known := _settings(vocabulary)):
        yield unknown((*path, "parameter"), "parameter", str(lever.parameter), known, "parameter")
    doubled = [value for value in lever.values if lever.values.count(value) > 1]
    if doubled:
        yield Flaw((*path, "values"), "given twice", ("each value once",), shown(doubled[0]))


def _way_flaws(
    path: tuple[str | int, ...],
    seat: str,
    choice: str,
    actions: Sequence[object],
    vocabulary: Vocabulary,
    key: str,
) -> Iterator[Flaw]:
    ways = vocabulary.choices.get(seat)
    if ways is None:
        yield unknown((*path, "seat"), "seat", seat, tuple(vocabulary.choices))
        return
    for action in actions:
        try:
            find_way(ways, seat, str(action), choice)
        except NoSuchWay as error:
            at, found = (key, str(action)) if error.key == "action" else ("choice", choice)
            yield Flaw((*path, at), error.message, error.allowed, shown(found), found)


def _settings(vocabulary: Vocabulary) -> tuple[str, ...]:
    return (*vocabulary.parameters, *(f"switches.{name}" for name in vocabulary.switches))


def _uncertainty_flaws(table: UncertaintyTable, vocabulary: Vocabulary) -> Iterator[Flaw]:
    for place, name in enumerate(table.scenarios):
        if name not in scenario_names():
            yield unknown(("uncertainty", "scenarios", place), "scenario", name, scenario_names())
    for place, name in enumerate(table.parameters or ()):
        if name not in vocabulary.parameters:
            path = ("uncertainty", "parameters", place)
            yield unknown(path, "parameter", name, tuple(vocabulary.parameters), "parameter")


def layer_of(file: LeverFile, option: Sequence[object], answered: bool) -> Mapping[str, Any]:
    """Return what an option changes in a scenario, as the content of a scenario file.

    Parameters
    ----------
    file : LeverFile
        The file.
    option : sequence
        A value of each lever.
    answered : bool
        Whether the other seats are free to answer.
    """
    layer: dict[str, Any] = {"title": file.title, "orders": []}
    for lever, value in zip(file.levers, option, strict=True):
        if value == FREE:
            continue
        if lever.choice is not None:
            layer["orders"].append(_order(lever, lever.choice, value))
            continue
        section, _, name = str(lever.parameter).partition(".")
        if section == "switches":
            layer.setdefault(section, {})[name] = value
        else:
            layer.setdefault("parameters", {}).setdefault(section, {})[name] = value
    if not answered:
        layer["orders"] += [_order(row, row.choice, row.action) for row in file.answers]
    return layer


def _order(row: LeverTable | AnswerTable, choice: str, action: object) -> dict[str, Any]:
    when = {"month": row.month, "months": row.months}
    return {"state": row.seat, "choice": choice, "action": action, **when}
