/** Long lists come page by page; a newer reading wins. */

import assert from "node:assert/strict";
import test from "node:test";
import { reader } from "../../extension/app/lists.js";
import { recentUncovered } from "../../extension/popup/recent.js";
import { Refused } from "../../extension/shared/link.js";
import { HANDLE, account, wallet } from "./samples.js";

const ROWS = Array.from({ length: 450 }, (_, n) => n);
const page = async (offset, limit) => ({ total: 450, rows: ROWS.slice(offset, offset + limit) });

test("a list is read to its end, and shown while it comes the first time", async () => {
  const shown = [];
  await reader({ read: page, show: (listing) => shown.push(listing) })();
  assert.deepEqual(shown.map(({ rows }) => rows.length), [200, 400, 450]);
  assert.deepEqual(shown.map(({ complete }) => complete), [false, false, true]);
});

test("a later reading replaces the list at once, whole", async () => {
  const shown = [];
  const read = reader({ read: page, show: (listing) => shown.push(listing) });
  await read();
  await read();
  assert.deepEqual(shown.slice(3).map(({ rows }) => rows.length), [450]);
});

test("a newer reading ends an older one", async () => {
  const shown = [];
  const read = reader({ read: page, show: (listing) => shown.push(listing) });
  await Promise.all([read(), read()]);
  assert.equal(shown.filter(({ complete }) => complete).length, 1);
});

test("a list that shrinks while it is read ends where the host has no more", async () => {
  const shown = [];
  const read = async (offset) => ({ total: 450, rows: offset === 0 ? ROWS.slice(0, 200) : [] });
  await reader({ read, show: (listing) => shown.push(listing) })();
  assert.deepEqual([shown.at(-1).rows.length, shown.at(-1).complete], [200, true]);
});

test("a refusal is kept with the list", async () => {
  const shown = [];
  const failure = { code: "LOCKED", kind: "user", retry: true, data: {}, ref: null };
  const read = async () => {
    throw new Refused(failure);
  };
  await reader({ read, show: (listing) => shown.push(listing) })();
  assert.equal(shown[0].failure.code, "LOCKED");
});

test("the popup finds the newest uncovered accounts in one request", async () => {
  const asked = [];
  const accounts = [account(799), account(800, { covered: false }), account(801, { covered: false })];
  const link = {
    ask: async (method, params) => {
      asked.push(params);
      return { total: 801, accounts };
    },
  };
  const found = await recentUncovered(link, wallet({ accounts: 801, uncovered: 2 }));
  assert.deepEqual(asked, [{ wallet: HANDLE, offset: 601, limit: 200 }]);
  assert.deepEqual(found.map(({ name }) => name), ["Account 801", "Account 800"]);
});
