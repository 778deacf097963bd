"""From a lever to the painted fan of the largest page: nine of ten within 50 ms."""

import numpy as np

from browser import opened
from multipolar.seminar.explore import LARGEST_PAGE, SHOWN, Exploration, page
from multipolar.seminar.levers import GridLever

MOST = 50.0

PAINTED = """async () => {
  const lever = document.getElementById('lever0'), taken = [];
  for (let k = 0; k < 100; k += 1) {
    lever.value = (k % 40) / 10;
    const begun = performance.now();
    lever.dispatchEvent(new Event('input'));
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    taken.push(performance.now() - begun);
  }
  return taken;
}"""


def largest():
    """Return the page of three levers of five values, about as large as is allowed."""
    values = (0.0, 1.0, 2.0, 3.0, 4.0)
    levers = tuple(GridLever(f"lever.{n}", "made up", values, 2) for n in range(3))
    what = Exploration("baseline", levers, SHOWN, "2024-07", 64, 1)
    luck = np.random.default_rng(1)
    shape = (len(what.cells), 3, what.spec.months)
    return page(what, {name: luck.random(shape).cumsum(axis=2) for name in SHOWN}, "made up")


def test_a_lever_is_followed_within_fifty_milliseconds(tmp_path):
    text = largest()
    assert 0.7 * LARGEST_PAGE < len(text.encode()) <= LARGEST_PAGE
    (tmp_path / "page.html").write_text(text, encoding="utf-8")
    with opened(viewport={"width": 1100, "height": 900}) as (tab, complaints):
        tab.goto((tmp_path / "page.html").as_uri())
        taken = tab.evaluate(PAINTED)
    assert not complaints
    assert np.quantile(taken, 0.9) <= MOST, f"p90 {np.quantile(taken, 0.9):.0f} ms"
