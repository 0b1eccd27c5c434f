/** What the tab shows, as one frozen object, and how each event changes it. */

import { screenOfOutcome } from "../shared/flows.js";
import { unreachable } from "../shared/unreachable.js";

/**
 * @typedef {import("../shared/session.js").Session} Session
 * @typedef {import("../shared/protocol.d.ts").Account} Account
 * @typedef {import("../shared/protocol.d.ts").Copy} Copy
 * @typedef {import("../shared/protocol.d.ts").Check} Check
 * @typedef {import("../shared/protocol.d.ts").Failure} Failure
 * @typedef {import("../shared/protocol.d.ts").DeletedAccount} DeletedAccount
 * @typedef {import("../shared/protocol.d.ts").ResultOf<"wallet.list">} WalletList
 */

/**
 * A list that comes in pages.
 * @template T
 * @typedef {object} Listing
 * @property {readonly T[]} rows those that came so far
 * @property {number} total
 * @property {boolean} complete
 * @property {Failure | null} failure
 */

/** @typedef {"copies" | "accounts" | "places" | "wallets" | "settings" | "backup"} Route */
/** @typedef {"all" | "uncovered" | "watch"} Filter */

/**
 * @typedef {object} WatchDialog
 * @property {string} chain
 * @property {string} address
 * @property {string} name
 * @property {Failure | null} problem of the last try
 */

/**
 * @typedef {object} View
 * @property {Session | null} session
 * @property {Route} route
 * @property {number} now ms since 1970
 * @property {Listing<Account> | null} accounts null until asked for
 * @property {Listing<Copy> | null} copies
 * @property {Listing<DeletedAccount> | null} deleted those that can be brought back
 * @property {WalletList | null} wallets of this computer
 * @property {readonly Check[] | "busy" | null} checks the doctor's report
 * @property {string} search
 * @property {Filter} filter
 * @property {number} page of the list on screen, from 0
 * @property {boolean} menu whether "Add account" is open
 * @property {WatchDialog | null} watch
 * @property {{account: string, problem: Failure | null} | null} renaming
 * @property {readonly string[]} left_out places not ticked for the next backup
 * @property {string | null} copied what was copied just now: an account's id, or "command"
 * @property {string} version the extension's own
 * @property {Failure | null} refused a request that failed, until the next step
 */

/**
 * @typedef {{type: "session", session: Session, now: number}
 *   | {type: "route", route: Route}
 *   | {type: "tick", now: number}
 *   | {type: "accounts", listing: Listing<Account>}
 *   | {type: "copies", listing: Listing<Copy>}
 *   | {type: "deleted", listing: Listing<DeletedAccount>}
 *   | {type: "wallets", wallets: WalletList}
 *   | {type: "checks", checks: View["checks"]}
 *   | {type: "search", search: string}
 *   | {type: "filter", filter: Filter}
 *   | {type: "page", page: number}
 *   | {type: "menu", open: boolean}
 *   | {type: "watch", watch: WatchDialog | null}
 *   | {type: "renaming", renaming: View["renaming"]}
 *   | {type: "place_ticked", token: string, ticked: boolean}
 *   | {type: "copied", copied: string | null}
 *   | {type: "refused", failure: Failure | null}} ViewEvent
 */

/**
 * @typedef {"shell" | "problem" | "waiting" | "running" | "receipt" | "results" | "failed"
 *   | "welcome" | "locked" | Route} Screen
 */

/** @type {readonly Route[]} */
export const ROUTES = ["copies", "accounts", "places", "wallets", "settings", "backup"];

/** @type {View} */
export const FIRST = Object.freeze({
  session: null,
  route: "copies",
  now: 0,
  accounts: null,
  copies: null,
  deleted: null,
  wallets: null,
  checks: null,
  search: "",
  filter: "all",
  page: 0,
  menu: false,
  watch: null,
  renaming: null,
  left_out: [],
  copied: null,
  version: "",
  refused: null,
});

