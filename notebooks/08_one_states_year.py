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
# # 8. One state's year
#
# **You will learn** to follow one state month by month: what it can do, with what chances the model
# would do it, what it did, and what follows when you order otherwise.
#
# The model formalises one author's view. It forecasts no dates and gives no probability of war.

# %%
import warnings

import numpy as np
import pandas as pd

from multipolar import MultipolarModel, load_scenario
from multipolar.model import OrderWarning

STATE, THEATRE, RUNS, SEED = "PRK", "korea", 40, 8
year = load_scenario("baseline", {"start": "2024-01", "months": 12})
model = MultipolarModel(year, runs=RUNS, rng=SEED)
[(choice.name, choice.actions) for choice in model.state(STATE).choices]

# %% [markdown]
# ## What it can do
#
# Each line is a choice and what it is about, with the chance that the model itself would give each
# action in the coming month: the mean over the runs. What cannot act says why. Asking changes
# nothing.

# %%
for choice in model.open_choices(STATE):
    print(choice)

# %% [markdown]
# ## What it did
#
# The chances change with the state of the world; what was done is drawn from them, run by run.


# %%
def follow(model, ordered=None):
    """Return what the state did in each month, and the level of its theatre."""
    rows = []
    while model.running:
        month = model.month
        if ordered is not None and month == ordered[0]:
            model.order(STATE, ordered[1], choice="provocation")
        model.step()
        done = model.state(STATE).decisions["provocation", STATE]
        shares = {action: np.mean(done.action == action) for action in done.actions}
        level = model.world.place("escalation", THEATRE).mean()
        rows.append({"month": month, **shares, "escalation": level})
    return pd.DataFrame(rows).set_index("month")


alone = follow(model)
alone.round(2)

# %% [markdown]
# ## An order
#
# In March every run is made to use limited force. Luck is the same as before, so the difference is
# what follows from the order: in the theatre, and in the state's own later choices.

# %%
model.rewind()
told = follow(model, ("2024-03", "limited_force"))
(told - alone)[["restraint", "limited_force", "escalation"]].round(2)

# %% [markdown]
# An order that cannot act says so: nobody votes in a month without a resolution.

# %%
model.rewind()
with warnings.catch_warnings(record=True) as said:
    warnings.simplefilter("always", OrderWarning)
    model.order(STATE, "no", choice="vote")
    model.step()
[str(warning.message) for warning in said]

# %% [markdown]
# ## Exercises
#
# 1. Follow Russia, and order a licence for one client alone: `choice="licence.PRK"`.
# 2. `multipolar seats KOR` lists what South Korea decides. Order an answer in the month after the
#    limited force: does Korea calm down sooner?
