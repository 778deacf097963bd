"""The suite runs a part of the tests that stand for many, and another part with each commit."""

from types import SimpleNamespace

import pytest

import sampling

ONE_IN_FOUR = SimpleNamespace(args=(4,))


class Item:
    """A collected test, which carries its own mark or that of its module."""

    def __init__(self, nodeid, marked=True, by_module=False):
        self.nodeid = nodeid
        self._marks = [(SimpleNamespace(nodeid="tests/x.py"), ONE_IN_FOUR)] if by_module else []
        self._marks += [(self, ONE_IN_FOUR)] if marked and not by_module else []

    def iter_markers_with_node(self, name):
        return self._marks if name == "one_in" else []


CASES = [Item(f"tests/x.py::test_many[{k}]") for k in range(10)]


def run(items, seed="a commit", dear=None):
    left = sampling.left_out(items, seed, dear or {})
    return [item.nodeid for item in items if item not in left]


def test_one_in_four_cases_run_rounded_up_and_the_same_for_the_same_seed():
    assert len(run(CASES)) == 3
    assert run(CASES) == run(CASES[::-1])[::-1]


def test_each_case_runs_with_some_commit():
    seen = {name for seed in range(60) for name in run(CASES, seed)}
    assert seen == {item.nodeid for item in CASES}


def test_the_tests_of_a_marked_module_are_one_family():
    module = [Item(f"tests/x.py::test_{k}", by_module=True) for k in range(8)]
    assert len(run(module)) == 2


DEAR = [Item(f"tests/y.py::test_{k}", marked=False) for k in range(10)]
SECONDS = {item.nodeid: (100.0, item is DEAR[4]) for item in DEAR}


def test_dear_tests_fill_a_budget_and_some_always_run():
    for seed in range(20):
        ran = run(DEAR, seed, SECONDS)
        assert len(ran) == sampling.BUDGET // 100.0
        assert DEAR[4].nodeid in ran
    seen = {name for seed in range(60) for name in run(DEAR, seed, SECONDS)}
    assert seen == set(SECONDS)


def test_a_file_that_is_listed_runs_whole_or_not_at_all():
    seconds = dict.fromkeys(("tests/y.py", "tests/z.py"), (0.7 * sampling.BUDGET, False))
    other = [Item(f"tests/z.py::test_{k}", marked=False) for k in range(5)]
    for seed in range(9):
        files = {name.partition("::")[0] for name in run(DEAR + other, seed, seconds)}
        assert len(files) == 1
        assert len(run(DEAR + other, seed, seconds)) in (5, 10)


def test_each_proof_is_sampled_with_some_commit_but_that_of_the_site():
    sampled = [set(sampling.proofs(seed)) for seed in range(60)]
    there = {file.name for file in sampling.TABLE.parent.glob("proofs/*.py")}
    assert set().union(*sampled) == there - {"built_site.py"}
    assert all(sampled)
    known = sampling._table()
    taken = {name: known.get(f"tests/proofs/{name}", (sampling.PROOF,))[0] for name in there}
    for names in sampled:
        left = sampling.PROOFS - sum(taken[name] for name in names)
        waiting = there - names - {"built_site.py"}
        assert -0.01 < left < min(taken[name] for name in waiting) + 0.01  # tenths, added up


def test_of_a_room_that_fits_the_budget_all_dear_tests_run():
    assert len(run(DEAR[:4], dear=SECONDS)) == 4


def test_the_table_names_tests_that_there_are(request):
    files = {name.partition("::")[0] for name in sampling._table()}
    assert all((request.config.rootpath / file).is_file() for file in files)
    assert any(always for _, always in sampling._table().values())


def test_a_test_that_is_dear_and_asked_for_alone_runs():
    assert run([DEAR[0]], dear={DEAR[0].nodeid: (9999.0, False)}) == [DEAR[0].nodeid]


@pytest.mark.parametrize("item", [Item("tests/x.py::test_a", marked=False), CASES[7]])
def test_what_is_not_marked_and_who_is_asked_for_alone_runs(item):
    assert run([item]) == [item.nodeid]


def test_the_dearest_file_comes_first_and_its_tests_stay_in_their_order():
    light = [Item(f"tests/a.py::test_{k}", marked=False) for k in range(3)]
    whole = [Item("tests/z.py::test_last", marked=False)]
    dear = {DEAR[0].nodeid: (2.0, False), "tests/z.py": (50.0, False)}
    assert sampling.dearest_first([*light, *DEAR, *whole], dear) == [*whole, *DEAR, *light]
