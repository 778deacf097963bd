"""Who would join the measures of its own accord: a coalition that nobody wants to enter or leave.

A state joins where the norm and what it is paid outweigh its own loss in the trade model:

    gain_h(S) = norm (2 peers_h(S) - 1) + vote v_h + transfer_h - loss_h(S)

in per cent of its real income. peers_h is the share of its peers, weighed by how near they vote in
the General Assembly, that stand in the coalition S; v_h its vote of March 2022 (yes 1, no -1; for
Russia alone, since the text was about Russia); loss_h(S) what joining costs it by general
equilibrium, given who else has joined. From the leaders, the G7 and the Union, whoever wants to
move most moves first, until nobody wants to; then losses are solved anew, until nothing changes.
The Union moves as one and counts as many states; China and Hong Kong move together.

Parameters stand in ``joining.csv``; the answer is given over their priors and over the prior of the
trade elasticity.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, reduce
from itertools import product

import numpy as np
from numpy.typing import NDArray

from multipolar.arguments import known
from multipolar.arrays import Array
from multipolar.trade.data import coalition_2022, rows
from multipolar.trade.economy import Economy
from multipolar.trade.players import PARTIES, UNION, Player, players
from multipolar.trade.question import MEASURES, NOTES, prior_quantiles
from multipolar.trade.sanctions import Sanctions, impose
from multipolar.trade.surface import TARGETS, target_world

Members = NDArray[np.bool_]
Spread = tuple[float, float, float]
"""Middle, low end and high end; of a prior its low end, mode and high end."""

MOST_MOVES, MOST_ROUNDS = 500, 50
MIDDLE_TWICE = np.array([0.25, 0.5, 0.25])
"""Weights of the quantiles of a prior."""
CLOSE = 1e-9
"""Gain, % of real income, up to which nobody moves."""


@dataclass(frozen=True)
class Setting:
    """Elasticity of trade, worth of peers and of the vote: quantiles of their priors."""

    elasticity: float
    norm: float
    vote: float


@dataclass(frozen=True)
class Prospect:
    """What one player does and why, over all settings; gains in % of its real income.

    Parameters
    ----------
    name : str
        The player.
    chance : float
        Mean over the settings of the chance that it stands in the coalition; the median of a prior
        weighs as much as both its ends together.
    joins : bool
        Whether it does at the medians of the priors.
    leads : bool
        Whether it stands in the coalition from which the search begins.
    norm, vote, loss, gain : tuple of float
        The terms at the medians of the priors, and the least and the largest over the settings,
        which hold the 5, 50 and 95 % quantiles of each.
    transfer : tuple of float
        What would have to be paid to win it, USD bn a year; 0 where it joins of its own accord.
    tips : tuple of str
        Who else would join, at the medians of the priors, if it were won.
    """

    name: str
    chance: float
    joins: bool
    leads: bool
    norm: Spread
    vote: Spread
    loss: Spread
    gain: Spread
    transfer: Spread
    tips: tuple[str, ...]


@dataclass(frozen=True)
class StableCoalition:
    """The answer of `stable_coalition`.

    Parameters
    ----------
    target, measures : str
        The sanctioned economy, and ``in_force`` or ``embargo``.
    rows : tuple of Prospect
        One for each player, the likeliest first.
    settled : float
        Share of the settings in which the search came to rest; elsewhere its last step stands.
    settings : int
        Number of settings.
    """

    target: str
    measures: str
    rows: tuple[Prospect, ...]
    settled: float
    settings: int

    @property
    def note(self) -> str:
        """What a reader must know about the data of the target; empty where there is nothing."""
        return NOTES.get(self.target, "")

    def against_2022(self) -> tuple[float, float]:
        """Return the log score of the chances for the coalition of 2022 against Russia, nats.

        Beside it that of "the G7 and the Union, nobody else", which is told how many of either
        group joined. Smaller is better; a coin scores 0.69.
        """
        joined = in_2022(row.name for row in self.rows)
        led = np.array([row.leads for row in self.rows])
        chance = np.array([row.chance for row in self.rows])
        inside, outside = (((joined & who).sum() + 1) / (who.sum() + 2) for who in (led, ~led))
        return _log_score(joined, chance), _log_score(joined, np.where(led, inside, outside))


def _log_score(joined: Members, chance: Array) -> float:
    return float(-np.log(np.where(joined, chance, 1.0 - chance)).mean())


@dataclass(frozen=True)
class CoalitionGame:
    """The question of who joins against one target."""

    base: Economy
    sanctions: Sanctions
    players: tuple[Player, ...]
    reach: float
    _solved: dict[tuple[bytes, float], Array] = field(default_factory=dict)

    @cached_property
    def _weight(self) -> Array:
        """Weight of each player (column) among the peers of each (row); rows sum to one."""
        ideal = np.array([one.ideal_point for one in self.players])
        size = np.array([one.states for one in self.players], float)
        weight = np.exp(-0.5 * ((ideal[:, None] - ideal) / self.reach) ** 2) * size
        np.fill_diagonal(weight, 0.0)
        return np.asarray(weight / weight.sum(axis=1, keepdims=True))

    @cached_property
    def votes(self) -> Array:
        """Vote of each player about the target, shape (P,)."""
        about = self.sanctions.target in PARTIES
        return np.array([one.vote * about for one in self.players])

    def norm(self, members: Members) -> Array:
        """Return how far each player's peers have joined, from -1 to 1, shape (P,)."""
        return np.asarray(2.0 * self._weight @ members - 1.0)

    def loss(self, members: Members, elasticity: float) -> Array:
        """Return what membership costs each player, given the others, % of real income, (P,)."""
        key = members.tobytes(), elasticity
        if key not in self._solved:
            without, within = self._turned(members), self._named(members)
            income = impose(self.base, [self._with(within), *without], elasticity).real_income
            change = np.array([self._own(income, row) for row in range(len(self.players))])
            self._solved[key] = 100.0 * np.where(members, -1.0, 1.0) * change
        return self._solved[key]

    def gain(self, members: Members, at: Setting, loss: Array | None = None) -> Array:
        """Return what each player gains by standing in the coalition, % of real income, (P,)."""
        lost = self.loss(members, at.elasticity) if loss is None else loss
        return np.asarray(at.norm * self.norm(members) + at.vote * self.votes - lost)

    def settle(
        self, at: Setting, held: frozenset[int] = frozenset(), start: Members | None = None
    ) -> tuple[Members, bool]:
        """Return the coalition that the search ends with, and whether nobody wants to move.

        Players in ``held`` stand in it whatever they gain.
        """
        leaders = np.array([one.leader for one in self.players])
        members = (leaders if start is None else start).copy()
        members[list(held)] = True
        for _ in range(MOST_ROUNDS):
            before = members.copy()
            rest = self._move(members, at, held)
            if (members == before).all():
                return members, rest
        return members, False

    def _move(self, members: Members, at: Setting, held: frozenset[int]) -> bool:
        """Let players move, one by one, at losses as they are; return whether all came to rest."""
        loss = self.loss(members, at.elasticity)
        for _ in range(MOST_MOVES):
            gain = self.gain(members, at, loss)
            wish = np.where(members, -gain, gain)
            wish[list(held)] = -np.inf
            if wish.max() <= CLOSE:
                return True
            mover = int(np.argmax(wish))
            members[mover] = not members[mover]
        return False

    def tipped(self, members: Members, at: Setting, won: int) -> tuple[str, ...]:
        """Return who else joins a stable coalition once a player is won for it.

        Losses are first taken as they are; only where somebody would move are they solved anew.
        """
        more = members.copy()
        more[won] = True
        wish = self.gain(more, at, self.loss(members, at.elasticity))
        if not ((wish > CLOSE) & ~more).any():
            return ()
        after, _ = self.settle(at, frozenset({won}), members)
        return tuple(self.players[row].name for row in np.flatnonzero(after & ~more))

    def _named(self, members: Members) -> tuple[str, ...]:
        inside = (one for one, joined in zip(self.players, members, strict=True) if joined)
        return tuple(name for one in inside for name in one.economies)

    def _turned(self, members: Members) -> list[Sanctions]:
        """Return the measures with each player in turn on the other side."""
        each = np.eye(len(members), dtype=bool)
        return [self._with(self._named(members ^ row)) for row in each]

    def _with(self, names: tuple[str, ...]) -> Sanctions:
        return self.sanctions.joined_by(*names)

    def _own(self, income: Array, row: int) -> float:
        """Return how a player's real income differs where it stands as it does, a share."""
        places = self.base.index(self.players[row].economies)
        weight = self.base.income[places]
        return float((income[0, places] - income[row + 1, places]) @ weight / weight.sum())


