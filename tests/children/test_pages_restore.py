"""The pages of a restore: which copy, what would change, what came back."""

from tests.shots.page_driver import answers, asked, receive, said, show, until
from tests.shots.window_samples import (
    COPIES,
    GOOD,
    METAMASK_PREVIEW,
    PREVIEW,
    RESTORE,
    RESULT,
    copy,
)


def test_the_newest_own_copy_is_chosen_and_needs_only_its_password(page):
    show(page, "restore", RESTORE)
    page.keyboard.type(GOOD)
    page.keyboard.press("Enter")
    assert answers(page)[0]["fields"] == {"copy": COPIES[0]["id"], "password": GOOD}


def test_another_copy_shows_its_own_hint(page):
    show(page, "restore", RESTORE)
    page.locator(".choice-row").nth(2).click()
    assert "ask my sister" in page.locator(".win-dock").inner_text()
    page.locator(".choice-row").nth(1).click()
    assert "Hint" not in page.locator(".win-dock").inner_text()
    assert page.evaluate("document.activeElement.id") == "password"


def test_another_wallets_file_may_have_an_empty_password(page):
    other = copy(format="polkadot-js-json", hint="", made_on=None, own=False)
    show(page, "restore", {**RESTORE, "copies": [other], "selected": other["id"]})
    page.locator("#password").press("Enter")
    assert answers(page)[0]["fields"] == {"copy": other["id"], "password": ""}


def test_a_copy_of_ours_never_has_one(page):
    show(page, "restore", RESTORE)
    page.locator("#password").press("Enter")
    assert answers(page) == []


def test_a_file_without_a_record_is_new_here_and_never_called_the_users_own(page):
    show(page, "restore", RESTORE)
    row = page.locator(".choice-row").nth(2)
    assert "New here" in row.inner_text()
    assert "no record of it" in row.inner_text()
    assert "they know its keys too" in row.inner_text()
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
    until(page, "said.some((one) => one.name === 'drop')")
    asked = next(one for one in said(page) if one["k"] == "query")
    assert asked["args"] == {"name": "mine.keystow", "data": "AP8K"}
    row = copy(id="new", name="mine.keystow", own=False, hint="")
    receive(page, {"k": "reply", "q": asked["q"], "r": {"copy": row}})
    assert page.locator(".choice-row").count() == 4
    assert page.locator(".choice-row.on").get_attribute("data-id") == "new"
    page.keyboard.type(GOOD)
    page.keyboard.press("Enter")
    assert answers(page)[0]["fields"]["copy"] == "new"
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
    assert asked(page) == []


def test_a_refused_file_is_said_in_place(page):
    show(page, "restore", RESTORE)
    page.locator("#browse").click()
    asked = next(one for one in said(page) if one["k"] == "query")
    error = {"error": {"code": "NOT_A_KEYSTORE", "data": {}}}
    receive(page, {"k": "reply", "q": asked["q"], "r": error})
    assert "a wallet backup that Keystow can read" in page.locator("[role=alert]").inner_text()


def test_ticks_are_counted_and_answered(page):
    show(page, "preview", PREVIEW)
    chosen = {row["id"] for row in PREVIEW["rows"] if row["state"] != "refused"}
    assert page.locator("#primary").inner_text() == "Restore 6"
    page.get_by_label("Savings").uncheck()
    assert page.locator("#primary").inner_text() == "Restore 5"
    assert page.evaluate("document.getElementById('all').indeterminate")
    page.get_by_text("Take “Daily, old laptop”").click()
    page.locator("#primary").click()
    answer = answers(page)[0]["fields"]
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
    until(page, f"{drawn} > 201")
    for _ in range(5):
        before = page.evaluate(drawn)
        page.evaluate("document.querySelector('.pick-scroll').scrollTop = 1e6")
        until(page, f"{drawn} > {before} || {drawn} === 1001")
    page.get_by_label("N999", exact=False).uncheck()
    page.locator("#primary").click()
    assert sorted(answers(page)[0]["fields"]["rows"]) == sorted(f"x{at}" for at in range(999))


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
    assert [one["action"] for one in answers(page)] == ["done"]


def test_the_result_begins_with_what_was_refused(page):
    show(page, "result", RESULT)

    names = page.locator("main li .strong").all_inner_texts()
    assert names[0] == "From a stranger"
    assert names[1:] == [row["name"] for row in RESULT["rows"] if row["outcome"] != "refused"]


def test_restore_takes_three_clicks_in_the_window(page):
    show(page, "restore", RESTORE)
    page.keyboard.type(GOOD)
    page.locator("#primary").click()
    receive(page, {"k": "show", "page": "preview", "model": PREVIEW, "n": 2})
    page.locator("#primary").click()
    receive(page, {"k": "show", "page": "result", "model": RESULT, "n": 3})
    page.locator("#primary").click()
    assert [one["action"] for one in answers(page)] == ["open", "restore", "done"]


def test_a_phrase_instead_of_a_copy_leaves_a_way_back(page):
    show(page, "import", {"kinds": ["phrase"], "kind": "phrase", "chains": [], "back": True})

    page.get_by_role("button", name="Back").click()

    assert [answer["action"] for answer in answers(page)] == ["back"]
    assert page.get_by_role("button", name="Cancel").count() == 0


def test_paths_tell_another_wallets_accounts_of_one_network_apart(page):
    show(page, "preview", METAMASK_PREVIEW)
    assert "m/44'/60'/0'/0/1" in page.locator("#body").inner_text()
    show(page, "preview", {**METAMASK_PREVIEW, "format": "keystow-1"})
    assert "m/44'" not in page.locator("#body").inner_text()
    show(page, "preview", {**METAMASK_PREVIEW, "rows": METAMASK_PREVIEW["rows"][:1]})
    assert "m/44'" not in page.locator("#body").inner_text()
