"""The room in real browsers, without a network: a class plays, by mouse, by keyboard, by axe."""

import importlib.util
import re
import signal
from pathlib import Path

import pytest

from multipolar.seminar import Game
from seminar_browsing import (
    PHONE,
    Class,
    audit,
    broken_heads,
    by_keyboard,
    chromium,
    covered,
    order,
    play_turn,
    poorly_projected,
    predict,
    press,
)
from seminar_serving import move, served, until

pytestmark = pytest.mark.xdist_group("browser")
RUNS = 8
ROOT = Path(__file__).parents[2]
SECRET = "Sell Russia nothing"


@pytest.fixture(scope="module")
def browser():
    with chromium() as there:
        yield there


@pytest.fixture
def gathered(browser):
    """Return how a class gathers at the pages of a room; nothing may go wrong in any of them."""
    classes = []

    def gather(pages):
        classes.append(Class(browser, pages))
        return classes[-1]

    yield gather
    for context in browser.contexts:
        context.close()
    assert [said for there in classes for said in there.wrong] == []


@pytest.fixture(scope="module")
def screenshots():
    place = ROOT / "docs" / "screenshots.py"
    module_spec = importlib.util.spec_from_file_location("screenshots", place)
    module = importlib.util.module_from_spec(module_spec)
    module_spec.loader.exec_module(module)
    return module


def numbers(page):
    """Return the changes that the charts of a page tell."""
    return [float(one.get_attribute("data-mean")) for one in page.locator("[data-mean]").all()]


def through_the_wall(host, wall):
    """Go through all that the wall can show; return its words, and what is hard to read."""
    words, hard = [], []
    while True:
        shown = host.locator("#wall strong").inner_text()
        wall.wait_for_timeout(200)
        words.append(wall.locator("main").inner_text())
        hard += [f"{shown}: {one}" for one in poorly_projected(wall)]
        following = host.get_by_role("button", name="Next", exact=True)
        if following.is_disabled():
            return "\n".join(words), hard
        following.click()
        host.locator("#wall strong", has_text=shown).wait_for(state="detached")


def test_a_class_plays_by_keyboard_and_mouse_and_every_page_can_be_read_by_all(
    gathered, worker, tmp_path
):
    """Host, wall, a dark phone that has no mouse, and two more, one with markup for a name."""
    with served(tmp_path, worker, runs=RUNS) as room:
        people = gathered(room.pages)
        host, wall = people.host(), people.wall()
        kim = people.student("Kim", color_scheme="dark")
        others = [people.student(name) for name in ("<img src=x onerror=x()>", "Lee")]
        wrong = {"predict": audit(kim), "wall, lobby": audit(wall), "host, lobby": audit(host)}
        for _ in room.room.lesson.predictions:
            by_keyboard(kim, "up", "Space")
        by_keyboard(kim, "Lock my prediction")
        for page in others:
            predict(page)
        host.get_by_text("<img src=x onerror=x()>").wait_for()
        assert host.locator("img[src=x]").count() == 0
        host.get_by_text("3 of 3 predictions").wait_for()
        hard = through_the_wall(host, wall)[1]

        by_keyboard(host, "Open orders")
        kim.get_by_role("heading", name="Your order for").wait_for()
        host.get_by_text("Inject a crisis").click()
        for act in ("missile strike", "missile drill"):
            host.get_by_label("What happens").select_option(
                label=f"Iran: How far to go up the ladder: {act}"
            )
            press(host, "Inject")
            host.get_by_text(f"Iran: {act}", exact=True).wait_for()
        by_keyboard(kim, "Leave it to the model", "ArrowDown")
        by_keyboard(kim, "Confirm the order")
        others[0].get_by_text("1 of 3 seats are in").wait_for()
        for page in (wall, *others):
            assert SECRET not in page.content()
            assert "sell" not in page.url
        wrong["order"] = audit(others[0])
        for page in others:
            order(page)
        by_keyboard(host, "Close")
        host.get_by_role("button", name="Reveal").and_(host.locator(":enabled")).wait_for()
        by_keyboard(host, "Reveal")
        for page in (kim, *others):
            page.get_by_text(SECRET).first.wait_for()
        wall.get_by_role("heading", name="What followed").wait_for()
        wrong |= {"reveal": audit(kim), "wall, reveal": audit(wall)}
        told, hard_now = through_the_wall(host, wall)
        assert SECRET in told
        hard += hard_now

        game = room.room.game
        picture = room.opened.office.found.pictures[game.digest]
        assert numbers(kim) == [one["change"]["mean"] for one in picture["measures"]]
        press(host, "Undo turn")
        kim.get_by_role("heading", name="Your order is in").wait_for()
        for words in ("Close", "Reveal"):
            press(host, words)
        kim.get_by_role("heading", name="What followed").wait_for()
        assert room.room.game.digest == game.digest
        assert numbers(kim) == [one["change"]["mean"] for one in picture["measures"]]

        play_turn(host, [kim, *others])
        press(host, "Debrief")
        host.get_by_text("2 of 4 turns are not played yet").wait_for()
        press(host, "Debrief")
        for page in (kim, host):
            page.locator("[data-seat=CHN]").wait_for()
        told, hard_now = through_the_wall(host, wall)
        assert "What the orders did: North Korea" in told
        wrong |= {"debrief": audit(kim), "host, debrief": audit(host), "wall": audit(wall)}
        assert hard + hard_now == []
        assert not any(wrong.values()), wrong
        with kim.expect_download() as kept:
            kim.get_by_role("link", name="memo-PRK.txt").click()
        assert re.search(f"TURN 1.*: {SECRET}", kept.value.path().read_text(encoding="utf-8"))


