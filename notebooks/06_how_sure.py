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
# those that the record up to June 2024 accepts (what ensembles draw from unless told otherwise). The
# difference of the widths is what we do not know about the parameters, before and after hearing the
# record.

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
draw_pins(pins(), calibrated());

# %%
told[told["verdict"] != "prior"][["parameter", "verdict", "width", "coverage", "moves"]]

# %% [markdown]
# ## The record, misses first
#
# Figures up to June 2024 set the level of some series; the rest of 2024 was held out. `skill` below
# zero: a forecaster who says "as before" does better.

# %%
from multipolar.record import paths_of, record_specs, score

runs = simulate(list(record_specs(load_scenario("baseline"))), runs=64)
record, without_attack = paths_of(runs, 0), paths_of(runs, 1)
card = score(record, without_attack, episodes=False)
facts = pd.DataFrame(
    {
        "fact": row.check,
        "unit": row.unit,
        "target": row.target,
        "median": row.median,
        "low": row.low,
        "high": row.high,
        "inside": row.inside,
        "runs": card.runs,
    }
    for row in card.facts
)
print(int((~facts["inside"]).sum()), "of", len(facts), "checks are missed")
facts.round(3)

# %%
from multipolar.figures.scorecard import scorecard

scorecard(card, record)

# %% [markdown]
# ## Try it
#
# * Narrow the prior of a judged parameter with `load_scenario("baseline", {"parameters.…": …})`.
#   Does the width of your measure shrink?
# * Which miss would change your mind about a claim?
