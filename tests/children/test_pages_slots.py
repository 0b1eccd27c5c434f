"""Key files, backup passwords and older wallets on the pages: what is asked, said and sent."""

import pytest

from tests.shots.page_driver import answers, asked, receive, said, show, until
from tests.shots.window_samples import (
    CREATE,
    GOOD,
    HISTORY,
    IMPORT,
    KEY_FILE,
    NO_MARK,
    PREVIEW,
    RESTORE,
    UNLOCK,
    WRONG,
    copy,
)


def _reply(page, name, reply):
    """Answer the page's last question of this name."""
    until(page, f"said.some((one) => one.name === '{name}')")
    question = [one for one in said(page) if one.get("name") == name][-1]
    receive(page, {"k": "reply", "q": question["q"], "r": reply})


def test_a_wallet_without_a_key_file_asks_for_none(page):
    show(page, "unlock", {**UNLOCK, "key_file": None})

    assert page.locator("#pick-key-file").count() == 0


def test_a_missing_key_file_is_asked_for_before_anything_is_sent(page):
    show(page, "unlock", {**UNLOCK, "key_file": {"name": None, "needed": True}})

    page.keyboard.type(GOOD)
    page.keyboard.press("Enter")

    assert "key file isn" in page.locator("[role=alert]").inner_text()
    assert answers(page) == []
    page.get_by_text("Choose key file").click()
    _reply(page, "pick_key_file", {"name": "mine.key"})
    page.locator("#primary").click()
    assert answers(page)[0]["fields"] == {"password": GOOD}, "the page never knew a path"


def test_a_wrong_password_with_a_key_file_blames_neither_alone(page):
    show(page, "unlock", {**UNLOCK, "key_file": KEY_FILE, "error": WRONG})

    assert "open it together" in page.locator("#password-note").inner_text()


def test_a_key_file_that_is_gone_has_its_own_words(page):
    error = {"field": "key_file", "code": "KEY_FILE_MISSING"}
    show(page, "unlock", {**UNLOCK, "key_file": KEY_FILE, "error": error})

    assert "Plug in the disk" in page.locator(".key-file").inner_text()
    assert page.locator("#password-note [role=alert]").count() == 0


def test_a_copy_that_asks_for_a_key_file_has_it_chosen_under_its_password(page):
    copies = [copy(), copy(id="b" * 16, key_file="needed", name="other.keystow")]
    show(page, "restore", {"copies": copies, "selected": "a" * 16})
    assert not page.locator(".key-file").is_visible()

    page.locator("[data-id='" + "b" * 16 + "']").click()
    _reply(page, "key_file", {"name": "stick.key"})

    assert "stick.key" in page.locator(".key-file").inner_text()
    page.keyboard.type(GOOD)
    page.keyboard.press("Enter")
    assert answers(page)[0]["fields"] == {"copy": "b" * 16, "password": GOOD}


def test_a_file_is_brought_in_by_its_recovery_code(page):
    picked = copy(code=True, own=False)
    show(page, "import", {**IMPORT, "kind": "file", "copies": [picked], "selected": picked["id"]})

    page.locator("#other-way").click()
    page.keyboard.type("7KQ2")
    page.keyboard.press("Enter")

    (answer,) = answers(page)
    assert answer["action"] == "code"
    assert answer["fields"] == {"kind": "file", "copy": picked["id"], "recovery_code": "7KQ2"}


def test_a_code_that_won_t_do_is_said_and_not_offered(page):
    show(page, "unlock", {**UNLOCK, "purpose": "recovery", "code": "refused"})

    assert page.locator("#other-way").count() == 0
    assert "change it first" in page.locator(".win-body").inner_text()


def test_a_code_that_opens_for_once_promises_no_new_password(page):
    show(page, "unlock", {**UNLOCK, "code": "opens"})

    page.locator("#other-way").click()

    assert "choose a new one next" not in page.locator(".win-body").inner_text()


