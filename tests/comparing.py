"""Comparing ensembles number by number."""

import numpy as np
import xarray as xr


def plain(results):
    """Return the numbers of an ensemble without the names of its scenarios."""
    return results.data.drop_vars("scenario").load()


def assert_same_bytes(left, right):
    """Assert that two ensembles hold the same numbers to the last bit, NaN where NaN."""
    ours, theirs = plain(left), plain(right)
    assert set(ours.data_vars) == set(theirs.data_vars)
    for name in ours.data_vars:
        assert ours[name].dtype == theirs[name].dtype
        assert ours[name].values.tobytes() == theirs[name].values.tobytes(), name


def assert_close(left, right, **where):
    """Assert that two datasets agree to 1e-9 relative, or to the precision of what they keep."""
    for name in left.data_vars:
        tolerance = 1e-6 if left[name].dtype == np.float32 else 1e-9
        xr.testing.assert_allclose(left[name], right[name], rtol=tolerance, atol=tolerance)


def moving(model):
    """Return the moving arrays of a model's world, copied."""
    return model.world.snapshot()


def assert_same_worlds(left, right):
    """Assert that two models hold the same moving arrays to the last bit."""
    ours, theirs = moving(left), moving(right)
    assert ours.keys() == theirs.keys()
    for name, array in ours.items():
        assert np.array_equal(array, theirs[name], equal_nan=True), name
