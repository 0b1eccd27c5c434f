"""Phrases and made passwords on the pages: asked back, typed with help, shown and covered."""

import pytest

from tests.shots.page_driver import answers, asked, open_page, press, receive, show, until
from tests.shots.window_samples import (
    CREATE,
    IMPORT,
    KEY,
    MADE,
    NO_MARK,
    OPEN_FILE,
    OPENED,
    PREVIEW,
    ROWS,
    SECRETS,
    TWELVE,
)

REVEALED = {"words": TWELVE, "passphrase": "a garden in Turku", "position": "reveal"}


def test_three_right_words_go_on_by_themselves(page):
    show(page, "phrase_check", {"asked": [2, 7, 12]})
    for word in ("velvet", "ginger", "picnic"):
        page.keyboard.type(word)
        page.keyboard.press("Tab")
    until(page, "said.some((one) => one.k === 'answer')")
    assert [(one["action"], one["fields"]) for one in answers(page)] == [
        ("check", {"phrase": "velvet ginger picnic"})
    ]


def test_wrong_words_stay_until_somebody_asks(page):
    show(page, "phrase_check", {"asked": [2, 7, 12]})
    for word in ("velvet", "ginger", "picnik"):
        page.keyboard.type(word)
        page.keyboard.press("Tab")
    until(page, "said.some((one) => one.name === 'is_right')")
    page.wait_for_timeout(100)
    assert answers(page) == []
    page.locator("#primary").click()
    assert [one["action"] for one in answers(page)] == ["check"]
    error = {"field": "phrase", "code": "DIFFERS"}
    again = {"asked": [2, 7, 12], "error": error}
    receive(page, {"k": "show", "page": "phrase_check", "model": again, "n": 2})
    assert page.locator("[role=alert]").inner_text().startswith("That isn")
    assert page.input_value("#part-7") == "ginger"


def test_nothing_is_asked_of_the_job_until_all_words_are_there(page):
    show(page, "phrase_check", {"asked": [2, 7, 12]})
    page.keyboard.type("velvet")
    page.wait_for_timeout(1000)
    assert asked(page) == []
    press(page)
    assert page.locator("#part-7-note").inner_text() == "Type this word from your paper."
    assert answers(page) == []


@pytest.mark.parametrize(("button", "action"), [("Later", "later"), ("Show it again", "back")])
def test_the_quiz_may_be_put_off_with_one_click_and_the_words_seen_again(page, button, action):
    show(page, "phrase_check", {"asked": [2, 7, 12]})
    page.get_by_role("button", name=button).click()
    assert [one["action"] for one in answers(page)] == [action]


def test_escape_loses_no_quiz(page):
    show(page, "phrase_check", {"asked": [2, 7, 12]})
    page.keyboard.press("Escape")
    assert page.evaluate("said.filter((one) => one.k === 'close').length") == 0


# --- a made password --------------------------------------------------------------------------


def test_make_one_for_me_is_one_click_with_the_name_that_was_typed(page):
    show(page, "create", CREATE, NO_MARK)
    page.get_by_role("button", name="Rename it").click()
    page.keyboard.press("Control+a")
    page.keyboard.type("Savings")
    page.get_by_role("button", name="Make one for me").click()
    assert [(one["action"], one["fields"]) for one in answers(page)] == [
        ("make", {"wallet_name": "Savings", "key_file": False})
    ]


def test_one_s_own_comes_back_to_what_was_typed(page):
    show(page, "create", CREATE, NO_MARK)
    page.fill("#password", "Tin roof")
    page.get_by_role("button", name="Make one for me").click()
    receive(page, {"k": "show", "page": "made_password", "model": MADE, "n": 2})
    asking = {"asked": [2, 5]}
    receive(page, {"k": "show", "page": "made_password_check", "model": asking, "n": 3})
    receive(page, {"k": "show", "page": "made_password", "model": MADE, "n": 4})
    page.get_by_role("button", name="My own").click()
    receive(page, {"k": "show", "page": "create", "model": CREATE, "n": 5})
    assert page.input_value("#password") == "Tin roof"


