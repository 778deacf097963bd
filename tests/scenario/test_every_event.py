"""An event on any attribute changes what is recorded, or a note says why it does not."""

from itertools import product

import numpy as np
import pytest

from generated import load
from multipolar import MultipolarModel, load_scenario
from multipolar.definition import SHIPPED
from multipolar.loading import vocabulary
from multipolar.model.events import Change
from multipolar.months import month_number
from multipolar.scenario.notes import ACTS_WITH
from multipolar.world import attributes
from multipolar.world.places import find_place

SOON, LATE = ("2023-02", 30), ("2027-02", 72)
"""When an event happens, in a world of so many months: soon, and when no vote is dated any more."""

IN_WAR = {
    **dict.fromkeys(("toll", "aid_of_late", "front_of_late"), ("end_is_open", "all", 1.0)),
    "end_is_open": ("war_months", "ukraine", 1.0),
    "regime_months": ("escalation", "korea", 6.0),
    "gate_shut": ("aid_gate", "all", 0.0),
    "texts_in_window": ("text_window", "all", 6.0),
}
"""What must happen as well for anybody to read an attribute, though no note can know it."""


def ways(attribute):
    """Return what may happen to an attribute, what is likeliest to move something first."""
    row = attributes()[attribute]
    low, high = max(row.low, -10.0), min(row.high, 10.0)
    values = row.values or (low, high, (low + high) / 2)
    last = {"arena": "ukraine", "theatre": "ukraine"}.get(row.axes[-1])
    there = [".".join(["all"] * (len(row.axes) - 2) + [last])] if last else []
    return [(attribute, *way) for way in product(("all", *there), map(float, values))]


def moved(pairs, spell, lucks=1):
    """Return for which pairs of worlds a recorded number differs.

    Parameters
    ----------
    pairs : list of tuple
        Two worlds each, by what happens in them: changes, each an attribute, a place and a value.
    spell : tuple
        Month of the changes, and months of the worlds.
    lucks : int
        How many lucks each world meets; all worlds meet the same, with the same parameters.
    """

    def by_luck(values):
        return np.repeat(values[:lucks], len(worlds), axis=0)

    month, months = spell
    worlds = list(dict.fromkeys(world for pair in pairs for world in pair))
    model = MultipolarModel(
        load_scenario("baseline", {"months": months}),
        runs=lucks * len(worlds),
        rng=1,
        collect=False,
        luck=lambda luck, _: by_luck(luck),
    )
    model.rewind(vectors={name: by_luck(drawn) for name, drawn in model.parameters.items()})
    changes = model._events.setdefault(month_number(month), [])
    for run in range(model.world.runs):
        for name, where, value in worlds[run % len(worlds)]:
            _, *place = find_place(name, where, model.world.roster)
            changes.append(Change(-1, name, (slice(run, run + 1), *place), "set", value))
    one, other = (np.array([worlds.index(pair[side]) for pair in pairs]) for side in (0, 1))
    found = np.zeros(len(pairs), dtype=bool)

    def compare(model):
        for name in SHIPPED.recorded:
            values = model.world.arrays[name].astype(np.float32).reshape(lucks, len(worlds), -1)
            same = (values == values[:, :1]) | (np.isnan(values) & np.isnan(values[:, :1]))
            if not same.all():
                one_is, other_is = values[:, one], values[:, other]
                same = (one_is == other_is) | (np.isnan(one_is) & np.isnan(other_is))
                found[:] |= ~same.all(axis=(0, 2))

    model.run(compare)
    return found


def notes_on(folder, events):
    """Return the notes on events that happen soon in one scenario, by attribute."""
    head = 'title = "t"\nquestion = "q"\nextends = "baseline"\nmonths = 30\n'
    text = "".join(
        f'[[events]]\nmonth = "{SOON[0]}"\nname = "{name}_moved"\nattribute = "{name}"\n'
        f'where = "{where}"\nset = {value}\n'
        for name, where, value in events
    )
    notes = [note for note in load(folder, head + text).notes if note.startswith("event ")]
    return {note.split()[1].removesuffix("_moved"): note for note in notes}


def by_attribute(names, most=None):
    """Return attributes and what may happen to each, as pairs of worlds with and without it."""
    beside = {name: (IN_WAR[name],) if name in IN_WAR else () for name in names}
    return [
        (name, ((*beside[name], way), beside[name])) for name in names for way in ways(name)[:most]
    ]


def unmoved(names, spell, most=None, lucks=1):
    """Return the attributes of which nothing that may happen to them changes a recorded number."""
    tried = by_attribute(names, most)
    found = moved([pair for _, pair in tried], spell, lucks)
    moving = {name for (name, _), moves in zip(tried, found, strict=True) if moves}
    return [name for name in names if name not in moving]


def test_an_event_on_any_attribute_changes_a_recorded_number_or_a_note_says_why(tmp_path):
    alone = [name for name in vocabulary().moving if name not in ACTS_WITH.values()]
    notes = notes_on(tmp_path, [ways(name)[0] for name in alone])
    reasons = (" is computed anew each month", " is 0", " lifts relief_offer")
    assert all(any(why in note for why in reasons) for note in notes.values())
    still = unmoved(vocabulary().moving, SOON, most=2)
    assert [name for name in notes if name not in still] == []
    still = [name for name in still if name not in notes]
    still = unmoved(still, SOON, lucks=8)
    assert unmoved(still, LATE, lucks=32) == []


@pytest.mark.parametrize(("attribute", "opens"), ACTS_WITH.items())
def test_what_acts_with_another_attribute_acts_once_that_is_lifted(attribute, opens, tmp_path):
    both = (opens, "all", 1.0), (attribute, "all", 1.0)
    assert notes_on(tmp_path, both) == {}
    assert moved([(both, both[:1]), (both[:1], ())], SOON, lucks=32).all()
