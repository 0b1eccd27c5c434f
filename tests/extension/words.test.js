/** Receipts, progress and results in words: never a "saved" that isn't. */

import assert from "node:assert/strict";
import test from "node:test";
import { installBrowser } from "./browser.js";
import { DOWNLOADS, SAFETY, STICK, failed, receipt, saved } from "./samples.js";

installBrowser();
const { contents, fileLines, headline, receiptPlaces } = await import(
  "../../extension/shared/receipt.js"
);
const { advice } = await import("../../extension/shared/receipt.js");
const { progressOf } = await import("../../extension/shared/progress.js");
const { countLines, resultHeadline } = await import("../../extension/shared/results.js");
const { checkName, reasonOf, warningOf } = await import("../../extension/shared/words.js");
const { whereabouts } = await import("../../extension/shared/line.js");

const PLACES = [DOWNLOADS, SAFETY, STICK];
const plain = (text) => text.replace(/[\u2068\u2069]/g, "");

test("saved everywhere is said of every place, and that each copy opens", () => {
  const { title, alarm } = headline(receipt(PLACES.map((place) => saved(place))), PLACES);
  assert.equal(title, "Saved in 3 places, and each copy opens");
  assert.equal(alarm, null);
});

test("partly saved names the place that has no copy", () => {
  const partly = receipt([saved(DOWNLOADS), failed(STICK, "NO_SPACE")]);
  const { title, lead, alarm } = headline(partly, PLACES);
  assert.equal(title, "Saved in 1 of 2 places");
  assert.equal(plain(lead), "BLUE-32 has no copy of this backup.");
  assert.equal(alarm, "attention");
  const row = receiptPlaces(partly, PLACES, () => {})[1];
  assert.equal(row.tie, "danger");
  assert.match(String(row.note), /full/);
});

test("saved nowhere never says saved, and tells of no file", () => {
  const nowhere = receipt([failed(DOWNLOADS, "STORAGE_FAILED"), failed(STICK, "NO_SPACE")]);
  assert.equal(headline(nowhere, PLACES).title, "No copy was saved");
  assert.equal(fileLines(nowhere), null);
  assert.equal(advice(nowhere, PLACES), null);
});

test("what a backup holds leaves out what there is none of", () => {
  assert.equal(contents(receipt([])), "7 accounts, 1 phrase, 2 keys, settings");
});

test("copies on one disk get an advice, two of them as both", () => {
  const one = (...copies) => advice(receipt(copies, { one_disk: true }), PLACES).textContent;
  assert.match(one(saved(DOWNLOADS), saved(SAFETY)), /^Both copies are on one disk\./);
  assert.match(one(saved(DOWNLOADS)), /on this disk only/);
});

test("a running copy fills its steps, and only a done one is proven", () => {
  const steps = { [DOWNLOADS.token]: "done", [SAFETY.token]: "prove" };
  const flow = { id: "x", method: "backup.start", window: false, destinations: null, phase: "prove", steps };
  const rows = progressOf(flow, PLACES);
  assert.deepEqual(rows.map(({ tie }) => tie), ["proven", "loose", "loose"]);
  assert.deepEqual(rows.map(({ steps: { done } }) => done), [4, 2, 0]);
  assert.deepEqual(rows.map(({ steps: { proven } }) => proven), [true, false, false]);
});

test("a backup to one place shows that place alone; one out of reach isn't waited for", () => {
  const flow = { id: "x", method: "backup.start", window: false, phase: null, steps: {} };
  const names = (all, destinations) => progressOf({ ...flow, destinations }, all).length;
  assert.equal(names(PLACES, [STICK.token]), 1);
  assert.equal(names([DOWNLOADS, { ...STICK, reachable: false }], null), 1);
});

test("a place is told by its disk and whether it can be pulled out", () => {
  assert.equal(whereabouts(DOWNLOADS, PLACES), "this disk");
  assert.equal(whereabouts(STICK, PLACES), "plugged in");
  assert.equal(whereabouts({ ...STICK, reachable: false }, PLACES), "not plugged in");
  assert.equal(whereabouts({ ...DOWNLOADS, disk: 7 }, PLACES), "another disk");
});

test("a result counts what came back, and says it when nothing did", () => {
  const counts = { added: 4, same: 1, upgraded: 1, refused: 1, left: 0 };
  assert.equal(resultHeadline({ counts }), "5 accounts came back");
  assert.deepEqual(countLines(counts), ["4 added", "1 got its key", "1 already there", "1 refused"]);
  const none = { added: 0, same: 0, upgraded: 0, refused: 2, left: 0 };
  assert.equal(resultHeadline({ counts: none }), "No account came back");
});

test("a reason or warning that is new to us is shown, not swallowed", () => {
  assert.match(reasonOf("comet"), /comet/);
  assert.match(warningOf("comet"), /comet/);
  assert.equal(reasonOf(null), null);
});

test("a check is named for people, a browser by its own name", () => {
  assert.equal(checkName("packages"), "Its parts");
  assert.equal(plain(checkName("browser.chrome-beta")), "Browser: Chrome Beta");
});
