"""Signals: the state of the model behind each recorded series and fact, month by month.

A signal is a function of the trajectories that returns an array of shape (runs, months). Level
and error of the count are added by ``multipolar.record.observation``.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np

from multipolar.arrays import Array
from multipolar.axes import ARENA, CARRIER, CHALLENGER, PRODUCT, SPONSOR, TARGET, THEATRE
from multipolar.record.paths import Paths
from multipolar.rules.forms import logistic
from multipolar.rules.votes_parameters import Votes
from multipolar.world.codes import Regime
from multipolar.world.facts import load_facts
from multipolar.world.opening import OPENING
from multipolar.world.world import World

Signal = Callable[[Paths], Array]

NEIGHBOURS = ("ARM", "KAZ", "KGZ")
"""States of the customs union through which goods pass into Russia (facts C-12, C-13)."""

OF_ENSEMBLES = ("summit_support", "brics_outside")
"""Signals that read the mean of the runs: a single run does not have them."""

TEST_RUNG = 2
"""Rung of the ladder of actions from which missiles fly."""


def _column(paths: Paths, attribute: str, axis: str, label: str) -> Array:
    return paths[attribute][:, :, paths.roster.index(label, axis)]


def _sponsors(paths: Paths, attribute: str, role: str) -> Array:
    part = paths.roster.part(SPONSOR)
    mine = np.array([r == role for r in paths.roster.role[part]])
    return np.asarray((paths[attribute] * mine).sum(axis=-1))


def attention_ukraine(paths: Paths) -> Array:
    """Return the share of Ukraine in the attention of all sponsors, by their product."""
    ukraine = paths["attention"][..., paths.roster.index("ukraine", ARENA)]
    share = ukraine * OPENING["gdp_weight"](paths.roster)
    return np.asarray(share.sum(axis=-1))


def attention_united_states(paths: Paths) -> Array:
    """Return the share of Ukraine in the attention of the United States."""
    place = paths.roster.index("USA", SPONSOR), paths.roster.index("ukraine", ARENA)
    return paths["attention"][:, :, place[0], place[1]]


def attention_among_theatres(paths: Paths) -> Array:
    """Return each theatre's share in the attention to all theatres, (runs, months, theatre)."""
    shown = np.einsum("rmsa,s->rma", paths["attention"], OPENING["gdp_weight"](paths.roster))
    abroad = shown[..., : paths.roster.size(THEATRE)]
    return np.asarray(abroad / abroad.sum(axis=-1, keepdims=True))


def support_united_states(paths: Paths) -> Array:
    """Return attention times unity in the United States, which stands for public support."""
    return attention_united_states(paths) * _column(paths, "cohesion", SPONSOR, "USA")


def intensity(paths: Paths) -> Array:
    """Return the intensity of the war, 1 at rung 8: a rung is ten times the deaths."""
    return np.asarray(10.0 ** (_column(paths, "escalation", THEATRE, "ukraine") - 8.0))


def strike_output(paths: Paths) -> Array:
    """Return Russian output of munitions while the war lasts: what is made is fired."""
    at_war = _column(paths, "regime", THEATRE, "ukraine") == Regime.WAR
    return np.asarray(paths["production"] * at_war)


def tests(paths: Paths) -> Array:
    """Return whether North Korea stands on the test rung or above, 0 or 1."""
    return (_column(paths, "action", CHALLENGER, "PRK") >= TEST_RUNG).astype(np.float64)


def provocation_korea(paths: Paths) -> Array:
    """Return the intensity of North Korea's provocation, in rungs."""
    return _column(paths, "provocation", CHALLENGER, "PRK")


def leakage(paths: Paths, *, target: str, product: str) -> Array:
    """Return the share of forbidden trade of a class of products that is re-routed."""
    place = paths.roster.index(target, TARGET), paths.roster.index(product, PRODUCT)
    return paths["leakage"][:, :, place[0], place[1]]


def _stringency(paths: Paths, product: str) -> Array:
    place = paths.roster.index("RUS", TARGET), paths.roster.index(product, PRODUCT)
    return paths["stringency"][:, :, place[0], place[1]]


def legal_trade(paths: Paths) -> Array:
    """Return the share of general trade with Russia that is still allowed."""
    return 1.0 - _stringency(paths, "general")


TINY = 1e-12
"""Keeps the share of nothing at nought."""


def transit_through(paths: Paths, *, state: str) -> Array:
    """Return forbidden goods of the European Union that pass through a state, EUR m a month."""
    return _column(paths, "eu_transit", CARRIER, state)


def transit(paths: Paths) -> Array:
    """Return the mean of the goods passing through the three neighbours."""
    flows = [transit_through(paths, state=state) for state in NEIGHBOURS]
    return np.asarray(np.mean(flows, axis=0))


