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
print(f"halved in {curve.seen} of {curve.runs} runs; in half of them after {curve.median_text()}")
pd.DataFrame(
    {"months": curve.months, "not halved yet": curve.share, "low": curve.low, "high": curve.high}
).iloc[:: max(1, len(curve.months) // 8)].assign(runs=curve.runs).round(2)

# %% [markdown]
# `multipolar.measures.kaplan_meier(times, watched)` draws the same curve from any times of your
# own.
#
# ## A slider: what the measures cost, and who carries them
#
# The static cost comes from a model of trade between 66 economies (a response surface of it, so
# that it answers at once). Move the share of the founders' trade that is forbidden and the share of
# that which leaks; let China join. The three lines are the ends and the middle of the prior of the
# trade elasticity, so the cost is an interval; no runs, no chance.

# %%
from ipywidgets import Checkbox, FloatSlider, interact

from multipolar.trade import coalition_2022, cut, load_surface, world_before_war
from multipolar.trade.question import prior_quantiles

surface = load_surface("RUS")
founders = coalition_2022(world_before_war())


def cost(stringency=0.6, leakage=0.1, china=False):
    """Return the real income that Russia loses, in per cent, over the prior of the elasticity."""
    members = surface.membership((*founders, *(["CHN", "HKG"] if china else [])))
    removed = cut(stringency, leakage, evasion=0.0)
    low, median, high = sorted(
        100.0 * float(surface.cost(members, removed, removed, elasticity))
        for elasticity in prior_quantiles()
    )
    row = {"stringency": stringency, "leakage": leakage, "China joins": china}
    return pd.DataFrame([row | {"cost, %": median, "low": low, "high": high}]).round(2)


pd.concat([cost(0.3), cost(0.6), cost(0.6, 0.7), cost(0.6, china=True)], ignore_index=True)

# %%
interact(
    cost,
    stringency=FloatSlider(0.6, min=0.0, max=1.0, step=0.05, continuous_update=False),
    leakage=FloatSlider(0.1, min=0.0, max=1.0, step=0.05, continuous_update=False),
    china=Checkbox(False, description="China joins"),
)

# %% [markdown]
# ## Try it
#
# * Ask the same of `IRN`.
# * Switch `barter` off: what does the patron's help do to North Korean leakage?
