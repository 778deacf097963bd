"""Which of many tests of one kind run: another part of them with each commit."""

import hashlib
import math
import subprocess
from collections import defaultdict

MARK = "one_in"


def left_out(items, seed):
    """Return the tests that wait for another commit.

    A test marked ``one_in(k)`` stands for many of its kind: the cases of one function, or all
    tests of a module whose ``pytestmark`` it is. One in ``k`` of them runs, rounded up, chosen by
    ``seed``; who asks for one test alone gets it.
    """
    families = defaultdict(list)
    for item in items:
        for node, mark in item.iter_markers_with_node(MARK):
            families[node.nodeid.partition("[")[0], mark.args[0]].append(item)
    return {
        item
        for (_, of), family in families.items()
        for item in _in_turn(family, seed)[math.ceil(len(family) / of) :]
    }


def _in_turn(family, seed):
    return sorted(
        family, key=lambda item: hashlib.sha256(f"{seed} {item.nodeid}".encode()).digest()
    )


def commit(folder):
    """Return the commit that is checked out, or nothing where there is none."""
    asked = ["git", "-C", str(folder), "rev-parse", "HEAD"]
    try:
        return subprocess.run(asked, capture_output=True, text=True).stdout.strip()
    except OSError:
        return ""
