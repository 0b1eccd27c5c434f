"""Every page of the window in headless Chromium: it fits, names its controls, answers once."""

import pytest

from tests.shots.page_driver import answers, play, said, show
from tests.shots.window_samples import SAMPLES, UNLOCK


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_a_page_fits_names_its_controls_and_has_one_primary(sheet, sample):
    play(sheet, sample)
    facts = sheet.evaluate(
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
    if sample.name not in FILE_NAMED:
        assert facts["raw"] is None
    sheet.set_viewport_size({"width": 400, "height": 480})
    sheet.evaluate("document.documentElement.style.fontSize = '24px'")
    wide = sheet.evaluate(
        "(b => b.scrollWidth - b.clientWidth)(document.querySelector('.win-body'))"
    )
    assert wide == 0, "at twice the size something is cut sideways"


FILE_NAMED = {
    *("restore-worse", "import-wrong", "import-weak", "import-open"),
    *("exported", "exported-weak", "profiles", "profiles-nothing"),
    *("unlock-key-file", "unlock-key-file-wrong", "key-file"),
}
"""Where a name on disk is shown, which looks like a key of the messages."""


def test_every_page_of_the_contract_has_a_sample():
    assert {sample.page for sample in SAMPLES} == {
        *("create", "mark", "phrase", "storage", "progress", "saved", "unlock", "restore"),
        *("import", "preview", "result", "confirm", "address", "place", "failed"),
        *("recovery", "recovery_check", "changed", "delete"),
        *("made_password", "made_password_check"),
        *("phrase_check", "secrets", "key", "passphrase"),
        *("history", "key_file", "backup_password", "backup_again", "export", "exported"),
        *("profiles", "vaults"),
    }


EVIL = "<img src=x onerror=said.push(1)><script>said.push(2)</script>&amp;{count}\u202e"


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_foreign_text_is_shown_as_text(sheet, sample):
    def taint(value):
        if isinstance(value, dict):
            plain = {"state", "id", "outcome", "kind", "what", "purpose", "picture", "code"}
            plain |= {"format", "made_on", "hint_made_on", "last_unlocked", "position", "disk_note"}
            plain |= {"warnings", "pictures", "kinds", "chain", "title_code", "origin", "saved"}
            if isinstance(value.get("key_file"), str):
                plain.add("key_file")
            return {key: one if key in plain else taint(one) for key, one in value.items()}
        if isinstance(value, list):
            return [taint(one) for one in value]
        return EVIL if isinstance(value, str) else value

    show(sheet, sample.page, taint(sample.model), {**sample.context, "asked_by": EVIL})
    assert sheet.evaluate("document.querySelectorAll('img, .win script').length") == 0
    assert all(isinstance(one, dict) for one in said(sheet))


def test_one_answer_a_page(page):
    show(page, "unlock", UNLOCK)
    page.keyboard.type("once")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    assert len(answers(page)) == 1


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
