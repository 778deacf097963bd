"""Tables of the description about who decides: seats, what they want and what they foresee."""

from __future__ import annotations

from multipolar.agents.foresight import looks, unforeseen
from multipolar.agents.seats import registry
from multipolar.agents.stakes import stakes
from multipolar.study.markdown import code, table
from multipolar.study.seat_orders import SEATS


def seats_table() -> str:
    """Return what each seat of a seminar decides, as a table."""
    rows: dict[str, list[str]] = {state: [] for state in SEATS}
    role_of: dict[str, str] = {}
    for seat in registry():
        if seat.state in rows:
            role_of[seat.state] = seat.role
            about = [column for column in seat.columns if column != seat.state]
            rows[seat.state].append(seat.choice.name + (f" ({', '.join(about)})" if about else ""))
    return table(
        ("seat", "role", "decides (about)"),
        [(state, role_of[state], ", ".join(choices)) for state, choices in rows.items()],
    )


def stakes_table() -> str:
    """Return what states want, as a table."""
    return table(
        ("who", "measure", "weight", "unit", "why", "evidence"),
        [(s.who, f"`{s.measure}`", f"{s.weight:g}", s.unit, s.why, s.tag) for s in stakes()],
    )


def foreseen_table() -> str:
    """Return which choices look ahead, how far and at what, and of which nothing is foreseen."""
    ahead = [
        (look.choice, look.role, f"{look.months}", code(look.features), ", ".join(look.stands_in))
        for look in looks().values()
    ]
    blind = [
        (choice, "all", "none", "", f"not foreseen: {why}") for choice, why in unforeseen().items()
    ]
    return table(("choice", "role", "months", "reads", "wants that stand in"), [*ahead, *blind])
