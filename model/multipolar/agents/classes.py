"""The classes of agents: one for each kind of state, each a Mesa agent."""

from __future__ import annotations

from multipolar.agents.base import StateAgent
from multipolar.agents.china import CHINA
from multipolar.agents.european_state import EUROPEAN_STATE
from multipolar.agents.global_south_state import GLOBAL_SOUTH_STATE
from multipolar.agents.hedging_state import HEDGING_STATE
from multipolar.agents.iran import IRAN
from multipolar.agents.israel import ISRAEL
from multipolar.agents.north_korea import NORTH_KOREA
from multipolar.agents.pacific_ally import PACIFIC_ALLY
from multipolar.agents.post_soviet_state import POST_SOVIET_STATE
from multipolar.agents.russia import RUSSIA
from multipolar.agents.taiwan import TAIWAN
from multipolar.agents.ukraine import UKRAINE
from multipolar.agents.united_states import UNITED_STATES


class Russia(StateAgent, kind=RUSSIA):
    """Russia: the challenger in Ukraine, patron of the others.

    A revisionist great power with a dominance motive; its autocracy is a fixed trait. It also
    chooses, for each client, whether to lift its restraint.
    """


class NorthKorea(StateAgent, kind=NORTH_KOREA):
    """North Korea: the challenger in Korea, client of Russia.

    Wants standing and concern abroad, tests by habit, pays back in kind; China holds it back as
    long as Russia does not feed it, and what it ships to the front it cannot fire at home.
    """


class China(StateAgent, kind=CHINA):
    """China: the challenger around Taiwan.

    Weighs pressure on Taiwan, and waits for the moment when Russia cracks.
    """


class Iran(StateAgent, kind=IRAN):
    """Iran: the challenger in the Middle East, client of Russia.

    Acts through proxies and its own missiles; bargains when relief is on offer.
    """


class Ukraine(StateAgent, kind=UKRAINE):
    """Ukraine: the front-line state of its theatre.

    Answers, holds or talks.
    """


class Taiwan(StateAgent, kind=TAIWAN):
    """Taiwan: the front-line state of its theatre.

    Answers, holds or talks; it has no vote in the General Assembly.
    """


class Israel(StateAgent, kind=ISRAEL):
    """Israel: the front-line state of the Middle East.

    Answers, holds or talks.
    """


class UnitedStates(StateAgent, kind=UNITED_STATES):
    """The United States: the largest sponsor.

    Divides its attention among the theatres and sends support; its programme needs authorisation.
    """


class EuropeanState(StateAgent, kind=EUROPEAN_STATE):
    """A European state.

    Each has its own attention, unity and support; together they make good part of what the
    United States withholds.
    """


class PacificAlly(StateAgent, kind=PACIFIC_ALLY):
    """An ally of the United States outside Europe.

    Japan, South Korea, Australia, Canada and others: each divides its attention, arms and sends
    support; South Korea answers for the Korean theatre.
    """


class PostSovietState(StateAgent, kind=POST_SOVIET_STATE):
    """A post-Soviet state other than Russia and Ukraine.

    Armenia, Belarus and Kazakhstan differ by their own dependence.
    """


class HedgingState(StateAgent, kind=HEDGING_STATE):
    """A state between the camps by membership or policy.

    Trades with both.
    """


class GlobalSouthState(StateAgent, kind=GLOBAL_SOUTH_STATE):
    """A state of the Global South.

    Each has its own position, trade and regime.
    """


AGENT_CLASSES: tuple[type[StateAgent], ...] = (
    Russia,
    NorthKorea,
    China,
    Iran,
    Ukraine,
    Taiwan,
    Israel,
    UnitedStates,
    EuropeanState,
    PacificAlly,
    PostSovietState,
    HedgingState,
    GlobalSouthState,
)
