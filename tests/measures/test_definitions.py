"""What each measure comes to on paths made up by hand."""

import numpy as np
import pytest
from scipy.stats import kurtosis, skew

from multipolar.axes import SPONSOR
from multipolar.definition import SHIPPED
from multipolar.measures import GROUPS, MEASURES, at_the_end, diversion, kaplan_meier
from multipolar.measures.alignment import ALPHA
from multipolar.measures.escalation import GOLDSTEIN
from multipolar.world.opening import OPENING
from multipolar.world.roster import full_roster

ROSTER = full_roster()
CONTESTED = OPENING["courted"](ROSTER) > 0.0


def value(name, **data):
    """Return a measure of one run, shape (months,)."""
    paths = {key: np.asarray(path, dtype=float)[None] for key, path in data.items()}
    return MEASURES[name].compute(paths, ROSTER)[0]


def theatres(*paths):
    """Return the levels of the four theatres, shape (month, theatre)."""
    return np.array(paths, dtype=float).T


def targets(russia, shape=()):
    """Return an attribute of the targets, Russia's path first and nothing of the others."""
    path = np.zeros((len(russia), 3, *shape))
    path[:, 0] = np.reshape(russia, (-1, *[1] * len(shape)))
    return path


def mirrored(strength, months=2000):
    """Return levels that return to rest, each moved by the others' level a month before."""
    rng = np.random.default_rng(1)
    levels = np.zeros((months, 4))
    for month in range(1, months):
        before = levels[month - 1]
        others = before.sum() - before
        levels[month] = 0.9 * before + strength * others + 0.1 * rng.normal(size=4)
    return levels


@pytest.mark.parametrize("strength", [0.0, 0.01, 0.02])
def test_coupling_finds_how_far_a_theatre_moves_another(strength):
    found = value("coupling", escalation=mirrored(strength))
    assert np.isnan(found[:24]).all()
    assert not np.isnan(found[24:]).any()
    assert found[-1] == pytest.approx(strength, abs=0.01)


def test_coupling_is_least_squares_beside_the_theatres_own_level():
    levels = mirrored(0.02, months=40)
    slopes = [
        np.linalg.lstsq(
            np.column_stack([np.ones(39), levels[:-1, i], levels[:-1, j]]),
            np.diff(levels[:, j]),
            rcond=None,
        )[0][1]
        for i in range(4)
        for j in range(4)
        if i != j
    ]
    assert value("coupling", escalation=levels)[-1] == pytest.approx(np.mean(slopes))
    assert value("coupling", escalation=np.full((30, 4), 3.0))[-1] == 0.0, "nothing moves"


def test_acts_that_answer_are_told_from_acts_by_chance():
    act = (np.random.default_rng(1).random(4000) < 0.3).astype(float)
    echo, chance = np.zeros((4000, 4)), np.zeros((4000, 4))
    echo[:, 0], echo[1:, 1] = act, act[:-1]
    chance[:, 0], chance[:, 1] = act, np.random.default_rng(2).random(4000) < 0.3
    found = value("answers", action=echo)
    assert np.isnan(found[:12]).all()
    assert found[-1] == pytest.approx((1.0 - act.mean()) / 12, abs=0.01)
    assert value("answers", action=chance)[-1] == pytest.approx(0.0, abs=0.01)


def test_the_spill_over_is_what_the_others_brought_of_all_that_rose():
    levels = theatres([3, 4, 4], [3, 3, 4], [3, 3, 3], [3, 3, 3])
    brought = theatres([0, 0, 0], [0, 0, 0.5], [0, 0, 0], [0, 0, 0])
    share = value("spill_over", escalation=levels, spilled=brought)
    assert np.isnan(share[0])
    assert share[1:].tolist() == [0.0, 0.25]


def test_the_conflict_score_is_the_mean_over_the_actions_so_far():
    action = np.zeros((3, 4))
    action[:, 1] = [0, 2, 4]
    score = value("hostility_korea", action=action)
    assert np.allclose(score, np.cumsum(GOLDSTEIN[[0, 2, 4]]) / [1, 2, 3])


