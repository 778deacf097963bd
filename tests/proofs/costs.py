"""What sanctions cost: the published losses of targets, as experiments on the world of 2022.

Each experiment puts a target under the measures before an episode, as if output had long taken
what they cost, and then compares two worlds with the same luck: one in which these measures stay
and one in which those of the episode are in force. What the target has lost at the horizon must
lie in the published range, in the unit of the row of published effects. The levels of measures are
judged, and set so that exports fall as far as was measured (SAN19, SAN20).

``python tests/proofs/costs.py`` tries all of them: ten seconds. With ``--sample SEED`` it tries a
few, drawn with that seed.
"""

import argparse
import random
import sys
from dataclasses import dataclass, replace
from unittest.mock import patch

import numpy as np

from multipolar.axes import TARGET
from multipolar.loading import load_scenario
from multipolar.model import MultipolarModel
from multipolar.rules import costs
from multipolar.rules.binding import Binder
from multipolar.rules.costs import Costs, count_loss, loss_at_start
from multipolar.study.effects import effects
from multipolar.trade.channels import exposure
from multipolar.trade.surface import TARGETS

RUNS = 24
FEW = 3
ANCHOR = "Iran 2012", 18.0
"""Episode from which the exposure of its target to finance is derived, and what it cost."""

CAUSES = ("sanctions_2022", "price_cap")
"""Events of the calendar that the experiments stand in for."""


[SHOCK] = [e.value for e in load_scenario("baseline").events if e.attribute == "war_shock"]
"""Disruption of the Russian economy in the month of the invasion, points of growth a year."""


@dataclass(frozen=True)
class Measures:
    """Measures in force: shares forbidden by product, and the share of trade that carries them.

    ``secondary`` is the pressure of secondary sanctions, renewed every month.
    """

    general: float = 0.0
    strategic: float = 0.0
    energy: float = 0.0
    coalition: float = 0.95
    secondary: float = 0.0


@dataclass(frozen=True)
class Experiment:
    """Measures before and after, and what was published of the difference.

    ``yearly`` says that the row counts points of growth a year and not a change of level;
    ``disruption`` that it counts the shock of the war of 2022 too;
    ``reading`` how the study of the row is read where others dispute it.
    """

    rows: str
    target: str
    before: Measures
    after: Measures
    months: int
    yearly: bool = False
    disruption: bool = False
    reading: str = "centre"

    @property
    def published(self):
        """Ends of the spread between the studies of the row, as losses."""
        interval = effects()[self.rows].interval
        return sorted((abs(interval.low), abs(interval.high)))


REGIME = Measures(0.7, 0.7, 0.7)
"""A regime of the United Nations as the structural checks of the record have it."""
EXPERIMENTS = {
    "Iran 2012": Experiment(
        "SAN17",
        "IRN",
        Measures(0.15, 0.5, 0.05, 0.60),
        Measures(0.60, 0.7, 0.90, 0.95, 2.0),
        48,
    ),
    "Iran 2018-19": Experiment(
        "SAN18",
        "IRN",
        Measures(0.35, 0.5, 0.10, 0.60),
        Measures(0.70, 0.7, 0.95, 0.95, 4.0),
        24,
    ),
    "UN regime, first three years": Experiment("SAN14", "PRK", Measures(), REGIME, 36, yearly=True),
    "UN regime, ten years, as its authors read it": Experiment(
        "SAN14", "PRK", Measures(), REGIME, 120, yearly=True, reading="advocate"
    ),
    "North Korea 2017": Experiment(
        "SAN23",
        "PRK",
        Measures(0.35, 0.6, 0.4),
        Measures(0.85, 0.85, 0.85),
        24,
        yearly=True,
    ),
    "Russia 2014": Experiment(
        "SAN25",
        "RUS",
        Measures(coalition=0.57),
        Measures(0.15, 0.15, 0.15, 0.57),
        24,
    ),
    "Russia 2022": Experiment(
        "SAN26",
        "RUS",
        Measures(0.15, 0.15, 0.15, 0.57),
        Measures(0.55, 0.55, 0.60, 0.57),
        12,
        disruption=True,
    ),
}


