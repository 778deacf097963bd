"""The lookout: what all who look ahead see is what each would see alone."""

import numpy as np

from multipolar import MultipolarModel
from multipolar.agents.forming import begin_decisions
from multipolar.agents.lookout import FAR, MOST


def alone(value, runs):
    """Return what the actions of one value are worth, figure by figure, shape (run, action)."""
    worth = np.tile(value.worth[0], (runs, 1))
    figures = zip(value.figures.values(), value.centre, value.scale, value.worth[1:], strict=True)
    for figure, centre, scale, weight in figures:
        worth = worth + np.clip((figure - centre) / scale, -FAR, FAR)[:, None] * weight
    return np.clip(worth, -MOST, MOST)


def test_together_each_is_worth_what_it_is_alone_in_every_month():
    model = MultipolarModel(runs=5, rng=1, collect=False)
    outlooks = [one for group in model._choice_groups for one in group.outlooks if one is not None]
    assert len({one.lookout for one in outlooks}) == 1
    assert len(outlooks) > 20
    for _ in range(4):
        model.step()
        begin_decisions(model._choice_groups)
        for one in outlooks:
            each = np.stack([alone(value, 5) for value in one.values], axis=1)
            expected = np.broadcast_to(one.weight[..., None] * each, each.shape)
            np.testing.assert_array_equal(np.broadcast_to(one.utility(), each.shape), expected)
