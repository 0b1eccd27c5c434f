"""The pages of the first run: password, mark, phrase, safe storage."""

import pytest

from tests.shots.page_driver import answers, open_page, press, receive, said, show, until
from tests.shots.window_samples import CREATE, GOOD, MARK, NO_MARK, PICTURES, SAVED, STORAGE, TWELVE

FIRST_RUN = {"words": TWELVE, "passphrase": None, "position": "first_run"}


def test_rules_are_met_while_typing_and_create_waits_for_all(page):
    show(page, "create", CREATE, NO_MARK)
    page.keyboard.type("Tin roof, late rains")
    until(page, "document.querySelectorAll('.rules .met').length === 4")
    assert page.locator(".rules .unmet").inner_text().startswith("A number")
    press(page)
    until(page, "document.getElementById('password-note').innerText === 'This needs a number.'")
    assert answers(page) == []


def test_a_good_password_twice_is_answered(page):
    show(page, "create", CREATE, NO_MARK)
    page.keyboard.type(GOOD)
    page.fill("#confirmation", GOOD)
    page.fill("#hint", "my first garden")
    page.locator("#hint").press("Enter")
    until(page, "said.some((one) => one.k === 'answer')")
    assert answers(page) == [
        {
            "k": "answer",
            "n": 1,
            "action": "create",
            "fields": {
                "password": GOOD,
                "confirmation": GOOD,
                "hint": "my first garden",
                "key_file": False,
                "wallet_name": "Everyday",
            },
        }
    ]


def test_another_confirmation_is_said_when_it_is_left(page):
    show(page, "create", CREATE, NO_MARK)
    page.keyboard.type(GOOD)
    page.locator("#confirmation").type("Tin r")
    assert page.locator("#confirmation-note").inner_text() == ""  # still typing
    page.locator("#hint").focus()
    assert "not the same" in page.locator("#confirmation-note").inner_text()
    page.fill("#confirmation", GOOD)
    assert page.locator(".same").inner_text() == "The same"


def test_a_hint_that_gives_it_away_is_refused_in_place(page):
    show(page, "create", CREATE, NO_MARK)
    page.keyboard.type(GOOD)
    page.fill("#confirmation", GOOD)
    page.fill("#hint", "roof rains")
    page.locator("#hint-note [role=alert]").wait_for()
    press(page)
    page.wait_for_timeout(100)
    assert answers(page) == []
    assert page.evaluate("document.activeElement.id") == "hint"


def test_the_wallet_can_be_renamed(page):
    show(page, "create", CREATE, NO_MARK)
    page.get_by_role("button", name="Rename it").click()
    page.keyboard.type("Savings")
    page.fill("#password", GOOD)
    page.fill("#confirmation", GOOD)
    page.locator("#primary").click()
    until(page, "said.some((one) => one.k === 'answer')")
    assert answers(page)[0]["fields"]["wallet_name"] == "Savings"


def test_an_error_comes_back_in_place_with_what_was_typed(page):
    show(page, "create", CREATE, NO_MARK)
    page.keyboard.type(GOOD)
    error = {"field": "password", "code": "UNSUPPORTED_CHARACTER"}
    model = {**CREATE, "error": error}
    receive(page, {"k": "show", "page": "create", "model": model, "n": 2})
    assert page.input_value("#password") == GOOD
    assert page.get_attribute("#password", "aria-invalid") == "true"
    assert "too new" in page.locator("#password-note").inner_text()


def test_a_password_is_shown_and_hidden_field_by_field(page):
    show(page, "create", CREATE, NO_MARK)
    page.get_by_role("button", name="Show password", exact=True).click()
    assert page.get_attribute("#password", "type") == "text"
    assert page.get_attribute("#confirmation", "type") == "password"
    page.get_by_role("button", name="Hide password", exact=True).click()
    assert page.get_attribute("#password", "type") == "password"


def test_the_mark_shows_in_the_strip_as_it_is_chosen(page):
    show(page, "mark", {**MARK, "pictures": list(PICTURES)}, NO_MARK)
    page.get_by_role("button", name="Other words").click()
    page.locator(".own .words", has_text="amber kestrel wharf").wait_for()
    page.locator(".tile[title=kettle]").click()
    assert page.locator(".own .pic use").get_attribute("href") == "#p-kettle"
    page.locator("#primary").click()
    assert answers(page)[0]["fields"] == {"words": "amber kestrel wharf", "picture": "kettle"}
    receive(page, {"k": "show", "page": "phrase", "model": FIRST_RUN, "n": 2})
    assert page.locator(".own .words").inner_text() == "amber kestrel wharf"


