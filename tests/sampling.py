"""Which tests run: all that are cheap, and with each commit another part of those that are dear.

Two things make a part. Of tests of one kind, marked ``one_in(k)``, one in ``k`` runs. Of the dear
tests, which ``dear.csv`` lists with their seconds, as many run as fit into a budget; those that are
to run always do. A file that is listed is one dear test: what its tests share costs most. Whoever
asks for one room or one test gets all of it that fits. Dear proofs are listed with their samples.

``python tests/sampling.py JUNIT.xml`` brings the list up to what a run took, ``pytest --junit-xml
JUNIT.xml -o junit_duration_report=total``, a whole one with ``--whole``. ``python tests/sampling.py
proofs`` names the proofs of which the gate takes a sample with this commit.
"""

import csv
import hashlib
import math
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from xml.etree import ElementTree

MARK = "one_in"
TABLE = Path(__file__).with_name("dear.csv")
DEAR = 0.5
"""Seconds from which a test is dear."""

CHEAP = 0.04
"""Seconds that a test takes that is not dear, in the middle."""

BUDGET = 480.0
"""Seconds that dear tests may take one after the other, those that always run included."""

PROOFS, PROOF = 140.0, 30.0
"""Seconds for samples of proofs with each commit, and those of one that is not listed."""


def left_out(items, seed, dear=None):
    """Return the tests that wait for another commit.

    Parameters
    ----------
    items : list of pytest.Item
        The tests collected.
    seed : str
        What chooses, the same part for the same seed.
    dear : dict of str to (float, bool), optional
        Seconds of the dear tests and whether each always runs; those of the table by default.
    """
    if len(items) == 1:
        return set()
    others = _others_of_a_kind(items, seed)
    known = _table() if dear is None else dear
    return others | _beyond_budget([one for one in items if one not in others], seed, known)


def dearest_first(items, dear=None):
    """Return tests file by file, the dearest file first: what takes longest must not begin last."""
    known = _table() if dear is None else dear
    seconds = defaultdict(float)
    for item in items:
        file = _file(item)
        seconds[file] += known.get(item.nodeid, (0.0,))[0] or CHEAP
    for file in seconds:
        seconds[file] += known.get(file, (0.0,))[0]
    return sorted(items, key=lambda item: (-seconds[_file(item)], _file(item)))


def _file(item):
    return item.nodeid.partition("::")[0]


def _others_of_a_kind(items, seed):
    families = defaultdict(list)
    for item in items:
        for node, mark in item.iter_markers_with_node(MARK):
            families[node.nodeid.partition("[")[0], mark.args[0]].append(item)
    return {
        item
        for (_, of), family in families.items()
        for item in _in_turn(family, seed)[math.ceil(len(family) / of) :]
    }


def _beyond_budget(items, seed, dear):
    units = defaultdict(list)
    for item in items:
        file = _file(item)
        unit = file if file in dear else item.nodeid
        if unit in dear:
            units[unit].append(item)
    left = BUDGET - sum(dear[unit][0] for unit in units if dear[unit][1])
    seconds = {unit: dear[unit][0] for unit in units if not dear[unit][1]}
    fit = _fitting(seconds, left, seed)
    return {item for unit in seconds if unit not in fit for item in units[unit]}


def _fitting(seconds, left, seed):
    """Return those of some names, in the order of their lots, that fit into what is left."""
    fit = []
    for name in sorted(seconds, key=lambda name: _lot(name, seed)):
        if seconds[name] <= left:
            left -= seconds[name]
            fit.append(name)
    return fit


def _in_turn(family, seed):
    return sorted(family, key=lambda item: _lot(item.nodeid, seed))


def _lot(name, seed):
    return hashlib.sha256(f"{seed} {name}".encode()).digest()


def commit(folder):
    """Return the commit that is checked out, or nothing where there is none."""
    asked = ["git", "-C", str(folder), "rev-parse", "HEAD"]
    try:
        return subprocess.run(asked, capture_output=True, text=True).stdout.strip()
    except OSError:
        return ""


def proofs(seed):
    """Return the proofs that a commit samples; that of the built site goes with the site."""
    there = {file.name for file in TABLE.parent.glob("proofs/*.py")} - {"built_site.py"}
    known = _table()
    seconds = {name: known.get(f"tests/proofs/{name}", (PROOF,))[0] for name in there}
    return _fitting(seconds, PROOFS, seed)


def _table():
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {
            row["test"]: (float(row["seconds"]), row["always"] == "yes")
            for row in csv.DictReader(file)
        }


def take(junit):
    """Write what a run took into the list of dear tests; what it left out stays as it is there.

    What always runs still does, and a file that is one dear test still is.
    """
    kept, found = _table(), defaultdict(float)
    for case in ElementTree.parse(junit).iter("testcase"):
        file = f"{case.get('classname').replace('.', '/')}.py"
        found[file if file in kept else f"{file}::{case.get('name')}"] += float(case.get("time"))
    seconds = {test: each[0] for test, each in kept.items()} | found
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("test", "seconds", "always"))
        for test, taken in sorted(seconds.items()):
            always = kept.get(test, (0.0, False))[1]
            if taken >= DEAR or always:
                writer.writerow((test, f"{taken:.1f}", "yes" if always else ""))


if __name__ == "__main__":
    if sys.argv[1:] == ["proofs"]:
        print(*proofs(commit(TABLE.parent)), sep="\n")
    else:
        take(sys.argv[1])
