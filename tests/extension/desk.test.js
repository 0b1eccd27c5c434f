/** The background script's desk: flows outlive the pages that began them. */

import assert from "node:assert/strict";
import test, { afterEach, mock } from "node:test";
import { Desk } from "../../extension/background/desk.js";
import { Host } from "../../extension/background/host.js";
import { FakePort, HELLO, settled } from "./browser.js";
import { DOWNLOADS, HANDLE, SAFETY, STICK, receipt, saved, state, wallet } from "./samples.js";

class FakeMemory {
  handle = null;
  outcome = null;
  readHandle = async () => this.handle;
  handles = [];
  readHandles = async () => this.handles;
  writeHandle = async (handle) => {
    this.handle = handle;
    if (!this.handles.includes(handle)) this.handles = [...this.handles, handle];
  };
  forgetHandle = async (handle) => {
    this.handles = this.handles.filter((other) => other !== handle);
    if (this.handle === handle) this.handle = this.handles[0] ?? null;
  };
  readOutcome = async () => this.outcome;
  writeOutcome = async (outcome) => void (this.outcome = outcome);
}

const hosts = [];
afterEach(async () => {
  const open = hosts.splice(0);
  // Twice: a desk that has more to ask connects anew after the first.
  for (const host of [...open, ...open]) {
    host.close();
    await settled();
  }
});

function setUp(memory = new FakeMemory()) {
  const ports = [];
  const shown = [];
  const around = { pages: 0, now: 1_000_000 };
  const desk = new Desk({
    browser: "chromium",
    memory,
    now: () => around.now,
    pages: () => around.pages,
    openApp: () => {},
    show: (session) => shown.push(session),
  });
  const host = new Host({
    connect: () => ports[ports.push(new FakePort()) - 1],
    lastError: () => null,
    client: { name: "Keystow", version: "0.1.0", browser: "chromium" },
    onLink: (event) => desk.linkChanged(event),
    onChanged: () => desk.refresh(),
  });
  hosts.push(host);
  desk.attach(host);
  return { desk, ports, shown, memory, around };
}

/** Answer hello and the first wallet.state. */
async function awake(first_state = state(), memory = new FakeMemory()) {
  memory.handle ??= HANDLE;
  const all = setUp(memory);
  all.desk.wake();
  await settled();
  const [port] = all.ports;
  port.reply(0, HELLO);
  await settled();
  port.reply(1, first_state);
  await settled();
  return { ...all, port };
}

/** Ask as a page does; a page that is gone hears of no failure. */
function ask(desk, m, p) {
  const asked = desk.answer(request(m, p));
  asked.catch(() => {});
  return asked;
}

/** Let time pass with a host that answers its pings. */
async function pass(port, ms) {
  for (let passed = 0; passed < ms; passed += 1000) {
    mock.timers.tick(1000);
    await settled();
    if (port.isOpen && port.sent.at(-1).m === "ping") port.reply(-1, {});
    await settled();
  }
}

function request(m, p = {}) {
  return { v: 1, t: "req", id: "p-1", m, p };
}

function sentTo(port, method) {
  return port.sent.filter(({ m }) => m === method);
}

function answer(port, method, result) {
  const { id } = sentTo(port, method).at(-1);
  port.say({ v: 1, t: "res", id, ok: true, r: result });
}

test("waking asks for the state of the wallet whose handle is stored", async () => {
  const { port, desk } = await awake();
  assert.deepEqual(sentTo(port, "wallet.state")[0].p, { wallet: HANDLE });
  assert.equal(desk.session.host.wallet.name, "Everyday");
});

test("an unknown wallet leaves the handle stored and shows what the host has otherwise", async () => {
  const memory = new FakeMemory();
  memory.handle = HANDLE;
  const { desk, ports } = setUp(memory);
  desk.wake();
  await settled();
  ports[0].reply(0, HELLO);
  await settled();
  ports[0].fail(1, "WALLET_UNKNOWN");
  await settled();
  assert.deepEqual(ports[0].sent.at(-1).p, {});
  ports[0].reply(-1, state(null, { found_copies: 3 }));
  await settled();
  assert.equal(desk.session.host.found_copies, 3);
  assert.equal(memory.handle, HANDLE);
});

test("changed asks for the state once more, however often it is said meanwhile", async () => {
  const { port } = await awake();
  const changed = { v: 1, t: "evt", id: "host", ev: "changed", d: {} };
  for (let n = 0; n < 5; n += 1) port.say(changed);
  await settled();
  answer(port, "wallet.state", state());
  await settled();
  answer(port, "wallet.state", state());
  await settled();
  assert.equal(sentTo(port, "wallet.state").length, 3);
});

