"""Recovery codes and new passwords on the pages: what is asked, what is sent, what is kept back."""

from tests.shots.page_driver import said, show
from tests.shots.window_samples import GROUPS, UNLOCK, copy

WITH_CODE = {**UNLOCK, "code": "renews"}


def _answers(page):
    return [message for message in said(page) if message["k"] == "answer"]


def test_a_wallet_without_a_code_offers_none(page):
    show(page, "unlock", {**UNLOCK, "code": None})

    assert page.locator("#other-way").count() == 0


def test_the_code_stands_in_for_the_password_and_is_sent_as_one(page):
    show(page, "unlock", WITH_CODE)

    page.locator("#other-way").click()
    page.keyboard.type("-".join(GROUPS))
    page.keyboard.press("Enter")

    (answer,) = _answers(page)
    assert answer["action"] == "code"
    assert answer["fields"] == {"recovery_code": "-".join(GROUPS)}


def test_an_empty_code_is_asked_for_by_its_name(page):
    show(page, "unlock", WITH_CODE)

    page.locator("#other-way").click()
    page.keyboard.press("Enter")

    assert page.locator("#recovery_code-note").inner_text() == "Type the recovery code."
    assert _answers(page) == []


def test_restore_asks_for_an_empty_code_by_its_name(page):
    show(page, "restore", {"copies": [copy(code=True)], "selected": "a" * 16})

    page.locator("#other-way").click()
    page.keyboard.press("Enter")

    assert page.locator("#recovery_code-note").inner_text() == "Type the recovery code."
    assert _answers(page) == []


def test_a_person_may_go_back_to_the_password(page):
    show(page, "unlock", WITH_CODE)

    page.locator("#other-way").click()
    page.locator("#other-way").click()
    page.keyboard.type("Tin roof")
    page.keyboard.press("Enter")

    (answer,) = _answers(page)
    assert (answer["action"], answer["fields"]) == ("unlock", {"password": "Tin roof"})


def test_a_wrong_code_is_said_under_the_code_and_without_the_hint(page):
    error = {"field": "recovery_code", "code": "WRONG_PASSWORD"}
    show(page, "unlock", {**WITH_CODE, "error": error})

    assert page.locator("#recovery_code-note").inner_text().startswith("That code doesn")
    assert not page.locator(".hint").is_visible()


def test_restore_offers_the_code_for_a_copy_that_has_one_only(page):
    copies = [copy(), copy(id="b" * 16, code=True, name="other.keystow")]
    show(page, "restore", {"copies": copies, "selected": "a" * 16})
    assert page.locator("#other-way").count() == 0

    page.locator("[data-id='" + "b" * 16 + "']").click()
    page.locator("#other-way").click()
    page.keyboard.type("7KQ2")
    page.keyboard.press("Enter")

    (answer,) = _answers(page)
    assert answer["action"] == "code"
    assert answer["fields"] == {"copy": "b" * 16, "recovery_code": "7KQ2"}


def test_a_code_is_shown_in_order_and_can_be_put_off(page):
    show(page, "recovery", {"groups": GROUPS, "replaces": False, "old_ends": False})

    assert page.locator(".groups bdi").all_inner_texts() == GROUPS
    page.get_by_text("Not now").click()
    assert [answer["action"] for answer in _answers(page)] == ["later"]


def test_the_groups_asked_for_are_sent_together(page):
    show(page, "recovery_check", {"asked": [2, 7]})

    page.keyboard.type("m4xd")
    page.keyboard.press("Tab")
    page.keyboard.type("e1sj")
    page.keyboard.press("Enter")

    (answer,) = _answers(page)
    assert (answer["action"], answer["fields"]) == ("check", {"recovery_code": "m4xd e1sj"})


def test_an_empty_group_is_asked_for_and_nothing_is_sent(page):
    show(page, "recovery_check", {"asked": [2, 7]})

    page.keyboard.type("m4xd")
    page.keyboard.press("Enter")

    assert "group" in page.locator("#part-7-note").inner_text()
    assert _answers(page) == []


def test_a_new_password_for_a_wallet_asks_for_no_name(page):
    show(page, "create", {"purpose": "password", "wallet_name": None})

    assert page.get_by_text("The wallet is called").count() == 0
    assert page.locator("#primary").inner_text() == "Use this password"
