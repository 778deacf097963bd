"""The pages of who leads a room, in a browser: asked twice, corrected, and bars that are true."""

import pytest

from seminar_browsing import Class, chromium, press
from seminar_serving import move, served, until

pytestmark = pytest.mark.xdist_group("browser")
STRIKE = {"state": "IRN", "choice": "provocation.IRN", "action": "missile_strike"}


@pytest.fixture(scope="module")
def browser():
    with chromium() as there:
        yield there


def test_a_host_is_asked_before_votes_are_lost_and_corrects_what_was_typed(
    browser, worker, tmp_path
):
    with served(tmp_path, worker, runs=8) as room:
        kim, people = room.student("Kim", "PRK"), Class(browser, room.pages)
        host = people.host()
        press(host, "Open orders")
        until(lambda: room.room.stage == "orders")
        row = host.locator("tr", has=host.get_by_role("rowheader", name="North Korea"))
        sold = row.locator('select[name="sell.PRK"]')
        row.get_by_text("Type its order").click()
        sold.select_option("shells")
        row.get_by_role("button", name="Enter").click()
        row.get_by_text("Sell shells (you gave it)").wait_for()
        row.get_by_text("Change its order").click()
        assert sold.input_value() == "shells"
        sold.select_option("nothing")
        row.get_by_role("button", name="Enter").click()
        row.get_by_text("Sell Russia nothing (you gave it)").wait_for()

        host.get_by_text("Inject a crisis").click()
        assert move(room.host(), "inject", **STRIKE) == 200
        host.get_by_role("button", name="Take back Iran: missile strike").click()
        until(lambda: not room.room.injected)

        host.get_by_text("Script and clock").click()
        host.get_by_role("button", name="Start the clock").first.click()
        host.get_by_text("The clock runs for").wait_for()
        press(host, "Stop the clock")
        until(lambda: room.room.clock is None)

        lee = room.student("Lee", "KOR")
        assert move(lee, "vote", actions={}) == 200
        host.get_by_text("1 of 2 seats in").wait_for()
        close = host.get_by_role("button", name="Close", exact=True)
        close.dblclick()
        host.get_by_text("1 seat has voted but not confirmed: South Korea. Press Close").wait_for()
        assert room.room.stage == "orders"
        close.click()
        until(lambda: room.room.stage == "closed")
        assert room.room.game.turns[0] == {("PRK", "sell.PRK"): "nothing"}
        assert move(kim, "vote", actions={}) == 409
        assert [said for said in people.wrong if "409" not in said] == []
        for context in browser.contexts:
            context.close()


def test_bars_are_as_long_as_what_they_tell_beside_what_matters(browser, worker, tmp_path):
    """An effect of a hundredth of what matters is a hundredth of the way to the dots."""
    rows = [{"name": "tiny", "mean": 1e-4, "low": 5e-5, "high": 2e-4, "relevant": 0.01}]
    with served(tmp_path, worker, runs=8) as room:
        wall = Class(browser, room.pages).wall()
        drawn = wall.evaluate(
            """async (data) => {
            const { bars } = await import("/static/draw.js");
            const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
            bars(svg, data);
            const at = (one, name) => Number(one.getAttribute(name));
            const all = (kind) => [...svg.querySelectorAll(kind)];
            return { dots: all(".begins").map((one) => at(one, "x1")),
                zero: all(".zero").map((one) => [at(one, "x1"), at(one, "y1"), at(one, "y2")]),
                bar: all(".bar").map((one) => [at(one, "x"), at(one, "width")]),
                words: all("text").map((one) => [one.textContent, at(one, "y")]) };
            }""",
            {"title": "T", "unit": "share", "rows": rows},
        )
        wall.context.close()
    low, high = drawn["dots"]
    ((zero, top, bottom),) = drawn["zero"]
    ((left, wide),) = drawn["bar"]
    assert (low + high) / 2 == pytest.approx(left) == pytest.approx(zero)
    assert wide <= 0.02 * (high - zero)
    assert not [words for words, y in drawn["words"] if top < y < bottom + 1]
    assert {"−0.01", "0", "0.01"} <= {words for words, _ in drawn["words"]}