@pytest.mark.parametrize(
    ("stage", "pressure", "hse", "gsdb", "ties"),
    [
        (0.0, 0.9, 0, 0, 0),
        (0.25, 0.9, 0, 0, 1),
        (0.5, 0.05, 0, 1, 1),
        (0.5, 0.3, 1, 1, 1),
        (1.0, 0.12, 0, 1, 1),
        (1.0, 0.3, 1, 1, 1),
    ],
)
def test_three_ways_of_calling_it_a_success(stage, pressure, hse, gsdb, ties):
    data = {
        "concession": targets([stage, 0.0]),
        "pressure": targets([pressure, 0.0], (3,)),
        "stringency": targets([0.5, 0.5], (3,)),
        "packages": targets([1.0, 1.0]),
    }
    for name, expected in (("hse", hse), ("gsdb", gsdb), ("ties", ties), ("threat", 0)):
        assert value(f"success_{name}_RUS", **data).tolist() == [expected, expected], name


def test_giving_in_before_any_package_is_a_success_of_the_threat_alone():
    data = {"concession": targets([0.0, 0.5, 0.5]), "packages": targets([0.0, 0.0, 2.0])}
    assert value("success_threat_RUS", **data).tolist() == [0, 1, 1]
    data["packages"] = targets([0.0, 1.0, 2.0])
    assert value("success_threat_RUS", **data).tolist() == [0, 0, 0]


def test_how_the_war_ends_is_told_so_far_and_never_before_there_was_one():
    regime = np.zeros((8, 4))
    regime[:, 0] = [0, 1, 2, 1, 0, 2, 1, 0]
    victory = np.zeros((8, 4))
    victory[6, 0] = 1.0
    data = {"regime": regime, "victory": victory}
    assert value("war_ended", **data).tolist() == [0, 0, 0, 1, 1, 1, 1, 1]
    assert value("truce_broken", **data).tolist() == [0, 0, 0, 0, 0, 1, 1, 1]
    assert value("war_won", **data).tolist() == [0, 0, 0, 0, 0, 0, 1, 1]


def test_an_objective_is_met_in_part_or_in_full_and_each_for_itself():
    regime = np.zeros((7, 4))
    regime[:, 0] = [0, 1, 2, 2, 1, 0, 2]
    stage = [0.0, 0.25, 0.25, 0.5, 0.5, 1.0, 0.0]
    data = {
        "concession": targets(stage),
        "stringency": targets([0.5] * 7, (3,)),
        "regime": regime,
    }
    assert value("policy_change_RUS", **data).tolist() == [0, 0, 0, 0.5, 0.5, 1, 1]
    assert value("end_of_war_RUS", **data).tolist() == [0, 0, 0, 0, 0.5, 1, 1]
    assert value("end_of_war_PRK", **data).tolist() == [0] * 7
    data["stringency"] = targets([0.0] * 7, (3,))
    assert not value("policy_change_RUS", **data).any()
    assert not value("end_of_war_RUS", **data).any()


def test_monitoring_has_three_parts_and_an_index_of_them():
    data = {
        "monitoring": targets([0.3] * 8),
        "monitoring_ceiling": targets([0.6] * 7 + [0.2]),
        "secondary": targets([0.0, 2.0] + [0.0] * 6),
    }
    seen, pinned, designated = (
        value(f"{part}_RUS", **data) for part in ("reporting", "attribution", "follow_up")
    )
    assert seen.tolist() == data["monitoring_ceiling"][:, 0].tolist()
    assert pinned == pytest.approx([0.5] * 7 + [1.0])
    assert designated == pytest.approx(
        1.0 - np.exp(-np.array([0, 1, 2 / 3, 1 / 2, 2 / 5, 1 / 3, 1 / 3, 0]))
    )
    index = value("monitoring_index_RUS", **data)
    assert index == pytest.approx((seen + pinned + designated) / 3.0)
    assert not value("attribution_PRK", **data).any()


def test_without_measures_nothing_is_a_success_of_sanctions():
    data = {"concession": targets([1.0]), "stringency": targets([0.0], (3,))}
    assert value("success_gsdb_RUS", **data).tolist() == [0]