def transit_share(paths: Paths) -> Array:
    """Return transit through the three neighbours as a share of all forbidden trade."""
    place = paths.roster.index("RUS", TARGET)
    worth = OPENING["forbidden_value"](paths.roster)[place] @ OPENING["good_in_product"](
        paths.roster
    )
    forbidden = (paths["stringency"][:, :, place] * worth).sum(axis=-1)
    ours = [paths.roster.index(state, CARRIER) for state in NEIGHBOURS]
    return np.asarray(paths["transit"][..., ours].sum(axis=-1) / np.maximum(forbidden, TINY))


def votes_yes(paths: Paths) -> Array:
    """Return the members of the United Nations whose last vote was yes."""
    member = paths.roster.facts["un_member"][paths.roster.columns]
    return np.asarray(((paths["vote"] > 0.0) * member).sum(axis=-1))


def _would_say_yes(paths: Paths) -> Array:
    """Return the chance of a yes to a strict text, shape (runs, months, state).

    By the positions that the votes tell, moved by the contest as the model moves them.
    """
    start, told = World(1, paths.roster), Votes()
    eta = start.figures_of_position + start.own_position[0]
    eta = eta + told.stance_scale[0, 0] * (paths["alignment"] - start.start_of_alignment)
    return logistic(eta - (told.yes_threshold + told.yes_step)[0, 0])


def summit_support(paths: Paths) -> Array:
    """Return the mean chance of a yes among the states that attended the summit of June 2024."""
    there = ("signed", "withdrew", "attended_not_signed", "observer_not_signed")
    came = np.isin(load_facts().text("buergenstock_2024"), there)[paths.roster.columns]
    return np.asarray(_would_say_yes(paths)[..., came].mean(axis=-1))


def brics_outside(paths: Paths) -> Array:
    """Return the share of the members of BRICS for which a yes is less likely than not."""
    member = paths.roster.facts["brics"][paths.roster.columns] == 1.0
    return np.asarray((_would_say_yes(paths)[..., member] < 0.5).mean(axis=-1))


def _attribute(paths: Paths, *, name: str) -> Array:
    return paths[name]


def _theatre(paths: Paths, *, attribute: str, theatre: str) -> Array:
    return _column(paths, attribute, THEATRE, theatre)


def _at_target(paths: Paths, *, attribute: str, target: str) -> Array:
    return _column(paths, attribute, TARGET, target)


SIGNALS: dict[str, Signal] = {
    "attention_ukraine": attention_ukraine,
    "attention_united_states": attention_united_states,
    "support_united_states": support_united_states,
    "aid_total": lambda paths: np.asarray(paths["aid"].sum(axis=-1)),
    "aid_united_states": partial(_sponsors, attribute="aid", role="united_states"),
    "aid_europe": partial(_sponsors, attribute="aid", role="european_state"),
    "aid_other": partial(_sponsors, attribute="aid", role="pacific_ally"),
    "fire_ratio": partial(_attribute, name="fire_ratio"),
    "gains": partial(_attribute, name="gains"),
    "shipped": partial(_attribute, name="shipped"),
    "production": partial(_attribute, name="production"),
    "growth_russia": partial(_attribute, name="growth_russia"),
    "growth_korea": partial(_attribute, name="growth_korea"),
    "russia_on_china": partial(_attribute, name="russia_on_china"),
    "dual_use": partial(_attribute, name="dual_use"),
    "intensity": intensity,
    "strike_output": strike_output,
    "tests": tests,
    "provocation_korea": provocation_korea,
    "response_korea": partial(_theatre, attribute="response", theatre="korea"),
    "escalation_korea": partial(_theatre, attribute="escalation", theatre="korea"),
    "escalation_taiwan": partial(_theatre, attribute="escalation", theatre="taiwan"),
    "monitoring_korea": partial(_at_target, attribute="monitoring", target="PRK"),
    "leakage_general": partial(leakage, target="RUS", product="general"),
    "leakage_strategic": partial(leakage, target="RUS", product="strategic"),
    "leakage_energy": partial(leakage, target="RUS", product="energy"),
    "leakage_korea": partial(leakage, target="PRK", product="strategic"),
    "legal_trade": legal_trade,
    "transit": transit,
    "transit_share": transit_share,
    "transit_kyrgyzstan": partial(transit_through, state="KGZ"),
    "transit_armenia": partial(transit_through, state="ARM"),
    "transit_kazakhstan": partial(transit_through, state="KAZ"),
    "votes_yes": votes_yes,
    "summit_support": summit_support,
    "brics_outside": brics_outside,
}
"""Signals by name, as the tables of the record use them."""
