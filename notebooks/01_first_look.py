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
# # 1. A first look in five minutes
#
# **You will learn** to run the baseline, to read a number with its interval, to draw a picture,
# and to ask a state why it acted.
#
# The model formalises one author's view. It forecasts no dates and gives no probability of war.

# %%
import multipolar
from multipolar.figures import FIGURES

results = multipolar.simulate("baseline", runs=64)
results.runs, results.months[0], results.months[-1]

# %% [markdown]
# ## A number is a spread
#
# Each run draws its own parameters, from those that the record accepts, and meets its own luck.
# `q05` and `q95` hold the middle 90 % of the 64 runs; what the author may be wrong about is not in
# them.

# %%
results.quantile_table(
    ["escalation_korea", "escalation_ukraine", "aid_delivered", "leakage_strategic_RUS"],
    months=["2022-01", "2024-06", "2030-12"],
    q=(0.05, 0.5, 0.95),
).assign(runs=results.runs).round(2)

# %%
FIGURES["summary"](results, None)

# %% [markdown]
# ## Ask a state
#
# A single run is a Mesa model. `explain` shows the terms of the utility, by claim, and the chance
# of each action in that month of that run.

# %%
model = multipolar.MultipolarModel("baseline", runs=1, rng=1)
while model.month <= "2024-06":
    model.step()
print(model.explain("PRK").only("provocation").choices[0])

# %% [markdown]
# ## Try it
#
# * Change `"PRK"` to `"RUS"` or `"IRN"`. Which term decides?
# * Draw another of these pictures: `list(FIGURES)`.
