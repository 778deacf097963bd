"""What many tests share: an exploration, and a worker for one room after the other."""

import dataclasses

import pytest

from multipolar.seminar.worker import Worker
from seminar_serving import Lent

SHORT = """extends = 'baseline'
title = 'Short <b>& sweet</b>'
question = 'What follows?'
months = 33
"""


@pytest.fixture(scope="session")
def worker():
    """Return a worker that rooms have one after the other."""
    there = Lent()
    yield there
    Worker.stop(there)


@pytest.fixture(scope="session")
def explored(tmp_path_factory):
    """Return a parameter and a choice in a short world, and the numbers of each combination."""
    from multipolar.seminar.explore import compute, exploration

    file = tmp_path_factory.mktemp("explore") / "short.toml"
    file.write_text(SHORT, encoding="utf-8")
    levers, measures = ["theatres.mirroring", "KOR.arm"], ("aid_delivered", "vote_margin")
    what = exploration(str(file), levers, measures=measures, runs=3)
    mirroring, arms = what.levers
    middle = dataclasses.replace(mirroring, values=mirroring.values[1:4], start=1)
    what = dataclasses.replace(what, levers=(middle, arms))
    return what, compute(what)
