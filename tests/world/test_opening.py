"""Opening values of the sponsors: each state by its own figures, each group as its table says."""

import numpy as np
import pytest

from multipolar.axes import SPONSOR
from multipolar.world import World
from multipolar.world.opening import OPENING
from multipolar.world.roster import full_roster
from multipolar.world.tables import read_table

ROSTER = full_roster()
ROLES = np.array(ROSTER.role[ROSTER.part(SPONSOR)])
UNITY = OPENING["cohesion"](ROSTER)


@pytest.mark.parametrize("row", read_table("sponsors.csv"), ids=lambda row: row["role"])
def test_the_mean_unity_of_a_group_by_product_is_that_of_the_table(row):
    mine = row["role"] == ROLES
    weight = OPENING["gdp_weight"](ROSTER)[mine]
    assert (UNITY[mine] @ weight) / weight.sum() == pytest.approx(float(row["cohesion"]))


def test_what_worlds_share_cannot_be_made_writeable():
    with pytest.raises(ValueError, match="WRITEABLE"):
        World().arrays["aid_capacity"].flags.writeable = True


def test_european_states_differ_in_unity_and_the_least_democratic_member_is_the_least_united():
    members = OPENING["unanimous"](ROSTER) > 0.0
    assert np.ptp(UNITY[members]) > 0.1
    assert np.argmin(np.where(members, UNITY, 1.0)) == ROSTER.index("HUN", SPONSOR)
    assert ((UNITY > 0.0) & (UNITY < 1.0)).all()