def stable_coalition(target: str = "RUS", measures: str | None = None) -> StableCoalition:
    """Find who would join the measures against a target, at what transfer, and who tips whom.

    Parameters
    ----------
    target : str
        ``RUS``, ``PRK`` or ``IRN``.
    measures : str, optional
        ``in_force`` (known for Russia only, and its default) or ``embargo``.

    Raises
    ------
    UnknownName
        When the target or the measures are unknown; the message names the nearest.
    """
    known(target, TARGETS, "target")
    allowed = tuple(MEASURES) if target == "RUS" else ("embargo",)
    kind = known(measures or allowed[0], allowed, f"kind of measures for {target}")
    priors, game = _priors(), game_of(target, kind)
    settings = [Setting(*values) for values in product(*_quantiles(priors))]
    ends = [game.settle(at) for at in settings]
    found = _rows(game, settings, [members for members, _ in ends], priors["noise"][1])
    return StableCoalition(
        target, kind, found, float(np.mean([rest for _, rest in ends])), len(settings)
    )


def game_of(target: str, measures: str) -> CoalitionGame:
    """Return the question of who joins measures of a kind against a target."""
    base = target_world(target)
    return CoalitionGame(
        base, MEASURES[measures](target, ()), players(base, target), _priors()["reach"][1]
    )


