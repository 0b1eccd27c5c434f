/** The port to the native host: hello first, one reply a request, every end named. */

import assert from "node:assert/strict";
import test, { afterEach, mock } from "node:test";
import { Host } from "../../extension/background/host.js";
import { FakePort, HELLO, settled } from "./browser.js";
import { HANDLE, state } from "./samples.js";

const hosts = [];
afterEach(() => hosts.splice(0).forEach((host) => host.close()));

/** Ask without minding a rejection that the test isn't about. */
function ask(host, ...request) {
  const asked = host.ask(...request);
  asked.reply.catch(() => {});
  return asked;
}

function setUp({ connect, lastError = () => null } = {}) {
  const ports = [];
  const links = [];
  let changes = 0;
  const host = new Host({
    connect: connect ?? (() => ports[ports.push(new FakePort()) - 1]),
    lastError,
    client: { name: "Keystow", version: "0.1.0", browser: "chromium" },
    onLink: (event) => links.push(event),
    onChanged: () => (changes += 1),
  });
  hosts.push(host);
  return { host, ports, links, changes: () => changes };
}

async function connected() {
  const all = setUp();
  const asked = ask(all.host, "wallet.state", {});
  all.ports[0].reply(0, HELLO);
  await settled();
  return { ...all, port: all.ports[0], asked };
}

async function rejection(promise) {
  const error = await promise.then(
    () => assert.fail("it was not rejected"),
    (reason) => reason,
  );
  return error.failure;
}

test("hello goes first, and the request waits for its reply", async () => {
  const { host, ports, links } = setUp();
  ask(host, "wallet.state", { wallet: HANDLE });
  await settled();
  const [port] = ports;
  assert.deepEqual(port.sent.map(({ m }) => m), ["hello"]);
  assert.deepEqual(port.sent[0].p.proto, { min: 1, max: 1 });
  port.reply(0, HELLO);
  await settled();
  assert.deepEqual(port.sent.map(({ m }) => m), ["hello", "wallet.state"]);
  assert.deepEqual(port.sent[1].p, { wallet: HANDLE });
  assert.deepEqual(links.map(({ type }) => type), ["connecting", "connected"]);
});

test("replies find their requests in any order", async () => {
  const { host, port, asked } = await connected();
  const other = ask(host, "ping", {});
  await settled();
  port.reply(2, {});
  port.reply(1, state());
  assert.deepEqual(await other.reply, {});
  assert.deepEqual(await asked.reply, state());
});

test("a failure rejects with the host's own code and data", async () => {
  const { port, asked } = await connected();
  port.fail(1, "PHRASE_WORD", { word: 3 });
  const failure = await rejection(asked.reply);
  assert.equal(failure.code, "PHRASE_WORD");
  assert.deepEqual(failure.data, { word: 3 });
});

test("progress reaches only its own request", async () => {
  const { host, port } = await connected();
  const seen = [];
  const { id } = ask(host, "backup.start", { wallet: HANDLE }, { progress: (d) => seen.push(d) });
  await settled();
  const d = { phase: "seal", done: 0, total: 2 };
  port.say({ v: 1, t: "evt", id, ev: "progress", d });
  port.say({ v: 1, t: "evt", id: "x-99", ev: "progress", d });
  assert.deepEqual(seen, [d]);
});

test("cancel names the request and the reply still comes", async () => {
  const { host, port } = await connected();
  const { id, reply } = ask(host, "backup.start", { wallet: HANDLE }, { patient: true });
  await settled();
  host.cancel(id);
  assert.deepEqual(port.sent.at(-1), { v: 1, t: "can", id });
  port.fail(2, "CANCELLED");
  assert.equal((await rejection(reply)).code, "CANCELLED");
});

test("the host's changed is passed on", async () => {
  const { port, changes } = await connected();
  port.say({ v: 1, t: "evt", id: "host", ev: "changed", d: {} });
  assert.equal(changes(), 1);
});

test("Chromium's text for an ended port becomes its code, for every open request", async () => {
  const text = "Access to the specified native messaging host is forbidden.";
  const { host, ports, links } = setUp({ lastError: () => text });
  const one = ask(host, "wallet.state", {});
  const two = ask(host, "ping", {});
  await settled();
  ports[0].end();
  assert.equal((await rejection(one.reply)).code, "HOST_FORBIDDEN");
  assert.equal((await rejection(two.reply)).code, "HOST_FORBIDDEN");
  assert.deepEqual(links.map(({ type }) => type), ["connecting", "lost"]);
  assert.equal(links[1].failure.code, "HOST_FORBIDDEN");
});

