from __future__ import annotations

import pytest

from multipolar.scenario.locate import Locator, TooDeep

TEXT = '''\
a = 1 # b = 2
"quoted key".c = """
d = 4
"""
[table.inner]
list = [
  1,
  { x = 1, y = [2] },
  [
    5,
  ],
]
[[many]]
k = 1
[[many]]
k = 'it''s'
[many.part]
z = [1, 2]
[[many.deep]]
w = { u = { v = 1 } }
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("a",), 1),
        (("b",), None),
        (("d",), None),
        (("quoted key", "c"), 2),
        (("table",), 5),
        (("table", "inner", "list"), 6),
        (("table", "inner", "list", 0), 7),
        (("table", "inner", "list", 1, "x"), 8),
        (("table", "inner", "list", 1, "y", 0), 8),
        (("table", "inner", "list", 2), 9),
        (("table", "inner", "list", 2, 0), 10),
        (("table", "inner", "absent"), 5),
        (("many", 0, "k"), 14),
        (("many", 1), 15),
        (("many", 1, "k"), 16),
        (("many", 1, "part", "z", 1), 18),
        (("many", 1, "deep", 0), 19),
        (("many", 1, "deep", 0, "w", "u", "v"), 20),
        ((), None),
    ],
)
def test_every_key_is_found_on_its_line(path, line):
    assert Locator(TEXT).line(path) == line


@pytest.mark.parametrize("text", ["a." * 20 + "a = 1", "a = " + "[" * 20, "[" + "a." * 20 + "a]"])
def test_deep_nesting_stops_the_locator(text):
    with pytest.raises(TooDeep) as caught:
        Locator("\n\n" + text)
    assert caught.value.line == 3
