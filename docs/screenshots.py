"""Play a lecturer's first ten minutes in a browser and write what the pages look like.

``python docs/screenshots.py`` writes ``docs/screenshots``; it needs the extras ``seminar`` and
``test``, and the system's Chromium. The clicks are those that a new user makes, and they are
counted: a room is opened with one command, and a turn is played with five clicks of the host.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

FOLDER = Path(__file__).parent / "screenshots"
LAPTOP = {"width": 1280, "height": 720}
PHONE = {"width": 390, "height": 844}


class Addresses(NamedTuple):
    """Where the pages of a room are."""

    host: str
    wall: str
    join: str
    code: str
    server: subprocess.Popen[str]


@contextmanager
def hosted(*words: str) -> Iterator[Addresses]:
    """Run ``multipolar seminar host`` with these words and yield where its pages are."""
    command = [sys.executable, "-m", "multipolar", "seminar", "host", *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            yield _addresses(server)
        finally:
            server.terminate()


def _addresses(server: subprocess.Popen[str]) -> Addresses:
    told = ""
    for line in server.stdout or ():
        told += line
        if line.startswith("Ctrl-C"):
            break
    found = {
        name: re.search(rf"^{name}\s+(\S+)", told, re.MULTILINE)
        for name in ("Host", "Wall", "Students")
    }
    code = re.search(r"with the code (\S+)", told)
    if code is None or not all(found.values()):
        raise RuntimeError(f"the room did not open: {told}")
    return Addresses(*(match[1] for match in found.values() if match), code[1], server)


def ten_minutes(browser: Any, folder: Path) -> int:
    """Open a room, join with a phone, play a turn; return how many commands and clicks it took.

    Those of the host are counted; each step leaves its picture.
    """
    steps = 0
    words = ("korea", "--lan", "--runs", "16", "--port", "0", "--log")
    with TemporaryDirectory() as logs, hosted(*words, f"{logs}/room.jsonl") as room:
        steps += 1
        host = _page(browser, room.host, LAPTOP)
        phone = _page(browser, f"{room.join}?code={room.code}", PHONE)
        wall = _page(browser, room.wall, LAPTOP)
        phone.get_by_label("Nickname").fill("Mo")
        _shot(phone, folder, "join")
        wall.get_by_text("Join at").wait_for()
        _shot(wall, folder, "wall-join")
        phone.get_by_role("button", name="Take a seat").click()
        phone.get_by_role("heading", name="Predict first").wait_for()
        _shot(phone, folder, "predict")
        for group in phone.locator("fieldset").all():
            group.get_by_label("no change").check()
        phone.get_by_role("button", name="Lock my prediction").click()
        host.get_by_text("1 of 1 predictions").wait_for()
        _shot(host, folder, "host")
        steps += _click(host, "Open orders")
        phone.get_by_role("heading", name="Your order for").wait_for()
        phone.get_by_label("Sell Russia nothing").check()
        _shot(phone, folder, "order")
        phone.get_by_role("button", name="Confirm the order").click()
        host.get_by_text("1 of 1 seats in").wait_for()
        steps += _click(host, "Close")
        steps += _click(host, "Reveal")
        for page, name in ((phone, "reveal"), (wall, "wall-reveal"), (host, "host-reveal")):
            page.locator("figure").first.wait_for(timeout=120_000)
            _shot(page, folder, name)
        steps += sum(_click(host, "Debrief") for _ in range(2))  # turns are left, so it asks
        phone.locator("[data-seat=CHN]").wait_for(timeout=240_000)
        phone.locator("[data-seat=PRK] .why").evaluate("why => why.scrollIntoView()")
        _shot(phone, folder, "debrief")
    return steps


def _page(browser: Any, address: str, size: dict[str, int]) -> Any:
    page = browser.new_context(viewport=size, color_scheme="light").new_page()
    page.set_default_timeout(60_000)
    page.goto(address)
    return page


def _click(page: Any, name: str) -> int:
    page.get_by_role("button", name=name, exact=True).click()
    return 1


def _shot(page: Any, folder: Path, name: str) -> None:
    page.screenshot(path=folder / f"{name}.png")


def main(folder: Path = FOLDER) -> None:
    """Write all pictures."""
    from playwright.sync_api import sync_playwright

    sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
    from browser import executable

    folder.mkdir(exist_ok=True)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=executable(), args=["--no-sandbox"])
        steps = ten_minutes(browser, folder)
        browser.close()
    sys.stdout.write(f"{steps} commands and clicks of the host. Kept: {folder}\n")


if __name__ == "__main__":
    main()
