"""The system's Chromium, without a network, for tests of pages."""

import os
import shutil
from contextlib import contextmanager

import pytest

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def executable():
    """Return the path of the browser; without one the test is skipped, but fails in CI."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        said = "no Chromium: apt-get install chromium-headless-shell"
        if os.environ.get("CI", "").lower() in ("1", "true"):
            pytest.fail(said)
        pytest.skip(said)
    return found


@contextmanager
def opened(**options):
    """Yield a page of a new browser that is offline, and what it complained of."""
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=executable(), args=["--no-sandbox"])
        try:
            context = browser.new_context(offline=True, **options)
            page, complaints = context.new_page(), []
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on(
                "console",
                lambda said: complaints.append(said.text) if said.type == "error" else None,
            )
            page.on("requestfailed", lambda asked: complaints.append(asked.url))
            yield page, complaints
        finally:
            browser.close()
