"""A slip in a measure of one's own is named before anything runs."""

from dataclasses import replace

import numpy as np
import pytest

from multipolar.definition import SHIPPED, DefinitionError
from multipolar.measures import MEASURES
from multipolar.measures.measure import Measure, series
from multipolar.measures.trial import made_up, slips
from multipolar.world.attributes import attributes


def of_korea(data, roster, label="korea", axis="theatre"):
    return series(data, "escalation", roster.index(label, axis))


SLIPS = {
    "a month depends on the months before": lambda d, r: np.cumsum(of_korea(d, r), axis=1),
    "depends on the months before; declare it": lambda d, r: of_korea(d, r) - of_korea(d, r)[:, :1],
    "no recorded attribute 'escalatio'. Did you mean 'escalation'": lambda d, _: d["escalatio"],
    "no label of the axis theatre: 'koraea'. Did you mean 'korea'": lambda d, r: of_korea(
        d, r, "koraea"
    ),
    "no axis 'theatr'. Did you mean 'theatre'": lambda d, r: of_korea(d, r, axis="theatr"),
    "shape (8, 6, 4) for 8 runs of 6 months": lambda d, _: series(d, "escalation"),
    "shape (8, 1)": lambda d, r: of_korea(d, r)[:, :1],
    "gives object of shape ()": lambda d, r: None,
    "ZeroDivisionError": lambda d, r: 1 / 0,
}


@pytest.mark.parametrize("said", SLIPS)
def test_a_slip_is_named_with_its_place(said):
    own = Measure("own", "Own", "rung", "own", SLIPS[said])
    with pytest.raises(DefinitionError, match=r"test_trial\.py:") as found:
        SHIPPED.extended(measures=[own]).check()
    assert said in str(found.value)
    assert "'own'" in str(found.value)


def test_the_shipped_measures_make_none_and_most_would_if_they_hid_what_they_need():
    paths = made_up(attributes())
    assert not [slip for one in MEASURES.values() for slip in slips(one, paths)]
    needy = [one for one in MEASURES.values() if one.cumulative]
    found = [one for one in needy if [*slips(replace(one, cumulative=False), paths)]]
    assert len(found) >= 0.7 * len(needy)
