/** Who may talk to the background script: our own pages, nobody else. */

import assert from "node:assert/strict";
import test from "node:test";
import { installBrowser } from "./browser.js";
import { Pages, isOurs } from "../../extension/background/pages.js";
import { newSession } from "../../extension/shared/session.js";
import { FakePort, settled } from "./browser.js";

installBrowser();

const OURS = { id: "us", url: "ext://us/popup/popup.html" };
const STRANGERS = {
  "a content script in a site's page": { id: "us", url: "https://example.com/", tab: { id: 3 } },
  "another extension": { id: "them", url: "ext://them/page.html" },
  "a page without an address": { id: "us" },
  "nobody": undefined,
};

function setUp() {
  const asked = [];
  const desk = {
    session: newSession("chromium"),
    wake: () => {},
    idle: () => {},
    answer: async (frame) => {
      asked.push(frame);
      return { fine: true };
    },
  };
  return { pages: new Pages(desk), asked };
}

function pagePort(sender) {
  return Object.assign(new FakePort(), { sender, name: "popup" });
}

test("our own page gets the session at once, and answers to its requests", async () => {
  const { pages, asked } = setUp();
  const port = pagePort(OURS);
  pages.accept(port);
  assert.equal(port.sent[0].ev, "session");
  port.say({ v: 1, t: "req", id: "p-1", m: "ping", p: {} });
  await settled();
  assert.equal(asked.length, 1);
  assert.deepEqual(port.sent[1], { v: 1, t: "res", id: "p-1", ok: true, r: { fine: true } });
});

for (const [who, sender] of Object.entries(STRANGERS)) {
  test(`${who} is turned away unheard`, () => {
    const { pages, asked } = setUp();
    const port = pagePort(sender);
    pages.accept(port);
    port.say({ v: 1, t: "req", id: "p-1", m: "ping", p: {} });
    assert.equal(isOurs(sender), false);
    assert.equal(port.isOpen, false);
    assert.deepEqual([port.sent, asked, pages.count], [[], [], 0]);
  });
}

test("a page that closed in between doesn't stop the others", () => {
  const { pages } = setUp();
  const [gone, here] = [pagePort(OURS), pagePort(OURS)];
  pages.accept(gone);
  pages.accept(here);
  gone.isOpen = false;
  pages.show(newSession("firefox"));
  assert.equal(here.sent.at(-1).d.session.browser, "firefox");
});
