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
# # 7. Write your own agent, rule and measure
#
# **You will learn** to add to the model without touching the package: a term to what North Korea
# wants, a mechanism with its own parameter and switch, and a measure. Then you run them with two
# processes and see what changes, run by run.
#
# The model formalises one author's view. It forecasts no dates and gives no probability of war.

# %% [markdown]
# ## A want is a small function
#
# Its arguments name attributes of the world; it returns the utility of each of the five actions,
# shape (run, state, action). Here: a North Korea that fears to lose its patron the more it feels
# dependent. This term is an exercise; no claim of the article stands behind it.

# %%
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import pandas as pd

from multipolar import load_scenario, simulate
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
# ## A mechanism has a parameter, a rule and a switch
#
# The rule says what it writes, and its arguments what it reads. Here: a hot line lets the resting
# level of every theatre sink, by a share each month that nobody knows for certain.

# %%
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.parameters import Parameters, parameter


@dataclass(frozen=True)
class HotLine(Parameters):
    """How much a hot line calms."""

    group: ClassVar[str] = "hot_line"
    calm: np.ndarray = parameter(0.02, 0.0, 0.05, evidence="J", source="an exercise")


@rule(switch="hot_line", writes="rest_level")
def calm_down(rest_level, p: HotLine):
    """Let the resting level sink by a share, shape (run, theatre)."""
    return rest_level * (1.0 - p.calm)


hot_line = Mechanism(
    "hot_line", "hot_line", parameters=(HotLine,), rules={"perception": (calm_down,)}
)

# %% [markdown]
# ## A measure is a function of the paths
#
# It returns one number for each run and month.

# %%
from multipolar.measures import Measure
from multipolar.measures.measure import series


def gap(data, roster):
    """Return by how much Korea stands above Taiwan, shape (run, month)."""
    korea, taiwan = (roster.index(name, "theatre") for name in ("korea", "taiwan"))
    return series(data, "escalation", korea) - series(data, "escalation", taiwan)


korea_above_taiwan = Measure(
    "korea_above_taiwan", "Korea above Taiwan", "rung", "level in Korea less that of Taiwan", gap
)

# %% [markdown]
# ## A definition holds them together
#
# `check` finds slips before anything runs: a misspelt argument, switch or attribute, two rules that
# write one array, a parameter class that no mechanism declares.

# %%
mine = SHIPPED.extended(
    agents=[CautiousKorea], mechanisms=[hot_line], measures=[korea_above_taiwan]
)
mine.check()
mine.switches

# %% [markdown]
# ## The same luck, with and without
#
# Two processes compute; what you wrote in the cells above travels to them. The switch takes the
# mechanism out again, and `SHIPPED` is the model of the article.

# %%
from multipolar.ensemble.executors import processes


def play(definition, **switches):
    """Return the results of the baseline with a definition."""
    changes = {f"switches.{name}": on for name, on in switches.items()}
    spec = load_scenario("baseline", changes, definition=definition)
    return simulate(spec, runs=64, executor=workers, definition=definition)


with processes(2) as workers:
    usual = play(SHIPPED)
    both = play(mine)
    cautious = play(mine, hot_line=False)

# %%
from multipolar.study.intervals import of_mean, over_runs


def change(results, measure="escalation_korea"):
    """Return the paired change of a measure since June 2024, run by run."""
    since = slice("2024-06", None)
    mine, theirs = (r.measure(measure).sel(month=since) for r in (results, usual))
    difference = (mine.values - theirs.values).mean(axis=1)
    return {
        "mean change": difference.mean(),
        "90 % interval of the mean, low": of_mean(difference).low,
        "90 % interval of the mean, high": of_mean(difference).high,
        "5 % of the runs": over_runs(difference).low,
        "95 % of the runs": over_runs(difference).high,
        "paired runs": len(difference),
    }


pd.DataFrame(
    {"cautious Korea": change(cautious), "cautious Korea and hot line": change(both)}
).round(3)

# %%
both.quantiles("korea_above_taiwan").sel(month="2030-12").round(2).to_series()

# %% [markdown]
# ## Does the new term speak?

# %%
from multipolar import MultipolarModel

model = MultipolarModel("baseline", runs=64, rng=1, definition=mine, collect=False)
model.run()
print(model.explain("PRK").only("provocation").choices[0])

# %% [markdown]
# ## Try it
#
# * Let the term read `status` instead: a proud state that does not need to be noticed.
# * Leave `provocation.licence` out: what is North Korea without a patron's permission?
# * Misspell `rest_level` in `calm_down` and read what `mine.check()` says.
# * Write the cells into a file `my_model.py` and run
#   `multipolar run baseline --definition my_model:mine`.
