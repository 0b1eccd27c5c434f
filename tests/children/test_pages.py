"""The pages alone, in headless Chromium: what a person sees, does and can't do."""

import pytest
from playwright.sync_api import sync_playwright

from tests.shots.page_driver import CHROMIUM, open_page, play, receive, said, show
from tests.shots.window_samples import (
    COPIES,
    CREATE,
    IMPORT,
    MARK,
    NO_MARK,
    PICKED,
    PICTURES,
    PREVIEW,
    RESTORE,
    RESULT,
    SAMPLES,
    SAVED,
    STORAGE,
    TWELVE,
    UNLOCK,
    copy,
)

GOOD = "Tin roof, 4 late rains"
FIRST_RUN = {"words": TWELVE, "position": "first_run"}


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as play_:
        one = play_.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield one
        one.close()


@pytest.fixture
def page(browser):
    one = open_page(browser)
    one.faults = []
    one.on("console", lambda m: one.faults.append(m.text) if m.type == "error" else None)
    one.on("pageerror", lambda error: one.faults.append(str(error)))
    yield one
    assert one.faults == []
    one.context.close()


def _answers(page):
    return [message for message in said(page) if message["k"] == "answer"]


def _press(page):
    """Click the primary although it is aria-disabled: it answers with what is missing."""
    page.locator("#primary").click(force=True)


def _until(page, condition):
    """Wait until an expression is true; Playwright's own waiting needs the `eval` we forbid."""
    for _ in range(200):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(25)
    raise AssertionError(condition)


def _asked(page):
    return [message["name"] for message in said(page) if message["k"] == "query"]


# --- every page -------------------------------------------------------------------------------


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_a_page_fits_names_its_controls_and_has_one_primary(page, sample):
    play(page, sample)
    facts = page.evaluate(
        """() => ({
      wide: document.documentElement.scrollWidth - innerWidth
        + document.getElementById("body").scrollWidth - document.getElementById("body").clientWidth,
      tall: document.documentElement.scrollHeight - innerHeight,
      headings: document.querySelectorAll("h1").length,
      primaries: document.querySelectorAll(".btn-primary").length,
      nameless: [...document.querySelectorAll("button, input, select, textarea")].filter((one) =>
        !(one.labels?.length || one.getAttribute("aria-label") || one.textContent.trim())
      ).map((one) => one.outerHTML),
      ids: [...document.querySelectorAll("[id]")].map((one) => one.id),
      focused: document.activeElement !== document.body,
      raw: document.getElementById("body").innerText.match(
        /[a-z]+\\.[a-z]+|\\{\\w+\\}|undefined|\\[object/
      ),
      styled: document.querySelectorAll("[style]").length,
    })"""
    )
    assert facts["wide"] == 0
    assert facts["tall"] == 0
    assert facts["headings"] == 1
    assert facts["primaries"] == (0 if sample.page == "progress" else 1)
    assert facts["nameless"] == []
    assert len(set(facts["ids"])) == len(facts["ids"])
    assert facts["focused"]
    if sample.name not in {"restore-worse", "import-wrong"}:  # there a file's name is shown
        assert facts["raw"] is None


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_at_twice_the_size_nothing_is_cut_sideways(browser, sample):
    page = open_page(browser, viewport={"width": 400, "height": 480})
    play(page, sample)
    page.evaluate("document.documentElement.style.fontSize = '24px'")
    wide = page.evaluate(
        "(b => b.scrollWidth - b.clientWidth)(document.querySelector('.win-body'))"
    )
    page.context.close()
    assert wide == 0


def test_every_page_of_the_contract_has_a_sample():
    assert {sample.page for sample in SAMPLES} == {
        *("create", "mark", "phrase", "storage", "progress", "saved", "unlock", "restore"),
        *("import", "preview", "result", "confirm", "place", "failed"),
    }


# --- create -----------------------------------------------------------------------------------