def test_the_composite_grows_with_each_of_its_parts():
    def composite(pressure=0.2, cost=1.0, stage=0.0):
        return value(
            "effectiveness_RUS",
            pressure=targets([pressure], (3,)),
            sanctions_cost=targets([cost]),
            concession=targets([stage]),
        )[0]

    for more in ({"pressure": 0.3}, {"cost": 2.0}, {"stage": 0.5}):
        assert composite(**more) > composite()
    assert composite(pressure=0.0) == 0.0


def test_the_time_watched_begins_anew_at_a_new_high():
    path = targets([0.2, 0.5, 0.4, 0.6, 0.6, 0.1], (3,))
    assert value("since_peak_RUS", pressure=path).tolist() == [0, 0, 1, 0, 0, 1]


def positions(*contested):
    """Return positions of all states in one month, the contested ones spread over the values."""
    places = np.zeros(194)
    places[CONTESTED] = np.resize(contested, CONTESTED.sum())
    return places[None]


def test_polarisation_is_nought_in_agreement_and_greatest_between_two_poles():
    agreed = value("polarisation", alignment=positions(0.3))[0]
    poles = value("polarisation", alignment=positions(-1.0, 1.0))[0]
    spread = value("polarisation", alignment=positions(*np.linspace(-1, 1, 21)))[0]
    assert agreed == 0.0
    assert poles == pytest.approx(2 * 0.5 ** (2 + ALPHA) * 2, rel=1e-3)
    assert 0.0 < spread < poles


def test_two_camps_are_bimodal_and_the_formula_is_the_published_one():
    rng = np.random.default_rng(2)
    places = rng.uniform(-1, 1, 194)
    mine = places[CONTESTED]
    expected = (skew(mine) ** 2 + 1) / kurtosis(mine, fisher=False)
    assert value("bimodality", alignment=places[None])[0] == pytest.approx(expected)
    assert value("bimodality", alignment=positions(-1.0, 1.0))[0] > 5 / 9
    assert np.isnan(value("bimodality", alignment=positions(0.3))[0])


def test_votes_are_counted():
    vote = np.zeros((1, 194))
    members = [place for place, iso3 in enumerate(ROSTER.iso3) if iso3 != "TWN"]
    vote[0, members[:100]], vote[0, members[100:110]] = 1, -1
    counted = [value(f"vote_{word}", vote=vote)[0] for word in ("yes", "no", "abstain", "margin")]
    assert counted == [100, 10, 83, 90]
    assert value("abstention", vote=vote)[0] == pytest.approx(83 / 193)


def test_a_swing_compares_texts_that_are_equally_strict_and_no_others():
    strictness = [0.0, 0.4, 0.0, 0.75, 0.4, 0.0, 0.75]
    vote = np.zeros((7, 194))
    for month, yes in enumerate([0, 100, 100, 80, 96, 96, 85]):
        vote[month, :yes] = 1.0
    found = value("swing", vote=vote, text_voted=strictness)
    assert np.isnan(found[:4]).all()
    assert found[4:].tolist() == [-4, -4, 5]


def test_what_russia_pays_in_goods_enters_north_koreas_trade_beside_the_official():
    idle, busy = (
        {partner: value(f"trade_{partner}_PRK", goods=[paid])[0] for partner in ("CHN", "RUS")}
        for paid in (0.0, 0.25)
    )
    assert idle["CHN"] > 0.9
    assert idle["RUS"] < 0.05
    assert busy["RUS"] - idle["RUS"] == pytest.approx(3.0 / 6.109 * (1.0 - idle["RUS"]), rel=1e-6)
    assert busy["CHN"] / idle["CHN"] == pytest.approx(3.109 / 6.109, rel=1e-6)


def test_blindness_is_the_dependence_that_is_not_seen():
    real, seen = np.zeros((1, 4)), np.zeros((1, 4))
    real[0, 1], seen[0, 1] = 0.6, 0.2
    assert value("blindness_PRK", dependence_rent=real, perceived_dependence=seen)[
        0
    ] == pytest.approx(0.4)


