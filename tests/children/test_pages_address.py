"""The page of an address and its QR code, and the field for a private key."""

import pytest

from tests.shots.page_driver import answers, open_page, show
from tests.shots.window_samples import ADDRESS, IMPORT, MARK


def test_the_code_on_screen_is_the_code_of_the_model(browser):
    for scheme in ("light", "dark"):
        page = open_page(browser, color_scheme=scheme, device_scale_factor=2)
        show(page, "address", ADDRESS)
        modules = page.evaluate(
            """async () => {
          const svg = document.querySelector("svg.code");
          const { viewBox: { baseVal: { x, width } } } = svg;
          const room = svg.getBoundingClientRect();
          const path = svg.querySelector("path");
          const size = width + 2 * x;
          const at = (row, column) => {
            const point = svg.createSVGPoint();
            [point.x, point.y] = [column + 0.5, row + 0.5];
            return path.isPointInFill(point) ? "1" : "0";
          };
          const all = Array.from({ length: size }, (_, row) =>
            Array.from({ length: size }, (_, column) => at(row, column)).join(""));
          const style = getComputedStyle(svg);
          const [ink, ground] = [style.fill, style.backgroundColor];
          return { all, quiet: -x, room: room.width, ink, ground };
        }"""
        )
        page.context.close()
        assert modules["all"] == ADDRESS["code"]
        assert modules["quiet"] == 4
        assert modules["room"] >= 180
        assert (modules["ink"], modules["ground"]) == ("rgb(0, 0, 0)", "rgb(255, 255, 255)")


def test_the_address_stands_whole_in_groups_of_four_with_its_network_and_check(page):
    show(page, "address", ADDRESS)
    parts = page.locator(".whole-address span").all_inner_texts()
    assert "".join(parts) == ADDRESS["address"]
    assert {len(part) for part in parts[:-1]} == {4}
    assert page.locator("svg.code").get_attribute("aria-label").endswith("of Savings")
    assert page.locator(".win-title p").inner_text() == "Bitcoin Taproot m/86'/0'/0'/0/0"
    assert page.locator(".own-big .words").inner_text() == MARK["words"]
    assert "Derived again" in page.locator(".callout").inner_text()
    page.keyboard.press("Enter")
    assert [message["action"] for message in answers(page)] == ["done"]


@pytest.mark.parametrize("check", ["wrong", "unknown"])
def test_an_address_that_could_not_be_checked_has_no_code_and_a_warning(page, check):
    show(page, "address", {**ADDRESS, "check": check, "code": None})
    assert page.locator("svg.code").count() == 0
    assert page.locator(".callout-attention").count() == 1


def test_a_key_s_fault_is_told_by_its_reason(page):
    model = {**IMPORT, "kind": "private_key"}
    told = {"testnet": "test network", "pair": "two halves", "else": "a private key of that"}
    for reason, words in told.items():
        error = {"field": "private_key", "code": "KEY_INVALID", "data": {"reason": reason}}
        show(page, "import", {**model, "error": error})
        assert words in page.locator("#private_key-note").inner_text()
