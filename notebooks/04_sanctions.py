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
# # 4. Sanctions: monitoring, patrons, leakage
#
# **You will learn** what the model means by pressure and leakage, what monitoring adds with and
# without a patron's help to evade, and how long pressure lasts (a survival curve).
#
# The model formalises one author's view. It forecasts no dates and gives no probability of war.

# %%
import pandas as pd

from multipolar import simulate
from multipolar.ensemble.summary import erosion
from multipolar.figures import sanctions

results = simulate(["baseline", "d02_panel_survives", "d03_systematic_sanctions"], runs=48)
sanctions(results, "baseline", target="RUS")

# %% [markdown]
# ## Monitoring
#
# Scenario d02 keeps the panel of experts on North Korea; d03 monitors Russia systematically. Each
# table compares run by run with the baseline.

# %%
from multipolar.study.intervals import of_mean

wanted = {
    "d02_panel_survives": ["pressure_PRK", "monitoring_PRK", "leakage_strategic_PRK"],
    "d03_systematic_sanctions": ["pressure_RUS", "leakage_strategic_RUS", "military_effect_RUS"],
}


def change(scenario, measure):
    """Return the mean paired change in the last month, with its 90 % interval."""
    last = results.months[-1]
    pair = [results.measure(measure, name, [last]).values[:, 0] for name in (scenario, "baseline")]
    difference = pair[0] - pair[1]
    low, high = of_mean(difference)
    return {
        "scenario": scenario,
        "measure": measure,
        "mean change": difference.mean(),
        "low": low,
        "high": high,
        "runs": len(difference),
    }


pd.DataFrame(change(s, m) for s, names in wanted.items() for m in names).round(3)

# %% [markdown]
# ## How long does pressure last?
#
# Months from the highest pressure until it has halved. A run in which it has not halved by the end
# was watched that long and no longer: it is censored, not counted as long. `low` and `high` are the
# 90 % interval of the share of runs whose pressure has *not* halved yet.

# %%
curve = erosion(results, "PRK")
print(f"halved in {curve.seen} of {curve.runs} runs; median {curve.median:g} months")
pd.DataFrame(
    {"months": curve.months, "not halved yet": curve.share, "low": curve.low, "high": curve.high}
).iloc[:: max(1, len(curve.months) // 8)].assign(runs=curve.runs).round(2)

# %% [markdown]
# `multipolar.measures.kaplan_meier(times, watched)` draws the same curve from any times of your
# own.
#
# ## Try it
#
# * Ask the same of `IRN`.
# * Switch `barter` off: what does the patron's help do to North Korean leakage?
