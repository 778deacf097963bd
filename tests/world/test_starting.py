"""The starting values: in range, anchored where they say, and never without a docstring."""

import inspect

import numpy as np
import pytest

from multipolar.world.facts import load_facts
from multipolar.world.starting import STARTING, alignment
from multipolar.world.tables import read_table

RANGES = {
    "ideal_point": (-1, 1),
    "agreement_balance": (-1, 1),
    "alignment": (-1, 1),
} | dict.fromkeys(("gdp", "nuclear_warheads"), (0, np.inf))


def start(name, *iso3):
    facts = load_facts()
    figures = STARTING[name](facts)
    return [figures[facts.iso3.index(code)] for code in iso3]


@pytest.mark.parametrize("name", STARTING)
def test_values_are_finite_and_in_range(name):
    figures = STARTING[name](load_facts())
    low, high = RANGES.get(name, (0, 1))
    assert figures.shape == (194,)
    assert figures.dtype == np.float64
    assert np.isfinite(figures).all()
    assert (figures >= low).all()
    assert (figures <= high).all()


@pytest.mark.parametrize("name", STARTING)
def test_every_value_states_its_range_its_source_and_its_caveat_or_refers_to_them(name):
    said = inspect.getdoc(STARTING[name]) or ""
    assert all(word in said for word in ("Range", "ource")) or "0 or 1" in said
    assert "Caveat" in said or "as for" in said


def test_the_ideal_point_runs_from_the_united_states_to_the_farthest_state():
    figures = STARTING["ideal_point"](load_facts())
    assert start("ideal_point", "USA") == [1]
    assert figures.min() == -1
    assert np.corrcoef(figures, load_facts()["unga_ideal_point_2021"])[0, 1] == pytest.approx(1)


def test_russia_stands_near_the_middle_of_the_whole_agenda():
    (russia,) = start("ideal_point", "RUS")
    assert abs(russia) < 0.15


def test_the_balance_of_agreement_is_anchored_on_russia_and_the_united_states():
    assert start("agreement_balance", "RUS", "USA") == [-1, 1]


def test_only_two_states_are_cut_from_the_balance_of_agreement():
    facts = load_facts()
    balance = facts["agree_usa_2021"] - facts["agree_rus_2021"]
    russia = balance[facts.iso3.index("RUS")]
    beyond = {code for code, b in zip(facts.iso3, balance, strict=True) if b < russia}
    assert beyond == {"BEN", "PRK"}


def test_shares_of_product_sum_to_one_and_follow_product():
    shares = STARTING["gdp_share"](load_facts())
    assert shares.sum() == pytest.approx(1)
    np.testing.assert_allclose(
        shares * STARTING["gdp"](load_facts()).sum(), STARTING["gdp"](load_facts())
    )


def test_autocracy_orders_the_regimes_as_the_source_does():
    autocracies = start("autocracy", "PRK", "CHN", "IRN", "RUS", "BLR")
    democracies = start("autocracy", "USA", "JPN", "KOR", "DEU", "TWN")
    assert min(autocracies) > 0.7 > 0.2 > max(democracies)


def test_no_state_depends_on_itself():
    assert start("dependence_on_russia", "RUS") == [0]
    assert start("dependence_on_china", "CHN") == [0]


def test_dependence_is_pre_war_unless_another_year_is_asked_for():
    facts = load_facts()
    for partner, stem in (("russia", "rus"), ("west", "west")):
        function = STARTING[f"dependence_on_{partner}"]
        np.testing.assert_array_equal(function(facts), facts[f"trade_share_{stem}_2016"])
        np.testing.assert_array_equal(function(facts, year=2023), facts[f"trade_share_{stem}_2023"])


def test_north_korea_trades_with_china_and_belarus_with_russia():
    assert start("dependence_on_china", "PRK")[0] > 0.9
    assert start("dependence_on_russia", "BLR")[0] > 0.5


def test_proximity_falls_with_distance():
    distance = load_facts()["km_to_moscow"]
    nearness = STARTING["proximity_to_moscow"](load_facts())
    assert start("proximity_to_moscow", "RUS") == [1]
    assert (np.diff(nearness[np.argsort(distance)]) <= 0).all()


def test_goods_pass_most_openly_where_there_is_no_customs_border():
    assert start("transit_exposure", "KAZ", "ARM", "KGZ", "BLR") == [1, 1, 1, 1]
    assert start("transit_exposure", "TJK", "GEO", "CHN", "FIN") == [0.5] * 4
    assert start("transit_exposure", "RUS", "BRA") == [0, 0]


def test_the_coalition_complies_in_full_and_no_outsider_by_more_than_half():
    facts = load_facts()
    compliance, inside = STARTING["compliance"](facts), STARTING["in_coalition"](facts) == 1
    assert (compliance[inside] == 1).all()
    assert start("compliance", "UKR", "RUS", "BLR", "ARM") == [1, 0, 0, 0]
    outside = ~inside & ~np.isin(facts.iso3, ["UKR"])
    assert (compliance[outside] <= 0.5).all()


def test_compliance_outside_falls_with_dependence_on_russia():
    turkey, kazakhstan = start("compliance", "TUR", "KAZ")
    assert turkey > kazakhstan


def test_support_for_kyiv_counts_the_vote_of_2_march_2022():
    support = STARTING["support_for_kyiv_2022"](load_facts())
    taiwan = load_facts().iso3.index("TWN")
    votes = np.delete(support, taiwan)
    assert [(votes == cast).sum() for cast in (1, 0.5, 0)] == [141, 35 + 12, 5]
    assert support[taiwan] == 1


def test_the_powers_with_warheads_are_the_nine_and_russia_has_most():
    warheads = STARTING["nuclear_warheads"](load_facts())
    assert (warheads > 0).sum() == 9
    assert start("nuclear_warheads", "RUS") == [warheads.max()]
    assert start("nuclear_warheads", "IRN") == [0]
    assert all(row["evidence"].startswith("R-") for row in read_table("arsenals.csv"))


def test_the_states_at_war_stand_at_the_ends_of_the_axis():
    place = alignment(load_facts())
    iso3 = load_facts().iso3
    assert place[iso3.index("UKR")] == 1.0 == place.max()
    assert place[iso3.index("RUS")] == -1.0 == place.min()
