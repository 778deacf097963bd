"""Write role_cards.md: roles.csv joined to what the agents of the model may do and want.

Run ``python notebooks/seminar/role_cards.py`` after a change of the agents.
"""

import csv
from pathlib import Path

from multipolar.agents import AGENT_CLASSES, StateAgent
from multipolar.world import full_roster

FOLDER = Path(__file__).parent
INTRODUCTION = """# Role cards

One card for each table. *Wants*, *means* and *dilemma* are written for the seminar; below them
stands what the state's class in the model may choose each month, and the terms that it weighs. The
model formalises one author's view: play the role, then say what the card leaves out.
"""


def roles() -> list[dict[str, str]]:
    """Return the rows of the table of roles."""
    with (FOLDER / "roles.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def kind_of(iso3: str) -> type[StateAgent]:
    """Return the class of a state."""
    roster = full_roster()
    [kind] = [k for k in AGENT_CLASSES if iso3 in roster.iso3[roster.members(k.role)]]
    return kind


def card(role: dict[str, str]) -> str:
    """Return a card."""
    states = role["states"].split()
    lines = [
        f"## {role['title']} ({', '.join(states)})\n",
        f"**Wants** {role['wants']}.  ",
        f"**Means** {role['means']}.  ",
        f"**Dilemma** {role['dilemma']}\n",
    ]
    for kind in dict.fromkeys(map(kind_of, states)):
        lines.append(f"In the model (`{kind.__name__}`):\n")
        for choice in kind.choices:
            lines.append(f"* {choice.name}: {' | '.join(f'`{a}`' for a in choice.actions)}")
            lines += [f"  * {want.name}: {want.meaning}" for want in choice.wants]
        lines.append("")
    return "\n".join(lines)


def text() -> str:
    """Return the file of the cards."""
    return "\n".join([INTRODUCTION, *map(card, roles())]).rstrip() + "\n"


if __name__ == "__main__":
    (FOLDER / "role_cards.md").write_text(text(), encoding="utf-8")