def eve(one):
    """Return a model on the eve of the episode: output has taken what the measures before cost."""
    spec = load_scenario("baseline")
    kept = tuple(e for e in spec.events if e.name not in CAUSES and e.attribute != "war_shock")
    spec = replace(spec, events=kept, months=max(one.months, spec.months))
    model = MultipolarModel(spec, runs=RUNS, parameters="default", collect=False, rng=1)
    known = model.definition.parameters.items()
    disputed = {n: row for n, row in known if one.rows in row.effects.split()}
    model.rewind(vectors={n: row.under(one.reading) for n, row in disputed.items()})
    put_in_force(model, one.target, one.before)
    p = {Costs: Costs.of(model.parameters)}
    binder = Binder(lambda place: model.world.place(*place.path), p, None)
    taken, at_start = (binder.bind(rule).evaluate(0) for rule in (count_loss, loss_at_start))
    model.world.loss_felt[...] = 100.0 * (taken - at_start)
    return model


def put_in_force(model, target, measures):
    """Put measures in force against a target."""
    world = model.world
    at = world.roster.index(target, TARGET)
    world.stringency[:, at] = measures.general, measures.strategic, measures.energy
    world.coalition_share[:, at] = measures.coalition
    world.secondary[:, at] = measures.secondary


def course(one, measures, *, begun):
    """Return what the target has lost so far, and the share of its energy that it sells, by run."""
    model = eve(one)
    world = model.world
    at = world.roster.index(one.target, TARGET)
    disrupted = np.zeros(RUNS)
    if begun:
        world.sanctions_age[:, at] = 0.0
        world.war_shock[...] = SHOCK * one.disruption
    for _ in range(one.months):
        put_in_force(model, one.target, measures)
        model.step()
        disrupted += world.war_shock / 12.0
    forbidden = measures.coalition * measures.energy
    sold = 1.0 - forbidden * (1.0 - world.leakage[:, at, -1])
    return world.sanctions_cost[:, at] + disrupted, sold


def tried(one):
    """Return what the episode took in the unit of its row, and the ratio of energy sold."""
    lost, sold = course(one, one.after, begun=True)
    lost_before, sold_before = course(one, one.before, begun=False)
    taken = float((lost - lost_before).mean())
    return taken / (one.months / 12.0 if one.yearly else 1.0), float((sold / sold_before).mean())


def exposed():
    """Return the exposure to finance in the table, and the one under which ANCHOR costs as much.

    What the episode takes is linear in it: the published loss less what oil, goods and services
    explain is left to finance.
    """
    name, published = ANCHOR
    one = EXPERIMENTS[name]
    tabled = float(exposure("finance")[TARGETS.index(one.target)])
    taken, _ = tried(one)
    with patch.object(costs, "exposure", lambda *channels: exposure(channels[0])):
        explained, _ = tried(one)
    return tabled, tabled * (published - explained) / (taken - explained)


def main():
    """Print each experiment beside its range, and fail if one lies outside."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sample", type=int, metavar="SEED", help="a few, of this seed")
    asked = parser.parse_args()
    chosen = list(EXPERIMENTS)
    if asked.sample is not None:
        chosen = random.Random(asked.sample).sample(chosen, FEW)
    outside = 0
    for name in chosen:
        one = EXPERIMENTS[name]
        taken, sold = tried(one)
        low, high = one.published
        agrees = low <= taken <= high
        outside += not agrees
        verdict = "agrees" if agrees else "OUTSIDE"
        unit = "points a year" if one.yearly else "% of output"
        print(
            f"{one.rows} {name}: {taken:.1f} {unit} after {one.months} months, published "
            f"{low:g} to {high:g}, {verdict}; energy sold x"
            f"{sold:.2f}"
        )
    print("exposure of Iran to finance {:.3f}, derived {:.3f}".format(*exposed()))
    print(f"{len(chosen)} experiments: {outside or 'none'} outside the published range")
    sys.exit(1 if outside else 0)


if __name__ == "__main__":
    main()