def test_what_was_typed_is_forgotten_once_the_detour_led_on(page):
    show(page, "create", CREATE, NO_MARK)
    page.fill("#password", "Tin roof")
    receive(page, {"k": "show", "page": "made_password", "model": MADE, "n": 2})
    storage = {"destinations": []}
    receive(page, {"k": "show", "page": "storage", "model": storage, "n": 3})
    receive(page, {"k": "show", "page": "create", "model": CREATE, "n": 4})
    assert page.input_value("#password") == ""


def test_a_made_password_is_read_with_its_hyphens(page):
    show(page, "made_password", MADE, NO_MARK)
    read = "".join(page.locator(".phrase bdi").all_inner_texts())
    assert read == "-".join(MADE["words"])
    assert "no recovery phrase" in page.locator(".callout").inner_text()


@pytest.mark.parametrize(("button", "action"), [("Another", "another"), ("My own", "back")])
def test_a_made_password_can_be_refused(page, button, action):
    show(page, "made_password", MADE, NO_MARK)
    page.get_by_role("button", name=button).click()
    assert [one["action"] for one in answers(page)] == [action]


# --- typed ------------------------------------------------------------------------------------


def test_a_begun_word_is_finished_by_tab_and_enter(page):
    show(page, "import", IMPORT)
    page.locator("#phrase").type("velvet or")
    page.get_by_role("button", name="orbit").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.input_value("#phrase") == "velvet orbit "
    assert page.evaluate("document.activeElement.id") == "phrase"
    assert page.evaluate("getSelection().toString()") == ""
    assert answers(page) == []


def test_an_offer_is_taken_by_the_mouse_however_slow(page):
    show(page, "import", IMPORT)
    page.locator("#phrase").type("velvet or")
    offer = page.get_by_role("button", name="orchard")
    offer.hover()
    page.mouse.down()
    page.wait_for_timeout(500)
    page.mouse.up()
    assert page.input_value("#phrase") == "velvet orchard "


def test_an_unknown_word_is_named_and_mended_in_its_place(page):
    show(page, "import", IMPORT)
    page.locator("#phrase").type("orbit velvat canoe ")
    page.locator("#phrase-note [role=alert]", has_text="Word 2 is not").wait_for()
    page.get_by_role("button", name="velvet").click()
    assert page.input_value("#phrase") == "orbit velvet canoe "


def test_each_fault_has_its_own_words(page):
    said = set()
    for code in ("COUNT", "WORD", "CHECKSUM", "AMBIGUOUS", "IS_PASSWORD", "INVALID"):
        error = {"field": "phrase", "code": f"PHRASE_{code}", "data": {"word": 4}}
        show(page, "import", {**IMPORT, "error": error})
        said.add(page.locator("[role=alert]").inner_text())
    assert len(said) == 6


def test_the_passphrase_page_shows_whole_addresses_and_leads_back(page):
    show(page, "import", IMPORT)
    page.fill("#phrase", " ".join(TWELVE))
    page.fill("#passphrase", "a garden in Turku")
    page.locator("#primary").click()
    receive(page, {"k": "show", "page": "passphrase", "model": {"accounts": OPENED}, "n": 2})
    shown = ["".join(one.split()) for one in page.locator(".whole-address").all_inner_texts()]
    assert shown == [one["address"] for one in OPENED]
    page.get_by_role("button", name="Back").click()
    receive(page, {"k": "show", "page": "import", "model": IMPORT, "n": 3})
    assert page.input_value("#phrase") == " ".join(TWELVE)
    assert page.input_value("#passphrase") == "a garden in Turku"
    assert [one["action"] for one in answers(page)] == ["import", "back"]


def test_a_file_s_text_goes_to_the_file_and_is_named_before_its_password(page):
    show(page, "import", IMPORT)
    page.fill("#phrase", '{"data":"x"}')
    page.locator("#password").wait_for()
    assert (
        "MetaMask file, 600,000 rounds, typed by you." in page.locator(".choice-row").inner_text()
    )
    assert page.evaluate("document.querySelector('[name=kind]:checked').value") == "file"
    page.fill("#password", "open sesame")
    page.locator("#primary").click()
    [said] = answers(page)
    assert said["fields"] == {"kind": "file", "copy": "typed", "password": "open sesame"}


