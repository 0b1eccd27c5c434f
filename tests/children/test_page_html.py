"""The one text the window is loaded with: what is inlined, and the policy that fences it."""

import base64
import hashlib
import re

import pytest

from keystow.children import page_html
from keystow.children.page_html import build, link


def _between(html: str, tag: str) -> str:
    (text,) = re.findall(f"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
    return text


def _sha256(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def test_the_policy_names_exactly_the_one_script_and_the_one_style():
    html = build("en")
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy.split("; ") == [
        "default-src 'none'",
        f"script-src 'sha256-{_sha256(_between(html, 'script'))}'",
        f"style-src 'sha256-{_sha256(_between(html, 'style'))}'",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types",
    ]


def test_nothing_is_loaded_and_no_style_or_script_stands_in_an_attribute():
    html = build("en")
    markup = html.replace(_between(html, "script"), "").replace(_between(html, "style"), "")
    assert not re.search(r"\s(?:src|style|on\w+)=", markup)
    assert not re.search(r"https?:", html.replace("http://www.w3.org/2000/svg", ""))
    assert "url(" not in html
    assert "@import" not in html


def test_the_style_needs_no_newer_engine():
    style = re.sub(r"/\*.*?\*/", "", _between(build("en"), "style"), flags=re.DOTALL)
    assert not re.search(r"light-dark\(|color-mix\(|:has\(|&", style)


def test_the_text_fits_what_the_engine_takes():
    assert len(build("en").encode()) < page_html.LIMIT


def test_every_module_is_in():
    html = build("en")
    names = {path.name for path in (page_html.PAGES / "js").glob("*.js")}
    assert set(re.findall(r'^modules\["([\w.]+)"\] = ', html, re.MULTILINE)) == names


def test_a_module_becomes_one_function():
    source = 'import { a, b } from "./x.js";\nexport function c() {}\nexport const d = 1;\n'
    assert link("m.js", source) == (
        'modules["m.js"] = (() => {\nconst { a, b } = modules["x.js"];\n'
        "function c() {}\nconst d = 1;\nreturn { c, d };\n})();"
    )


@pytest.mark.parametrize(
    "line",
    [
        'import x from "./x.js";',
        'import "./x.js";',
        'import { a } from "https://example.org/x.js";',
        "export default 1;",
        "export { a };",
        'export * from "./x.js";',
    ],
)
def test_other_forms_of_import_and_export_are_refused(line):
    with pytest.raises(ValueError, match="do not use"):
        link("m.js", line)


def test_a_word_cannot_end_the_script():
    assert "<" not in page_html._literal({"x": "</script><img>"})