test("Firefox's text on the port becomes its code", async () => {
  const { host, ports } = setUp();
  const { reply } = ask(host, "ping", {});
  await settled();
  ports[0].end("No such native application app.keystow.host");
  assert.equal((await rejection(reply)).code, "HOST_NOT_FOUND");
});

test("a host that refuses the caller says so before it goes, and that is the reason kept", async () => {
  const { host, ports } = setUp();
  const { reply } = ask(host, "ping", {});
  await settled();
  const e = { code: "CALLER_NOT_ALLOWED", kind: "env", retry: false, data: {}, ref: null };
  ports[0].say({ v: 1, t: "res", id: "host", ok: false, e });
  ports[0].end();
  assert.equal((await rejection(reply)).code, "CALLER_NOT_ALLOWED");
});

test("no common protocol version ends the connection with the host's code", async () => {
  const { host, ports, links } = setUp();
  const { reply } = ask(host, "ping", {});
  await settled();
  ports[0].fail(0, "PROTOCOL_UNSUPPORTED", { update: "extension" });
  assert.equal((await rejection(reply)).code, "PROTOCOL_UNSUPPORTED");
  await settled();
  assert.equal(links.at(-1).failure.code, "PROTOCOL_UNSUPPORTED");
  assert.equal(ports[0].isOpen, false);
});

test("a browser that refuses connectNative means a missing permission", async () => {
  const refuse = () => {
    throw new TypeError("chrome.runtime.connectNative is not a function");
  };
  const { host, links } = setUp({ connect: refuse });
  assert.equal((await rejection(ask(host, "ping", {}).reply)).code, "PERMISSION_MISSING");
  assert.equal(links.at(-1).failure.code, "PERMISSION_MISSING");
});

const FAULTY = {
  "no object": "hello",
  "a foreign envelope": { hello: 1 },
  "another version": { v: 2, t: "res", id: "x-2", ok: true, r: {} },
  "a result of the wrong shape": { v: 1, t: "res", id: "x-1", ok: true, r: { wallet: 1 } },
  "an event of no schema": { v: 1, t: "evt", id: "host", ev: "gossip", d: {} },
};

for (const [what, message] of Object.entries(FAULTY)) {
  test(`${what} from the host ends the connection as HOST_IO`, async () => {
    const { port, asked, links } = await connected();
    port.say(message);
    assert.equal((await rejection(asked.reply)).code, "HOST_IO");
    assert.equal(links.at(-1).failure.code, "HOST_IO");
    assert.equal(port.isOpen, false);
  });
}

test("the next request connects anew", async () => {
  const { host, ports, port, asked } = await connected();
  port.end();
  await rejection(asked.reply);
  const { reply } = ask(host, "ping", {});
  await settled();
  assert.equal(ports.length, 2);
  ports[1].reply(0, HELLO);
  await settled();
  ports[1].reply(1, {});
  assert.deepEqual(await reply, {});
});

test("what an old port says after its end is not heard", async () => {
  const { host, port, links, changes } = await connected();
  host.close();
  port.say({ v: 1, t: "evt", id: "host", ev: "changed", d: {} });
  port.end();
  assert.equal(changes(), 0);
  assert.deepEqual(links.at(-1), { type: "lost", failure: null });
});

test("a silent host is given up: at hello, and on a request, but not on a patient one", async () => {
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  try {
    const { host, ports } = setUp();
    const { reply } = ask(host, "ping", {});
    await settled();
    mock.timers.tick(15_000);
    assert.equal((await rejection(reply)).code, "HOST_TIMEOUT");

    const flow = ask(host, "backup.start", { wallet: HANDLE }, { patient: true });
    const quick = ask(host, "ping", {});
    await settled();
    ports[1].reply(0, HELLO);
    await settled();
    mock.timers.tick(60_000);
    assert.equal((await rejection(quick.reply)).code, "HOST_TIMEOUT");
    let is_over = false;
    flow.reply.catch(() => (is_over = true));
    await settled();
    assert.equal(is_over, false);
  } finally {
    mock.timers.reset();
  }
});

test("pings go every 20 s while awake, and two unanswered ones end the connection", async () => {
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  try {
    const { host, port, asked, links } = await connected();
    port.reply(1, state());
    await asked.reply;
    const pings = () => port.sent.filter(({ m }) => m === "ping").length;
    host.stayAwake(true);
    mock.timers.tick(20_000);
    await settled();
    assert.equal(pings(), 1);
    port.reply(-1, {});
    await settled();
    mock.timers.tick(20_000);
    await settled();
    mock.timers.tick(20_000);
    await settled();
    assert.equal(links.at(-1).type, "connected");
    mock.timers.tick(20_000);
    await settled();
    assert.equal(links.at(-1).failure.code, "HOST_TIMEOUT");
    host.stayAwake(false);
  } finally {
    mock.timers.reset();
  }
});