def test_a_key_typed_as_a_phrase_goes_to_the_key_and_asks_for_its_network(page):
    show(page, "import", IMPORT)
    page.fill("#phrase", "0x4c")
    page.locator("#private_key").wait_for()
    assert page.evaluate("document.activeElement.id") == "chain"
    assert page.input_value("#chain") == "ethereum"
    page.select_option("#chain", "bitcoin")
    page.locator("#primary").click()
    [said] = answers(page)
    fields = said["fields"]
    assert (fields["kind"], fields["private_key"], fields["chain"]) == (
        "private_key",
        "0x4c",
        "bitcoin",
    )


def test_a_file_without_encryption_asks_for_no_password(page):
    show(page, "import", {**IMPORT, "copies": [OPEN_FILE], "selected": "2" * 16})
    assert "no password" in page.locator(".callout").inner_text()
    assert not page.locator("#password").is_visible()
    page.locator("#primary").click()
    [said] = answers(page)
    assert said["fields"] == {"kind": "file", "copy": "2" * 16, "password": ""}


def test_other_entries_of_an_export_are_kept_only_where_somebody_ticks_them(page):
    model = {**PREVIEW, "rows": ROWS[:1], "export": True}
    for ticked in (False, True):
        show(page, "preview", model)
        if ticked:
            page.check("#keep_all")
        page.locator("#primary").click()
        assert answers(page)[0]["fields"]["keep_all"] is ticked


# --- shown ------------------------------------------------------------------------------------


def test_the_list_says_which_phrases_were_never_written_down(page):
    show(page, "secrets", SECRETS)
    rows = page.locator(".open")
    assert "Not written down" in rows.nth(0).inner_text()
    assert "Spanish" in rows.nth(0).inner_text()
    assert "Not written down" not in rows.nth(1).inner_text()
    page.keyboard.press("Enter")  # the first row has the focus
    assert [(one["action"], one["fields"]) for one in answers(page)] == [
        ("phrase", {"id": SECRETS["phrases"][0]["id"]})
    ]


def test_a_key_is_chosen_by_its_account(page):
    show(page, "secrets", SECRETS)
    page.get_by_role("button", name="Rent and bills").last.click()
    assert answers(page)[0]["action"] == "key"
    assert answers(page)[0]["fields"] == {"id": SECRETS["accounts"][1]["id"]}


def test_a_thousand_accounts_are_drawn_as_they_come_into_sight(page):
    rows = [{**SECRETS["accounts"][0], "id": f"{at:016x}"} for at in range(1000)]
    show(page, "secrets", {**SECRETS, "accounts": rows})
    assert page.locator(".open").count() < 1000
    page.evaluate("document.getElementById('body').scrollTo(0, 1e6)")
    until(page, "document.querySelectorAll('.open').length > 300")


def test_a_passphrase_stands_with_its_words_and_is_covered_with_them(page):
    show(page, "phrase", REVEALED)
    assert "a garden in Turku" in page.locator(".phrase-box").inner_text()
    page.get_by_role("button", name="Cover").click()
    assert "a garden" not in page.content().split("<script>")[0]
    page.get_by_role("button", name="Back").click()
    assert [one["action"] for one in answers(page)] == ["done"]


def test_a_key_covers_itself_after_two_minutes(browser):
    page = open_page(browser)
    page.clock.install()
    show(page, "key", KEY)
    assert "".join(page.locator(".phrase-box dd").inner_text().split()) == KEY["key"]
    page.clock.run_for(121_000)
    assert KEY["key"][:4] not in page.locator("#body").inner_text().split()
    page.get_by_role("button", name="Show", exact=True).click()
    assert "".join(page.locator(".phrase-box dd").inner_text().split()) == KEY["key"]
    page.context.close()
