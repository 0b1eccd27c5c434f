"""axe-core finds nothing on any page, light or dark."""

import pytest

from tests.conftest import ROOT
from tests.shots.page_driver import open_page, play
from tests.shots.window_samples import SAMPLES

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']"
CONTRAST = "{ type: 'rule', values: ['color-contrast'] }"

pytestmark = pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed")


@pytest.fixture(scope="module")
def page(browser):
    # axe needs to be let in; that the policy holds is shown elsewhere.
    return open_page(browser, reduced_motion="reduce", bypass_csp=True)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_axe_finds_nothing(page, sample):
    page.emulate_media(color_scheme="light")
    play(page, sample)
    page.evaluate(AXE.read_text("utf-8"))
    assert _found(page, RULES) == []
    page.emulate_media(color_scheme="dark")
    assert _found(page, CONTRAST) == [], "in the dark only the colours differ"


def _found(page, rules):
    found = page.evaluate(f"axe.run(document, {{ runOnly: {rules} }})")["violations"]
    return [(one["id"], one["nodes"][0]["html"]) for one in found]
