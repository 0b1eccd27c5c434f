"""The colours of the tokens reach WCAG AA on the grounds they are used on, light and dark."""

import re

import pytest

from keystow.children.page_html import PAGES

TOKENS = (PAGES / "tokens.css").read_text("utf-8")
TEXT, SHAPE = 4.5, 3.0
GROUNDS = ("surface", "bg", "sunken")
PAIRS = [
    *((text, ground, TEXT) for text in ("text", "text-2", "text-3") for ground in GROUNDS),
    *((word, "surface", TEXT) for word in ("accent-text", "proven", "attention", "danger")),
    *((text, "selected", TEXT) for text in ("text", "text-2", "accent-text")),
    *((text, "hover", TEXT) for text in ("text", "text-2")),
    ("attention", "attention-soft", TEXT),
    ("text", "attention-soft", TEXT),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-hover", TEXT),
    ("on-accent", "accent-press", TEXT),
    ("on-proven", "proven-fill", TEXT),
    *((shape, "surface", SHAPE) for shape in ("line-strong", "focus", "accent", "danger-fill")),
    ("focus", "bg", SHAPE),
]  # fmt: skip


LIGHT, DARK = TOKENS.split("@media (prefers-color-scheme: dark)")


def _colours(sheet):
    block = sheet[sheet.index(":root {") :]
    block = block[: block.index("}")]
    return dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6});", block))


THEMES = {"light": _colours(LIGHT), "dark": _colours(DARK)}


def _luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one, other):
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_formula_knows_black_on_white():
    assert round(_contrast("#000000", "#FFFFFF"), 1) == 21.0


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_a_colour_stands_out_from_its_ground(theme, front, ground, least):
    assert _contrast(THEMES[theme][front], THEMES[theme][ground]) >= least