def korean(action, licence, rent, shipments=0.1, fire=1.0):
    months = len(action)
    data = {
        "action": np.zeros((months, 4)),
        "licence": np.zeros((months, 4)),
        "dependence_rent": np.zeros((months, 4)),
        "shipments": np.full(months, shipments),
        "fire_russia": np.full(months, fire),
    }
    data["action"][:, 1], data["licence"][:, 1] = action, licence
    data["dependence_rent"][:, 1] = rent
    return data


def test_an_appendage_depends_one_sidedly_and_complies():
    bound = korean(action=[0, 2, 3], licence=[0, 0, 1], rent=0.6)
    assert value("compliance_PRK", **bound).tolist() == [1, 1, 1]
    assert value("asymmetry_PRK", **bound) == pytest.approx(0.5)
    assert value("appendage_PRK", **bound).tolist() == [1, 1, 1]
    wild = korean(action=[3, 3, 0], licence=[0, 0, 0], rent=0.6)
    assert value("appendage_PRK", **wild).tolist() == [0, 0, 0]
    useful = korean(action=[0], licence=[0], rent=0.6, shipments=0.5)
    assert value("appendage_PRK", **useful).tolist() == [0]


def test_trade_with_china_alone_is_fully_concentrated():
    assert value("concentration_RUS", russia_on_china=[1.0])[0] == 1.0
    spread = value("concentration_RUS", russia_on_china=[0.0, 0.2])
    assert (spread > 0.0).all()
    assert (spread < 0.5).all()


def test_the_asymmetry_of_a_visit_is_the_hosts_gain_over_the_guests():
    status = np.full((4, 4), 0.5)
    status[:, 1] = [0.2, 0.3, 0.29, 0.28]
    status[:, 0] = [0.7, 0.72, 0.71, 0.73]
    path = value("visit_asymmetry_PRK", status=status)
    assert np.isnan(path[0])
    assert np.allclose(path[1:], 5.0)


def test_rare_events_are_counted_when_they_begin_and_told_per_decade():
    levels = np.full((24, 4), 3.0)
    levels[3:6, 0] = 9.2
    levels[10, 0] = 10.0
    levels[15, 1] = 8.99
    regime = np.zeros((24, 4))
    regime[5:8, 2] = regime[20:, 3] = 2
    levels[20, 3] = 9.5
    data = {"escalation": levels, "regime": regime}
    assert value("rate_great_power_war", **data)[-1] == pytest.approx(2 * 5)
    assert value("rate_nuclear_use", **data)[-1] == pytest.approx(1 * 5)
    assert value("rate_new_wars", **data)[-1] == pytest.approx(2 * 5)
    assert value("violence", **data)[-1] == pytest.approx(2 * 5 / 1.5)


def test_a_survival_curve_counts_those_who_were_not_watched_long_enough():
    curve = kaplan_meier(np.array([2.0, 4.0, np.nan, np.nan]), np.array([9.0, 9.0, 3.0, 9.0]))
    assert (curve.runs, curve.seen) == (4, 2)
    assert curve.share[curve.months == 2.0] == pytest.approx(3 / 4)
    assert curve.share[curve.months == 4.0] == pytest.approx(3 / 4 * 1 / 2)
    assert curve.median == 4.0
    known = ~np.isnan(curve.low)
    assert (curve.low[known] <= curve.share[known] + 1e-12).all()
    assert (curve.share[known] <= curve.high[known] + 1e-12).all()


def test_a_curve_that_never_falls_to_half_has_no_median():
    assert np.isnan(kaplan_meier(np.array([2.0, np.nan, np.nan]), np.full(3, 9.0)).median)


def test_the_median_of_a_survival_curve_has_the_interval_where_its_band_crosses_half():
    curve = kaplan_meier(np.arange(1.0, 41.0), np.full(40, 50.0))
    low, high = curve.median_interval
    assert low < curve.median < high
    assert curve.low[curve.months == low] <= 0.5 < curve.high[curve.months == low]
    assert curve.median_text() == f"{curve.median:.0f} months [{low:.0f}, {high:.0f}]"
    few = kaplan_meier(np.array([3.0, 5.0, np.nan]), np.full(3, 9.0))
    assert np.isnan(few.median_interval[1])
    assert few.median_text().endswith("…]")


