"""The classroom: who sits where, what was predicted and ordered, and what may be done next.

It is nothing but its moves, one after the other: the same moves give the same classroom.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from multipolar.arguments import ArgumentError, hint
from multipolar.seminar import moves
from multipolar.seminar.game import Game
from multipolar.seminar.lesson_schema import Lesson, LessonSeat
from multipolar.seminar.orders import orders_of

MOST_MEMBERS = 400
"""People that a room holds."""


class Refused(ValueError):
    """A move that is not allowed; ``status`` is the HTTP status that says so."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status


@dataclass
class Member:
    """Somebody in the room: nickname, seat, digest of the key, prediction and vote."""

    id: str
    key: str
    name: str
    seat: str
    prediction: moves.Predict | None = None
    vote: moves.CastVote | None = None


@dataclass
class Classroom:
    """A room in which a lesson is played.

    Parameters
    ----------
    lesson : Lesson
        The lesson.
    begun : Begin
        The first move.
    game : Game
        The game with its closed turns.
    stage : str
        ``lobby``, ``orders``, ``closed``, ``revealed`` or ``debrief``.
    typed : set of str
        Seats whose order of this turn the host gave.
    shown : int
        Which of the things that the wall can show at this stage it shows, from 0 on.
    """

    lesson: Lesson
    begun: moves.Begin
    game: Game
    stage: str = "lobby"
    members: dict[str, Member] = field(default_factory=dict)
    captains: dict[str, str] = field(default_factory=dict)
    orders: dict[str, dict[str, str]] = field(default_factory=dict)
    given: list[dict[str, dict[str, str]]] = field(default_factory=list)
    injected: dict[tuple[str, str], str] = field(default_factory=dict)
    typed: set[str] = field(default_factory=set)
    overridden: bool = False
    locked: bool = False
    paused: bool = False
    clock: moves.Clock | None = None
    shown: int = 0

    @classmethod
    def begin(cls, lesson: Lesson, move: moves.Begin) -> Classroom:
        """Return a new room.

        Raises
        ------
        ArgumentError
            When the game is none of the lesson.
        """
        game = Game.from_json(move.game)
        if game.turns or game.seats != tuple(seat.iso3 for seat in lesson.seats):
            raise ArgumentError(f"the game of the log is none of the lesson {lesson.name}")
        return cls(lesson, move, game)

    @property
    def seats(self) -> Mapping[str, LessonSeat]:
        """The seats of the lesson by code."""
        return {seat.iso3: seat for seat in self.lesson.seats}

    @property
    def all_predicted(self) -> bool:
        """Whether the predictions are locked: everybody has predicted, or the host locked them."""
        everybody = bool(self.members) and all(m.prediction for m in self.members.values())
        return self.locked or self.overridden or everybody

    @property
    def turns_left(self) -> int:
        """How many turns of the lesson are still to be played."""
        return self.lesson.turns - self.game.played

    @property
    def held(self) -> set[str]:
        """The seats that somebody holds; on paper, where nobody does, every seat."""
        return set(self.captains or self.seats)

    @property
    def all_ordered(self) -> bool:
        """Whether every seat that is held is in."""
        return self.stage == "orders" and self.held <= set(self.orders)

    @property
    def unconfirmed(self) -> list[str]:
        """The seats that have voted, whose votes would be lost if the orders were closed now."""
        voted = {member.seat for member in self.members.values() if member.vote}
        open_ = voted - set(self.orders) if self.stage == "orders" else set()
        return [seat for seat in self.seats if seat in open_]

    @property
    def shown_game(self) -> Game:
        """The game as far as all have seen it: a turn that is closed is still a secret."""
        return self.game.undo() if self.stage == "closed" else self.game

    @property
    def coming(self) -> Game:
        """The game with the turn that it would have if the orders were closed now."""
        turn = {
            (seat, choice): action
            for seat, actions in self.orders.items()
            for choice, action in actions.items()
        }
        return self.game.order({**turn, **self.injected})

    def seated(self, seat: str) -> list[Member]:
        """Return the members of a seat, in the order in which they came."""
        return [member for member in self.members.values() if member.seat == seat]

    def emptiest(self) -> str:
        """Return the seat with the fewest members, the first of them."""
        taken = Counter(member.seat for member in self.members.values())
        return min(self.seats, key=lambda seat: taken[seat])

    def counted(self, seat: str) -> dict[str, dict[str, int]]:
        """Return how many members of a seat vote for each action, by choice."""
        found: dict[str, Counter[str]] = {}
        for member in self.seated(seat):
            for choice, action in (member.vote.actions if member.vote else {}).items():
                found.setdefault(choice, Counter())[action] += 1
        return {choice: dict(votes) for choice, votes in found.items()}

    # -- moves ---------------------------------------------------------------------------------

    def play(self, move: moves.AnyMove) -> None:
        """Make a move.

        Raises
        ------
        Refused
            When it is not allowed; the room stays as it is.
        """
        stage = self.stage
        getattr(self, f"_{move.kind}")(move)
        if self.stage != stage:
            self.shown = 0

    def _need(self, allowed: bool, words: str, status: int = 409) -> None:
        if not allowed:
            raise Refused(status, words)

    def _member(self, name: str) -> Member:
        self._need(name in self.members, "nobody here has this place", 404)
        return self.members[name]

    def _at(self, *stages: str) -> None:
        self._need(self.stage in stages, f"not now: the room is at {self.stage!r}")

    def _running(self) -> None:
        self._need(not self.paused, "the host has paused the room")

    def _begin(self, _: moves.Begin) -> None:
        raise Refused(409, "the room has begun already")

    def _join(self, move: moves.Join) -> None:
        self._need(move.seat in self.seats, "there is no such seat", 404)
        self._need(move.member not in self.members, "this place is taken")
        self._need(len(self.members) < MOST_MEMBERS, "the room is full")
        self._need(bool(move.name.strip()), "a nickname is missing", 422)
        self.members[move.member] = Member(move.member, move.key, move.name.strip(), move.seat)
        self.captains.setdefault(move.seat, move.member)

    def _predict(self, move: moves.Predict) -> None:
        member = self._member(move.member)
        self._running()
        self._need(member.prediction is None, "your prediction is locked and cannot change")
        self._need(not (self.locked or self.overridden), "the predictions are locked")
        wanted = set(self.lesson.numbered)
        self._need(set(move.answers) == wanted, "answer every question of the sheet", 422)
        member.prediction = move

    def _lock(self, _: moves.Lock) -> None:
        self.overridden = True

    def _open(self, _: moves.Open) -> None:
        self._at("lobby", "revealed")
        self._need(self.turns_left > 0, "all turns of the lesson are played")
        self.stage, self.orders, self.injected, self.typed = "orders", {}, {}, set()
        for member in self.members.values():
            member.vote = None

    def _vote(self, move: moves.CastVote) -> None:
        member = self._member(move.member)
        self._check_actions(member.seat, move.actions)
        self._running()
        self._at("orders")
        self._need(member.seat not in self.orders, "your seat has confirmed its order")
        member.vote = move

    def _confirm(self, move: moves.Confirm) -> None:
        self._need(move.seat in self.seats, "there is no such seat", 404)
        self._at("orders")
        there, chosen = self.orders.get(move.seat), _chosen(move)
        if move.member:
            self._running()
            captain = self.captains.get(self._member(move.member).seat)
            own = self.members[move.member].seat == move.seat and captain == move.member
            self._need(own, "only the captain of the seat confirms its order", 403)
            self._need(there in (None, chosen), "your seat has another order already")
        self._check_actions(move.seat, move.actions)
        if not move.member and there != chosen:
            self.typed.add(move.seat)
        self.orders[move.seat] = chosen

    def _check_actions(self, seat: str, actions: Mapping[str, str]) -> None:
        choices = self.seats[seat].choices
        for choice, action in actions.items():
            near = hint(choice, choices)
            self._need(choice in choices, f"the seat does not decide {choice!r}.{near}", 422)
            near = hint(action, choices[choice])
            known = action == "" or action in choices[choice]
            self._need(known, f"no action {action!r} in {choice}.{near}", 422)

    def _lead(self, move: moves.Lead) -> None:
        member = self._member(move.member)
        self._need(member.seat not in self.orders, "your seat has confirmed its order")
        self.captains[member.seat] = member.id

    def _close(self, move: moves.Close) -> None:
        self._at("orders")
        lost = [self.seats[seat].title for seat in self.unconfirmed]
        have = "seat has" if len(lost) == 1 else "seats have"
        self._need(
            move.anyway or not lost,
            f"{len(lost)} {have} voted but not confirmed: {', '.join(lost)}. Press Close again to "
            "do it anyway.",
        )
        self.game = self.coming
        self.given.append(self.orders)
        self.stage = "closed"

    def _reveal(self, _: moves.Reveal) -> None:
        self._at("closed")
        missing = sum(member.prediction is None for member in self.members.values())
        words = f"the predictions are not locked: {missing} are missing"
        self._need(self.all_predicted, words, 403)
        self.stage, self.locked = "revealed", True

    def _inject(self, move: moves.Inject) -> None:
        self._at("orders")
        try:
            actions = [o.action for o in orders_of(move.state).get(move.choice, ())]
        except ArgumentError as error:
            raise Refused(422, str(error)) from None
        near = hint(move.action, actions)
        known = move.action == "" or move.action in actions
        self._need(known, f"{move.state} cannot be told so.{near}", 422)
        self.injected.pop((move.state, move.choice), None)
        if move.action:
            self.injected[move.state, move.choice] = move.action

    def _undo(self, _: moves.Undo) -> None:
        self._at("closed", "revealed", "debrief")
        last = self.game.turns[-1]
        self.orders = self.given.pop()
        own = {(seat, c) for seat, actions in self.orders.items() for c in actions}
        self.injected = {place: action for place, action in last.items() if place not in own}
        self.game, self.stage = self.game.undo(), "orders"

    def _pause(self, move: moves.Pause) -> None:
        self.paused = move.on

    def _show(self, move: moves.Show) -> None:
        self.shown = move.number

    def _clock(self, move: moves.Clock) -> None:
        self.clock = move if move.ends else None

    def _debrief(self, _: moves.Debrief) -> None:
        self._at("revealed")
        self.stage = "debrief"


def _chosen(move: moves.Confirm) -> dict[str, str]:
    """Return what was ordered; what is left to the model is not in it."""
    return {choice: action for choice, action in move.actions.items() if action}