test("a backup's receipt is kept though nobody waits for it, and remembered", async () => {
  const { desk, port, memory } = await awake();
  ask(desk, "backup.start", { wallet: HANDLE });
  await settled();
  assert.equal(desk.session.flow.method, "backup.start");
  const its_receipt = receipt([saved(DOWNLOADS), saved(SAFETY)]);
  answer(port, "backup.start", its_receipt);
  await settled();
  assert.equal(desk.session.flow, null);
  assert.deepEqual(desk.session.outcome.receipt, its_receipt);
  assert.equal(memory.outcome.kind, "receipt");
});

test("a restarted worker shows the receipt it remembers", async () => {
  const memory = new FakeMemory();
  memory.outcome = { kind: "receipt", at: 999_000, first: false, receipt: receipt([saved(DOWNLOADS)]) };
  const { desk } = await awake(state(), memory);
  assert.equal(desk.session.outcome.kind, "receipt");
});

test("a receipt doesn't greet whoever comes ten minutes later", async () => {
  const { desk, port, around } = await awake();
  ask(desk, "backup.start", { wallet: HANDLE });
  await settled();
  answer(port, "backup.start", receipt([saved(DOWNLOADS)]));
  await settled();
  around.now += 10 * 60_000 + 1;
  desk.wake();
  assert.equal(desk.session.outcome, null);
});

test("a created wallet's handle is stored before its state is asked", async () => {
  const { desk, port, memory } = await awake(state(null));
  memory.handle = null;
  ask(desk, "wallet.create");
  await settled();
  const handle = "ab".repeat(16);
  answer(port, "wallet.create", { wallet: handle, receipt: receipt([saved(DOWNLOADS)]) });
  await settled();
  assert.equal(memory.handle, handle);
  assert.deepEqual(sentTo(port, "wallet.state").at(-1).p, { wallet: handle });
  assert.equal(desk.session.outcome.first, true);
});

test("cancelling ends a flow without a word; a closed window gets one", async () => {
  const { desk, port } = await awake();
  for (const [code, kind] of [["CANCELLED", null], ["USER_DENIED", "failed"]]) {
    ask(desk, "backup.start", { wallet: HANDLE });
    await settled();
    await desk.answer(request("page.cancel"));
    const { id } = sentTo(port, "backup.start").at(-1);
    assert.deepEqual(port.sent.at(-1), { v: 1, t: "can", id });
    port.fail(port.sent.findIndex((frame) => frame.id === id), code);
    await settled();
    assert.equal(desk.session.outcome?.kind ?? null, kind);
  }
});

test("a second flow is refused while one runs", async () => {
  const { desk, port } = await awake();
  ask(desk, "backup.start", { wallet: HANDLE });
  await settled();
  const second = desk.answer(request("restore.start", {}));
  await assert.rejects(second, ({ failure }) => failure.code === "BUSY");
  assert.equal(sentTo(port, "restore.start").length, 0);
});

test("copying elsewhere chooses a place, then saves a proven copy there alone", async () => {
  const { desk, port } = await awake();
  ask(desk, "page.elsewhere", { wallet: HANDLE });
  await settled();
  answer(port, "destinations.add", { destination: STICK });
  await settled();
  assert.deepEqual(sentTo(port, "backup.start")[0].p, {
    wallet: HANDLE,
    destinations: [STICK.token],
  });
  assert.deepEqual(desk.session.flow.destinations, [STICK.token]);
});

test("a host that dies in a backup leaves its failure, and no receipt", async () => {
  const { desk, port } = await awake();
  ask(desk, "backup.start", { wallet: HANDLE });
  await settled();
  port.end();
  await settled();
  assert.equal(desk.session.link.phase === "failed" || desk.session.link.phase === "connecting", true);
  assert.equal(desk.session.outcome.failure.code, "HOST_EXITED");
});

test("the host is let go a minute after the last page left a locked wallet, not before", async () => {
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  try {
    const { port, desk, around } = await awake(state(wallet({ locked: true })));
    around.pages = 1;
    desk.idle();
    await pass(port, 300_000);
    assert.equal(port.isOpen, true);
    around.pages = 0;
    desk.idle();
    await pass(port, 59_000);
    assert.equal(port.isOpen, true);
    await pass(port, 1_000);
    assert.equal(port.isOpen, false);
    assert.equal(desk.session.link.phase, "idle");
  } finally {
    mock.timers.reset();
  }
});