def test_rules_are_met_while_typing_and_create_waits_for_all(page):
    show(page, "create", CREATE, NO_MARK)
    page.keyboard.type("Tin roof, late rains")
    _until(page, "document.querySelectorAll('.rules .met').length === 4")
    assert page.locator(".rules .unmet").inner_text().startswith("A number")
    _press(page)
    assert page.locator("#password-note").inner_text() == "This needs a number."
    assert _answers(page) == []


def test_a_good_password_twice_is_answered(page):
    show(page, "create", CREATE, NO_MARK)
    page.keyboard.type(GOOD)
    page.fill("#confirmation", GOOD)
    page.fill("#hint", "my first garden")
    page.locator("#hint").press("Enter")
    _until(page, "said.some((one) => one.k === 'answer')")
    assert _answers(page) == [
        {
            "k": "answer",
            "n": 1,
            "action": "create",
            "fields": {
                "password": GOOD,
                "confirmation": GOOD,
                "hint": "my first garden",
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
    _press(page)
    page.wait_for_timeout(100)
    assert _answers(page) == []
    assert page.evaluate("document.activeElement.id") == "hint"


def test_the_wallet_can_be_renamed(page):
    show(page, "create", CREATE, NO_MARK)
    page.get_by_role("button", name="Rename it").click()
    page.keyboard.type("Savings")
    page.fill("#password", GOOD)
    page.fill("#confirmation", GOOD)
    page.locator("#primary").click()
    _until(page, "said.some((one) => one.k === 'answer')")
    assert _answers(page)[0]["fields"]["wallet_name"] == "Savings"


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


# --- mark and phrase --------------------------------------------------------------------------


def test_the_mark_shows_in_the_strip_as_it_is_chosen(page):
    show(page, "mark", {**MARK, "pictures": list(PICTURES)}, NO_MARK)
    page.get_by_role("button", name="Other words").click()
    page.locator(".own .words", has_text="amber kestrel wharf").wait_for()
    page.locator(".tile[title=kettle]").click()
    assert page.locator(".own .pic use").get_attribute("href") == "#p-kettle"
    page.locator("#primary").click()
    assert _answers(page)[0]["fields"] == {"words": "amber kestrel wharf", "picture": "kettle"}
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
    assert _answers(page) == []
    page.wait_for_selector("#primary:not([aria-disabled])")
    page.locator("#primary").click()
    assert [one["action"] for one in _answers(page)] == ["written"]


def test_later_is_an_answer_of_its_own(page):
    show(page, "phrase", FIRST_RUN)
    page.get_by_role("button", name="Later").click()
    assert [one["action"] for one in _answers(page)] == ["later"]


# --- storage, unlock, confirm, place -------------------------------------------------------------


def test_saving_needs_the_tick(page):
    show(page, "storage", STORAGE)
    _press(page)
    assert _answers(page) == []
    page.get_by_label("I understand").check()
    page.locator("#primary").click()
    assert _answers(page)[0]["fields"] == {"understood": True}


@pytest.mark.parametrize("kind", ["USB stick", "Cloud", "Online folder", "Paper"])
def test_each_kind_of_place_has_something_for_and_against_it(page, kind):
    show(page, "storage", STORAGE)
    item = page.locator(".advice li", has_text=kind)
    assert item.locator(".plus").inner_text()
    assert item.locator(".minus").inner_text()


def test_a_wrong_password_shows_the_hint_and_the_words_in_place(page):
    show(page, "unlock", UNLOCK)
    assert UNLOCK["hint"] not in page.content().split("<script>")[0]
    page.keyboard.type("wrong")
    page.keyboard.press("Enter")
    model = {**UNLOCK, "error": "WRONG_PASSWORD"}
    receive(page, {"k": "show", "page": "unlock", "model": model, "n": 2})
    assert "Nothing was changed" in page.locator("[role=alert]").inner_text()
    assert UNLOCK["hint"] in page.locator(".hint").inner_text()
    assert "whoever made this file" in page.locator(".hint").inner_text()
    assert page.evaluate("document.activeElement.id") == "password"
    page.keyboard.type("right")
    page.keyboard.press("Enter")
    assert [one["fields"]["password"] for one in _answers(page)] == ["wrong", "right"]
    assert [one["n"] for one in _answers(page)] == [1, 2]


def test_an_empty_password_asks_nothing_of_the_job(page):
    show(page, "unlock", UNLOCK)
    page.keyboard.press("Enter")
    assert page.locator("[role=alert]").inner_text() == "Type the password."
    assert _answers(page) == []


def test_one_answer_a_page(page):
    show(page, "unlock", UNLOCK)
    page.keyboard.type("once")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert len(_answers(page)) == 1


def test_a_slow_check_is_said_on_the_button(page):
    show(page, "unlock", UNLOCK)
    page.keyboard.type("slow")
    page.keyboard.press("Enter")
    assert page.get_attribute("#primary", "aria-busy") is None
    page.wait_for_selector("#primary[aria-busy=true]")
    assert page.locator("#primary").inner_text() == "Checking"


def test_escape_and_cancel_close(page):
    show(page, "unlock", UNLOCK)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Cancel").click()
    assert [one["k"] for one in said(page)] == ["close", "close"]


def test_an_address_is_shown_whole_to_confirm_it(page):
    address = "0x5cA0Cb8A4B1aD9e3F1e2C4d5B6a7980f1e2d11fE"
    model = {"what": "watch", "name": "Cold", "chain_title": "Ethereum", "address": address}
    show(page, "confirm", model)
    assert "".join(page.locator(".whole-address").inner_text().split()) == address


def test_a_chosen_folder_can_be_used(page):
    page.add_init_script("Object.defineProperty(globalThis, 'picked', { value: true })")
    show(page, "place", {"picked": PICKED})
    page.locator("#primary").click()
    assert [one["action"] for one in _answers(page)] == ["use"]


def test_without_a_folder_the_primary_asks_for_one(page):
    show(page, "place", {"picked": None})
    _press(page)
    assert _asked(page) == ["pick_folder"]
    assert _answers(page) == []


# --- restore, import, preview, result -----------------------------------------------------------


def test_the_newest_own_copy_is_chosen_and_needs_only_its_password(page):
    show(page, "restore", RESTORE)
    page.keyboard.type(GOOD)
    page.keyboard.press("Enter")
    assert _answers(page)[0]["fields"] == {"copy": COPIES[0]["id"], "password": GOOD}


def test_another_copy_shows_its_own_hint(page):
    show(page, "restore", RESTORE)
    page.locator(".choice-row").nth(2).click()
    assert "ask my sister" in page.locator(".win-dock").inner_text()
    page.locator(".choice-row").nth(1).click()
    assert "Hint" not in page.locator(".win-dock").inner_text()
    assert page.evaluate("document.activeElement.id") == "password"


def test_a_strangers_file_is_named_as_one(page):
    show(page, "restore", RESTORE)
    row = page.locator(".choice-row").nth(2)
    assert "Not known" in row.inner_text()
    assert "stranger" in row.inner_text()
    assert "Intact" not in row.inner_text()


def test_a_newer_file_cannot_be_opened(page):
    show(page, "restore", {"copies": [copy(state="newer")], "selected": "a" * 16})
    assert page.get_attribute("#primary", "aria-disabled") == "true"
    assert not page.locator("#password").is_visible()


def test_a_dropped_file_is_read_by_the_page_and_joins_the_list(page):
    show(page, "restore", RESTORE)
    page.evaluate(
        """() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array([0, 255, 10])], "mine.keystow"));
      document.querySelector(".drop").dispatchEvent(
        new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: transfer }));
    }"""
    )
    _until(page, "said.some((one) => one.name === 'drop')")
    asked = next(one for one in said(page) if one["k"] == "query")
    assert asked["args"] == {"name": "mine.keystow", "data": "AP8K"}
    row = copy(id="new", name="mine.keystow", own=False, hint="")
    receive(page, {"k": "reply", "q": asked["q"], "r": {"copy": row}})
    assert page.locator(".choice-row").count() == 4
    assert page.locator(".choice-row.on").get_attribute("data-id") == "new"
    page.keyboard.type(GOOD)
    page.keyboard.press("Enter")
    assert _answers(page)[0]["fields"]["copy"] == "new"
    again = {
        "copies": [*COPIES, row],
        "selected": "new",
        "error": {"field": "file", "code": "DAMAGED"},
    }
    receive(page, {"k": "show", "page": "restore", "model": again, "n": 2})
    assert page.locator(".choice-row").count() == 4
    assert page.locator(".choice-row").nth(0).get_attribute("data-id") == "new"
    assert "no longer opens" in page.locator("[role=alert]").inner_text()


def test_a_file_too_large_to_drop_is_said_so(page):
    show(page, "restore", RESTORE)
    page.evaluate(
        """() => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(3_000_000)], "large"));
      document.querySelector(".drop").dispatchEvent(
        new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: transfer }));
    }"""
    )
    assert "too large to drop" in page.locator("[role=alert]").inner_text()
    assert _asked(page) == []


def test_a_refused_file_is_said_in_place(page):
    show(page, "restore", RESTORE)
    page.locator("#browse").click()
    asked = next(one for one in said(page) if one["k"] == "query")
    error = {"error": {"code": "NOT_A_KEYSTORE", "data": {}}}
    receive(page, {"k": "reply", "q": asked["q"], "r": error})
    assert "a wallet backup that Keystow can read" in page.locator("[role=alert]").inner_text()


def test_a_phrase_is_checked_while_it_is_typed(page):
    show(page, "import", IMPORT)
    page.locator("#phrase").type("orbit velvet")
    page.locator("#phrase-note", has_text="2 words so far").wait_for()
    page.fill("#phrase", " ".join(TWELVE))
    page.locator("#phrase-note", has_text="All 12 words fit").wait_for()
    page.locator("#phrase").press("Enter")
    answer = _answers(page)[0]["fields"]
    assert answer == {"kind": "phrase", "phrase": " ".join(TWELVE), "passphrase": "", "name": ""}


def test_a_private_key_goes_with_its_network(page):
    show(page, "import", {**IMPORT, "kind": "private_key"})
    page.select_option("#chain", "ethereum")
    page.fill("#private_key", "ab" * 32)
    page.locator("#primary").click()
    answer = _answers(page)[0]["fields"]
    assert answer == {
        "kind": "private_key",
        "chain": "ethereum",
        "private_key": "ab" * 32,
        "name": "",
    }


def test_a_bad_phrase_names_the_word(page):
    error = {"field": "phrase", "code": "PHRASE_INVALID", "data": {"reason": "word", "word": 3}}
    show(page, "import", {**IMPORT, "error": error})
    assert page.locator("[role=alert]").inner_text().startswith("Word 3 is not")


def test_ticks_are_counted_and_answered(page):
    show(page, "preview", PREVIEW)
    chosen = {row["id"] for row in PREVIEW["rows"] if row["state"] != "refused"}
    assert page.locator("#primary").inner_text() == "Restore 6"
    page.get_by_label("Savings").uncheck()
    assert page.locator("#primary").inner_text() == "Restore 5"
    assert page.evaluate("document.getElementById('all').indeterminate")
    page.get_by_text("Take “Daily, old laptop”").click()
    page.locator("#primary").click()
    answer = _answers(page)[0]["fields"]
    savings = PREVIEW["rows"][0]["id"]
    assert set(answer["rows"]) == chosen - {savings}
    assert answer["names"] == {PREVIEW["rows"][3]["id"]: "there"}


def test_all_and_none_are_one_click(page):
    show(page, "preview", PREVIEW)
    page.locator("#all").uncheck()
    assert page.locator("#primary").inner_text() == "Restore"
    page.locator("#all").check()
    assert page.locator("#primary").inner_text() == "Restore 6"


def test_a_long_list_is_drawn_as_it_comes_into_sight_and_answered_whole(page):
    rows = [{**PREVIEW["rows"][0], "id": f"x{at}", "name": f"N{at}"} for at in range(1_000)]
    show(page, "preview", {**PREVIEW, "rows": rows})
    drawn = "document.querySelectorAll('.pick li').length"
    assert page.evaluate(drawn) < 500
    page.locator("#all").uncheck()
    page.locator("#all").check()
    page.evaluate("document.querySelector('.pick-scroll').scrollTop = 1e6")
    _until(page, f"{drawn} > 201")
    for _ in range(5):
        before = page.evaluate(drawn)
        page.evaluate("document.querySelector('.pick-scroll').scrollTop = 1e6")
        _until(page, f"{drawn} > {before} || {drawn} === 1001")
    page.get_by_label("N999", exact=False).uncheck()
    page.locator("#primary").click()
    assert sorted(_answers(page)[0]["fields"]["rows"]) == sorted(f"x{at}" for at in range(999))


def test_decisions_come_first_and_the_all_row_sticks(page):
    rows = [{**PREVIEW["rows"][0], "id": f"x{at}"} for at in range(60)]
    show(page, "preview", {**PREVIEW, "rows": [*rows, PREVIEW["rows"][3]]})
    assert "Two names" in page.locator(".pick li").nth(1).inner_text()
    page.evaluate("document.querySelector('.pick-scroll').scrollTop = 900")
    head, list_ = page.locator(".pick .all").bounding_box(), page.locator(".pick").bounding_box()
    assert abs(head["y"] - list_["y"]) <= 2
    assert page.locator("#primary").is_visible()


def test_the_result_counts_what_came_back_and_what_did_not(page):
    show(page, "result", RESULT)
    assert page.locator("h1").inner_text() == "5 accounts are back"
    assert "1 was refused" in page.locator(".win-title").inner_text()
    page.keyboard.press("Enter")
    assert [one["action"] for one in _answers(page)] == ["done"]


# --- clicks (design 3) ---------------------------------------------------------------------------


def test_first_run_takes_six_clicks_in_the_window(page):
    """Create, Continue, I wrote them down, the tick, Save, Done; typing doesn't count."""
    clicks = 0

    def click(selector):
        nonlocal clicks
        page.locator(selector).click()
        clicks += 1

    def then(name, model, n):
        _until(page, f"said.filter((one) => one.k === 'answer').length === {n - 1}")
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
    assert [one["action"] for one in _answers(page)] == [
        *("create", "continue", "written", "save", "done")
    ]
    assert clicks == 6


def test_restore_takes_three_clicks_in_the_window(page):
    show(page, "restore", RESTORE)
    page.keyboard.type(GOOD)
    page.locator("#primary").click()
    receive(page, {"k": "show", "page": "preview", "model": PREVIEW, "n": 2})
    page.locator("#primary").click()
    receive(page, {"k": "show", "page": "result", "model": RESULT, "n": 3})
    page.locator("#primary").click()
    assert [one["action"] for one in _answers(page)] == ["open", "restore", "done"]


# --- hostile text --------------------------------------------------------------------------------

EVIL = "<img src=x onerror=said.push(1)><script>said.push(2)</script>&amp;{count}\u202e"


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_foreign_text_is_shown_as_text(page, sample):
    def taint(value):
        if isinstance(value, dict):
            plain = {"state", "id", "outcome", "kind", "what", "purpose", "picture", "code"}
            plain |= {"format", "made_on", "hint_made_on", "last_unlocked", "position", "disk_note"}
            plain |= {"warnings", "pictures", "kinds", "chain", "title_code"}
            return {key: one if key in plain else taint(one) for key, one in value.items()}
        if isinstance(value, list):
            return [taint(one) for one in value]
        return EVIL if isinstance(value, str) else value

    show(page, sample.page, taint(sample.model), {**sample.context, "asked_by": EVIL})
    assert page.evaluate("document.querySelectorAll('img, .win script').length") == 0
    assert all(isinstance(one, dict) for one in said(page))
