"""The delete page and the offer to stop asking: what Enter does, what is armed, what is sent."""

import pytest

from tests.shots.page_driver import receive, said, show
from tests.shots.window_samples import (
    CONTEXT,
    CREATE,
    DELETE,
    DELETE_WALLET,
    MARK,
    PICTURES,
    UNLOCK,
)

MAY_STOP = {**CONTEXT, "may_stop": True}
UNCOVERED = {**DELETE, "uncovered": 1}


def _answers(page):
    return [message for message in said(page) if message["k"] == "answer"]


def _closes(page):
    return [message for message in said(page) if message["k"] == "close"]


def _armed(page):
    page.wait_for_function("() => !document.querySelector('.btn-arming')")


@pytest.mark.parametrize("model", [DELETE, DELETE_WALLET])
def test_enter_keeps_what_is_covered(page, model):
    show(page, "delete", model)

    _armed(page)
    page.keyboard.press("Enter")

    assert _answers(page) == []
    assert len(_closes(page)) == 1


def test_enter_backs_up_what_no_copy_holds(page):
    show(page, "delete", UNCOVERED)

    _armed(page)
    page.keyboard.press("Enter")

    (answer,) = _answers(page)
    assert answer["action"] == "backup"


def test_the_focus_is_on_the_safe_answer(page):
    for model in (DELETE, UNCOVERED):
        show(page, "delete", model)
        assert page.evaluate("document.activeElement.id") == "primary"


def test_delete_is_deaf_for_a_second(page):
    show(page, "delete", DELETE)

    page.get_by_role("button", name="Delete it").click(force=True)
    assert _answers(page) == []

    _armed(page)
    page.get_by_role("button", name="Delete it").click()
    (answer,) = _answers(page)
    assert (answer["action"], answer["fields"]) == ("delete", {"phrase": False})


def test_the_phrase_goes_only_with_its_tick(page):
    show(page, "delete", {**DELETE, "phrase": {"written_down": True}})

    assert not page.locator("#phrase").is_checked()
    assert "which stays" in page.locator("#body").inner_text()
    page.locator("#phrase").check()
    assert "and its recovery phrase" in page.locator("#body").inner_text()
    _armed(page)
    page.get_by_role("button", name="Delete it").click()

    (answer,) = _answers(page)
    assert answer["fields"] == {"phrase": True}


def test_what_is_in_no_copy_is_said_and_what_is_covered_isn_t(page):
    show(page, "delete", DELETE_WALLET)
    assert "on paper" not in page.locator("#body").inner_text()

    show(page, "delete", {**DELETE_WALLET, "uncovered": 2})
    assert "2 accounts" in page.locator(".callout-attention").inner_text()


def test_the_first_page_offers_to_stop_asking_where_it_may(page):
    show(page, "unlock", UNLOCK, CONTEXT)
    assert page.locator("#stop").count() == 0


def test_stopping_is_an_answer_of_its_own(page):
    show(page, "unlock", UNLOCK, MAY_STOP)

    page.locator("#stop").click()

    (answer,) = _answers(page)
    assert answer["action"] == "stop_asking"


def test_it_is_not_offered_any_more_to_somebody_who_went_on(page):
    wrong = {**UNLOCK, "error": {"field": "password", "code": "WRONG_PASSWORD"}}
    show(page, "unlock", UNLOCK, MAY_STOP)

    receive(page, {"k": "show", "page": "unlock", "model": wrong, "n": 2})
    assert page.locator("#stop").count() == 1, "a wrong password is no going on"

    receive(page, {"k": "show", "page": "create", "model": CREATE, "n": 3})
    assert page.locator("#stop").count() == 0


def test_while_the_mark_is_changed_the_window_shows_the_one_it_has(page):
    show(page, "mark", {**MARK, "pictures": list(PICTURES), "change": True}, CONTEXT)

    page.locator("label.tile[title=owl]").click()

    assert page.locator("#own").inner_text().count("copper heron lantern") == 1
    assert "p-lighthouse" in page.locator("#own").inner_html()
    page.keyboard.press("Enter")
    (answer,) = _answers(page)
    assert answer["fields"]["picture"] == "owl"