def test_the_audit_finds_what_it_is_for(browser):
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.set_content(
        "<!doctype html><html lang=en><title>x</title><body><main style='width: 900px'><img src=/>"
        "<svg class=chart></svg><p style='transition: color 9s'>small</p></main>"
    )
    found = " ".join(audit(page))
    for flaw in ("image-alt", "too wide as it is", "too wide at 200 %", "without sentence", "move"):
        assert flaw in found
    page.evaluate("document.querySelector('main').style.height = '2000px'")
    found = " ".join(poorly_projected(page))
    for flaw in ("16.0 px: small", "px too high"):
        assert flaw in found
    context.close()


def test_nothing_is_lost_by_reload_back_double_clicks_and_a_server_that_is_killed(
    gathered, screenshots, tmp_path
):
    """The server of the command dies in mid-turn; pages wait, and go on when it is resumed."""
    log = tmp_path / "room.jsonl"
    with screenshots.hosted("korea", "--runs", str(RUNS), "--port", "0", "--log", log) as pages:
        people = gathered(pages)
        host, wall, kim = people.host(), people.wall(), people.student("Kim")
        predict(kim)
        kim.reload()
        kim.get_by_role("heading", name="Your prediction is locked").wait_for()
        press(host, "Open orders")
        second = kim.context.new_page()  # the same captain, on another device
        second.goto(pages.join)
        for page in (kim, second):
            page.get_by_role("heading", name="Your order for").wait_for()
        kim.locator("fieldset").first.locator("input").nth(1).check()
        kim.locator("[data-key=send]").dblclick()
        for page in (kim, second):
            page.get_by_role("heading", name="Your order is in").wait_for()
        kim.goto(f"{pages.join}?code=again")
        kim.go_back()
        kim.get_by_role("heading", name="Your order is in").wait_for()
        late = people.student("Late")
        predict(late)
        late.locator("fieldset").first.locator("input").first.check()  # it has not voted yet
        host.get_by_text("2 of 2 predictions").wait_for()
        shown = {page: page.locator("main").inner_text() for page in (kim, second, late, wall)}
        before = log.read_bytes()
        assert before.count(b'"kind":"confirm"') <= 2
        game = host.request.get(f"{pages.join}api/export/game.json").text()
        pages.server.send_signal(signal.SIGKILL)
        pages.server.wait()
        for page in shown:
            page.get_by_role("alert").wait_for()
        order(late, first=False, sent=False)
        late.get_by_text("Your order is not sent yet").wait_for()
        press(host, "Pause")
        host.get_by_text("Do it again when the connection is back").wait_for()
    port = pages.join.rstrip("/").rpartition(":")[2]
    with screenshots.hosted("--resume", log, "--port", port) as again:
        for page in (*shown, host):
            page.get_by_role("alert").wait_for(state="hidden")
        host.locator("#said").wait_for(state="hidden")
        late.get_by_role("heading", name="Your order is in").wait_for()
        wall.get_by_text("2 of 2").wait_for()
        kim.get_by_text("2 of 2 seats are in").wait_for()
        del shown[late]
        for page, words in shown.items():
            assert page.locator("main").inner_text() == words.replace("1 of 2", "2 of 2")
            assert page.locator("#said").inner_text() == ""
        assert log.read_bytes().startswith(before)
        resent = log.read_text().removeprefix(before.decode())
        assert [resent.count(f'"kind":"{kind}"') for kind in ("vote", "confirm")] == [1, 1]
        host = people.page(again.host)
        host.get_by_text("2 of 2 predictions, 2 of 2 seats in").wait_for()
        resumed = host.request.get(f"{pages.join}api/export/game.json").text()
        assert Game.from_json(resumed).digest == Game.from_json(game).digest
        press(host, "Close")
        press(host, "Reveal")
        for page in (kim, second, late, wall):
            page.get_by_role("heading", name="What followed").wait_for()
        kim.get_by_text("Offer a low price").wait_for()
        for context in people.browser.contexts:
            context.close()  # before the server ends, of which pages would complain
    people.wrong[:] = [said for said in people.wrong if "net::ERR_" not in said]


def seated(people, room, name, seat):
    """Return the phone of somebody who took a certain seat."""
    page = people.device(viewport={"width": 390, "height": 844})
    told = {"code": room.code, "name": name, "seat": seat}
    assert page.context.request.post(f"{room.pages.join}api/join", data=told).ok
    page.goto(room.pages.join)
    return page