def test_the_words_are_numbered_down_then_across(page):
    show(page, "phrase", FIRST_RUN)
    boxes = [page.locator(".phrase li").nth(at).bounding_box() for at in range(12)]
    assert [one["x"] for one in boxes[:6]] == [boxes[0]["x"]] * 6
    assert boxes[6]["x"] > boxes[0]["x"]
    assert page.locator(".phrase li").nth(6).inner_text().split() == ["7", "ginger"]


def test_the_words_cover_themselves_after_two_minutes(browser):
    page = open_page(browser)
    page.clock.install()
    show(page, "phrase", FIRST_RUN)
    page.clock.run_for(119_000)
    assert "orbit" in page.content()
    page.clock.run_for(2_000)
    assert "orbit" not in page.content().split("<script>")[0]
    page.get_by_role("button", name="Show", exact=True).click()
    assert "orbit" in page.locator(".phrase").inner_text()
    page.context.close()


def test_escape_covers_the_words_and_loses_nothing(page):
    show(page, "phrase", FIRST_RUN)
    page.keyboard.press("Escape")
    assert "The words are covered." in page.locator(".phrase-box").inner_text()
    page.keyboard.press("Escape")
    assert [one["k"] for one in said(page) if one["k"] != "ready"] == []


def test_the_words_cannot_be_selected_or_copied(page):
    show(page, "phrase", FIRST_RUN)
    page.keyboard.press("Control+a")
    assert page.evaluate("getSelection().toString()").strip() == ""
    prevented = page.evaluate(
        """() => ["copy", "cut", "contextmenu", "dragstart", "drop"].map((name) => {
          const event = new Event(name, { bubbles: true, cancelable: true });
          return !document.querySelector(".phrase").dispatchEvent(event);
        })"""
    )
    assert prevented == [True] * 5


def test_a_costly_answer_is_deaf_for_a_second(page):
    show(page, "phrase", FIRST_RUN)
    page.keyboard.press("Enter")
    page.locator("#primary").click(force=True)
    assert answers(page) == []
    page.wait_for_selector("#primary:not([aria-disabled])")
    page.locator("#primary").click()
    assert [one["action"] for one in answers(page)] == ["written"]


def test_later_is_an_answer_of_its_own(page):
    show(page, "phrase", FIRST_RUN)
    page.get_by_role("button", name="Later").click()
    assert [one["action"] for one in answers(page)] == ["later"]


def test_saving_needs_the_tick(page):
    show(page, "storage", STORAGE)
    press(page)
    assert answers(page) == []
    page.get_by_label("I understand").check()
    page.locator("#primary").click()
    assert answers(page)[0]["fields"] == {"understood": True}


@pytest.mark.parametrize("kind", ["USB stick", "Cloud with", "Cloud folder", "Paper"])
def test_each_kind_of_place_has_something_for_and_against_it(page, kind):
    show(page, "storage", STORAGE)
    item = page.locator(".advice li", has_text=kind)
    assert item.locator(".plus").inner_text()
    assert item.locator(".minus").inner_text()


def test_first_run_takes_six_clicks_in_the_window(page):
    """Create, Continue, I wrote them down, the tick, Save, Done; typing doesn't count."""
    clicks = 0

    def click(selector):
        nonlocal clicks
        page.locator(selector).click()
        clicks += 1

    def then(name, model, n):
        until(page, f"said.filter((one) => one.k === 'answer').length === {n - 1}")
        receive(page, {"k": "show", "page": name, "model": model, "n": n})

    show(page, "create", CREATE, NO_MARK)
    page.keyboard.type(GOOD)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type(GOOD)
    click("#primary")
    then("mark", {**MARK, "pictures": list(PICTURES)}, 2)
    click("#primary")
    then("phrase", FIRST_RUN, 3)
    click("#primary")
    then("storage", STORAGE, 4)
    click("#understood")
    click("#primary")
    then("saved", SAVED, 5)
    click("#primary")
    assert [one["action"] for one in answers(page)] == [
        *("create", "continue", "written", "save", "done")
    ]
    assert clicks == 6