@pytest.mark.parametrize("times", [[], [np.nan]])
def test_a_curve_of_nothing_is_refused(times):
    with pytest.raises(ValueError, match="watched"):
        kaplan_meier(np.array(times), np.full(len(times), np.nan))


def test_diversion_and_its_conversion_come_from_pairs():
    attention, frozen = np.full((2, 3), 0.1), np.full((2, 3), 0.2)
    aid, aid_frozen = np.full((2, 3), 0.5), np.full((2, 3), 1.0)
    found = diversion(attention, frozen, aid, aid_frozen)
    assert np.allclose(found.attention, np.log(2))
    assert np.allclose(found.conversion, 1.0)
    assert np.isnan(diversion(frozen, frozen, aid, aid_frozen).conversion).all()
    nothing = np.zeros((2, 3))
    assert np.isnan(diversion(attention, frozen, nothing, aid_frozen).aid).all()


def sponsors(ukraine, others):
    """Return attention of all sponsors alike, shape (month, sponsor, arena), the rest at home."""
    path = np.zeros((len(ukraine), ROSTER.size(SPONSOR), 5))
    path[..., 0] = np.array(ukraine)[:, None]
    path[..., 1:4] = np.array(others)[:, None, None] / 3.0
    path[..., 4] = 1.0 - path.sum(axis=-1)
    return path


def test_diverted_is_what_other_theatres_gained_of_it_and_ukraine_and_never_below_nought():
    weights = np.array([role == "united_states" for role in ROSTER.role[ROSTER.part(SPONSOR)]])
    start = OPENING["attention"](ROSTER)[weights, 1:-1].sum()
    attention = sponsors([0.2, 0.15, 0.3], [start, start + 0.05, start - 0.05])
    found = value("diversion_united_states", attention=attention)
    assert found == pytest.approx([0.0, 0.05 / 0.2, 0.0], abs=1e-12)


def test_conversion_in_one_run_is_the_elasticity_of_support_in_attention():
    rng = np.random.default_rng(3)
    ukraine = rng.uniform(0.1, 0.5, 30)
    aid = np.repeat(2.0 * ukraine[:, None] ** 0.4, ROSTER.size(SPONSOR), axis=1)
    aid[:4] = 0.0
    found = value("conversion_european_state", attention=sponsors(ukraine, np.zeros(30)), aid=aid)
    assert np.isnan(found[:16]).all()
    assert found[16:] == pytest.approx(0.4)


def test_threat_is_the_sum_over_theatres_averaged_by_product():
    threat = np.zeros((1, ROSTER.size(SPONSOR), 4))
    threat[..., 0], threat[..., 2] = 0.3, 0.2
    assert value("threat_european_state", threat=threat)[0] == pytest.approx(0.5)


def test_leakage_counts_less_where_leaked_goods_cost_more():
    leakage = np.zeros((1, 3, 3))
    leakage[0, 0] = [0.2, 0.6, 0.4]
    plain = 0.60 * 0.2 + 0.15 * 0.6 + 0.25 * 0.4
    price = np.log(np.broadcast_to([1.10, 1.35, 1.25], (1, 3, 3)))
    priced = 0.60 * 0.2 / 1.10 + 0.15 * 0.6 / 1.35 + 0.25 * 0.4 / 1.25
    found = value("leakage_effective_RUS", leakage=leakage, detour_price=price)
    assert found[0] == pytest.approx(priced)
    assert priced < plain


def test_military_effect_is_what_is_removed_and_does_not_come_back_at_its_price():
    leakage, stringency = np.zeros((2, 3, 3)), np.zeros((2, 3, 3))
    stringency[:, 0, 1], leakage[1, 0, 1] = 0.8, 0.5
    share = OPENING["coalition_share"](ROSTER)[0]
    price = np.full((2, 3, 3), np.log(1.35))
    found = value("military_effect_RUS", stringency=stringency, leakage=leakage, detour_price=price)
    assert found == pytest.approx(share * 0.8 * np.array([1.0, 1.0 - 0.5 / 1.35]))


