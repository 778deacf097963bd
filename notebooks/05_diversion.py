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
# # 5. Does diversion work? Attention against material
#
# **You will learn** to tell two questions apart: whether a crisis elsewhere draws *attention* from
# Ukraine, and whether *support* follows. The claim (C18, C19) needs both.
#
# The model formalises one author's view. It forecasts no dates and gives no probability of war.

# %%
import numpy as np
import pandas as pd

from multipolar import simulate
from multipolar.figures import attention
from multipolar.study import diversion_between
from multipolar.study.intervals import of_mean

crises = ["d04_taiwan_quarantine", "d05a_korean_crisis_forced", "d05b_korean_crisis_licensed"]
results = simulate(["baseline", *crises], runs=48)
attention(results, "d05a_korean_crisis_forced")

# %% [markdown]
# ## Both links
#
# `attention` and `support` are the parts lost, as minus the change of the logarithm (0.1 is about a
# tenth), from the first month in which the scenarios differ to the last: means over the paired runs
# with their 90 % intervals.


# %%
def row(scenario, role):
    """Return what a crisis takes from Ukraine at one sponsor, with intervals."""
    found = diversion_between(results, results, role=role, scenario=scenario, reference="baseline")
    line = {"scenario": scenario, "sponsor": role}
    for name, values in (("attention", found.attention), ("support", found.aid)):
        known = values[np.isfinite(values)]
        low, high = of_mean(known)
        line |= {name: known.mean(), f"{name} low": low, f"{name} high": high}
        line[f"{name} runs"] = known.size
    return line


pd.DataFrame(row(s, r) for s in crises for r in ("united_states", "european_state")).round(4)

# %% [markdown]
# A negative number is a *gain*: the crisis drew attention or support towards Ukraine (threatened
# states draw together). Attention cannot tell an intended diversion from an accidental one.
#
# ## Try it
#
# * Is one year after the crisis different from the whole horizon? Use `results.measure(...,
#   months=…)`.
# * Which switch must be off for the first link to break? And for the second?
