"""Boxes: planted ones are found, noise has none, and the order of a table carries no meaning."""

import numpy as np
import pytest

from multipolar.arguments import ArgumentError
from multipolar.study.intervals import effective_size
from multipolar.study.prim import find_boxes

ROWS, COLUMNS = 800, 8


def half(rows):
    return np.arange(rows) % 2 == 1


def noise(seed, rows=ROWS):
    draws = np.random.default_rng(seed)
    table = {f"x{k}": draws.random(rows) for k in range(COLUMNS)}
    return {**table, "who": draws.choice(["a", "b", "c"], rows)}, draws


def planted(seed, wrong=0.02):
    """Return a table, and rows that lie in a box of two numbers and a word; some lie wrong."""
    table, draws = noise(seed)
    inside = (table["x1"] < 0.5) & (table["x2"] > 0.4) & (table["who"] != "a")
    return table, inside ^ (draws.random(ROWS) < wrong)


@pytest.mark.parametrize("seed", range(4))
def test_a_planted_box_is_found_and_nothing_else(seed):
    table, hits = planted(seed)
    [box] = find_boxes(table, hits, half(ROWS))
    assert [one.column for one in box.restrictions] == ["who", "x1", "x2"]
    who, first, second = box.restrictions
    assert who.words == ("b", "c")
    assert first.high == pytest.approx(0.5, abs=0.06)
    assert second.low == pytest.approx(0.4, abs=0.06)
    assert box.held.coverage > 0.8
    assert box.held.density > 0.8
    assert box.held.of_density.low < box.held.density < box.held.of_density.high
    assert box.held.elsewhere < 0.1


def test_two_planted_boxes_are_found_one_after_the_other():
    table, draws = noise(1, 1600)
    hits = (table["x0"] < 0.2) | ((table["x0"] > 0.5) & (table["x3"] > 0.8))
    hits &= draws.random(1600) > 0.02
    first, second = find_boxes(table, hits, half(1600), most=2)
    assert not (first.holds(table) & second.holds(table) & hits).any()
    assert first.held.coverage + second.held.coverage > 0.8
    assert min(first.held.density, second.held.density) > 0.8


@pytest.mark.parametrize("share", [0.05, 0.3, 0.8])
def test_noise_has_no_box(share):
    for seed in range(5):
        table, draws = noise(seed, 300)
        assert find_boxes(table, draws.random(300) < share, half(300)) == ()


def test_rows_that_repeat_a_group_make_no_box_of_noise():
    """Eight scenarios that change nothing show each run eight times."""
    for seed in range(4):
        table, draws = noise(seed, 160)
        hits, run = draws.random(160) < 0.3, np.tile(np.arange(160), 8)
        eight = {name: np.tile(column, 8) for name, column in table.items()}
        boxes = find_boxes(eight, np.tile(hits, 8), run % 2 == 1, group=run)
        assert boxes == ()


def test_rows_of_a_group_that_agree_count_as_one():
    group = np.repeat(np.arange(50), 4)
    apart = np.repeat(np.random.default_rng(1).normal(size=50), 4)
    assert effective_size(apart, group) == pytest.approx(4.0)


def test_the_order_of_rows_and_of_columns_changes_nothing():
    table, hits = planted(7)
    rows = np.random.default_rng(1).permutation(ROWS)
    shuffled = {name: table[name][rows] for name in reversed(table)}
    assert find_boxes(table, hits, half(ROWS)) == find_boxes(shuffled, hits[rows], half(ROWS)[rows])


def test_an_outcome_that_always_or_never_falls_has_no_box():
    table, _ = noise(1)
    for always in (True, False):
        assert find_boxes(table, np.full(ROWS, always), half(ROWS)) == ()


def test_a_tree_splits_where_the_box_has_its_borders():
    from sklearn.tree import DecisionTreeClassifier

    table, hits = planted(5)
    [box] = find_boxes(table, hits, half(ROWS))
    numbers = {f"x{k}": table[f"x{k}"] for k in range(COLUMNS)}
    columns = np.stack([*numbers.values(), table["who"] != "a"], axis=1)
    tree = DecisionTreeClassifier(max_leaf_nodes=4, random_state=0).fit(columns, hits).tree_
    split = {
        [*numbers, "who"][k]: at
        for k, at in zip(tree.feature, tree.threshold, strict=True)
        if k >= 0
    }
    assert set(split) == {one.column for one in box.restrictions}
    _, first, second = box.restrictions
    assert (first.high, second.low) == pytest.approx((split["x1"], split["x2"]), abs=0.06)


def test_columns_that_cannot_be_judged_are_refused():
    table, hits = planted(1)
    with pytest.raises(ArgumentError, match="x0 holds NaN"):
        find_boxes({**table, "x0": np.full(ROWS, np.nan)}, hits, half(ROWS))
    with pytest.raises(ArgumentError, match=r"short has the shape \(3,\); allowed: \(800,\)"):
        find_boxes({**table, "short": np.zeros(3)}, hits, half(ROWS))
