"""The pages on which a wallet is found in a browser: which profile, which vault, its password."""

from tests.shots.page_driver import answers, show
from tests.shots.window_samples import PROFILES, RESTORE, VAULTS, WRONG


def test_a_restore_leads_to_the_profiles_and_the_last_used_is_chosen(page):
    show(page, "restore", RESTORE)
    page.locator("#profile").click()
    assert answers(page)[-1]["action"] == "profile"
    show(page, "profiles", PROFILES)
    page.keyboard.press("Enter")
    assert answers(page)[-1] == {**answers(page)[-1], "action": "look", "fields": {"place": "p0"}}


def test_another_profile_a_folder_or_a_file_is_an_answer_of_its_own(page):
    show(page, "profiles", PROFILES)
    page.locator(".choice-row").nth(2).click()
    assert page.locator(".choice-row.on").get_attribute("data-id") == "p2"
    page.locator("#primary").click()
    assert answers(page)[-1]["fields"] == {"place": "p2"}
    for control, action in (("#folder", "folder"), ("#browser-file", "browser_file")):
        show(page, "profiles", PROFILES)
        page.locator(control).click()
        assert answers(page)[-1]["action"] == action


def test_where_no_profile_is_known_the_button_chooses_a_folder(page):
    show(page, "profiles", {"places": [], "selected": None})
    assert page.locator(".choice-row").count() == 0
    page.locator("#primary").click()
    assert answers(page)[-1]["action"] == "folder"


def test_the_newest_vault_is_chosen_and_needs_only_its_password(page):
    show(page, "vaults", VAULTS)
    assert [row.inner_text() for row in page.locator(".choice-row .state").all()] == [
        "Current",
        "Earlier",
        "Damaged",
    ]
    page.keyboard.type("typed")
    page.keyboard.press("Enter")
    assert answers(page)[-1]["fields"] == {"copy": "f0", "password": "typed"}


def test_an_earlier_one_is_chosen_and_may_have_an_empty_password(page):
    show(page, "vaults", VAULTS)
    page.locator(".choice-row").nth(1).click()
    assert page.evaluate("document.activeElement.id") == "password"
    page.keyboard.press("Enter")
    assert answers(page)[-1]["fields"] == {"copy": "f1", "password": ""}


def test_it_is_said_which_one_a_wrong_password_opens(page):
    opens = [{**vault, "opens": vault["id"] == "f1"} for vault in VAULTS["vaults"]]
    show(page, "vaults", {**VAULTS, "vaults": opens, "error": WRONG})
    assert [row.inner_text() for row in page.locator(".choice-row .state").all()] == [
        "Another password",
        "Opens",
        "Another password",
    ]
    assert "opens another one" in page.locator("[role=alert]").inner_text()
    none = [{**vault, "opens": False} for vault in VAULTS["vaults"]]
    show(page, "vaults", {**VAULTS, "vaults": none, "error": WRONG})
    assert "opens none of them" in page.locator("[role=alert]").inner_text()
