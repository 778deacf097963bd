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
# # 2. The article as a model
#
# **You will learn** where each claim of the article lives (a rule, an initial value or an event),
# how to switch a mechanism off, and what the result then owes to it.
#
# The model formalises one author's view. It forecasts no dates and gives no probability of war.

# %%
import pandas as pd

from multipolar.study.claims import claims

pd.DataFrame(
    {
        "claim": claim.id,
        "kind": claim.kind,
        "reading": claim.reading,
        "where": ", ".join(claim.where),
        "switch": ", ".join(claim.switches),
        "scenarios": len(claim.scenarios),
    }
    for claim in claims().values()
)

# %% [markdown]
# ## One claim from the text to the code
#
# The locator is all that is quoted: at most ten words. The reading is ours.

# %%
claim = claims()["C18"]
print(claim.locator)
print("reading:", claim.reading)
for rule in claim.rules:
    print(f"{rule.name}: {rule.meaning}  (reads {', '.join(rule.reads)})")
print("probed by", ", ".join(claim.scenarios))

# %% [markdown]
# ## A month, in order
#
# Each rule is a pure function; a phase is a list of them. Agents decide in the phase *decisions*.

# %%
from multipolar.rules import PARAMETER_CLASSES, PHASES

for phase, rules in PHASES:
    print(f"{phase}: {', '.join(rule.name for rule in rules) or '-'}")
print("parameters by group:", ", ".join(group.group for group in PARAMETER_CLASSES))

# %% [markdown]
# ## Switch a mechanism off
#
# Every mechanism has one switch. Run k with and without it meets the same luck and the same
# parameters, so the paired difference is what the mechanism does.

# %%
from dataclasses import replace

from multipolar import load_scenario
from multipolar.rules import SWITCHES
from multipolar.study.compare import compare_scenarios

base = load_scenario("baseline")
print("mechanisms:", ", ".join(SWITCHES))
calm = replace(base, name="without emboldenment", switches={"emboldenment": False})
comparison = compare_scenarios([base, calm], runs=64)
columns = ["title", "unit", "mean", "mean_low", "mean_high", "pairs", "relevant"]
comparison.to_frame()[columns].head(8).round(3)

# %% [markdown]
# `mean_low` to `mean_high` is the 90 % interval of the mean paired difference over `pairs` runs;
# `relevant` is the smallest change that matters (judged).
#
# `multipolar.study.attribute("escalation_korea", month="2024-12")` shares a level among all
# mechanisms, with intervals and a placebo; it takes some minutes, so it is not run here.
#
# ## What follows from a claim?
#
# Each claim names its knock-out: the change of the baseline that takes it away. The ledger sets the
# world without it beside the world with it, and moves each of its free parameters from one end of
# the prior to the other. A claim has power when a headline measure outside its own mechanisms
# moves beyond what matters; where it has none, the ledger says why. All 61 stand in
# `docs/claims.md`.

# %%
from multipolar.study.ledger import ledger, ledger_table

few = ledger_table(ledger(["C9", "C50"], runs=64))
few[["claim", "knock_out", "knock_out_moved", "knock_out_measure", "edge", "power", "why_not"]]

# %% [markdown]
# ## Does tension in Korea rise after June 2024?

# %%
from multipolar import simulate
from multipolar.study.intervals import of_mean

path = simulate("baseline", runs=64).measure("escalation_korea")
after = path.sel(month=slice("2024-06", "2026-05")).mean("month")
before = path.sel(month=slice("2023-06", "2024-05")).mean("month")
change = (after - before).values
pd.Series({"mean change": change.mean(), **of_mean(change)._asdict()}).round(2)

# %% [markdown]
# `low` to `high` is the 90 % interval of the mean. Before and after is not with and without: other
# events fall into the same years. Scenario `d01_visit_that_never_was` asks for the visit alone. A
# scenario file states such an expectation with `month`, `within` and `before`.
#
# ## Try it
#
# * Switch `theatres` off instead. Which measures no longer move?
# * Find a claim whose `where` surprises you, and read its rule.
