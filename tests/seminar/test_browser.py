"""The room in real browsers, without a network: a class plays, by mouse, by keyboard, by axe."""

import importlib.util
from pathlib import Path

import pytest

from seminar_browsing import (
    Class,
    audit,
    chromium,
    order,
    play_turn,
    predict,
    press,
)
from seminar_serving import served, until

pytestmark = pytest.mark.xdist_group("browser")
RUNS = 8
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def browser():
    with chromium() as there:
        yield there


@pytest.fixture
def room(tmp_path):
    with served(tmp_path, runs=RUNS) as there:
        yield there


@pytest.fixture
def people(browser, room):
    there = Class(browser, room)
    yield there
    for context in browser.contexts:
        context.close()
    assert there.wrong == []


def test_a_class_plays_three_turns_and_every_page_can_be_read_by_all(people, room):
    """Six pages: host, wall, a dark phone, three more, one of them with markup for a name."""
    host, wall = people.host(), people.wall()
    names = ("Kim", "<img src=x onerror=x()>", "Lee", "Mo")
    schemes = ("dark", "light", "light", "light")
    students = [
        people.student(name, color_scheme=scheme)
        for name, scheme in zip(names, schemes, strict=True)
    ]
    wrong = {"join": audit(students[0]), "wall, lobby": audit(wall), "host, lobby": audit(host)}
    for page in students:
        predict(page)
    host.get_by_text("<img src=x onerror=x()>").wait_for()
    assert host.locator("img[src=x]").count() == 0
    press(host, "Open orders")
    order(students[0])
    students[1].get_by_text("1 of 5 seats are in").wait_for()
    secret = "Sell Russia nothing"
    for page in (wall, *students[1:]):
        assert secret not in page.content()
        assert "sell" not in page.url
    wrong["order"] = audit(students[1])
    for page in students[1:]:
        order(page)
    press(host, "Close")
    press(host, "Reveal")
    for page in (wall, *students):
        page.get_by_text(secret).first.wait_for()
    wrong |= {"reveal": audit(students[0]), "wall, reveal": audit(wall)}
    for _ in range(2):
        play_turn(host, students)
    press(host, "Debrief")
    for page in (wall, *students):
        page.locator("[data-seat=CHN]").wait_for()
    wrong |= {"debrief": audit(students[0]), "host, debrief": audit(host)}
    assert not any(wrong.values()), wrong
    assert room.room.game.played == 3
    means = [float(n) for n in _attributes(students[2], "[data-mean]", "data-mean")]
    assert means == []  # the debrief has taken the place of the reveal


def test_the_audit_finds_what_it_is_for(people):
    page = people.page("/host?key=wrong")
    page.evaluate("document.querySelector('main').innerHTML = '<img src=/><svg class=chart>'")
    page.evaluate("document.querySelector('main').style.width = '900px'")
    found = " ".join(audit(page))
    assert "image-alt" in found
    assert "too wide" in found
    assert "without sentence and table" in found
    people.wrong.clear()


def _attributes(page, selector, name):
    return [one.get_attribute(name) for one in page.locator(selector).all()]


def test_the_page_shows_the_numbers_of_the_game_to_the_last_bit(people, room):
    host, student = people.host(), people.student("Kim")
    predict(student)
    play_turn(host, [student])
    shown = [float(mean) for mean in _attributes(student, "[data-mean]", "data-mean")]
    picture = room.opened.office.found.pictures[room.room.game.digest]
    assert shown == [one["change"]["mean"] for one in picture["measures"]]


def test_a_whole_turn_needs_no_mouse(people, room):
    host, student = people.host(), people.page(f"/?code={room.code}")

    def go(page, words, keys="Enter"):
        """Press Tab until something with these words has the focus, then a key."""
        for _ in range(80):
            page.keyboard.press("Tab")
            focused = page.evaluate(
                "(document.activeElement.labels?.[0] ?? document.activeElement).textContent"
            )
            if words in focused:
                page.keyboard.press(keys)
                return
        pytest.fail(f"Tab does not reach {words!r}")

    student.get_by_label("Nickname").wait_for()
    student.keyboard.type("Kim")
    student.keyboard.press("Enter")
    student.get_by_role("heading", name="Predict first").wait_for()
    for _ in room.room.lesson.predictions:
        go(student, "up", "Space")
    go(student, "Lock my prediction")
    host.get_by_text("1 of 1 predictions").wait_for()
    go(host, "Open orders")
    student.get_by_role("heading", name="Your order for").wait_for()
    go(student, "Leave it to the model", "ArrowDown")
    go(student, "Confirm the order")
    host.get_by_text("1 of 5 seats in").wait_for()
    go(host, "Close")
    host.get_by_role("button", name="Reveal").and_(host.locator(":enabled")).wait_for()
    go(host, "Reveal")
    student.get_by_role("heading", name="What followed").wait_for()


def test_reload_back_no_connection_and_double_clicks_lose_nothing(people, room):
    host, student = people.host(), people.student("Kim")
    predict(student)
    student.reload()
    student.get_by_role("heading", name="Your prediction is locked").wait_for()
    press(host, "Open orders")
    student.get_by_role("heading", name="Your order for").wait_for()
    second = student.context.new_page()  # the same person, a second captain's page
    second.goto(room.url)
    second.get_by_role("heading", name="Your order for").wait_for()
    student.locator("fieldset").first.locator("input").nth(1).check()
    student.locator("[data-key=send]").dblclick()
    for page in (student, second):
        page.get_by_role("heading", name="Your order is in").wait_for()
    assert len(room.room.orders) == 1
    assert room.opened.office.hold.path.read_text().count('"kind":"confirm"') <= 2
    second.close()
    student.goto(room.url + "/?code=again")
    student.go_back()
    student.get_by_role("heading", name="Your order is in").wait_for()
    student.context.set_offline(True)
    press(host, "Close")
    late = people.student("Late")
    predict(late)
    press(host, "Reveal")
    late.get_by_role("heading", name="What followed").wait_for()
    student.context.set_offline(False)
    student.get_by_role("heading", name="What followed").wait_for()
    people.wrong[:] = [w for w in people.wrong if "ERR_INTERNET_DISCONNECTED" not in w]
    assert len(room.room.members) == 2


def test_somebody_can_practise_alone(browser, tmp_path):
    with served(tmp_path, runs=RUNS, practice=True) as room:
        people = Class(browser, room)
        me = people.student("Me")
        predict(me)
        me.locator("[data-key=next]").click()
        order(me)
        me.locator("[data-key=next]").click()
        me.get_by_role("heading", name="What followed").wait_for()
        until(lambda: room.room.stage == "revealed")
        me.context.close()
        assert people.wrong == []


def test_a_lecturers_first_ten_minutes_take_six_commands_and_clicks_at_most(browser, tmp_path):
    place = ROOT / "docs" / "screenshots.py"
    module_spec = importlib.util.spec_from_file_location("screenshots", place)
    screenshots = importlib.util.module_from_spec(module_spec)
    module_spec.loader.exec_module(screenshots)
    assert screenshots.ten_minutes(browser, tmp_path) <= 6
    made = {file.name for file in tmp_path.glob("*.png")}
    assert made == {file.name for file in screenshots.FOLDER.glob("*.png")}
