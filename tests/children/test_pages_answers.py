"""The pages that take one answer: unlock, confirm, place, import."""

from tests.shots.page_driver import answers, asked, press, receive, show
from tests.shots.window_samples import IMPORT, PICKED, TWELVE, UNLOCK, WRONG


def test_a_wrong_password_shows_the_hint_and_the_words_in_place(page):
    show(page, "unlock", UNLOCK)
    assert UNLOCK["hint"] not in page.content().split("<script>")[0]
    page.keyboard.type("wrong")
    page.keyboard.press("Enter")
    model = {**UNLOCK, "error": WRONG}
    receive(page, {"k": "show", "page": "unlock", "model": model, "n": 2})
    assert page.locator("[role=alert]").inner_text().startswith("That password")
    assert UNLOCK["hint"] in page.locator(".hint").inner_text()
    assert "whoever made this file" in page.locator(".hint").inner_text()
    assert page.evaluate("document.activeElement.id") == "password"
    page.keyboard.type("right")
    page.keyboard.press("Enter")
    assert [one["fields"]["password"] for one in answers(page)] == ["wrong", "right"]
    assert [one["n"] for one in answers(page)] == [1, 2]


def test_an_empty_password_asks_nothing_of_the_job(page):
    show(page, "unlock", UNLOCK)
    page.keyboard.press("Enter")
    assert page.locator("[role=alert]").inner_text() == "Type the password."
    assert answers(page) == []


def test_an_address_is_shown_whole_to_confirm_it(page):
    address = "0x5cA0Cb8A4B1aD9e3F1e2C4d5B6a7980f1e2d11fE"
    model = {"what": "watch", "name": "Cold", "chain_title": "Ethereum", "address": address}
    show(page, "confirm", model)
    assert "".join(page.locator(".whole-address").inner_text().split()) == address


def test_a_chosen_folder_can_be_used(page):
    page.add_init_script("Object.defineProperty(globalThis, 'picked', { value: true })")
    show(page, "place", {"picked": PICKED})
    page.locator("#primary").click()
    assert [one["action"] for one in answers(page)] == ["use"]


def test_without_a_folder_the_primary_asks_for_one(page):
    show(page, "place", {"picked": None})
    press(page)
    assert asked(page) == ["pick_folder"]
    assert answers(page) == []


def test_a_phrase_is_checked_while_it_is_typed(page):
    show(page, "import", IMPORT)
    page.locator("#phrase").type("orbit velvet")
    page.locator("#phrase-note", has_text="2 words so far").wait_for()
    page.fill("#phrase", " ".join(TWELVE))
    page.locator("#phrase-note", has_text="All 12 words fit together: English.").wait_for()
    page.locator("#phrase").press("Enter")
    answer = answers(page)[0]["fields"]
    assert answer == {"kind": "phrase", "phrase": " ".join(TWELVE), "passphrase": "", "count": 1}


def test_a_private_key_goes_with_its_network(page):
    show(page, "import", {**IMPORT, "kind": "private_key"})
    page.select_option("#chain", "bitcoin taproot")
    assert "K, L or 5" in page.locator("#private_key-note").inner_text()
    page.fill("#private_key", "ab" * 32)
    page.locator("#primary").click()
    answer = answers(page)[0]["fields"]
    assert answer == {
        "kind": "private_key",
        "chain": "bitcoin taproot",
        "private_key": "ab" * 32,
        "name": "",
    }


def test_a_bad_phrase_names_the_word(page):
    error = {"field": "phrase", "code": "PHRASE_WORD", "data": {"word": 3}}
    show(page, "import", {**IMPORT, "error": error})
    assert page.locator("[role=alert]").inner_text().startswith("Word 3 is not")
