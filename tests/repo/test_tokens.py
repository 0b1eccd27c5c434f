"""The extension and the window look alike: one sheet of tokens, which each side ships."""

SHEETS = ("extension/shared/tokens.css", "host/keystow/children/pages/tokens.css")


def test_the_tokens_are_the_same_in_browser_and_window(repo):
    ours, theirs = ((repo / sheet).read_text("utf-8") for sheet in SHEETS)
    assert ours == theirs