test("an unlocked wallet keeps the host without any page", async () => {
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  try {
    const { port } = await awake();
    await pass(port, 300_000);
    assert.equal(port.isOpen, true);
    assert.equal(sentTo(port, "ping").length, 15);
  } finally {
    mock.timers.reset();
  }
});

const OTHER = "0c".repeat(16);

test("choosing another wallet stores it beside the first and asks for its state", async () => {
  const { desk, port, memory } = await awake();
  memory.handles = [HANDLE];
  await desk.answer(request("page.choose", { wallet: OTHER }));
  await settled();
  assert.deepEqual([memory.handle, memory.handles], [OTHER, [HANDLE, OTHER]]);
  assert.deepEqual(sentTo(port, "wallet.state").at(-1).p, { wallet: OTHER });
  answer(port, "wallet.state", state(wallet({ handle: OTHER, name: "Studio" })));
  await settled();
  assert.equal(desk.session.host.wallet.name, "Studio");
  assert.deepEqual(desk.session.handles, [HANDLE, OTHER]);
});

test("no wallet is chosen while a flow runs, nor what is no handle", async () => {
  const { desk, memory } = await awake();
  for (const wallet of ["../wallets", 5, undefined, [OTHER]]) {
    await desk.answer(request("page.choose", { wallet }));
  }
  ask(desk, "backup.start", { wallet: HANDLE });
  await settled();
  const chosen = desk.answer(request("page.choose", { wallet: OTHER }));
  await assert.rejects(chosen, ({ failure }) => failure.code === "BUSY");
  assert.equal(memory.handle, HANDLE);
});

test("a receipt of one wallet doesn't stand over another", async () => {
  const { desk, port } = await awake();
  ask(desk, "backup.start", { wallet: HANDLE });
  await settled();
  answer(port, "backup.start", receipt([saved(DOWNLOADS)]));
  await settled();
  await desk.answer(request("page.choose", { wallet: OTHER }));
  assert.equal(desk.session.outcome, null);
});

test("a deleted wallet gives way to the profile's next one, and to none after the last", async () => {
  const { desk, port, memory } = await awake();
  memory.handles = [HANDLE, OTHER];
  ask(desk, "wallet.delete", { wallet: HANDLE });
  await settled();
  assert.equal(desk.session.flow.window, true);
  answer(port, "wallet.delete", {});
  await settled();
  assert.deepEqual([memory.handle, memory.handles], [OTHER, [OTHER]]);
  answer(port, "wallet.state", state(wallet({ handle: OTHER })));
  await settled();
  assert.deepEqual(sentTo(port, "wallet.state").at(-1).p, { wallet: OTHER });
});

test("a wallet that was kept in the window stays the profile's", async () => {
  const { desk, port, memory } = await awake();
  memory.handles = [HANDLE];
  ask(desk, "wallet.delete", { wallet: HANDLE });
  await settled();
  port.fail(port.sent.findIndex(({ m }) => m === "wallet.delete"), "USER_DENIED");
  await settled();
  assert.deepEqual([memory.handle, memory.handles], [HANDLE, [HANDLE]]);
});

test("a wallet that was brought back is shown", async () => {
  const { desk, port, memory } = await awake();
  ask(desk, "wallet.undelete", { wallet: OTHER });
  await settled();
  answer(port, "wallet.undelete", { wallet: OTHER });
  await settled();
  assert.equal(memory.handle, OTHER);
  assert.deepEqual(sentTo(port, "wallet.state").at(-1).p, { wallet: OTHER });
});

test("after a change that another window was faster than, the state is asked for anew", async () => {
  const { desk, port } = await awake();
  const before = sentTo(port, "wallet.state").length;
  ask(desk, "accounts.rename", { wallet: HANDLE, account: "00".repeat(8), name: "Rent" });
  await settled();
  port.fail(port.sent.findIndex(({ m }) => m === "accounts.rename"), "BUSY", { reason: "changed" });
  await settled();
  assert.equal(sentTo(port, "wallet.state").length, before + 1);
});

test("reading a list asks for no state, or lists and states would ask for each other", async () => {
  const { desk, port } = await awake();
  const before = sentTo(port, "wallet.state").length;
  const page = { wallet: HANDLE, offset: 0, limit: 200 };
  for (const [method, params, result] of [
    ["wallet.list", {}, { wallets: [], deleted: [] }],
    ["accounts.list", page, { total: 0, accounts: [] }],
    ["accounts.deleted", page, { total: 0, accounts: [] }],
    ["copies.list", page, { total: 0, copies: [] }],
  ]) {
    ask(desk, method, params);
    await settled();
    answer(port, method, result);
    await settled();
  }
  assert.equal(sentTo(port, "wallet.state").length, before);
});