/**
 * @param {View} view
 * @param {ViewEvent} event
 * @returns {View}
 */
export function next(view, event) {
  return Object.freeze({ ...view, ...change(view, event) });
}

/** @param {View} view @param {ViewEvent} event @returns {Partial<View>} */
function change(view, event) {
  switch (event.type) {
    case "session":
      return { session: event.session, now: event.now, ...forgotten(view, event.session) };
    case "route":
      return { route: event.route, page: 0, menu: false, renaming: null, refused: null };
    case "tick":
      return { now: event.now };
    case "accounts":
      return { accounts: event.listing };
    case "copies":
      return { copies: event.listing };
    case "deleted":
      return { deleted: event.listing };
    case "wallets":
      return { wallets: event.wallets };
    case "checks":
      return { checks: event.checks };
    case "search":
      return { search: event.search, page: 0 };
    case "filter":
      return { filter: event.filter, page: 0 };
    case "page":
      return { page: event.page };
    case "menu":
      return { menu: event.open };
    case "watch":
      return { watch: event.watch, menu: false };
    case "renaming":
      return { renaming: event.renaming, refused: null };
    case "place_ticked":
      return { left_out: withoutOrWith(view.left_out, event.token, event.ticked) };
    case "copied":
      return { copied: event.copied };
    case "refused":
      return { refused: event.failure };
    default:
      return unreachable(event);
  }
}

/**
 * Nothing of the accounts stays on screen once the wallet is locked, or another one is shown.
 * @param {View} view
 * @param {Session} session
 * @returns {Partial<View>}
 */
function forgotten({ session: before }, { host }) {
  const other = before?.host?.wallet?.handle !== host?.wallet?.handle;
  const open = host?.wallet?.locked === false;
  const of_wallet = other ? { copies: null, left_out: [] } : {};
  if (open && !other) return {};
  const of_accounts = { accounts: null, deleted: null, renaming: null, watch: null };
  return { ...of_wallet, ...of_accounts, menu: false, search: "", page: 0 };
}

/** @param {readonly string[]} tokens @param {string} token @param {boolean} ticked */
function withoutOrWith(tokens, token, ticked) {
  const others = tokens.filter((other) => other !== token);
  return ticked ? others : [...others, token];
}

/**
 * The one screen for a view.
 * @param {View} view
 * @returns {Screen}
 */
export function screenOf({ session, route, copies, wallets }) {
  if (!session) return "shell";
  if (session.link.phase === "failed") return "problem";
  if (session.flow) return session.flow.window ? "waiting" : "running";
  if (session.outcome) return screenOfOutcome(session.outcome);
  if (!session.host) return "shell";
  const { wallet } = session.host;
  // What the first button is hangs on them: it must not change under the pointer.
  if (!wallet) return wallets ? "welcome" : "shell";
  const kept = route === "accounts" || (route === "copies" && copies?.failure?.code === "LOCKED");
  return wallet.locked && kept ? "locked" : route;
}

/** @param {string} text the part after "#" @returns {Route} */
export function routeOf(text) {
  if (text === "connection") return "settings";
  return ROUTES.find((route) => route === text) ?? "copies";
}

/**
 * The accounts that search and filter leave.
 * @param {View} view
 * @returns {readonly Account[]}
 */
export function matching({ accounts, search, filter }) {
  const wanted = search.trim().toLowerCase();
  return (accounts?.rows ?? []).filter(
    (account) => passes(account, filter) && (!wanted || names(account, wanted)),
  );
}

/** @param {Account} account @param {Filter} filter */
export function passes(account, filter) {
  switch (filter) {
    case "all":
      return true;
    case "uncovered":
      return !account.covered;
    case "watch":
      return account.watch_only;
    default:
      return unreachable(filter);
  }
}

/** @param {Account} account @param {string} wanted in lower case */
function names({ name, address }, wanted) {
  return name.toLowerCase().includes(wanted) || address.toLowerCase().includes(wanted);
}
