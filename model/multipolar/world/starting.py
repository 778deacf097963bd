"""What each state starts from: values of January 2022 derived from the facts by a formula.

Every function takes the facts and returns one value for each state, shape ``(states,)``, in the
order of ``facts.iso3``. ``STARTING`` holds them by name. The value of a cell that the source
leaves empty rests on a filling rule (``multipolar.world.facts.gaps``).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from multipolar.arrays import Array
from multipolar.world.facts import Facts
from multipolar.world.tables import read_table

PRE_WAR = 2016
REACH_KM = 2000.0
SHIELD = 0.25
OUTSIDE_CEILING = 0.5
VOTE_WEIGHT = 0.6
VOTE_SUPPORT = {"yes": 1.0, "abstain": 0.5, "absent": 0.5, "no": 0.0}


def _is(facts: Facts, *iso3: str) -> NDArray[np.bool_]:
    return np.isin(facts.iso3, iso3)


def _at(facts: Facts, iso3: str, figures: Array) -> float:
    return float(figures[facts.iso3.index(iso3)])


def ideal_point(facts: Facts) -> Array:
    """Return the position on the whole agenda of the General Assembly in 2021.

    ``1 − 2 (x_USA − x) / max(x_USA − x)``, linear in the ideal point x: the United States at +1,
    the state farthest from it at −1.

    Range −1 to 1, pure number. Source: Bailey, Strezhnev & Voeten 2017. Caveat: on the whole
    agenda Russia stands near the middle; this is distance from Washington, not nearness to
    Moscow. ``agreement_balance`` sets the two against each other.
    """
    distance = _at(facts, "USA", facts["unga_ideal_point_2021"]) - facts["unga_ideal_point_2021"]
    return np.asarray(1.0 - 2.0 * distance / distance.max())


def agreement_balance(facts: Facts) -> Array:
    """Return whether a state voted with the United States or with Russia in 2021.

    ``b = agree_usa − agree_rus``, scaled linearly so that Russia is at −1 and the United States
    at +1, and cut there.

    Range −1 to 1, pure number. Source: roll calls of Voeten, Strezhnev & Bailey. Caveat: Benin
    and North Korea, farther from the United States than Russia is, are cut; the emergency
    session on Ukraine is not in it; and the United States is alone in many votes, so that most
    states lean to Russia's side.
    """
    balance = facts["agree_usa_2021"] - facts["agree_rus_2021"]
    low, high = _at(facts, "RUS", balance), _at(facts, "USA", balance)
    return np.clip(2.0 * (balance - low) / (high - low) - 1.0, -1.0, 1.0)


def autocracy(facts: Facts) -> Array:
    """Return how far a state is from electoral democracy in 2021.

    ``1 − polyarchy``. Range 0 to 1, pure number. Source: V-Dem v16 (Coppedge et al.). Caveat:
    most microstates are not covered and take a value by rule or by judgement.
    """
    return 1.0 - facts["polyarchy_2021"]


def gdp(facts: Facts) -> Array:
    """Return the gross domestic product of 2021.

    Range above 0, billions of current US dollars. Source: World Bank; estimates for Taiwan, North
    Korea, Cuba, Eritrea, South Sudan and Yemen. Caveat: market rates of exchange.
    """
    return facts["gdp_usd_bn_2021"]


def gdp_share(facts: Facts) -> Array:
    """Return the share of the GDP of all states in 2021.

    ``GDP / Σ GDP``. Range 0 to 1, sum 1. Source: World Bank, at market rates of exchange.
    Caveat: at purchasing power China and Russia weigh more.
    """
    product = gdp(facts)
    return np.asarray(product / product.sum())


def military_burden(facts: Facts) -> Array:
    """Return military spending as a share of GDP in 2021.

    Range 0 to 1. Source: SIPRI. Caveat: a recalled estimate for North Korea and for states
    without published accounts, zero for states without armed forces.
    """
    return facts["milex_share_gdp_2021"]


def capability(facts: Facts) -> Array:
    """Return the composite index of national capability in 2021.

    Range 0 to 1, share of the world; sums to about 1. Source: Correlates of War, National
    Material Capabilities v7.0 (Singer, Bremer & Stuckey 1972). Caveat: counts people, steel and
    energy, not nuclear weapons or technology.
    """
    return facts["cinc_2021"]


def nuclear_warheads(facts: Facts) -> Array:
    """Return the nuclear warheads in the military stockpile at the start of 2022.

    Range 0 and above, warheads; zero for a state that ``arsenals.csv`` does not list. Source:
    Federation of American Scientists and SIPRI, as recalled. Caveat: estimates; the figure for
    North Korea may be too low by half.
    """
    held = {row["iso3"]: float(row["warheads"]) for row in read_table("arsenals.csv")}
    return np.array([held.get(iso3, 0.0) for iso3 in facts.iso3])


def dependence_on_russia(facts: Facts, year: int = PRE_WAR) -> Array:
    """Return the share of goods trade that is with Russia.

    Range 0 to 1; Russia itself at 0. Source: UN Comtrade for 2016, the default because the run
    begins before the war; CEPII BACI for 2023. Caveat: neither year sees arms, services or
    smuggling, and the cells of 2023 that are holes of the source carry the share of 2016.
    """
    return facts[f"trade_share_rus_{year}"]


def dependence_on_china(facts: Facts, year: int = PRE_WAR) -> Array:
    """Return the share of goods trade that is with China, Hong Kong and Macao.

    Range 0 to 1; China itself at 0, its trade with Hong Kong and Macao left out. Sources and
    years as for ``dependence_on_russia``.
    """
    return np.where(_is(facts, "CHN"), 0.0, facts[f"trade_share_chn_{year}"])


def dependence_on_west(facts: Facts, year: int = PRE_WAR) -> Array:
    """Return the share of goods trade that is with the sanctions coalition of March 2022.

    Range 0 to 1; for a member of the coalition, with its other members. Sources and years as for
    ``dependence_on_russia``.
    """
    return facts[f"trade_share_west_{year}"]


def in_coalition(facts: Facts) -> Array:
    """Return whether a state took part in the sanctions on Russia of March 2022.

    0 or 1. Source: Russia's list of unfriendly states and the Global Sanctions Data Base.
    Caveat: Ukraine, which has sanctions of its own, is 0.
    """
    return facts["sanctions_russia_2022"]


def proximity_to_moscow(facts: Facts) -> Array:
    """Return the nearness of a capital to Moscow.

    ``exp(−km / 2000)``. Range 0 to 1; Russia at 1, Kyiv .69, Beijing .06. Source: great-circle
    distances; the form follows the loss-of-strength gradient (Boulding 1962, as recalled), the
    scale is a judgement [J]. Caveat: capitals, not borders: China is near by land.
    """
    return np.exp(-facts["km_to_moscow"] / REACH_KM)


def transit_exposure(facts: Facts) -> Array:
    """Return how openly goods can pass from a state into Russia.

    1 for the other members of the Eurasian Economic Union, with no customs border; .5 for a land
    border with Russia or membership of the CSTO alone; 0 for others and for Russia itself.

    Range 0 to 1, judgement [J]. Sources: Correlates of War contiguity, ``blocs.csv``. Caveat:
    says what is possible, not what is allowed (see ``compliance``), and misses the hubs without
    a border, Turkey and the United Arab Emirates.
    """
    near = 0.5 * np.maximum(facts["csto"], facts["land_border_russia"])
    return np.where(_is(facts, "RUS"), 0.0, np.maximum(near, facts["eaeu"]))


def compliance(facts: Facts) -> Array:
    """Return how far a state applies the Western sanctions on Russia at their outset.

    1 in the coalition and for Ukraine, 0 for Russia. Outside,
    ``.5 · w · max(0, 1 − r / .25)``, with w and r the pre-war shares of trade with the coalition
    and with Russia: fear of secondary sanctions grows with w, and a state with a quarter of its
    trade in Russia cannot afford to comply.

    Range 0 to 1, judgement [J]. Sources as for the three functions it reads. Caveat: intent and
    banks are not in it; Hungary counts as a full member.
    """
    west, russia = dependence_on_west(facts), dependence_on_russia(facts)
    outside = OUTSIDE_CEILING * west * np.maximum(0.0, 1.0 - russia / SHIELD)
    inside = (in_coalition(facts) == 1.0) | _is(facts, "UKR")
    return np.where(_is(facts, "RUS"), 0.0, np.where(inside, 1.0, outside))


def support_for_kyiv_2022(facts: Facts) -> Array:
    """Return the support for Ukraine in the vote on ES-11/1 of 2 March 2022.

    Yes 1, abstention or absence .5, no 0. A state without a vote, Taiwan, takes 1 if it is in
    the coalition, else .5 [J].

    Range 0 to 1. Source: record of the vote, 141-5-35-12. Caveat: some were absent because they
    were in arrears, not by choice.
    """
    without_vote = np.where(in_coalition(facts) == 1.0, 1.0, 0.5)
    votes = zip(facts.text("vote_es11_1"), without_vote, strict=True)
    return np.array([VOTE_SUPPORT.get(vote, other) for vote, other in votes])


BELLIGERENTS = {"UKR": 1.0, "RUS": -1.0}
"""Position of the states at war in Ukraine, by definition of the axis."""


def alignment(facts: Facts) -> Array:
    """Return the position on the war in Ukraine, 1 with Kyiv and -1 with Moscow.

    ``.6 (2 s - 1) + .4 x`` with s the support shown in the vote on ES-11/1 (yes 1, abstention or
    absence .5, no 0) and x the ideal point on the whole agenda. The two states at war are the ends
    of the axis.

    Range -1 to 1, derived [D]; the weights are judged [J]. Sources: record of the vote, ideal
    points of the roll calls. Caveat: the vote is of March 2022, two
    months after the start of the run; a position before the invasion was not observed.
    """
    votes = 2.0 * support_for_kyiv_2022(facts) - 1.0
    position = VOTE_WEIGHT * votes + (1.0 - VOTE_WEIGHT) * ideal_point(facts)
    for iso3, end in BELLIGERENTS.items():
        position[facts.iso3.index(iso3)] = end
    return position


def evasion(facts: Facts) -> Array:
    """Return the willingness to carry on forbidden trade with Russia at the outset.

    ``1 - compliance``. Range 0 to 1, judgement [J]. Sources and caveat as for the compliance.
    """
    return 1.0 - compliance(facts)


STARTING: dict[str, Callable[[Facts], Array]] = {
    function.__name__: function
    for function in (
        ideal_point,
        agreement_balance,
        autocracy,
        gdp,
        gdp_share,
        military_burden,
        capability,
        nuclear_warheads,
        dependence_on_russia,
        dependence_on_china,
        dependence_on_west,
        in_coalition,
        proximity_to_moscow,
        transit_exposure,
        compliance,
        support_for_kyiv_2022,
        alignment,
        evasion,
    )
}