@pytest.mark.parametrize(("now", "sent"), [(False, True), (True, False)])
def test_a_key_file_is_a_tick_away_and_shows_what_holds_now(page, now, sent):
    show(page, "create", {**CREATE, "key_file": now}, NO_MARK)
    if not now:
        page.get_by_text("More protection").click()
    assert page.locator("#key_file").is_checked() == now

    page.locator("#key_file").click()
    page.fill("#password", GOOD)
    page.fill("#confirmation", GOOD)
    page.locator("#confirmation").press("Enter")
    until(page, "said.some((one) => one.k === 'answer')")

    assert answers(page)[0]["fields"]["key_file"] is sent


def test_no_file_no_key_file(page):
    show(page, "key_file", {"name": None})

    assert page.get_attribute("#primary", "aria-disabled") == "true"
    page.get_by_text("Make a new one").click()
    assert asked(page) == ["make_key_file"]
    _reply(page, "make_key_file", {"name": "keystow-1.key"})
    assert "Losing this file loses the wallet" in page.locator(".win-body").inner_text()
    page.locator("#primary").click()
    assert [one["action"] for one in answers(page)] == ["use"]


def test_a_backup_password_takes_no_hint_and_the_wallet_s_is_judged(page):
    model = {"purpose": "backup_password", "wallet_name": None, "hint": "Tin roof"}
    show(page, "create", model)
    assert page.locator("#hint").count() == 0

    page.fill("#password", GOOD)
    page.fill("#confirmation", GOOD)
    page.locator("#confirmation").press("Enter")
    until(page, "document.querySelector('#password-note [role=alert]') !== null")

    assert "hint gives this one away" in page.locator("#password-note").inner_text()
    assert answers(page) == []


def test_what_was_typed_may_be_kept_where_that_is_offered(page):
    show(page, "create", {"purpose": "restore_backup", "wallet_name": None, "keep": True})

    page.get_by_text("Keep the one I typed").click()

    assert [one["action"] for one in answers(page)] == ["keep"]


def test_a_backup_password_is_removed_by_a_link_of_its_own(page):
    show(page, "backup_password", {"code": False})

    page.locator("#remove").click()

    assert [one["action"] for one in answers(page)] == ["remove"]


def test_an_older_wallet_is_told_with_its_newer_copies(page):
    show(page, "history", HISTORY)

    text = page.locator(".win-body").inner_text()
    assert "BLUE-32" in text
    assert "7 accounts" in text
    page.keyboard.press("Enter")
    assert [one["action"] for one in answers(page)] == ["newer"]


def test_a_foreign_wallet_is_not_opened_by_the_enter_of_the_page_before(page):
    model = {**HISTORY, "origin": "foreign", "copies": [], "newer": False}
    show(page, "history", model)

    page.keyboard.press("Enter")  # while the button arms

    assert answers(page) == []


def test_no_file_is_chosen_where_none_is_known(page):
    show(page, "restore", {**RESTORE, "selected": None})

    assert page.locator(".choice-row.on").count() == 0
    assert page.get_attribute("#primary", "aria-disabled") == "true"


@pytest.mark.parametrize("origin", ["older", "unseen", "forked", "foreign"])
def test_of_a_file_that_isn_t_known_nothing_is_taken_unless_it_is_ticked(page, origin):
    show(page, "preview", {**PREVIEW, "origin": origin, "ticked": False})
    assert page.locator(".callout-attention").count() == 1
    assert page.locator("#primary").inner_text() == "Restore"

    page.locator("#primary").click()

    assert answers(page)[0]["fields"]["rows"] == [], "nor what belongs to no account"


def test_a_ticked_row_of_an_unknown_file_takes_along_what_is_here_already(page):
    show(page, "preview", {**PREVIEW, "origin": "unseen", "ticked": False})

    page.get_by_label("Savings").check()
    page.locator("#primary").click()

    joined = {row["id"] for row in PREVIEW["rows"] if row["state"] in ("same", "name_differs")}
    assert set(answers(page)[0]["fields"]["rows"]) == {PREVIEW["rows"][0]["id"], *joined}
