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
# # 10. What drives it, when it happens, what stands
#
# **You will learn** to go from an outcome to the mechanisms that it owes to, to the boxes of
# parameters and scenarios in which it happens, and to an option that stands without knowing them.
#
# The model formalises one author's view. It forecasts no dates and gives no probability of war.

# %%
from multipolar.study.attribution import attribute
from multipolar.study.choice import choose, read_levers
from multipolar.study.choice_words import options_table, payers_table
from multipolar.study.choice_words import sentences as choice_sentences
from multipolar.study.discovery import discover
from multipolar.study.discovery_words import boxes_table
from multipolar.study.discovery_words import sentences as box_sentences
from multipolar.study.shares import attribution_table
from multipolar.study.shares import sentences as share_sentences

RUNS = 120

# %% [markdown]
# ## Which mechanism does it owe to?
#
# A crisis in Korea is forced for some months. Two mechanisms share what they add to its level: each
# is put in before and after the other, with the same luck. **Predict** which share is larger.

# %%
shares = attribute(
    "escalation_korea",
    "d05a_korean_crisis_forced",
    month="2025-06",
    only=["theatres", "provocation"],
    runs=RUNS // 5,
)
for sentence in share_sentences(shares):
    print(sentence)

# %%
attribution_table(shares)

# %% [markdown]
# ## When does it happen?
#
# The same parameters and the same luck, in two scenarios. Boxes are found in every other run and
# judged in the rest. **Predict**: is it a scenario or a parameter that tells these runs apart?

# %%
found = discover(
    "escalation_korea",
    above=5.0,
    month="2025-03",
    scenarios=["baseline", "d05a_korean_crisis_forced"],
    runs=RUNS,
)
for sentence in box_sentences(found):
    print(sentence)

# %%
boxes_table(found)

# %% [markdown]
# ## What should one do, not knowing?
#
# A shipped case, cut down to one lever and one scenario so that it runs here. `multipolar choose`
# lists the cases and runs them whole. Other seats answer; what becomes of the choice when they do
# not is told too.

# %%
whole = read_levers("courting_the_south")
some = whole.uncertainty.model_copy(update={"scenarios": ["baseline"]})
choice = choose(whole.model_copy(update={"levers": whole.levers[1:], "uncertainty": some}), runs=32)
for sentence in choice_sentences(choice):
    print(sentence)

# %%
options_table(choice)[["option", "answers", "measure", "change", "change_low", "change_high"]]

# %%
payers_table(choice)

# %% [markdown]
# ## Your turn
#
# Raise the threshold of the boxes until the scenario no longer tells these runs apart. Then write a
# file of levers of your own (copy a case from `multipolar/study/cases`) with an answer that breaks
# the option which is recommended.
