"""Show the window's page in headless Chromium, with a job's side of a few lines of script."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Page, sync_playwright

from keystow.children.page_html import build
from tests.shots.window_samples import CONTEXT, Sample

CHROMIUM = "/usr/bin/chromium"
WINDOW = {"width": 480, "height": 640}
SETTLED_MS = 350
"""After typing: longer than the page waits before it asks the job."""
ADDRESS = "http://window.invalid/"
JOB = """
const said = [];
const judge = ({ password, hint }) => ({
  rules: {
    length: [...password].length >= 15,
    lower: /[a-z]/.test(password), upper: /[A-Z]/.test(password),
    digit: /[0-9]/.test(password), special: /[^A-Za-z0-9]/.test(password),
  },
  guesses_log10: Math.min(40, password.length * 0.75),
  strong: password.length > 14,
  hint_problem: hint && hint.split(" ").some((word) => password.includes(word)) ? "words" : null,
});
const queries = {
  judge,
  another: () => ({ words: "amber kestrel wharf" }),
  check_phrase: ({ phrase }) => {
    const all = phrase.trim().split(/\\s+/);
    const typo = all.indexOf("velvat") + 1;
    const problem = typo ? "PHRASE_WORD" : all.length === 12 ? null : "PHRASE_COUNT";
    const languages = problem ? [] : ["english"];
    const near = typo ? ["velvet"] : [];
    return { count: all.length, languages, problem, word: typo || null, near };
  },
  suggest: ({ phrase }) => ({ words: phrase.endsWith("or") ? ["orange", "orbit", "orchard"] : [] }),
  look({ phrase }) {
    const made = { id: "typed", name: "", typed: true, format: "metamask-vault", state: "good" };
    const kdf = { name: "pbkdf2-hmac-sha256", passes: 600000, mib: null };
    if (phrase.startsWith("{")) return { kind: "file", copy: { ...made, kdf } };
    if (phrase.startsWith("0x")) return { kind: "private_key", chains: ["ethereum", "bitcoin"] };
    return { kind: null };
  },
  is_right: (typed) => ({ right: Object.values(typed)[0] === "velvet ginger picnic" }),
};
globalThis.said = said;
globalThis.pywebview = {
  _jsApiCallback(name, [text]) {
    const message = JSON.parse(text);
    said.push(message);
    if (message.k !== "query" || !queries[message.name]) return;
    const r = queries[message.name](message.args);
    setTimeout(() => keystow.receive(JSON.stringify({ k: "reply", q: message.q, r })), 0);
  },
};
"""


@contextmanager
def browser_page(**options: Any) -> Iterator[Page]:
    """Yield a page of the window's size; `options` go to the browser context."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        try:
            yield open_page(browser, **options)
        finally:
            browser.close()


def open_page(browser: Any, **options: Any) -> Page:
    """Open one page of the window's size in a context of its own."""
    given = {"viewport": WINDOW, "timezone_id": "UTC", **options}
    page: Page = browser.new_context(**given).new_page()
    page.route(ADDRESS, lambda route: route.fulfill(body=build("en"), content_type="text/html"))
    page.clock.set_fixed_time("2026-11-22T15:06:00Z")
    page.add_init_script(JOB)
    return page


def receive(page: Page, message: dict[str, Any]) -> None:
    """Give the page a message of the job."""
    page.evaluate("text => keystow.receive(text)", json.dumps(message))


def said(page: Page) -> list[dict[str, Any]]:
    """Return what the page has said to the job."""
    found: list[dict[str, Any]] = page.evaluate("said")
    return found


def show(page: Page, name: str, model: dict[str, Any], context: dict[str, Any] = CONTEXT) -> None:
    """Load the page anew and show one view."""
    page.goto(ADDRESS)
    receive(page, {"k": "context", **context})
    receive(page, {"k": "show", "page": name, "model": model, "n": 1})


def play(page: Page, sample: Sample) -> None:
    """Show a sample and do what its person did."""
    show(page, sample.page, sample.model, sample.context)
    for name, text in sample.typed.items():
        page.fill(f"[name={name}]", text)
    for selector in sample.clicks:
        page.locator(selector).first.click()
    if sample.error:
        again = {**sample.model, "error": sample.error}
        receive(page, {"k": "show", "page": sample.page, "model": again, "n": 2})
    if sample.typed or sample.clicks:
        page.wait_for_timeout(SETTLED_MS)


def answers(page: Page) -> list[dict[str, Any]]:
    """Return what the page has answered to the job."""
    return [message for message in said(page) if message["k"] == "answer"]


def asked(page: Page) -> list[str]:
    """Return the names of what the page has asked the job."""
    return [message["name"] for message in said(page) if message["k"] == "query"]


def press(page: Page) -> None:
    """Click the primary although it is aria-disabled: it answers with what is missing."""
    page.locator("#primary").click(force=True)


def until(page: Page, condition: str) -> None:
    """Wait until an expression is true; Playwright's own waiting needs the `eval` we forbid."""
    for _ in range(200):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(25)
    raise AssertionError(condition)
