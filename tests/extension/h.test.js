/** h() and draw(): text is always text, and a redraw keeps the reader's place. */

import assert from "node:assert/strict";
import test from "node:test";
import { installBrowser } from "./browser.js";

const document = installBrowser();
const { draw, h } = await import("../../extension/shared/h.js");

function newRoot() {
  const root = document.createElement("div");
  document.body.append(root);
  return root;
}

test("markup in a text stays text", () => {
  const element = h("p", null, "<img src=x onerror=alert(1)>");
  assert.equal(element.children.length, 0);
  assert.equal(element.textContent, "<img src=x onerror=alert(1)>");
});

for (const name of ["onclick", "onerror", "style", "srcdoc"]) {
  test(`h() sets no ${name}`, () => {
    assert.throws(() => h("div", { [name]: "x" }), TypeError);
  });
}

test("true sets a bare attribute; false, null and undefined leave it out", () => {
  const element = h("input", { disabled: true, checked: false, value: null, name: undefined });
  assert.equal(element.getAttribute("disabled"), "");
  assert.deepEqual([...element.getAttributeNames()], ["disabled"]);
});

test("children may be nodes, texts, numbers, lists and nothing", () => {
  const element = h("p", null, "a", 1, null, false, ["b", h("b", null, "c")]);
  assert.equal(element.textContent, "a1bc");
});

test("drawings are made in the SVG namespace", () => {
  const { namespaceURI } = h("svg", null, h("path", { d: "M0 0" })).firstChild;
  assert.match(namespaceURI ?? "http://www.w3.org/2000/svg", /svg$/);
});

test("the same screen is changed in place, with its new listeners", () => {
  const root = newRoot();
  const clicks = [];
  const screen = (count) =>
    h("main", null, h("button", { on: { click: () => clicks.push(count) } }, `count ${count}`));
  draw(root, screen(1), "one");
  const button = root.querySelector("button");
  draw(root, screen(2), "one");
  assert.equal(root.querySelector("button"), button);
  assert.equal(button.textContent, "count 2");
  button.click();
  assert.deepEqual(clicks, [2]);
});

test("half-typed text survives a redraw of its screen", () => {
  const root = newRoot();
  const screen = (value) => h("main", null, h("input", { value }), h("p", null, value));
  draw(root, screen("old"), "one");
  const input = root.querySelector("input");
  // In a browser what is typed is no attribute; linkedom's value is one.
  Object.defineProperty(input, "value", { value: "half", writable: true });
  draw(root, screen("old"), "one");
  assert.equal(root.querySelector("input"), input);
  assert.equal(input.value, "half");
});

test("rows with keys are not mistaken for one another", () => {
  const root = newRoot();
  const list = (...keys) => h("ul", null, keys.map((key) => h("li", { "data-key": key }, key)));
  draw(root, list("a", "b"), "one");
  const [, b] = root.querySelectorAll("li");
  draw(root, list("c", "b"), "one");
  assert.equal(root.querySelectorAll("li")[1], b);
  assert.deepEqual([...root.querySelectorAll("li")].map((li) => li.textContent), ["c", "b"]);
});

test("rows that are gone go, and new ones come", () => {
  const root = newRoot();
  const list = (...names) => h("ul", null, names.map((name) => h("li", null, name)));
  draw(root, list("a", "b", "c"), "one");
  draw(root, list("a"), "one");
  assert.equal(root.textContent, "a");
  draw(root, list("a", "d"), "one");
  assert.equal(root.textContent, "ad");
});

test("attributes that are gone go", () => {
  const root = newRoot();
  draw(root, h("button", { disabled: true, class: "x" }), "one");
  draw(root, h("button", { class: "y" }), "one");
  const button = root.querySelector("button");
  assert.deepEqual([button.hasAttribute("disabled"), button.className], [false, "y"]);
});

test("a new screen is drawn anew, its heading ready for the focus", () => {
  const root = newRoot();
  draw(root, h("main", null, h("h1", null, "One")), "one");
  const before = root.querySelector("h1");
  draw(root, h("main", null, h("h1", null, "Two")), "two");
  const after = root.querySelector("h1");
  assert.notEqual(after, before);
  assert.equal(after.getAttribute("tabindex"), "-1");
});
