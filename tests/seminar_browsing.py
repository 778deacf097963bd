"""A class in browsers: what pages ask for and complain of, and a lesson played by clicking."""

from contextlib import contextmanager

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

    def __init__(self, browser, room):
        self.browser, self.room, self.wrong = browser, room, []

    def page(self, address, **options):
        """Open a page as a new person."""
        options = {"viewport": PHONE, "reduced_motion": "reduce"} | options
        page = self.browser.new_context(**options).new_page()
        page.set_default_timeout(PATIENCE)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("console", self._said)
        page.on("request", self._asked)
        page.on("response", lambda got: got.status >= 500 and self.wrong.append(got.url))
        page.goto(self.room.url + address)
        return page

    def _said(self, message):
        if message.type == "error" and "401" not in message.text:  # a stranger's first question
            self.wrong.append(message.text)

    def _asked(self, request):
        if not request.url.startswith(self.room.url):
            self.wrong.append(f"asked for {request.url}")

    def host(self, **options):
        size = {"width": 1280, "height": 720}
        return self.page(f"/host?key={self.room.opened.host}", **({"viewport": size} | options))

    def wall(self, **options):
        size = {"width": 1280, "height": 720}
        return self.page(f"/wall?key={self.room.opened.wall}", **({"viewport": size} | options))

    def student(self, name, **options):
        page = self.page(f"/?code={self.room.code}", **options)
        page.get_by_label("Nickname").fill(name)
        page.get_by_role("button", name="Take a seat").click()
        page.get_by_role("heading", name="Predict first").wait_for()
        return page


def predict(page):
    for group in page.locator("fieldset").all():
        group.get_by_label("up").check()
    page.get_by_role("button", name="Lock my prediction").click()
    page.get_by_role("heading", name="Predict first").wait_for(state="detached")


def order(page, first=True):
    """Order the first thing on the page: the captain confirms, others vote."""
    page.get_by_role("heading", name="Your order for").wait_for()
    if first:
        page.locator("fieldset").first.locator("input").first.check()
    page.locator("[data-key=send]").click()
    if page.locator("[data-key=send]").inner_text() != "Vote":
        page.get_by_role("heading", name="Your order is in").wait_for()


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
    for page in students:
        order(page)
    press(host, "Close")
    press(host, "Reveal")
    for page in students:
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
    wide = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    untold = page.evaluate(
        "[...document.querySelectorAll('svg.chart')].filter((chart) => !chart.getAttribute("
        "'aria-label') || !chart.closest('figure').querySelector('.sentence')?.textContent || "
        "!chart.closest('figure, article').querySelector('table') && "
        "!chart.closest('article')?.querySelector('table')).length"
    )
    return [
        *serious,
        *([f"{wide} px too wide"] if wide > 0 else []),
        *([f"{untold} charts without sentence and table"] if untold else []),
    ]
