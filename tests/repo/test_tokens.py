"""The extension and the window look alike: one value for each token, light and dark, in both."""

import re

import pytest

SHEETS = ("extension/shared/tokens.css", "host/keystow/children/pages/tokens.css")


def _values(css, dark):
    light, _, rest = css.partition("@media (prefers-color-scheme: dark)")
    part = rest.partition("\n}\n}")[0] if dark else light
    return dict(re.findall(r"(--[a-z0-9-]+): ([^;]+);", part))


@pytest.mark.parametrize("dark", [False, True])
def test_the_tokens_are_the_same_in_browser_and_window(repo, dark):
    ours, theirs = (_values((repo / sheet).read_text("utf-8"), dark) for sheet in SHEETS)
    assert len(ours) > 20
    assert ours == theirs
