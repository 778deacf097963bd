"""Valid scenarios by chance, of the names that the model knows: the same on every machine."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from multipolar import MultipolarModel, load_scenario, simulate
from multipolar.loading import vocabulary
from multipolar.months import month_number, month_text
from multipolar.scenario import calendar, scenario_names
from multipolar.scenario.check_events import keeps_codes, touches
from multipolar.scenario.merge import START
from multipolar.study.verify import verify_results
from multipolar.world import attributes
from multipolar.world.places import find_place, place_names
from multipolar.world.roster import full_roster, required_states

MONTHS = 24
"""Changes lie in the first months."""

RUNS = 2

LONGEST = 6
"""Months that an event or an order lasts at most."""


@dataclass(frozen=True)
class Generated:
    """A scenario by chance.

    Parameters
    ----------
    head : dict
        Everything but its changes.
    events, orders, expect : tuple of dict
        Its tables, as a file writes them.
    """

    head: dict
    events: tuple
    orders: tuple
    expect: tuple

    def text(self, leave_out=None):
        """Return the file, without one of its events or orders if that is asked for."""
        rows = [("events", row) for row in self.events] + [("orders", row) for row in self.orders]
        kept = [pair for pair in rows if pair[1] is not leave_out]
        kept += [("expect", row) for row in self.expect]
        tables = [f"\n[[{name}]]\n{_lines(row)}" for name, row in kept]
        plain = {key: value for key, value in self.head.items() if not isinstance(value, dict)}
        return _lines(plain) + "".join(_tables(self.head)) + "".join(tables)


def generated(seed, number, months_after=1):
    """Return a scenario by chance; it ends some months after its last change."""
    draw = _Draw(np.random.default_rng([seed, number]))
    head = draw.head()
    events = tuple(draw.event(place, head) for place in range(draw.count(1, 5)))
    orders = tuple(draw.orders(draw.count(0, 4)))
    last = max(_last(row) for row in events + orders)
    head["months"] = last + months_after + 1
    return Generated(head, events, orders, tuple(draw.expectations(head["months"])))


@cache
def _inherited(extends, information):
    """Return the names of the events that a scenario inherits."""
    own = load_scenario(extends).events if extends else ()
    there = {event.name for event in calendar(information or "full")}
    return tuple(sorted({event.name for event in own} & there)) or tuple(sorted(there))


@cache
def _places(attribute):
    """Return places of an attribute, of one name or of several, that have members."""
    axes = [axis for axis in attributes()[attribute].axes if axis != "run"]
    roster = full_roster()
    single = [place_names(axis, roster) for axis in axes]
    found = ["all", *(single[0] if single else ())]
    if len(single) == 2:
        found += [f"{one}.{two}" for one in single[0][:12] for two in single[1][:12]]
    return tuple(place for place in found if touches(attribute, place, roster))


class _Draw:
    """Parts of a scenario, drawn one after the other."""

    def __init__(self, rng):
        self.rng = rng

    def one(self, options):
        return options[int(self.rng.integers(len(options)))]

    def some(self, options, most):
        count = min(len(options), self.count(1, most))
        return [options[i] for i in sorted(self.rng.choice(len(options), count, replace=False))]

    def count(self, low, high):
        return int(self.rng.integers(low, high + 1))

    def often(self, chance):
        return bool(self.rng.random() < chance)

    def number(self, low, high):
        return round(float(self.rng.uniform(low, high)), 4)

    def head(self):
        head = {"title": "By chance", "question": "Does it run?"}
        if self.often(0.7):
            head["extends"] = self.one(scenario_names())
        if self.often(0.4):
            head["information"] = self.one(("author", "full", "none"))
        if self.often(0.4):
            head["roster"] = self.roster()
        if self.often(0.4):
            head["switches"] = dict.fromkeys(self.some(vocabulary().switches, 4), False)
        if self.often(0.6):
            head["parameters"] = self.parameters()
        inherited = _inherited(head.get("extends"), head.get("information"))
        if inherited and "extends" not in head and self.often(0.5):
            head["without"] = {"events": self.some(inherited, 5)}
        return head

    def roster(self):
        roster = full_roster()
        free = [iso3 for iso3 in roster.iso3 if iso3 not in (*required_states(), "DEU")]
        if self.often(0.5):
            return {"without": self.some(free, 30)}
        return {"only": [*required_states(), "DEU", *self.some(free, 60)]}

    def parameters(self):
        known = vocabulary().parameters
        sections = {}
        for name in self.some(tuple(known), 5):
            row = known[name]
            ends = sorted(self.number(row.low, row.high) for _ in range(3))
            ends = [min(max(end, row.minimum), row.maximum) for end in ends]
            section, key = name.split(".")
            ranged = row.low < row.high and self.often(0.5)
            value = dict(zip(("low", "mode", "high"), ends, strict=True)) if ranged else ends[1]
            sections.setdefault(section, {})[key] = value
        return sections

    def event(self, place, head):
        name = self.one(vocabulary().moving)
        row = {"month": self.month(), "name": f"by_chance_{place}", "attribute": name}
        row["where"] = self.one(_places(name))
        inherited = _inherited(head.get("extends"), head.get("information"))
        inherited = [n for n in inherited if n not in head.get("without", {}).get("events", ())]
        if inherited and "extends" not in head and self.often(0.2):
            row |= {"name": self.one(inherited), "replace": True}
        return row | self.operation(name)

    def operation(self, name):
        attribute = attributes()[name]
        if attribute.values:
            return {"set": float(self.one(attribute.values))}
        spread = min(attribute.high, 10.0) - max(attribute.low, -10.0)
        step = (1 if self.often(0.5) else -1) * self.number(0.05, 0.3) * spread
        kind = self.one(("add", "set", "scale", "drift"))
        value = {
            "add": step,
            "set": max(attribute.low, -10.0) + abs(step),
            "scale": self.number(0.2, 1.8),
            "drift": step / LONGEST,
        }[kind]
        assert keeps_codes(attribute, kind, value)
        lasting = kind == "drift" or (kind in ("add", "scale") and self.often(0.5))
        return {kind: round(value, 6)} | ({"months": self.count(1, LONGEST)} if lasting else {})

    def orders(self, count):
        taken = set()
        choices = vocabulary().choices
        states = [state for state, ways in choices.items() if ways]
        for _ in range(count):
            state = self.one(states)
            way, action = self.one([(way, a) for way in choices[state] for a in way.actions])
            if (state, way.choice) not in taken:
                taken.add((state, way.choice))
                yield {
                    "state": state,
                    "month": self.month(),
                    "action": action,
                    "choice": way.choice,
                    "months": self.count(1, LONGEST),
                }

    def expectations(self, months):
        for _ in range(self.count(0, 3)):
            row = {
                "whose": self.one(("article", "rival")),
                "measure": self.one(vocabulary().measures),
                "direction": self.one(("up", "down", "none")),
                "reading": "by chance",
            }
            if self.often(0.5):
                row["month"] = month_text(_FIRST + self.count(0, months - 1))
            yield row

    def month(self):
        return month_text(_FIRST + self.count(0, MONTHS - LONGEST))


_FIRST = month_number(START)


def _last(row):
    """Return the number of months from the start to the last in which a table changes something."""
    return month_number(row["month"]) - _FIRST + row.get("months", 1)


def _lines(row):
    return "".join(f"{key} = {_value(value)}\n" for key, value in row.items())


def _tables(head):
    for name, value in head.items():
        if isinstance(value, dict):
            deep = name == "parameters"
            for key, row in value.items() if deep else [(None, value)]:
                yield f"\n[{name}{'.' + key if key else ''}]\n{_lines(row)}"


def _value(value):
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_value(v)}" for key, v in value.items()) + " }"
    return json.dumps(value)


def load(folder, text):
    """Check a scenario as a file and return it."""
    file = Path(folder) / "by_chance.toml"
    file.write_text(text, encoding="utf-8")
    return load_scenario(file)


@cache
def _beside(months):
    return simulate(load_scenario("baseline", {"months": months}), runs=RUNS)


def try_out(folder, seed, number):
    """Check a scenario, run it to its end and judge its expectations; return its notes."""
    spec = load(folder, generated(seed, number).text())
    results = simulate(spec, runs=RUNS)
    assert results.runs == RUNS
    if spec.expectations:
        judged = verify_results(results, spec.name, _beside(spec.months), "baseline")
        assert len(judged.findings) == len(spec.expectations)
    return spec.notes


def fate(folder, seed, number):
    """Return what becomes of one event or order of a scenario by chance, and the scenario's text.

    "acts", "noted" where a note says why it cannot, "so already" where it asks for what is there,
    or "idle": what reads it is not moved by it, there and then.
    """
    scenario = generated(seed, number, months_after=LONGEST)
    rows = [*scenario.events, *scenario.orders]
    row = rows[int(np.random.default_rng([seed, number, 1]).integers(len(rows)))]
    spec = load(folder, scenario.text())
    if any(note.startswith(_mark(row)) for note in spec.notes):
        return "noted", scenario.text()
    if "action" in row:
        found = "acts" if _ordered(spec, row) else "idle"
    else:
        found = _moved(spec, load(folder, scenario.text(leave_out=row)), row)
    return found, scenario.text()


def _mark(row):
    """Return how a note on an event or an order begins."""
    if "action" in row:
        return f"order to {row['state']}, {row['action']} in {row['choice']} ({row['month']})"
    return f"event {row['name']} ", f"event {row['name']}:"


def _ordered(spec, row):
    model = MultipolarModel(spec, runs=RUNS, rng=1, collect=False)
    for _ in range(spec.months):
        model.step()
        for decision in model.decisions.values():
            orders = zip(decision.owners, decision.ordered, strict=True)
            if (row["state"], row["action"]) in orders:
                return True
    return False


def _moved(spec, without, row):
    models = [MultipolarModel(s, runs=RUNS, rng=1, collect=False) for s in (spec, without)]
    index = find_place(row["attribute"], row["where"], models[0].world.roster)
    for month in range(spec.months):
        before = models[1].world.arrays[row["attribute"]][index].copy()
        for model in models:
            model.step()
        pairs = zip(*(model.world.arrays.values() for model in models), strict=True)
        if not all(np.array_equal(*pair, equal_nan=True) for pair in pairs):
            return "acts"
        if month == month_number(row["month"]) - _FIRST:
            there = np.array_equal(_changed(row, before), before)
    return "so already" if there else "idle"


def _changed(row, before):
    """Return what an event makes of some numbers."""
    attribute = attributes()[row["attribute"]]
    after = {
        "set": lambda value: np.full_like(before, value),
        "scale": lambda value: before * value,
        "add": lambda value: before + value,
        "drift": lambda value: before + value,
    }
    [(kind, value)] = [(kind, row[kind]) for kind in after if kind in row]
    return np.clip(after[kind](value), attribute.low, attribute.high)
