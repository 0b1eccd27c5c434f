/** What the background script knows: one frozen object, changed only by events. */

import assert from "node:assert/strict";
import test from "node:test";
import { isFlow, newFlow, newSession, next } from "../../extension/shared/session.js";
import { HELLO } from "./browser.js";
import { DOWNLOADS, STICK, receipt, saved, state, wallet } from "./samples.js";

const FRESH = newSession("chromium");
const FAILURE = { code: "HOST_EXITED", kind: "env", retry: true, data: {}, ref: null };

function after(...events) {
  return events.reduce(next, FRESH);
}

test("a session is frozen all the way down", () => {
  const session = after({ type: "state", state: state(), at: 5 });
  assert.throws(() => (session.host.wallet.name = "other"), TypeError);
  assert.throws(() => session.host.destinations.push(STICK), TypeError);
});

test("the link goes from idle to ready, and a loss without a fault is idle again", () => {
  assert.equal(FRESH.link.phase, "idle");
  assert.equal(after({ type: "connecting" }).link.phase, "connecting");
  const ready = after({ type: "connecting" }, { type: "connected", hello: HELLO });
  assert.deepEqual([ready.link.phase, ready.link.hello], ["ready", HELLO]);
  assert.equal(next(ready, { type: "lost", failure: null }).link.phase, "idle");
  const failed = next(ready, { type: "lost", failure: FAILURE });
  assert.deepEqual([failed.link.phase, failed.link.failure], ["failed", FAILURE]);
  assert.equal(next(failed, { type: "connecting" }).link.failure, null);
});

test("progress is kept for each destination, and only of the running flow", () => {
  const flow = newFlow(FRESH, "x-3", "backup.start", null);
  const progress = { phase: "prove", done: 1, total: 2, destination: DOWNLOADS.token };
  const running = after({ type: "flow_started", flow });
  const later = next(running, { type: "flow_progress", id: "x-3", progress });
  assert.deepEqual(later.flow.steps, { [DOWNLOADS.token]: "prove" });
  assert.equal(next(running, { type: "flow_progress", id: "x-4", progress }), running);
});

test("a locked wallet's backup begins in the window and goes on without it", () => {
  const locked = after({ type: "state", state: state(wallet({ locked: true })), at: 1 });
  const flow = newFlow(locked, "x-3", "backup.start", null);
  assert.equal(flow.window, true);
  const progress = { phase: "seal", done: 0, total: 2 };
  const started = next(locked, { type: "flow_started", flow });
  assert.equal(next(started, { type: "flow_progress", id: "x-3", progress }).flow.window, false);
});

test("an unlocked wallet's backup needs no window, and all other flows do", () => {
  const open = after({ type: "state", state: state(), at: 1 });
  assert.equal(newFlow(open, "x-1", "backup.start", null).window, false);
  const first = ["wallet.create", "restore.start", "destinations.add", "phrase.reveal"];
  for (const method of [...first, "password.change", "password.backup", "recovery.make"]) {
    assert.equal(newFlow(open, "x-1", method, null).window, true, method);
  }
  assert.equal(isFlow("accounts.list"), false);
});

test("an outcome stays until it is dismissed, or the next flow starts", () => {
  const flow = newFlow(FRESH, "x-3", "backup.start", null);
  const outcome = { kind: "receipt", at: 9, first: false, receipt: receipt([saved(DOWNLOADS)]) };
  const done = after({ type: "flow_started", flow }, { type: "flow_ended", id: "x-3", outcome });
  assert.equal(done.flow, null);
  assert.deepEqual(done.outcome, outcome);
  assert.equal(next(done, { type: "dismissed" }).outcome, null);
  assert.equal(next(done, { type: "flow_started", flow }).outcome, null);
});

test("the end of a flow that is over already changes nothing", () => {
  const flow = newFlow(FRESH, "x-4", "backup.start", null);
  const running = after({ type: "flow_started", flow });
  assert.equal(next(running, { type: "flow_ended", id: "x-3", outcome: null }), running);
});

test("a remembered outcome never covers a running flow or a newer one", () => {
  const old = { kind: "created", at: 1 };
  const flow = newFlow(FRESH, "x-4", "backup.start", null);
  assert.equal(after({ type: "flow_started", flow }, { type: "recalled", outcome: old }).outcome, null);
  assert.deepEqual(after({ type: "recalled", outcome: old }).outcome, old);
});
