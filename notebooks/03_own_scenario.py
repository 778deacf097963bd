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
# # 3. Build your own scenario
#
# **You will learn** to write a scenario file, to state what you expect before you look, to have
# mistakes found, and to compare with the baseline.
#
# The model formalises one author's view. It forecasts no dates and gives no probability of war.

# %%
from pathlib import Path
from tempfile import mkdtemp

from multipolar import load_scenario
from multipolar.study import verify

folder = Path(mkdtemp())
file = folder / "quiet_border.toml"
file.write_text(
    """
title = "A quiet border"
question = "What if North Korea holds back for a year?"
extends = "baseline"

[[orders]]
state = "PRK"
month = "2025-01"
action = "restraint"
months = 12

[[expect]]
whose = "article"
measure = "escalation_korea"
direction = "down"
month = "2025-12"
claim = "C16"
reading = "habitual testing keeps tension up; without it tension falls"

[[expect]]
whose = "rival"
measure = "escalation_korea"
direction = "none"
month = "2025-12"
claim = "C16"
reading = "tension lives on what the others do"
"""
)
load_scenario(file).question

# %% [markdown]
# ## Predict, then look
#
# Both sides were written down before the run; a run can contradict either.

# %%
verdict = verify(file, runs=64)
verdict.to_frame().T

# %% [markdown]
# The verdict is a result about the model and its parameters. It compares the 90 % interval of the
# mean paired difference with the smallest change that matters.
#
# ## Mistakes are found, all at once

# %%
from multipolar.scenario import ScenarioError

broken = folder / "broken.toml"
broken.write_text(file.read_text().replace("escalation_korea", "escalation_corea"))
try:
    load_scenario(broken)
except ScenarioError as error:
    print(str(error).replace(f"{folder}/", ""))

# %% [markdown]
# ## A slider
#
# Mirroring between theatres has no published estimate. Move it; the table below is the same
# question at both ends, for readers who do not run the notebook.

# %%
import pandas as pd
from ipywidgets import FloatSlider, interact

from multipolar import simulate


def tension(mirroring, runs=32):
    """Return the spread of the level in Korea at the end of the runs."""
    spec = load_scenario("baseline", {"parameters.theatres.mirroring": mirroring})
    table = simulate(spec, runs=runs).quantile_table(
        ["escalation_korea"], months=["2030-12"], q=(0.05, 0.5, 0.95)
    )
    return table.assign(mirroring=mirroring, runs=runs).round(2)


pd.concat([tension(value) for value in (0.0, 0.03)], ignore_index=True)

# %%
slider = FloatSlider(0.01, min=0.0, max=0.03, step=0.005, continuous_update=False)
interact(tension, mirroring=slider, runs=[16, 32, 64])

# %% [markdown]
# ## Try it
#
# * Let the order last three years. Does the sign stay?
# * Order `missile_test` instead, and write down beforehand what you expect.