def test_pressure_and_cost_are_weighed_by_product_and_told_by_the_year():
    pressure = np.zeros((6, 3, 3))
    pressure[:, 0] = [0.1, 0.4, 0.2]
    assert value("pressure_RUS", pressure=pressure) == pytest.approx(0.17)
    cost = targets(np.arange(1.0, 7.0) * 0.25)
    assert value("cost_RUS", sanctions_cost=cost) == pytest.approx(3.0)


def test_those_who_carry_for_russia_share_it_by_value():
    china = ROSTER.index("CHN", "carrier")
    passing = np.ones((1, ROSTER.size("carrier")))
    assert value("carrier_share_CHN", transit=0.0 * passing)[0] == 0.0
    equal = value("carrier_share_CHN", transit=passing)[0]
    assert equal == pytest.approx(1.0 / ROSTER.size("carrier"))
    passing[..., np.arange(passing.shape[-1]) != china] = 0.0
    assert value("carrier_share_CHN", transit=passing)[0] == pytest.approx(1.0)


def test_the_deficit_is_the_claim_that_standing_does_not_meet():
    status = np.zeros((2, 4))
    status[1] = 1.0
    found = value("deficit_PRK", status=status)
    assert found[0] > 0.0
    assert found[1] == 0.0


def test_nuclear_threats_and_postures_are_counted_over_the_months():
    signal = np.zeros((4, 4))
    signal[[1, 3], 0] = 1.0
    assert value("nuclear_threats_RUS", nuclear_signal=signal).tolist() == [0, 1, 1, 2]
    assert value("nuclear_threats_PRK", nuclear_signal=signal).tolist() == [0, 0, 0, 0]
    assert value("china_extracts", posture=[0, 1, 1, 2]).tolist() == [0, 1 / 2, 2 / 3, 2 / 4]


def test_rise_peak_and_hot_months_of_a_known_path():
    levels = theatres([3, 5, 4, 6, 7], [3] * 5, [3] * 5, [3] * 5)
    assert value("rise_ukraine", escalation=levels).tolist() == [0, 2, 2, 4, 5]
    assert value("peak_ukraine", escalation=levels).tolist() == [3, 5, 5, 6, 7]
    assert value("hot_months_ukraine", escalation=levels).tolist() == [0, 0, 0, 0, 1]
    cubes = 0.35 * 7.0**3 + (0.20 + 0.25 + 0.20) * 3.0**3
    assert value("escalation_global", escalation=levels)[-1] == pytest.approx(cubes ** (1 / 3))


def test_every_recorded_attribute_is_read_by_a_measure_or_a_picture(small):
    read = set()

    class Watched(dict):
        def __getitem__(self, name):
            read.add(name)
            return super().__getitem__(name)

    paths = Watched({name: small.data[name].values[0] for name in SHIPPED.recorded})
    for measure in MEASURES.values():
        measure.compute(paths, ROSTER)
    assert set(SHIPPED.recorded) - read == PICTURED


PICTURED = {"aid_arriving", "response"}
"""Read by the pictures of flows and of the ladder."""


def test_every_expectation_of_the_scenarios_names_a_measure():
    from multipolar.loading import load_scenario
    from multipolar.scenario import scenario_names

    named = {e.measure for name in scenario_names() for e in load_scenario(name).expectations}
    assert named
    assert named <= set(MEASURES)


def test_the_summary_stays_readable():
    assert sum(measure.headline for measure in MEASURES.values()) <= 36
    assert {measure.group for measure in MEASURES.values()} == set(GROUPS)


def test_the_end_of_a_run_is_the_last_month_of_every_measure(small):
    data = {name: small.data[name].values[0] for name in small.data.data_vars}
    data = {name: path for name, path in data.items() if path.ndim >= 2 and path.shape[1] == 18}
    end = at_the_end(data, ROSTER)
    for name, measure in MEASURES.items():
        assert np.array_equal(end[name], measure.compute(data, ROSTER)[:, -1], equal_nan=True), name
