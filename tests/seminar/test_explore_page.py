"""The explorer in a browser: offline, by keyboard, on a phone, in the dark and on paper."""

import re

import numpy as np
import pytest

from browser import opened
from multipolar.quantiles import QUANTILES
from multipolar.seminar.explore import page

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture(scope="module")
def made(explored, tmp_path_factory):
    what, grid = explored
    file = tmp_path_factory.mktemp("page") / "page.html"
    file.write_text(page(what, grid, "multipolar explore"), encoding="utf-8")
    return what, grid, file.as_uri()


@pytest.fixture(scope="module")
def shown(made):
    with opened(viewport={"width": 1100, "height": 900}) as (page, said):
        page.goto(made[2])
        yield page, said


def fresh(shown, made, address=""):
    page, _ = shown
    page.goto("about:blank")
    page.goto(made[2] + address)
    return page


def last_row(page):
    """Return the numbers of the last row: middle, low and high now, and at the start."""
    text = page.locator("#rows tr").last.inner_text().replace("\u2212", "-")
    return [float(number) for number in re.findall(r"-?\d+\.?\d*", text)[2:]]


def test_what_is_shown_are_the_numbers_of_the_model(shown, made):
    what, grid, _ = made
    page = fresh(shown, made)
    place = what.cells.index(tuple(lever.start for lever in what.levers))
    low, middle, high = grid["aid_delivered"][place][:, -1]
    assert QUANTILES == (0.05, 0.5, 0.95)
    assert last_row(page) == pytest.approx([middle, low, high] * 2, rel=6e-3, abs=1.1e-3)
    assert "All levers are where they began" in page.locator("#sentence").inner_text()


def test_a_lever_moves_the_fan_by_keyboard_and_between_its_points(shown, made):
    what, grid, _ = made
    page = fresh(shown, made)
    before = page.locator("path.mid").get_attribute("d")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert page.locator("#told1").inner_text() == "send no arms"
    page.keyboard.press("ArrowRight")
    assert page.locator("#told1").inner_text() == "arm"
    assert page.locator("path.mid").get_attribute("d") != before
    assert page.locator("path.base").get_attribute("d") == before
    page.locator("#lever1").fill("0")
    page.locator("#lever0").evaluate("e => { e.value = 1.5; e.dispatchEvent(new Event('input')); }")
    ends = [grid["aid_delivered"][what.cells.index((k, 0))][:, -1] for k in (1, 2)]
    low, middle, high = np.mean(ends, axis=0)
    assert last_row(page)[:3] == pytest.approx([middle, low, high], rel=6e-3, abs=1.1e-3)


def test_the_address_holds_what_differs_and_nothing_else(shown, made):
    page = fresh(shown, made)
    assert "#" not in page.url
    page.locator("#lever1").fill("1")
    page.locator("#lever1").dispatch_event("change")
    assert page.url.endswith("#KOR.arm.KOR=1")
    page.locator("#measure").select_option("1")
    assert page.url.endswith("#KOR.arm.KOR=1&measure=vote_margin")
    address = page.url[page.url.index("#") :]
    told = page.locator("#sentence").inner_text()
    again = fresh(shown, made, address)
    assert again.locator("#sentence").inner_text() == told
    assert again.locator("#lever1").input_value() == "1"
    again.locator("#back").click()
    assert again.url.endswith("#measure=vote_margin")


def test_an_address_of_others_does_nothing_that_it_should_not(shown, made):
    page = fresh(shown, made, "#KOR.arm.KOR=99&theatres.mirroring=-1&measure=<img src=x>")
    assert page.locator("#lever1").input_value() == "0"
    assert page.locator("#lever0").input_value() == "1"
    assert page.locator("img").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nobody_is_shut_out(shown, made, scheme):
    """Axe finds nothing serious; what an SVG shows stands in a sentence and in a table too."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = fresh(shown, made)
    page.emulate_media(color_scheme=scheme)
    found = axe.Axe().run(page).response["violations"]
    assert not [v["id"] for v in found if v["impact"] in ("serious", "critical")]
    words = page.locator("#sentence").inner_text()
    assert page.locator("#fan").get_attribute("aria-label").endswith(words)
    page.emulate_media(color_scheme="light")


def test_it_fits_a_phone_and_a_frame_of_a_learning_platform(shown, made):
    page = fresh(shown, made)
    page.set_viewport_size({"width": 320, "height": 640})
    page.wait_for_timeout(100)
    wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert page.evaluate(wide)
    size = "parseFloat(getComputedStyle(document.querySelector('.tick')).fontSize)"
    assert page.evaluate(size) >= 12
    page.set_viewport_size({"width": 1100, "height": 900})
    page.goto("about:blank")
    source = made[2].removeprefix("file://")
    with open(source, encoding="utf-8") as file:
        text = file.read()
    page.evaluate(
        """text => { const f = document.createElement('iframe'); f.sandbox = 'allow-scripts';
        f.srcdoc = text; f.width = 900; f.height = 700; document.body.append(f); }""",
        text,
    )
    frame = page.frame_locator("iframe")
    frame.locator("#lever1").fill("1")
    frame.locator("#lever1").dispatch_event("change")
    assert frame.locator("#told1").inner_text() == "send no arms"


def test_it_prints_on_one_page(shown, made):
    page = fresh(shown, made)
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) == 1


def test_the_browser_had_nothing_to_complain_of(shown):
    assert shown[1] == []
