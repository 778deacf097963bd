"""The shape of a scenario file: which keys there are and what kind of value each takes."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeGuard

from pydantic import AfterValidator, BaseModel, ConfigDict, Discriminator, Field, Tag

from multipolar.arguments import steering

MOST_EVENTS = 1000
MOST_MONTHS = 600
MOST_STATES = 250
LARGEST = 1e9
LONGEST_LINE = 1000
OPERATIONS = ("add", "set", "scale", "drift")
ADDS = ("add", "drift")
"""Operations that add."""
_NUMBER_TAG, _RANGE_TAG = "(number)", "(range)"
TAGS = (_NUMBER_TAG, _RANGE_TAG)


def _readable(text: str) -> str:
    if sign := steering(text.replace("\n", "").replace("\t", "")):
        raise ValueError(f"should have no control character ({sign!a})")
    return text


Text = Annotated[str, Field(min_length=1, max_length=20_000), AfterValidator(_readable)]
Line = Annotated[
    str,
    Field(pattern=r"^[^\r\n]*[^\s][^\r\n]*$", max_length=LONGEST_LINE),
    AfterValidator(_readable),
]
Name = Annotated[str, Field(min_length=1, max_length=100)]
Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
Month = Annotated[str, Field(pattern=r"^[1-9][0-9]{3}-(0[1-9]|1[0-2])$")]
Months = Annotated[int, Field(ge=1, le=MOST_MONTHS)]
Claims = Annotated[str, Field(pattern=r"^C[1-9][0-9]{0,2}( C[1-9][0-9]{0,2})*$")]
Number = Annotated[float, Field(ge=-LARGEST, le=LARGEST)]
Information = Literal["author", "full", "none"]

_A_MONTH = 'a month as text, for example "2024-06"'
_SOME_MONTHS = f"a whole number of months from 1 to {MOST_MONTHS}"
_A_NUMBER = "a finite number no larger than 1e9"
_A_LINE = f"one line of text, up to {LONGEST_LINE:,} letters"
_SOME_STATES = f"a list of up to {MOST_STATES} ISO 3166 alpha-3 codes"
_SOME_CLAIMS = 'claims of the article, for example "C19" or "C3 C31"'


def is_number(value: object) -> TypeGuard[float]:
    """Return whether a value is a number that the schema accepts."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LARGEST


class Table(BaseModel):
    """A table of a scenario file; keys that it does not know are errors."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


class RangeTable(Table):
    """A triangular prior that replaces the parameter's own."""

    low: Number = Field(description=_A_NUMBER)
    mode: Number = Field(description=_A_NUMBER)
    high: Number = Field(description=_A_NUMBER)


def _kind(value: Any) -> str:
    return _RANGE_TAG if isinstance(value, dict | RangeTable) else _NUMBER_TAG


Parameter = Annotated[
    Annotated[Number, Tag(_NUMBER_TAG)] | Annotated[RangeTable, Tag(_RANGE_TAG)],
    Discriminator(_kind),
]


Weight = Annotated[
    Annotated[Number, Tag(_NUMBER_TAG)] | Annotated[dict[str, Number], Tag(_RANGE_TAG)],
    Discriminator(_kind),
]


class RosterTable(Table):
    """Which states there are: only these, or all without these."""

    only: list[Name] | None = Field(None, max_length=MOST_STATES, description=_SOME_STATES)
    without: list[Name] | None = Field(None, max_length=MOST_STATES, description=_SOME_STATES)


class FactTable(Table):
    """A figure of a state in place of that of the tables."""

    value: Number = Field(description=_A_NUMBER)
    source: Line = Field(description=f"{_A_LINE}, that says where the value comes from")


class EventTable(Table):
    """A dated change of an attribute of the world."""

    month: Month = Field(description=_A_MONTH)
    name: Identifier = Field(description="lower-case letters, digits and _, for example a_truce")
    attribute: Name = Field(description="a moving attribute of the world")
    where: Name = Field(description="a place of the attribute, or all")
    add: Number | None = Field(None, description=_A_NUMBER)
    set: Number | None = Field(None, description=_A_NUMBER)
    scale: Annotated[float, Field(ge=0, le=LARGEST)] | None = Field(
        None, description="a finite number, 0 or larger"
    )
    drift: Number | None = Field(None, description=_A_NUMBER)
    months: Months | None = Field(None, description=_SOME_MONTHS)
    replace: bool = Field(
        False, description="true: in place of the inherited events of the same name"
    )
    claim: Claims | None = Field(None, description=_SOME_CLAIMS)


