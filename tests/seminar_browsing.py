"""A class in browsers: what pages ask for and complain of, and a lesson played by clicking."""

import re
from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from browser import executable

SEATS = ("PRK", "RUS", "KOR", "USA", "CHN")
PHONE = {"width": 320, "height": 640}
PATIENCE = 120_000
"""Milliseconds that a slow machine may take; times are asserted in tests/benchmarks alone."""


@contextmanager
def chromium():
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=executable(), args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


class Class:
    """Pages of a room in contexts of their own, and whatever goes wrong in them."""

    def __init__(self, browser, pages):
        self.browser, self.pages, self.wrong = browser, pages, []

    def device(self, **options):
        """Return an empty page of a new person."""
        options = {"viewport": PHONE, "reduced_motion": "reduce"} | options
        page = self.browser.new_context(**options).new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("console", self._said)
        page.on("request", self._asked)
        page.on("response", lambda got: got.status >= 500 and self.wrong.append(got.url))
        return page

    def page(self, address, **options):
        """Open a page as a new person."""
        page = self.device(**options)
        page.goto(address)
        return page

    def _said(self, message):
        if message.type == "error" and "401" not in message.text:  # a stranger's first question
            self.wrong.append(message.text)

    def _asked(self, request):
        if not request.url.startswith(self.pages.join):
            self.wrong.append(f"asked for {request.url}")

    def host(self, **options):
        size = {"width": 1280, "height": 720}
        return self.page(self.pages.host, **({"viewport": size} | options))

    def wall(self, **options):
        size = {"width": 1280, "height": 720}
        return self.page(self.pages.wall, **({"viewport": size} | options))

    def student(self, name, **options):
        page = self.device(**options)
        self.join({name: page})
        return page

    def join(self, students):
        """Let pages, each under a nickname, open the door side by side and sit down in turn."""
        for page in students.values():
            page.goto(f"{self.pages.join}?code={self.pages.code}", wait_until="commit")
        for name, page in students.items():
            page.get_by_label("Nickname").fill(name)
            page.get_by_role("button", name="Take a seat").click()
            page.get_by_role("heading", name="Predict first").wait_for()


def predict(*pages):
    for page in pages:
        for group in page.locator("fieldset").all():
            group.get_by_label("up").check()
        page.get_by_role("button", name="Lock my prediction").click()
    for page in pages:
        page.get_by_role("heading", name="Predict first").wait_for(state="detached")


def order(*pages, first=True, sent=True):
    """Order the first thing on each page: the captain confirms, others vote."""
    for page in pages:
        page.get_by_role("heading", name="Your order for").wait_for()
        if first:
            page.locator("fieldset").first.locator("input").first.check()
        page.locator("[data-key=send]").click()
    for page in pages if sent else ():
        page.get_by_text(re.compile("^Your (order|vote) is in")).first.wait_for()


def note_reveals(page):
    """Let a page note when it has painted each turn that is revealed: milliseconds since 1970."""
    page.evaluate(
        """() => {
        window.painted = [];
        let last;
        new MutationObserver(() => {
            const words = [...document.querySelectorAll('h2')].map((one) => one.textContent);
            const now = words.find((one) => one.startsWith('What followed'));
            if (!now || now === last || !document.querySelector('figure svg path')) return;
            last = now;
            requestAnimationFrame(() => setTimeout(() => window.painted.push(Date.now())));
        }).observe(document.body, { subtree: true, childList: true });
        }"""
    )


def painted(page, turn):
    """Wait until a page has painted a turn; return when, in seconds since 1970."""
    page.wait_for_function("(turn) => window.painted.length >= turn", arg=turn)
    return page.evaluate("(turn) => window.painted[turn - 1]", turn) / 1000.0


def press(host, words):
    host.get_by_role("button", name=words, exact=True).click()


def play_turn(host, students):
    press(host, "Open orders")
    order(*students)
    press(host, "Close")
    press(host, "Reveal")
    host.get_by_role("button", name="Debrief").and_(host.locator(":enabled")).wait_for()
    for page in students:  # the figure of the turn before stands there until then
        page.get_by_role("heading", name="Your order is in").wait_for(state="detached")
        page.get_by_role("heading", name="What followed").wait_for()


