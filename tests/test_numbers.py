"""Numbers of the shipped scenarios change only on purpose, on any processor."""

import json

from proofs.what_moved import FEW, KEPT, OTHERWISE_ROUNDED, moved, sample


def test_a_sample_of_scenarios_comes_to_the_means_that_are_kept():
    assert sample(seed=1) == {}, "run: python tests/proofs/what_moved.py"


def test_a_mean_that_moved_is_named_and_rounding_is_not():
    kept = json.loads(KEPT.read_text(encoding="utf-8"))
    assert len(kept) > FEW
    for numbers in kept.values():
        name, value = next((n, v) for n, v in numbers["means"].items() if v)
        other = {"means": numbers["means"] | {name: value * (1.0 + 1e-3)}}
        rounded = {"means": numbers["means"] | {name: value * (1.0 + 1e-13)}}
        gone = {"means": numbers["means"] | {name: None}}
        assert moved(numbers, other, OTHERWISE_ROUNDED) == [name]
        assert moved(numbers, gone, OTHERWISE_ROUNDED) == [name]
        assert moved(numbers, rounded, OTHERWISE_ROUNDED) == []