def paused(host, *pages):
    """Pause the room and let it go on."""
    for on, state in ((True, "visible"), (False, "hidden")):
        move(host, "pause", on=on)
        for page in pages:
            page.get_by_role("heading", name="The host has paused").wait_for(state=state)


def test_what_was_chosen_but_not_sent_is_there_after_a_pause_and_an_undo_and_in_no_other_turn(
    gathered, worker, tmp_path
):
    with served(tmp_path, worker, runs=RUNS) as room:
        people, host = gathered(room.pages), room.host()
        kim, mia = (seated(people, room, name, "PRK") for name in ("Kim", "Mia"))
        mia.get_by_label("up").first.check()
        mia.get_by_label("Why").fill("a feeling")
        mia.get_by_label("How sure").fill("5")
        paused(host, kim, mia)
        assert mia.get_by_label("up").first.is_checked()
        assert mia.get_by_label("Why").input_value() == "a feeling"
        assert mia.locator("label strong").inner_text() == "5"
        predict(kim, mia)

        move(host, "open")
        chosen, note = kim.get_by_label(SECRET), "<b>to the port</b>"
        chosen.check()
        kim.get_by_label("Note").fill("not sent")
        mia.get_by_label("Note").fill(note)
        vote, lead = (mia.locator(f"[data-key={key}]").bounding_box() for key in ("send", "lead"))
        assert lead["y"] - vote["y"] - vote["height"] >= 32
        order(mia)
        assert covered(mia) == []
        assert audit(mia) == []
        for page in (kim, mia):
            page.get_by_text(f"Mia: {note}").wait_for()
        paused(host, kim, mia)
        assert chosen.is_checked()
        move(host, "close")
        for page in (kim, mia):
            page.get_by_text("Your seat gave no order").wait_for()
            assert page.get_by_text("1 for “").count() == 0
            assert page.locator("#said").inner_text() == ""
        move(host, "undo")
        chosen.wait_for()
        assert chosen.is_checked()
        assert kim.get_by_label("Note").input_value() == "not sent"

        for kind in ("close", "reveal"):
            move(host, kind)
        kim.locator("#results").get_by_text("Your seat gave no order").wait_for()
        move(host, "open")
        chosen.wait_for()
        assert not chosen.is_checked()
        assert kim.get_by_label("Note").input_value() == ""


def unanswered(route):
    """Let a call reach the room; the answer to what is confirmed is lost."""
    if "confirm" in route.request.post_data:
        route.fetch()
        route.abort()
    else:
        route.continue_()


def test_what_could_not_be_sent_is_sent_later_or_the_page_says_that_it_was_not(
    gathered, worker, tmp_path
):
    with served(tmp_path, worker, runs=RUNS) as room:
        people, host = gathered(room.pages), room.host()
        kim, lee = seated(people, room, "Kim", "PRK"), seated(people, room, "Lee", "KOR")
        predict(kim, lee)
        move(host, "open")
        for page, cut in ((kim, lambda route: route.abort()), (lee, unanswered)):
            page.route("**/api/state/*", lambda route: route.abort())
            page.route("**/api/move", cut)
            order(page, sent=False)
            page.get_by_text("Your order is not sent yet").wait_for()
            assert covered(page) == []
        lee.unroute_all()
        lee.get_by_text("Your order is in.", exact=True).wait_for()
        move(host, "close")
        kim.unroute_all()
        kim.get_by_text("Your order was NOT sent").wait_for()
        assert set(room.room.orders) == {"KOR"}
        people.wrong[:] = [said for said in people.wrong if "net::ERR_" not in said]


def test_a_long_nickname_breaks_no_word_in_the_head_of_a_table(gathered, worker, tmp_path):
    with served(tmp_path, worker, runs=RUNS) as room:
        room.student("W" * 24)
        host = gathered(room.pages).host(viewport={"width": 390, "height": 844})
        host.get_by_text("W" * 24).wait_for()
        assert broken_heads(host) == []
        assert audit(host) == []


def test_somebody_can_practise_alone(gathered, worker, tmp_path):
    with served(tmp_path, worker, runs=RUNS, practice=True) as room:
        me = gathered(room.pages).student("Me")
        predict(me)
        me.locator("[data-key=next]").dblclick()
        me.get_by_role("heading", name="Your order for").wait_for()
        late = me.context.request.post(f"{room.pages.join}api/practice", data={"stage": "lobby"})
        assert late.ok
        assert (room.room.stage, room.room.game.played) == ("orders", 0)
        order(me)
        me.locator("[data-key=next]").click()
        me.get_by_role("heading", name="What followed").wait_for()
        until(lambda: room.room.stage == "revealed")
        me.context.close()


def test_a_lecturers_first_ten_minutes_take_six_commands_and_clicks_at_most(
    browser, screenshots, tmp_path
):
    assert screenshots.ten_minutes(browser, tmp_path) <= 6
    made = {file.name for file in tmp_path.glob("*.png")}
    assert made == {file.name for file in screenshots.FOLDER.glob("*.png")}
