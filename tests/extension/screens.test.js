/** Which screen a state shows, and what each screen offers. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";
import { HELLO, installBrowser } from "./browser.js";
import { DOWNLOADS, SAFETY, account, failed, receipt, saved, state, wallet } from "./samples.js";

installBrowser();
const popup = await import("../../extension/popup/view.js");
const app = await import("../../extension/app/view.js");
const { SCREENS: POPUP } = await import("../../extension/popup/screens.js");
const { SCREENS: APP } = await import("../../extension/app/screens.js");
const { newFlow, newSession, next } = await import("../../extension/shared/session.js");

const NOTHING = new Proxy({}, { get: () => () => {} });
const NO_WALLETS = { wallets: [], deleted: [] };
const failure = (code, kind = "env", retry = true) => ({ code, kind, retry, data: {}, ref: null });

function session(...events) {
  const ready = [{ type: "connecting" }, { type: "connected", hello: HELLO }];
  return [...ready, ...events].reduce(next, newSession("chromium"));
}

const with_state = (its_state) => session({ type: "state", state: its_state, at: 1000 });

function outcome(result, its_state = state()) {
  const flow = newFlow(newSession("chromium"), "x-1", "backup.start", null);
  return session(
    { type: "state", state: its_state, at: 1000 },
    { type: "flow_started", flow },
    { type: "flow_ended", id: "x-1", outcome: result },
  );
}

function running(method, its_state = state()) {
  const before = with_state(its_state);
  return next(before, { type: "flow_started", flow: newFlow(before, "x-1", method, null) });
}

const restore = {
  wallet: "ab".repeat(16),
  format: "keystow-1",
  made_on: null,
  results: [{ name: "A", chain: "lamden", address: "ab", outcome: "refused", reason: "address" }],
  counts: { added: 0, same: 0, upgraded: 0, refused: 1, left: 0 },
  warnings: [],
};
const its_receipt = receipt([saved(DOWNLOADS), saved(SAFETY)]);
const at_risk = state(wallet({ uncovered: 2, last_backup: its_receipt }));
const locked = state(wallet({ locked: true, last_backup: its_receipt }));

const CASES = [
  ["nothing known", newSession("chromium"), "shell", "shell"],
  ["no host", next(session(), { type: "lost", failure: failure("HOST_NOT_FOUND") }), "problem", "problem"],
  ["no wallet", with_state(state(null)), "empty", "welcome"],
  ["no wallet, copies found", with_state(state(null, { found_copies: 2 })), "empty", "welcome"],
  ["no account", with_state(state(wallet({ accounts: 0 }))), "bare", "copies"],
  ["all covered", with_state(state(wallet({ last_backup: its_receipt }))), "healthy", "copies"],
  ["some uncovered", with_state(at_risk), "uncovered", "copies"],
  ["locked", with_state(locked), "locked", "copies"],
  ["a backup", running("backup.start"), "running", "running"],
  ["a locked backup", running("backup.start", locked), "waiting", "waiting"],
  ["first run", running("wallet.create", state(null)), "waiting", "waiting"],
  ["saved", outcome({ kind: "receipt", at: 1, first: false, receipt: its_receipt }), "receipt", "receipt"],
  [
    "saved nowhere",
    outcome({ kind: "receipt", at: 1, first: false, receipt: receipt([failed(DOWNLOADS, "NO_SPACE")]) }),
    "receipt",
    "receipt",
  ],
  ["restored", outcome({ kind: "restored", at: 1, restore }), "results", "results"],
  ["imported", outcome({ kind: "imported", at: 1, import: restore }), "results", "results"],
  ["created", outcome({ kind: "created", at: 1 }), "results", "results"],
  [
    "failed",
    outcome({ kind: "failed", at: 1, method: "backup.start", failure: failure("NO_COPY_SAVED") }),
    "failed",
    "failed",
  ],
];

for (const [what, its_session, in_popup, in_app] of CASES) {
  test(`${what}: the popup shows ${in_popup}, the tab ${in_app}, and both can draw it`, () => {
    const event = { type: "session", session: its_session, now: 2000 };
    const popup_view = popup.next(popup.next(popup.FIRST, event), { type: "wallets", wallets: [] });
    const app_view = app.next(app.next(app.FIRST, event), { type: "wallets", wallets: NO_WALLETS });
    assert.equal(popup.screenOf(popup_view), in_popup);
    assert.equal(app.screenOf(app_view), in_app);
    assert.ok(POPUP[in_popup](popup_view, NOTHING).textContent.length > 0);
    assert.ok(APP[in_app](app_view, NOTHING).textContent.length > 0);
  });
}

function popupButtons(its_session) {
  const first = popup.next(popup.FIRST, { type: "session", session: its_session, now: 2000 });
  const view = popup.next(first, { type: "wallets", wallets: [] });
  const node = POPUP[popup.screenOf(view)](view, NOTHING);
  return [...node.querySelectorAll(".popup-acts button")].map((button) => [
    button.textContent,
    button.className.includes("btn-primary"),
  ]);
}

test("the primary button is what the state calls for, and there is one", () => {
  const primary = (its_session) =>
    popupButtons(its_session)
      .filter(([, is_primary]) => is_primary)
      .map(([label]) => label);
  assert.deepEqual(primary(with_state(state(wallet({ last_backup: its_receipt })))), ["Backup"]);
  assert.deepEqual(primary(with_state(at_risk)), ["Backup"]);
  assert.deepEqual(primary(with_state(locked)), ["Unlock"]);
  assert.deepEqual(primary(with_state(state(wallet({ locked: true, uncovered: 1 })))), ["Backup"]);
  assert.deepEqual(primary(with_state(state(null))), ["Create a wallet"]);
  assert.deepEqual(primary(with_state(state(null, { found_copies: 1 }))), ["Restore a backup"]);
  assert.deepEqual(primary(next(session(), { type: "lost", failure: failure("HOST_EXITED") })), [
    "Try again",
  ]);
});

test("the popup always offers Backup, Restore and Open on a wallet that is open", () => {
  const labels = popupButtons(with_state(at_risk)).map(([label]) => label);
  assert.deepEqual(labels, ["Backup", "Restore", "Open"]);
});

test("one activation of Backup asks for one backup", () => {
  let asked = 0;
  const view = popup.next(popup.FIRST, { type: "session", session: with_state(at_risk), now: 2000 });
  const node = POPUP.uncovered(view, { ...NOTHING, backup: () => (asked += 1) });
  node.querySelector(".popup-acts .btn-primary").click();
  assert.equal(asked, 1);
});

const UNWRITTEN = { phrases_unwritten: 2, last_backup: its_receipt };
const REMINDING = [
  [popup, POPUP, "healthy", with_state(state(wallet(UNWRITTEN)))],
  [popup, POPUP, "uncovered", with_state(state(wallet({ ...UNWRITTEN, uncovered: 2 })))],
  [popup, POPUP, "receipt", outcome({ kind: "receipt", at: 1, first: true, receipt: its_receipt }, state(wallet(UNWRITTEN)))],
  [app, APP, "copies", with_state(state(wallet(UNWRITTEN)))],
  [app, APP, "backup", with_state(state(wallet(UNWRITTEN)))],
  [app, APP, "settings", with_state(state(wallet(UNWRITTEN)))],
  [app, APP, "receipt", outcome({ kind: "receipt", at: 1, first: true, receipt: its_receipt }, state(wallet(UNWRITTEN)))],
];

for (const [page, screens, name, its_session] of REMINDING) {
  const where = page === popup ? "popup" : "tab";
  const draw = (some, actions) => {
    const copies = { rows: [{ copy: "1", destination: DOWNLOADS.token, name: "k", made_on: "2026-11-22T15:04:12Z", size: 1, sequence: 1, verified_on: null, verified_how: null }], total: 1, complete: true, failure: null };
    const shown = page.next(page.FIRST, { type: "session", session: some, now: 2000 });
    return screens[name](page === app ? page.next(shown, { type: "copies", listing: copies }) : shown, actions);
  };

  test(`the ${where}'s ${name} reminds of phrases that were never written down, and leads there`, () => {
    let revealed = 0;
    const node = draw(its_session, new Proxy({}, { get: (_, what) => () => (revealed += what === "reveal") }));
    assert.match(node.textContent, /2 recovery phrases aren’t written down yet/);
    const write = [...node.querySelectorAll("button")].find((one) => one.textContent === "Write it down in the window");
    write.click();
    assert.equal(revealed, 1);
  });

  test(`the ${where}'s ${name} says nothing of phrases that are written down`, () => {
    const written = next(its_session, { type: "state", state: state(wallet({ last_backup: its_receipt, uncovered: 2 })), at: 3000 });
    assert.doesNotMatch(draw(written, NOTHING).textContent, /written down yet/);
  });
}

for (const [history, words] of [
  ["own", null],
  [null, null],
  ["older", /older state/],
  ["foreign", /isn’t the wallet that this computer knows/],
]) {
  test(`a wallet whose history is ${history} is ${words ? "named in popup and tab" : "shown as ever"}`, () => {
    const its_session = with_state(state(wallet({ history })));
    const event = { type: "session", session: its_session, now: 2000 };
    for (const [view, screens] of [[popup, POPUP], [app, APP]]) {
      const now = view.next(view.FIRST, event);
      const drawn = screens[view.screenOf(now)](now, NOTHING).textContent;
      if (words) assert.match(drawn, words);
      else assert.doesNotMatch(drawn, /older state|computer knows/);
    }
  });
}

test("settings offer a backup password, tell of a key file, and ask for the window", () => {
  const drawn = (more) => {
    const event = { type: "session", session: with_state(state(wallet(more))), now: 2000 };
    return APP.settings({ ...app.next(app.FIRST, event), route: "settings" }, actions);
  };
  let asked = 0;
  const actions = new Proxy({}, { get: (_, name) => () => (asked += name === "setBackupPassword" ? 1 : 0) });
  const labels = (node) => [...node.querySelectorAll("button")].map((one) => one.textContent.trim());
  assert.ok(labels(drawn({})).includes("Set one in the window"));
  const set = drawn({ backup_password: true, key_file: true });
  assert.ok(labels(set).includes("Replace or remove it in the window"));
  assert.match(set.textContent, /It asks for a key file too/);
  [...set.querySelectorAll("button")].find((one) => /Replace or remove/.test(one.textContent)).click();
  assert.equal(asked, 1);
});

test("no page of the extension has a password field, or any other place for a secret", () => {
  const files = readdirSync(new URL("../../extension/", import.meta.url), { recursive: true })
    .map(String)
    .filter((path) => /^(popup|app|shared|background)\/.*\.(js|html)$/.test(path));
  for (const path of files) {
    const code = readFileSync(new URL(`../../extension/${path}`, import.meta.url), "utf8");
    assert.doesNotMatch(code, /type[:=]\s*["']?password/i, path);
    assert.doesNotMatch(code, /autocomplete[:=]\s*["']?(current|new)-password/i, path);
  }
});

function accountsView(rows, ...events) {
  const listing = { rows, total: rows.length, complete: true, failure: null };
  const its_state = state(wallet({ accounts: rows.length }));
  return [
    { type: "session", session: with_state(its_state), now: 2000 },
    { type: "route", route: "accounts" },
    { type: "accounts", listing },
    ...events,
  ].reduce(app.next, app.FIRST);
}

test("a thousand accounts are searched by name and address, fifty on a page", () => {
  const rows = Array.from({ length: 1000 }, (_, n) => account(n + 1, { covered: n < 998 }));
  const drawn = (view) => APP.accounts(view, NOTHING).querySelectorAll("tbody tr").length;
  assert.equal(drawn(accountsView(rows)), 50);
  assert.equal(drawn(accountsView(rows, { type: "search", search: "ACCOUNT 99" })), 11);
  assert.equal(drawn(accountsView(rows, { type: "search", search: rows[500].address })), 1);
  assert.equal(drawn(accountsView(rows, { type: "filter", filter: "uncovered" })), 2);
  assert.equal(drawn(accountsView(rows, { type: "page", page: 19 })), 50);
  assert.equal(drawn(accountsView(rows, { type: "page", page: 99 })), 50);
});

test("the menu has one row for each chain, and in it the chain's other address types", () => {
  const asked = [];
  const view = accountsView([account(1)], { type: "menu", open: true });
  const node = APP.accounts(view, { ...NOTHING, addNext: (...which) => asked.push(which) });
  const rows = [...node.querySelectorAll(".menu li")];
  const items = rows.map((row) => row.querySelectorAll("[role=menuitem]").length);
  assert.deepEqual(items, [1, 3, 4, 1, 1, 1, 1, 1]);
  for (const item of rows.slice(0, 6).flatMap((row) => [...row.querySelectorAll("button")])) item.click();
  assert.deepEqual(asked, [
    ["lamden"],
    ["ethereum"], ["ethereum", "ledgerlive"], ["ethereum", "ledgerlegacy"],
    ["bitcoin"], ["bitcoin", "taproot"], ["bitcoin", "nestedsegwit"], ["bitcoin", "legacy"],
    ["solana"], ["cosmos"], ["polkadot"],
  ]);
});

test("each row asks the window for its address by the account's token", () => {
  const asked = [];
  const rows = [account(1), account(2, { chain: "bitcoin" })];
  const node = APP.accounts(accountsView(rows), { ...NOTHING, showAddress: (id) => asked.push(id) });
  for (const button of node.querySelectorAll("tbody .address button:first-of-type")) button.click();
  assert.deepEqual(asked, rows.map(({ id }) => id));
});

test("a new search begins on the first page", () => {
  const view = accountsView([account(1)], { type: "page", page: 3 }, { type: "search", search: "a" });
  assert.equal(view.page, 0);
});

test("a lock takes the accounts out of the page's memory", () => {
  const open = accountsView([account(1)], { type: "search", search: "acc" });
  const view = app.next(open, { type: "session", session: with_state(locked), now: 3000 });
  assert.deepEqual([view.accounts, view.search, app.screenOf(view)], [null, "", "locked"]);
});

test("green stands only on copies that were opened", () => {
  const copy = (n, verified_how) => ({
    copy: n.toString(16).padStart(16, "0"),
    destination: DOWNLOADS.token,
    name: "keystow.keystow",
    made_on: "2026-11-22T15:04:12Z",
    size: 1,
    sequence: 1,
    verified_on: verified_how && "2026-11-22T15:04:12Z",
    verified_how,
  });
  const rows = ["cached", "password", "sum", null].map((how, n) => copy(n, how));
  const listing = { rows, total: 4, complete: true, failure: null };
  const view = [
    { type: "session", session: with_state(state()), now: 2000 },
    { type: "copies", listing },
  ].reduce(app.next, app.FIRST);
  const states = [...APP.copies(view, NOTHING).querySelectorAll(".state")];
  const green = states.map((each) => each.className.includes("state-good"));
  assert.deepEqual(green, [true, true, false, false]);
});

test("Firefox, which doesn't tell the causes apart, gets them all listed", () => {
  const lost = { type: "lost", failure: failure("HOST_NOT_FOUND") };
  const view = (browser) => ({ ...popup.FIRST, session: next(newSession(browser), lost) });
  const causes = (browser) => POPUP.problem(view(browser), NOTHING).querySelectorAll(".causes li");
  assert.equal(causes("firefox").length, 3);
  assert.equal(causes("chromium").length, 0);
});

test("every screen's file is used, and every screen has a file", () => {
  for (const [folder, screens] of [["popup", POPUP], ["app", APP]]) {
    const files = readdirSync(new URL(`../../extension/${folder}/screens/`, import.meta.url));
    assert.deepEqual(files.map((name) => name.replace(".js", "")).sort(), Object.keys(screens).sort());
  }
});

const HANDLES = ["5f", "0b", "0c"].map((byte) => byte.repeat(16));
const row = (n, name, more = {}) => ({
  handle: HANDLES[n],
  name,
  accounts: 2,
  locked: true,
  last_backup: null,
  ...more,
});
const ROWS = [row(0, "Everyday", { locked: false }), row(1, "Studio"), row(2, "Old laptop")];
const GONE = { handle: "0d".repeat(16), name: "Trial", accounts: 2, deleted_on: "2026-11-20T09:00:00Z" };

function asked(node, selector) {
  for (const button of node.querySelectorAll(selector)) button.click();
}

function recorder() {
  const calls = [];
  const actions = new Proxy({}, { get: (_, name) => (...given) => calls.push([name, ...given]) });
  return { calls, actions };
}

function appView(its_state, ...events) {
  const its_session = session({ type: "state", state: its_state, handles: HANDLES.slice(0, 2), at: 1000 });
  return [{ type: "session", session: its_session, now: 2000 }, ...events].reduce(app.next, app.FIRST);
}

test("before it is known which wallets there are, no button stands where another may come", () => {
  const none = with_state(state(null));
  const event = { type: "session", session: none, now: 2000 };
  assert.equal(popup.screenOf(popup.next(popup.FIRST, event)), "shell");
  assert.equal(app.screenOf(app.next(app.FIRST, event)), "shell");
});

test("the wallets' page tells this profile's from the others, and each row does its one thing", () => {
  const view = appView(
    state(),
    { type: "route", route: "wallets" },
    { type: "wallets", wallets: { wallets: ROWS, deleted: [GONE] } },
  );
  assert.equal(app.screenOf(view), "wallets");
  const { calls, actions } = recorder();
  const node = APP.wallets(view, actions);
  const groups = [...node.querySelectorAll("section")].map((section) => [
    section.querySelector("h2").textContent,
    [...section.querySelectorAll("li .strong")].map((name) => name.textContent),
  ]);
  assert.deepEqual(groups, [
    ["In this profile", ["Everyday", "Studio"]],
    ["Elsewhere on this computer", ["Old laptop"]],
    ["Deleted wallets", ["Trial"]],
  ]);
  asked(node, "section button");
  assert.deepEqual(calls, [
    ["choose", HANDLES[1]],
    ["openWallet", HANDLES[2]],
    ["undeleteWallet", GONE.handle],
  ]);
});

test("a fresh profile offers this computer's wallets first, and what was deleted", () => {
  const view = appView(state(null, { found_copies: 3 }), {
    type: "wallets",
    wallets: { wallets: ROWS.slice(1), deleted: [GONE] },
  });
  const { calls, actions } = recorder();
  const node = APP.welcome(view, actions);
  const primary = [...node.querySelectorAll(".btn-primary")];
  assert.deepEqual(primary.map((button) => button.getAttribute("aria-label")), ["Open Studio"]);
  asked(node, ".main button");
  assert.deepEqual(calls.map(([name]) => name), [
    "openWallet",
    "openWallet",
    "create",
    "restore",
    "undeleteWallet",
  ]);
});

test("the popup opens the one wallet that is there, and leaves several to the tab", () => {
  for (const [wallets, does] of [[ROWS.slice(1, 2), "openWallet"], [ROWS, "open"]]) {
    const view = [
      { type: "session", session: with_state(state(null)), now: 2000 },
      { type: "wallets", wallets },
    ].reduce(popup.next, popup.FIRST);
    const { calls, actions } = recorder();
    POPUP.empty(view, actions).querySelector(".btn-primary").click();
    assert.equal(calls[0][0], does);
  }
});

function popupView(handles, ...events) {
  const its_session = session({ type: "state", state: state(), handles, at: 1000 });
  return [
    { type: "session", session: its_session, now: 2000 },
    { type: "wallets", wallets: ROWS },
    ...events,
  ].reduce(popup.next, popup.FIRST);
}

test("with one wallet its name is no button; with several it leads to the others", () => {
  const plain = POPUP.healthy(popupView(HANDLES.slice(0, 1)), NOTHING);
  assert.equal(plain.querySelector(".wallet-switch"), null);
  const { calls, actions } = recorder();
  const node = POPUP.healthy(popupView(HANDLES.slice(0, 2), { type: "menu", open: true }), actions);
  const items = [...node.querySelectorAll("[role=menuitem]")];
  assert.deepEqual(items.map((item) => item.textContent), ["Everyday", "Studio", "All wallets…"]);
  assert.deepEqual(items.map((item) => item.getAttribute("aria-current")), ["true", null, null]);
  for (const item of items) item.click();
  assert.deepEqual(calls, [["menu", false], ["choose", HANDLES[1]], ["open", "wallets"]]);
});

test("another wallet takes the first one's accounts, copies and open forms off the screen", () => {
  const listing = { rows: [account(1)], total: 1, complete: true, failure: null };
  const before = appView(
    state(),
    { type: "accounts", listing },
    { type: "copies", listing },
    { type: "deleted", listing },
    { type: "renaming", renaming: { account: "00", problem: null } },
  );
  const same = app.next(before, { type: "session", session: before.session, now: 3000 });
  assert.equal(same.accounts, listing);
  const other = session({ type: "state", state: state(wallet({ handle: HANDLES[1] })), at: 2000 });
  const view = app.next(before, { type: "session", session: other, now: 3000 });
  assert.deepEqual(
    [view.accounts, view.copies, view.deleted, view.renaming],
    [null, null, null, null],
  );
});

test("an account's row asks for its delete, and the deleted ones have a way back", () => {
  const gone = { id: "00".repeat(8), name: "Faucet", chain: "lamden", address: "ab".repeat(32) };
  const rows = [{ ...gone, watch_only: false, deleted_on: "2026-11-20T09:00:00Z" }];
  const view = accountsView([account(1)], {
    type: "deleted",
    listing: { rows, total: 1, complete: true, failure: null },
  });
  const { calls, actions } = recorder();
  const node = APP.accounts(view, actions);
  node.querySelector("[aria-label='Delete Account 1']").click();
  node.querySelector("section button").click();
  assert.deepEqual(calls, [["deleteAccount", account(1).id], ["undeleteAccount", gone.id]]);
  assert.match(node.querySelector("section").textContent, /20 Dec 2026/);
});

test("deleting the last account leaves its way back on the empty page", () => {
  const rows = [{ id: "00".repeat(8), name: "Faucet", chain: "lamden", address: "ab", watch_only: true, deleted_on: "2026-11-20T09:00:00Z" }];
  const view = accountsView([], { type: "deleted", listing: { rows, total: 1, complete: true, failure: null } });
  assert.match(APP.accounts(view, NOTHING).textContent, /Recently deleted/);
});

test("settings rename the wallet, change its mark and delete it; locked, the last one only", () => {
  const open = appView(state(), { type: "route", route: "settings" });
  const { calls, actions } = recorder();
  const node = APP.settings(open, actions);
  const press = (name) => [...node.querySelectorAll("button")].find(({ textContent }) => textContent === name).click();
  press("Change them in the window");
  press("Delete in the window");
  assert.deepEqual(calls, [["changeMark"], ["deleteWallet"]]);
  assert.equal(node.querySelector("[name=wallet_name]").value, "Everyday");
  const shut = APP.settings(appView(locked, { type: "route", route: "settings" }), NOTHING);
  assert.equal(shut.querySelector("[name=wallet_name]"), null);
  assert.match(shut.textContent, /Delete this wallet/);
});
