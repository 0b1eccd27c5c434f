/** What the profile stores of its wallets: their handles and which one is shown, nothing else. */

import assert from "node:assert/strict";
import test, { beforeEach } from "node:test";
import * as memory from "../../extension/background/memory.js";

const [FIRST, SECOND, THIRD] = ["0a", "0b", "0c"].map((byte) => byte.repeat(16));
let stored = {};

beforeEach(() => {
  stored = {};
  globalThis.chrome = {
    storage: {
      local: {
        get: async (keys) =>
          Object.fromEntries([keys].flat().flatMap((key) => (key in stored ? [[key, stored[key]]] : []))),
        set: async (values) => void Object.assign(stored, structuredClone(values)),
        remove: async (key) => void delete stored[key],
      },
    },
  };
});

test("a fresh profile has no wallet", async () => {
  assert.equal(await memory.readHandle(), null);
  assert.deepEqual(await memory.readHandles(), []);
});

test("each wallet is added once, in the order of their coming, and the last one is shown", async () => {
  for (const handle of [FIRST, SECOND, FIRST]) await memory.writeHandle(handle);
  assert.deepEqual(await memory.readHandles(), [FIRST, SECOND]);
  assert.equal(await memory.readHandle(), FIRST);
  assert.deepEqual(Object.keys(stored).sort(), ["handle", "handles"]);
});

test("a profile from before there were several keeps its one", async () => {
  stored = { handle: FIRST };
  assert.deepEqual(await memory.readHandles(), [FIRST]);
  await memory.writeHandle(SECOND);
  assert.deepEqual(stored, { handle: SECOND, handles: [FIRST, SECOND] });
});

test("forgetting the one that is shown shows the first of the others, and none after the last", async () => {
  for (const handle of [FIRST, SECOND, THIRD]) await memory.writeHandle(handle);
  await memory.forgetHandle(SECOND);
  assert.equal(await memory.readHandle(), THIRD);
  await memory.forgetHandle(THIRD);
  assert.equal(await memory.readHandle(), FIRST);
  await memory.forgetHandle(FIRST);
  assert.equal(await memory.readHandle(), null);
  assert.deepEqual(await memory.readHandles(), []);
});

test("what is no handle is not read", async () => {
  stored = { handle: "../wallets", handles: [FIRST, 5, "x", FIRST, "0A".repeat(16)] };
  assert.equal(await memory.readHandle(), null);
  assert.deepEqual(await memory.readHandles(), [FIRST]);
  stored = { handle: FIRST, handles: "none" };
  assert.deepEqual(await memory.readHandles(), [FIRST]);
});

test("no more than two hundred are kept, the newest among them", async () => {
  for (let n = 0; n < 201; n += 1) await memory.writeHandle(n.toString(16).padStart(32, "0"));
  const handles = await memory.readHandles();
  assert.equal(handles.length, 200);
  assert.equal(handles.at(-1), (200).toString(16).padStart(32, "0"));
});
