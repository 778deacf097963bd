"""What moves the front: paired runs from July 2024 in which the war goes on.

``python tests/proofs/front.py`` pulls each lever in runs that differ in nothing else, with
parameters from their priors, and compares the ground of the next 12, 24 and 60 months: a
minute. It fails where the front sticks, where a lever has the wrong sign, or where the size of
its effect is out of reason. With ``--sample SEED`` it takes a few runs.
"""

import argparse
import sys
from dataclasses import replace

import numpy as np

from multipolar.loading import load_scenario
from multipolar.model import MultipolarModel
from multipolar.world.codes import Regime
from multipolar.world.places import find_place

RUNS, FEW = 1000, 12
CUT = "2024-07"
SPANS = (12, 24, 60)
LEAST_ELASTICITY, MOST_ELASTICITY = 0.0, 2.1
"""Bounds of the loss of ground in twelve months, in percent, for a percent of support."""

STUCK = 0.1
"""Largest share of runs that may stand at an end or move at the same pace for months."""


def put(model, name, where, value):
    """Set an attribute at a place, or scale it with a function of what stands there."""
    at = find_place(name, where, model.world.roster)
    array = model.world.arrays[name]
    array[at] = value(array[at]) if callable(value) else value


def scale(model, share, *parameters):
    """Scale parameters."""
    for name in parameters:
        vector = model.parameters[name]
        vector.flags.writeable = True  # locked, lest anybody changes it in the midst of a run
        vector[...] *= share


def less_aid(model):
    """Let all sponsors give three tenths less."""
    put(model, "aid_gate", "all", 0.7)


def more_aid(model):
    """Let all sponsors give three tenths more."""
    scale(model, 1.3, "support.scale")


def fewer_shells(model):
    """Let Russia have three tenths fewer shells."""
    put(model, "production", "all", lambda now: 0.7 * now)
    scale(model, 0.7, "barter.output_limit", "barter.draw", "war.quality")


def no_korean_shells(model):
    """Let North Korea have no shells."""
    put(model, "stock_korea", "all", 0.0)
    scale(model, 0.0, "barter.korean_output")


def nothing(_model):
    """Change nothing."""


def tight(levered, base):
    """Let so little be known of routes that strategic leakage stays 45 points below the other's."""
    roster = base.world.roster
    at, of = find_place("know_how", "RUS", roster), find_place("leakage", "RUS.strategic", roster)
    leaks = base.world.arrays["leakage"][of].reshape(-1, 1)
    left = np.maximum(0.0, leaks - 0.45) / np.maximum(leaks, 0.01)
    levered.world.arrays["know_how"][at] = left * base.world.arrays["know_how"][at]


def hot(levered, _base):
    """Keep war in the Middle East."""
    put(levered, "escalation", "middle_east", 8.0)


LEVERS = {
    "less aid": (less_aid, None),
    "more aid": (more_aid, None),
    "fewer shells": (fewer_shells, None),
    "no North Korean shells": (no_korean_shells, None),
    "less leakage": (nothing, tight),
    "war in the Middle East": (nothing, hot),
}
"""What each does at the cut, and what it holds in each month after."""

HARMS = {
    "less aid": 1.0,
    "fewer shells": -1.0,
    "no North Korean shells": -1.0,
    "war in the Middle East": 1.0,
}
"""Sign of the effect on Russian gains."""

PRIOR_RANGE = {
    "less aid": (854.0, 6057.0),
    "fewer shells": (-4722.0, -811.0),
    "no North Korean shells": (-4403.0, -700.0),
    "less leakage": (-1047.0, -118.0),
}
"""Ground of 24 months, km², between the tenths of the runs of a prototype at its priors."""


def at_the_cut(runs, seed, source="prior"):
    """Return a model about to step the month of the cut, in which the war has gone on."""
    spec = replace(load_scenario("author_2024"))
    model = MultipolarModel(spec, runs=runs, parameters=source, collect=False, rng=seed)
    while model.month != CUT:
        model.step()
        if model.month > "2022-03":
            put(model, "regime", "ukraine", Regime.WAR)
    return model


