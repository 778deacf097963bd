# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 6. How sure are we? Priors, record, misses
#
# **You will learn** which numbers are found in sources and which are judged, how the model stands
# beside what was counted until December 2024, and where it misses.
#
# The model formalises one author's view. It forecasts no dates and gives no probability of war.

# %%
import numpy as np
import pandas as pd

from multipolar.rules import parameter_table

table = pd.DataFrame(
    {
        "parameter": name,
        "low": p.low,
        "default": p.default,
        "high": p.high,
        "unit": p.unit,
        "evidence": p.evidence,
    }
    for name, p in parameter_table().items()
)
print(len(table), "parameters by evidence tag")
table["evidence"].value_counts()

# %% [markdown]
# S is found in a published source, R recalled, D derived, P set on a prototype, J judged.
#
# ## Chance or ignorance?
#
# The same luck with every parameter at its default, with parameters drawn from the priors, and with
# those that the record up to June 2024 accepts (what ensembles draw from unless told otherwise).
# The difference of the widths is what we do not know about the parameters, before and after hearing
# the record.

# %%
from multipolar import load_scenario, simulate

rows = []
for source in ("default", "prior", "posterior"):
    results = simulate("baseline", runs=64, parameters=source)
    spread = results.quantile_table(
        ["escalation_korea", "aid_delivered", "leakage_strategic_RUS"],
        months=["2030-12"],
        q=(0.05, 0.5, 0.95),
    )
    rows.append(spread.assign(parameters=source, runs=64))
pd.concat(rows, ignore_index=True).round(2)

# %% [markdown]
# ## What does the record pin?
#
# Of the free parameters only a few move anything that was counted, and fewer are pinned by it. The
# grey bar is the prior, the line the posterior; `coverage` is the share of synthetic records, with
# parameters that are known, for which the 90 % interval held the truth.

# %%
from multipolar.calibration import calibrated, pins
from multipolar.figures import pins as draw_pins

told = pd.DataFrame([{"verdict": pin.verdict, **vars(pin)} for pin in pins()])
print(told["verdict"].value_counts().to_dict())
draw_pins(pins(), calibrated())
# %%
told[told["verdict"] != "prior"][["parameter", "verdict", "width", "coverage", "moves"]]

# %% [markdown]
# ## The record, misses first
#
# A check is a miss when the median of the runs lies outside the band of the fact; `share` says how
# many runs lie in it. Series are told at rolling origins: at each, the model knows the events of
# the calendar and the counts up to that month alone, and its errors are set by them.

# %%
from multipolar.record import CUT, END, START, paths_of, record_specs, rolling_scores, score

print(f"record: {START} to {END}, held out after {CUT}")
runs = simulate(list(record_specs(load_scenario("baseline"))), runs=64)
record, without_attack = paths_of(runs, 0), paths_of(runs, 1)
rolling = rolling_scores(runs=64, seeds=(1,), origins=("2023-06", "2024-06"))
card = score(record, without_attack, rolling, episodes=False)
facts = pd.DataFrame(
    {
        "fact": row.check,
        "unit": row.unit,
        "target": row.target,
        "median": row.median,
        "low": row.low,
        "high": row.high,
        "inside": row.inside,
        "share": row.share,
        "runs": card.runs,
    }
    for row in card.facts
)
print(int((~facts["inside"]).sum()), "of", len(facts), "checks are missed")
facts.round(3)

# %%
from multipolar.figures import scorecard

scorecard(card)

# %% [markdown]
# `skill` below zero in a panel: a forecaster who sees the same counts and has no model does better.
#
# ## One series, one fact
#
# The model does not count missiles; an observation model, fitted up to June 2024, says what would
# have been counted in each run. A fact is checked in the same way: one number for each run.

# %%
from multipolar.record import block_of, checks, fact_values, observe, samples, targets

series = next(one for one in targets() if one.series == "missiles")
held_out = tuple(period for period in series.periods if block_of(period.last) == "hold-out")
told = samples(observe(series, record), record, held_out)
low, median, high = np.quantile(told.sum(axis=1), (0.05, 0.5, 0.95))
print(
    f"{series.title}, {held_out[0].first} to {held_out[-1].last}: counted "
    f"{sum(period.value for period in held_out):g}, model {median:g} [{low:g}, {high:g}], "
    f"{len(told)} runs"
)
check = checks()[0]
low, median, high = np.quantile(fact_values(record, without_attack)[check.id], (0.05, 0.5, 0.95))
print(f"{check.title}: model {median:.3g} [{low:.3g}, {high:.3g}] {check.unit}, {len(told)} runs")

# %% [markdown]
# ## Try it
#
# * Narrow the prior of a judged parameter with `load_scenario("baseline", {"parameters.…": …})`.
#   Does the width of your measure shrink?
# * Which miss would change your mind about a claim?