def in_2022(names: Iterable[str]) -> Members:
    """Return which players stood in the coalition of 2022 against Russia."""
    members = {*coalition_2022(target_world("RUS")), UNION}
    return np.array([name in members for name in names])


def _quantiles(priors: Mapping[str, Spread]) -> tuple[tuple[float, ...], ...]:
    own = (prior_quantiles(priors[name]) for name in ("norm", "vote"))
    return prior_quantiles(), *own


def _rows(
    game: CoalitionGame, settings: list[Setting], ends: list[Members], noise: float
) -> tuple[Prospect, ...]:
    middle = len(settings) // 2
    weight = reduce(np.multiply.outer, [MIDDLE_TWICE] * 3).ravel()
    pairs = list(zip(settings, ends, strict=True))
    gain = np.array([game.gain(members, at) for at, members in pairs])
    norm = np.array([at.norm * game.norm(members) for at, members in pairs])
    vote = np.array([at.vote * game.votes for at in settings])
    loss = np.array([game.loss(members, at.elasticity) for at, members in pairs])
    size = np.array([one.product for one in game.players]) / 100.0
    transfer = np.maximum(0.0, -gain) * size
    chance = weight @ (1.0 / (1.0 + np.exp(-gain / noise)))
    end, at = ends[middle], settings[middle]

    def spread(values: Array, row: int) -> Spread:
        theirs = values[:, row]
        return float(theirs[middle]), float(theirs.min()), float(theirs.max())

    found = (
        Prospect(
            name=one.name,
            chance=float(chance[row]),
            joins=bool(end[row]),
            leads=one.leader,
            norm=spread(norm, row),
            vote=spread(vote, row),
            loss=spread(loss, row),
            gain=spread(gain, row),
            transfer=spread(transfer, row),
            tips=() if end[row] else game.tipped(end, at, row),
        )
        for row, one in enumerate(game.players)
    )
    return tuple(sorted(found, key=lambda one: -one.chance))


def _priors() -> dict[str, Spread]:
    """Return low end, mode and high end of each parameter of joining."""
    return {
        row["name"]: (float(row["low"]), float(row["mode"]), float(row["high"]))
        for row in rows("joining.csv")
    }


__all__ = [
    "CoalitionGame",
    "Prospect",
    "Setting",
    "StableCoalition",
    "stable_coalition",
]