def audit(page):
    """Return what is seriously wrong with a page for who cannot see, or sees little of it.

    Tables of numbers are opened first: they are made when somebody opens them.
    """
    page.evaluate(
        """() => { for (const one of document.querySelectorAll('details.numbers')) one.open = true;
        return new Promise(requestAnimationFrame) }"""
    )
    found = Axe().run(page).response["violations"]
    serious = [
        f"{one['id']}: {one['nodes'][0]['html'][:120]}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
    untold = page.evaluate(
        "[...document.querySelectorAll('svg.chart')].filter((chart) => !chart.getAttribute("
        "'aria-label') || !chart.closest('figure').querySelector('.sentence')?.textContent || "
        "!chart.closest('figure, article').querySelector('table') && "
        "!chart.closest('article')?.querySelector('table')).length"
    )
    moving = page.evaluate(
        "document.getAnimations().length + [...document.querySelectorAll('*')].filter((one) => "
        "parseFloat(getComputedStyle(one).transitionDuration) > 0).length"
    )
    wide = {"as it is": _too_wide(page), "at 200 %": _zoomed(page)}
    return [
        *serious,
        *(f"{pixels} px too wide {when}" for when, pixels in wide.items() if pixels > 0),
        *([f"{untold} charts without sentence and table"] if untold else []),
        *([f"{moving} things move"] if moving else []),
    ]


def covered(page):
    """Return what is wrong with what a page says: it is not to be seen, or it covers controls.

    What is said must stand in the window wherever a page is scrolled to, and a control that gets
    the focus must come out from under it.
    """
    return page.evaluate(
        """() => {
        const seen = (one) => {
            const { left, right, top, bottom } = one.getBoundingClientRect();
            const found = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
            return bottom <= innerHeight && Boolean(found) && one.contains(found);
        };
        const said = document.getElementById('said');
        const wrong = [0, 0.5, 1].filter((share) => {
            scrollTo(0, share * document.body.scrollHeight);
            return !seen(said);
        }).map((share) => `what is said at ${share} of the page`);
        for (const one of document.querySelectorAll('button, input, summary')) {
            scrollBy(0, one.getBoundingClientRect().bottom - innerHeight + 8);
            one.focus();
            if (!one.disabled && !seen(one)) wrong.push(one.outerHTML);
        }
        return wrong;
        }"""
    )


def broken_heads(page):
    """Return the words in heads of tables that are broken over lines."""
    return page.evaluate(
        """() => [...document.querySelectorAll('th')].flatMap((head) => {
        const text = head.firstChild;
        return [...text.data.matchAll(/\\S+/g)].filter((word) => {
            const range = document.createRange();
            range.setStart(text, word.index);
            range.setEnd(text, word.index + word[0].length);
            return range.getClientRects().length > 1;
        }).map((word) => word[0]);
        })"""
    )


def _too_wide(page):
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


def _zoomed(page):
    """Return by how much a page is too wide at 200 %: a window of half the size has its layout.

    A phone, which has no such zoom, doubles its text instead.
    """
    size = page.viewport_size
    if size["width"] == PHONE["width"]:
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        wide = _too_wide(page)
        page.evaluate("document.documentElement.style.fontSize = ''")
        return wide
    page.set_viewport_size({name: pixels // 2 for name, pixels in size.items()})
    wide = _too_wide(page)
    page.set_viewport_size(size)
    return wide


def poorly_projected(wall):
    """Return what the last row of a hall cannot read on the wall, or must scroll for."""
    small = wall.evaluate(
        """() => {
        const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const small = [];
        while (texts.nextNode()) {
            const at = texts.currentNode.parentElement;
            if (!texts.currentNode.textContent.trim() || !at.checkVisibility()) continue;
            const scale = at.getScreenCTM ? at.getScreenCTM().a : 1;
            const size = parseFloat(getComputedStyle(at).fontSize) * scale;
            if (size < 28) small.push(`${size.toFixed(1)} px: ${texts.currentNode.textContent}`);
        }
        return small;
        }"""
    )
    high = wall.evaluate(
        "document.documentElement.scrollHeight - document.documentElement.clientHeight"
    )
    return [*small, *([f"{high} px too high"] if high > 0 else [])]


def by_keyboard(page, words, key="Enter"):
    """Press Tab until something with these words has the focus, then a key."""
    for _ in range(80):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "((at) => at === document.body ? '' : (at.labels?.[0] ?? at).textContent)"
            "(document.activeElement)"
        )
        if words in focused:
            page.keyboard.press(key)
            return
    pytest.fail(f"Tab does not reach {words!r}")
