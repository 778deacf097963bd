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
# # 7. Write your own agent
#
# **You will learn** to subclass `NorthKorea`: add a term to what it wants, run it in place of the
# model's class, and see what changes, run by run.
#
# The model formalises one author's view. It forecasts no dates and gives no probability of war.

# %% [markdown]
# ## A want is a small function
#
# Its arguments name attributes of the world; it returns the utility of each of the five actions,
# shape (run, state, action). Here: a North Korea that fears to lose its patron the more it feels
# dependent. This term is an exercise; no claim of the article stands behind it.

# %%
import numpy as np
import pandas as pd

from multipolar import MultipolarModel
from multipolar.agents import NorthKorea
from multipolar.agents.kind import VOTE, provoke
from multipolar.definition import SHIPPED
from multipolar.rules import provocation
from multipolar.rules.rule import rule


@rule(switch="provocation", writes="")
def fear_of_loss(perceived_dependence):
    """Reluctance to anger the patron, growing with each rung and with felt dependence."""
    return -3.0 * perceived_dependence[..., None] * np.arange(5.0)


class CautiousKorea(NorthKorea):
    """A North Korea that weighs what it could lose."""

    choices = (
        provoke(
            provocation.licence,
            provocation.restraint,
            provocation.shipped_away,
            fear_of_loss,
            actions=NorthKorea.choices[0].actions,
        ),
        VOTE,
    )


# %% [markdown]
# ## The same luck, two North Koreas
#
# `agent_classes` puts the class in the place of the model's own, in this model alone.

# %%
RUNS = 64


def play(*own):
    """Return the level in Korea (run, month), and the model in its last month."""
    model = MultipolarModel(
        "baseline", runs=RUNS, rng=1, definition=SHIPPED.extended(agents=own), collect=False
    )
    place = model.world.roster.labels["theatre"].index("korea")
    levels = []
    model.run(lambda m: levels.append(m.world.arrays["escalation"][:, place].copy()))
    return np.stack(levels, axis=1), model


usual, _ = play()
cautious, model = play(CautiousKorea)

# %%
from multipolar.study.intervals import of_mean, over_runs

months = slice(30, None)
difference = (cautious - usual)[:, months].mean(axis=1)
pd.Series(
    {
        "mean change in rungs": difference.mean(),
        "90 % interval of the mean, low": of_mean(difference).low,
        "90 % interval of the mean, high": of_mean(difference).high,
        "5 % of the runs": over_runs(difference).low,
        "95 % of the runs": over_runs(difference).high,
        "paired runs": RUNS,
    }
).round(3)

# %% [markdown]
# ## Does the new term speak?

# %%
print(model.explain("PRK").only("provocation").choices[0])

# %% [markdown]
# ## Try it
#
# * Let the term read `status` instead: a proud state that does not need to be noticed.
# * Leave `provocation.licence` out: what is North Korea without a patron's permission?
