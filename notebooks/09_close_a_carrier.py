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
# # 9. Close Kazakhstan
#
# **You will learn** where forbidden goods go when a route closes, how fast and at what price, and
# how much of the answer rests on a number that nobody has measured.
#
# The model formalises one author's view. It forecasts no dates and gives no probability of war.

# %%
import numpy as np
import pandas as pd

from multipolar import MultipolarModel
from multipolar.figures import carriers
from multipolar.study.carriers import close_carriers

RUNS, SEED = 60, 9

# %% [markdown]
# ## Who carries
#
# Goods of the coalition pass through states that trade with both sides. Before you look: which
# state carries most to Russia, and which earns most by its own product?

# %%
closing = close_carriers("RUS", "KAZ", budget=5, runs=RUNS, seed=SEED)
middle = {row["carrier"]: row["before"][1] for row in closing.totals()}
pd.Series(middle, name="EUR m a month").round(0)

# %% [markdown]
# ## Where the goods go
#
# Two worlds with the same luck are alike until July 2024; in one of them Kazakhstan closes. What
# passed through it other carriers take over, makers outside the coalition sell instead, or it
# never arrives: the three shares sum to one. **Predict** the share of other carriers before you
# run the cell.

# %%
for sentence in closing.sentences():
    print(sentence)

# %%
carriers(closing)

# %%
rows = [
    {k: f"{v[1]:.2f} [{v[0]:.2f}, {v[2]:.2f}]" if isinstance(v, list) else v for k, v in r.items()}
    for r in closing.fate()
]
pd.DataFrame(rows)

# %% [markdown]
# ## What the answer rests on
#
# `carriers.substitution` says how easily one route stands in for another. Levels of trade cannot
# show it, so its prior runs from 0.15 to 1. The share that moves next door falls from most to
# little:

# %%
model = MultipolarModel(runs=RUNS, rng=SEED, parameters="prior", collect=False)
substitution = model.parameters["carriers.substitution"]
taken = closing.shares(12)["carriers"]
table = pd.DataFrame({"substitution": substitution, "taken over by others": taken})
table.groupby(pd.cut(table["substitution"], [0.1, 0.4, 0.6, 0.8, 1.0]), observed=True).median()

# %% [markdown]
# "It simply moves next door" is a claim about this number. Which study could measure it, and what
# happened after Kazakhstan began to follow goods in April 2023?
#
# ## Whom to designate
#
# The first five designations by what they keep out for each euro of own cost. The cost is judged:
# an investigation, and ordinary trade that stops out of caution.

# %%
pd.DataFrame(
    {
        "carrier": row["carrier"],
        "goods": row["good"],
        "kept out, EUR m a month": round(row["kept_out"][1], 2),
        "own cost, EUR m": round(row["own_cost"], 1),
    }
    for row in closing.listings
)

# %% [markdown]
# ## And with better monitoring?
#
# The same closing where everything is watched better: detection adds to the price of every route.

# %%
watched = close_carriers("RUS", "KAZ", monitoring=0.3, runs=RUNS, seed=SEED)
before, after = (world.shares(12, ["battlefield"])["carriers"] for world in (closing, watched))
print("battlefield goods that other carriers take over, change of the share:")
np.quantile(after - before, [0.05, 0.5, 0.95]).round(3)

# %% [markdown]
# ## Exercises
#
# 1. Close China instead. Why do makers outside the coalition sell more then?
# 2. Close Kazakhstan, Kyrgyzstan and Armenia together: is that more than the sum of the three?
# 3. Take the order `kazakhstan_follows_goods` away in a scenario of your own (notebook 3) and
#    compare.
