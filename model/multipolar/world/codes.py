"""Codes: the numbers that stand for a state of affairs, each named once.

They are plain numbers: numpy takes several times as long to compare an array with an enumeration.
"""

from __future__ import annotations

from multipolar.world.tables import read_table

STAGES = tuple(sorted(float(row["stage"]) for row in read_table("stages.csv")))
"""Stages of conceding: none, talks, partial, full."""


def codes_of(kind: type) -> dict[str, int]:
    """Return the codes of a kind by their names, in lower case, in the order of the class.

    Examples
    --------
    >>> codes_of(Regime)
    {'peace': 0, 'crisis': 1, 'war': 2}
    """
    return {name.lower(): code for name, code in vars(kind).items() if name.isupper()}


class Regime:
    """Regime of a theatre."""

    PEACE = 0
    CRISIS = 1
    WAR = 2


class Conflict:
    """Kind of a war; conflicts.csv says how each goes on."""

    LAND_WAR = 0
    STRIKE_CAMPAIGN = 1
    BLOCKADE = 2
    BORDER_CLASH = 3


class Standoff:
    """Where a threat of measures stands between the United States and a target."""

    NONE = 0
    THREATENED = 1
    DEFIED = 2


class Region:
    """Part of the world; regions.csv says which regions of the United Nations it covers."""

    NORTH = 0
    AFRICA = 1
    AMERICAS = 2
    MIDDLE_EAST = 3
    ASIA = 4
    EURASIA = 5


class Stance:
    """What a carrier does about forbidden goods that pass through it."""

    OPEN = 0
    LOOKS_AWAY = 1
    ENFORCES = 2


class Posture:
    """Posture of China towards Russia."""

    WAITS = 0
    EXTRACTS = 1
    PROPS = 2


class Terms:
    """Terms of a party to the war in Ukraine."""

    REFUSES = 0
    OPEN = 1
    SEEKS = 2


class Sale:
    """What a client sells Russia."""

    NOTHING = 0
    ARMS = 1
    ARMS_AND_MEN = 2


class Offer:
    """Price that Russia offers a client."""

    LOW = 0
    FAIR = 1
    GENEROUS = 2


class TurnedTo:
    """Whom a client of Russia turns to."""

    NEITHER = 0
    RUSSIA = 1
    CHINA = 2


class Government:
    """Type of a sponsor's government; governments.csv says what each wants."""

    INCUMBENT = 0
    COMMITTED = 1
    ORDINARY = 2
    TRANSACTIONAL = 3


class Election:
    """Kind of an election after which a government may change."""

    NONE = 0
    PARLIAMENT = 1
    PRESIDENT = 2


class Vote:
    """Vote in the General Assembly; who is absent counts as abstaining."""

    NO = -1
    ABSTAIN = 0
    YES = 1


class Response:
    """Answer of a front-line state."""

    TALK_DOWN = -1
    HOLD = 0
    ANSWER = 1