class WithoutTable(Table):
    """Inherited events, those of the calendar and its orders among them, that do not happen."""

    events: list[Name] = Field(
        default_factory=list,
        max_length=MOST_EVENTS,
        description="a list of up to 1,000 events of the calendar or of a scenario extended",
    )


class OrderTable(Table):
    """A choice that replaces a state's own."""

    state: Name = Field(description="the ISO 3166 alpha-3 code of a state that takes orders")
    month: Month = Field(description=_A_MONTH)
    action: Name = Field(description="an action on the state's ladder")
    choice: Name | None = Field(
        None, description="the choice, or choice.column, where several choices have the action"
    )
    months: Months = Field(1, description=_SOME_MONTHS)


class ExpectTable(Table):
    """The direction in which somebody expects a measure to move, against the baseline."""

    whose: Literal["article", "rival"] = Field(description='"article" or "rival"')
    measure: Name = Field(description="a measure of the model")
    direction: Literal["up", "down", "none"] = Field(description='"up", "down" or "none"')
    where: Name | None = Field(None, description="a label of the measure")
    month: Month | None = Field(None, description=_A_MONTH)
    claim: Claims | None = Field(None, description=_SOME_CLAIMS)
    statistic: Literal["mean", "peak", "lowest"] = Field(
        "mean", description='"mean", "peak" or "lowest"'
    )
    within: Months | None = Field(None, description=_SOME_MONTHS)
    base: Name | None = Field(None, description="the name of a scenario, or a file beside this")
    before: Months | None = Field(None, description=_SOME_MONTHS)
    reading: Line = Field(description=_A_LINE)


class ScenarioTable(Table):
    """A scenario file."""

    title: Line = Field(description=_A_LINE)
    question: Line | None = Field(None, description=_A_LINE)
    story: Text | None = Field(None, description="text of up to 20,000 characters")
    extends: Name | None = Field(None, description="the name of a scenario, or a file beside this")
    start: Month | None = Field(None, description=_A_MONTH)
    months: Months | None = Field(None, description=_SOME_MONTHS)
    information: Information | None = Field(None, description='"author", "full" or "none"')
    roster: RosterTable | None = Field(None, description="a table: only or without")
    switches: dict[str, bool] = Field(
        default_factory=dict, description="a table of mechanisms, each true or false"
    )
    parameters: dict[str, dict[str, Parameter]] = Field(
        default_factory=dict,
        description="a finite number, or a table of low, mode and high, in a section",
    )
    facts: dict[str, dict[str, FactTable]] = Field(
        default_factory=dict,
        description="tables [facts.STATE] of figures, each { value = number, source = text }",
    )
    stakes: dict[str, dict[str, Weight]] = Field(
        default_factory=dict,
        description="tables [stakes.WHO] of places of the world, attribute.label, each a finite "
        "number no larger than 1e9: escalation.korea = -1",
    )
    events: list[EventTable] = Field(
        default_factory=list, max_length=MOST_EVENTS, description="up to 1,000 tables [[events]]"
    )
    without: WithoutTable | None = Field(None, description="a table: events")
    orders: list[OrderTable] = Field(
        default_factory=list, max_length=MOST_EVENTS, description="up to 1,000 tables [[orders]]"
    )
    expect: list[ExpectTable] = Field(
        default_factory=list, max_length=MOST_EVENTS, description="up to 1,000 tables [[expect]]"
    )


TABLES: dict[tuple[str, ...], type[Table]] = {
    (): ScenarioTable,
    ("roster",): RosterTable,
    ("events",): EventTable,
    ("without",): WithoutTable,
    ("orders",): OrderTable,
    ("expect",): ExpectTable,
}
