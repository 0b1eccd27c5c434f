/** The toolbar icon tells what needs a look, and counts what no backup holds. */

import assert from "node:assert/strict";
import test from "node:test";
import { installBrowser } from "./browser.js";
import { state, wallet } from "./samples.js";

installBrowser();
const { faceOf } = await import("../../extension/background/toolbar.js");
const { newSession, next } = await import("../../extension/shared/session.js");

const face = (its_wallet) =>
  faceOf(next(newSession("chromium"), { type: "state", state: state(its_wallet), at: 1 }));

const CASES = [
  ["no wallet", null, "normal", ""],
  ["all covered", wallet(), "normal", ""],
  ["two uncovered", wallet({ uncovered: 2 }), "attention", "2"],
  ["locked", wallet({ locked: true }), "locked", ""],
  ["locked with one uncovered", wallet({ locked: true, uncovered: 1 }), "locked", "1"],
  ["more than a badge can hold", wallet({ uncovered: 5000 }), "attention", "999"],
];

for (const [what, its_wallet, icon, badge] of CASES) {
  test(`${what}: ${icon}${badge && ` with ${badge}`}`, () => {
    const shown = face(its_wallet);
    assert.deepEqual([shown.icon, shown.badge], [icon, badge]);
    assert.match(shown.title, /^Keystow/);
  });
}

test("a missing host asks for attention", () => {
  const failure = { code: "HOST_NOT_FOUND", kind: "env", retry: true, data: {}, ref: null };
  assert.equal(faceOf(next(newSession("chromium"), { type: "lost", failure })).icon, "attention");
});
