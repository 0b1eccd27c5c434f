"""axe-core finds nothing on any page, light or dark."""

import pytest

from tests.conftest import ROOT
from tests.shots.page_driver import open_page, play
from tests.shots.window_samples import SAMPLES

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
RULES = "{ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }"

pytestmark = pytest.mark.skipif(not AXE.exists(), reason="axe-core is not installed")


@pytest.fixture(scope="module", params=["light", "dark"])
def page(request, browser):
    # axe needs to be let in; that the policy holds is shown elsewhere.
    return open_page(browser, color_scheme=request.param, bypass_csp=True)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_axe_finds_nothing(page, sample):
    play(page, sample)
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate(f"axe.run(document, {RULES})")["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