def gone_on(model, months, hold=None, base=None):
    """Return monthly gains, the front and depths (runs, months), the war going on."""
    kept = {name: [] for name in ("gains", "front", "depth_ukraine", "depth_russia")}
    for _ in range(months):
        put(model, "regime", "ukraine", Regime.WAR)
        if hold is not None:
            hold(model, base)
        model.step()
        if base is not None:
            put(base, "regime", "ukraine", Regime.WAR)
            base.step()
        for name, series in kept.items():
            series.append(model.world.arrays[name].copy())
    return {name: np.stack(series, axis=1) for name, series in kept.items()}


def levered(lever, runs, months, seed, source="prior"):
    """Return what happened with a lever pulled."""
    once, hold = LEVERS[lever]
    model = at_the_cut(runs, seed, source)
    base = at_the_cut(runs, seed, source) if hold is tight else None
    once(model)
    return gone_on(model, months, hold, base)


def paired(lever, runs, months, seed, source="prior"):
    """Return the difference that a lever makes to the ground of some months, one for each run."""
    plain = gone_on(at_the_cut(runs, seed, source), months)["gains"]
    return levered(lever, runs, months, seed, source)["gains"].sum(1) - plain.sum(1)


def sticks(plain):
    """Return the share of runs whose depth is gone, or whose pace stays, in 2026 or at the end."""

    def stuck(months):
        part = {name: series[:, months] for name, series in plain.items()}
        gone = (np.minimum(part["depth_ukraine"], part["depth_russia"]) < 0.01).any(1)
        return gone | (np.ptp(part["gains"], axis=1) <= 1e-3 * np.abs(part["gains"]).max(1))

    return max(np.mean(stuck(slice(18, 30))), np.mean(stuck(slice(-12, None))))


def said(name, gap, base):
    """Return a line of the table: paired differences against the ground without the lever."""
    low, high = np.quantile(gap, (0.1, 0.9))
    error = 1.96 * gap.std() / np.sqrt(len(gap))
    share = gap.mean() / base.mean()
    size = gap.mean() / base.std()
    return (
        f"{name:24} {gap.mean():8.0f} ± {error:4.0f} ({low:6.0f} … {high:6.0f})"
        f" {share:+5.0%} {size:+.2f} sd"
    )


def main():
    """Print what each lever does, and fail where it must not be so."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sample", type=int, metavar="SEED", help=f"take {FEW} runs, of this seed")
    parser.add_argument("--parameters", default="prior", help="prior, posterior or default")
    asked = parser.parse_args()
    runs, seed = (RUNS, 1) if asked.sample is None else (FEW, asked.sample)
    plain = gone_on(at_the_cut(runs, seed, asked.parameters), max(SPANS))
    faults = [] if sticks(plain) < STUCK else [f"{sticks(plain):.0%} of runs stick"]
    print(f"{runs} runs, seed {seed}; {sticks(plain):.1%} stick")
    for year in range(2025, 2029):
        first = (year - 2025) * 12 + 6
        ground = plain["gains"][:, first : first + 12].sum(1)
        print(year, *(f"{v:.0f}" for v in np.quantile(ground, (0.05, 0.5, 0.95))), "km²")
    for lever in LEVERS:
        after = levered(lever, runs, max(SPANS), seed, asked.parameters)["gains"]
        for span in SPANS:
            base = plain["gains"][:, :span].sum(1)
            gap = after[:, :span].sum(1) - base
            print(said(f"{lever}, {span} months", gap, base))
            if lever == "less aid" and span == 12:
                error = 1.96 * gap.std() / np.sqrt(runs)
                size, spread = gap.mean() / base.mean() / 0.3, error / base.mean() / 0.3
                print(f"  elasticity {size:.2f} ± {spread:.2f}")
                if not LEAST_ELASTICITY <= size <= MOST_ELASTICITY:
                    faults.append(f"elasticity {size:.2f}")
            if span == 24 and lever in PRIOR_RANGE:
                low, high = PRIOR_RANGE[lever]
                if not low <= gap.mean() <= high:
                    faults.append(f"{lever}: {gap.mean():.0f}, not {low:.0f} to {high:.0f}")
            if HARMS.get(lever, 0.0) * gap.mean() < 0.0:
                faults.append(f"{lever}: wrong sign after {span} months")
    if faults:
        sys.exit("; ".join(faults))


if __name__ == "__main__":
    main()
