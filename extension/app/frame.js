/** The tab's frame: navigation at the side, one page beside it. */

import { h } from "../shared/h.js";
import { icon, logo } from "../shared/icons.js";
import { button, note } from "../shared/parts.js";
import { number, plural, text } from "../shared/text.js";
import { minutesLeft } from "../shared/format.js";
import { past } from "../shared/past.js";
import { wordsOf } from "../shared/words.js";

/**
 * @typedef {import("./view.js").View} View
 * @typedef {import("./view.js").Route} Route
 * @typedef {import("../shared/h.js").Child} Child
 * @typedef {import("../shared/icons.js").IconName} IconName
 * @typedef {import("../shared/protocol.d.ts").State} State
 * @typedef {import("../shared/protocol.d.ts").WalletState} WalletState
 */

/**
 * @typedef {object} Actions what a person can do in the tab
 * @property {(route: Route) => void} go
 * @property {() => void} create
 * @property {() => void} restore
 * @property {() => void} restoreNew into a new wallet, beside the one that is shown
 * @property {(handle: string) => void} choose
 * @property {(handle: string) => void} openWallet
 * @property {(name: string) => void} renameWallet
 * @property {() => void} deleteWallet
 * @property {(handle: string) => void} undeleteWallet
 * @property {() => void} changeMark
 * @property {(account: string) => void} deleteAccount
 * @property {(account: string) => void} undeleteAccount
 * @property {() => void} unlock
 * @property {() => void} lock
 * @property {() => void} importKeys
 * @property {() => void} exportKeys
 * @property {() => void} reveal
 * @property {() => void} changePassword
 * @property {() => void} setBackupPassword
 * @property {() => void} makeRecoveryCode
 * @property {(destinations: string[] | null) => void} backup null leaves the places to the host
 * @property {(token: string, ticked: boolean) => void} tickPlace
 * @property {() => void} addPlace
 * @property {(token: string) => void} removePlace
 * @property {(copy: string) => void} showCopy
 * @property {() => void} copyElsewhere
 * @property {(search: string) => void} search
 * @property {(filter: import("./view.js").Filter) => void} filter
 * @property {(page: number) => void} turnTo
 * @property {(open: boolean) => void} menu
 * @property {(chain: string, address_type?: string) => void} addNext
 * @property {(watch: import("./view.js").WatchDialog | null) => void} watch
 * @property {(watch: import("./view.js").WatchDialog) => void} confirmWatch
 * @property {(account: string | null) => void} rename
 * @property {(account: string, name: string) => void} saveName
 * @property {(account: import("../shared/protocol.d.ts").Account) => void} copyAddress
 * @property {(account: string) => void} showAddress
 * @property {(minutes: number) => void} autoLock
 * @property {() => void} check
 * @property {() => void} cancel
 * @property {() => void} showWindow
 * @property {() => void} dismiss
 * @property {() => void} retry
 * @property {(command: string) => void} copyCommand
 */

/**
 * @typedef {object} Head
 * @property {string} title
 * @property {Child} [lead]
 * @property {readonly Child[]} [acts]
 */

/**
 * @param {View} view
 * @param {Actions} actions
 * @param {Head} head
 * @param {...(Child | readonly Child[])} body
 */
export function frame(view, actions, { title, lead, acts }, ...body) {
  const words = h("div", null, h("h1", null, title), lead && h("p", null, lead));
  const header = h("header", { class: "page-head" }, words, acts && h("div", { class: "acts" }, acts));
  return room(view, actions, header, refusal(view), past(view.session?.host?.wallet), ...body);
}

/**
 * A page whose statement and actions stand in one column: waiting, a receipt, a problem.
 * @param {View} view
 * @param {Actions} actions
 * @param {...(Child | readonly Child[])} body
 */
export function sheet(view, actions, ...body) {
  return room(view, actions, h("div", { class: "sheet card" }, refusal(view), ...body));
}

/**
 * The wallet and the state around it, for screens that have both.
 * @param {View} view
 * @returns {{host: State, wallet: WalletState}}
 */
export function walletOf(view) {
  const host = view.session?.host;
  if (!host?.wallet) throw new TypeError("this screen needs a wallet");
  return { host, wallet: host.wallet };
}

/** @param {View} view @param {Actions} actions @param {...(Child | readonly Child[])} body */
function room(view, actions, ...body) {
  return h(
    "div",
    { class: "app" },
    side(view, actions),
    h("main", { class: "main" }, ...body, status(view)),
  );
}

/** @param {View} view @param {Actions} actions */
function side(view, actions) {
  const host = view.session?.host ?? null;
  const wallet = host?.wallet ?? null;
  const shown = wallet && view.session?.link.phase !== "failed";
  return h(
    "nav",
    { class: "side", "aria-label": text("nav") },
    h("div", { class: "brand" }, logo("normal"), text("product")),
    shown && [
      item(view, actions, "copies", "copies", uncoveredCount(wallet)),
      item(view, actions, "accounts", "list", count(wallet.accounts)),
      item(view, actions, "places", "folder", count(host?.destinations.length ?? 0)),
      item(view, actions, "wallets", "locker", walletCount(view)),
      item(view, actions, "settings", "gear", null),
      foot(view, actions, wallet),
    ],
  );
}

/**
 * @param {View} view
 * @param {Actions} actions
 * @param {"copies" | "accounts" | "places" | "wallets" | "settings"} route
 * @param {IconName} sign
 * @param {Child} end
 */
function item(view, actions, route, sign, end) {
  const current = view.route === route ? "page" : null;
  const press = (/** @type {Event} */ event) => {
    event.preventDefault();
    actions.go(route);
  };
  const attributes = { class: "nav", href: `#${route}`, "aria-current": current };
  return h("a", { ...attributes, on: { click: press } }, icon(sign), text(`nav_${route}`), end);
}

/** @param {number} value */
function count(value) {
  return h("span", { class: "count caption" }, number(value));
}

/** One is what everybody has. @param {View} view */
function walletCount({ session }) {
  const all = session?.handles.length ?? 0;
  return all > 1 ? count(all) : null;
}

/** @param {WalletState} wallet */
function uncoveredCount({ uncovered }) {
  if (uncovered === 0) return null;
  return h("span", { class: "count caption is-attention" }, plural("nav_uncovered", uncovered));
}

/** @param {View} view @param {Actions} actions @param {WalletState} wallet */
function foot(view, actions, wallet) {
  const asked_at = view.session?.asked_at ?? 0;
  const minutes = minutesLeft(wallet.locks_in_s, asked_at, view.now);
  const state = wallet.locked ? text("locked") : text("unlocked");
  const words = minutes && !wallet.locked ? plural("unlocked_for", minutes) : state;
  const turn = wallet.locked
    ? button(text("unlock"), () => actions.unlock(), "btn-small")
    : button([icon("lock"), text("lock")], () => actions.lock(), "btn-small");
  return h(
    "div",
    { class: "side-foot" },
    h("bdi", { class: "strong clip" }, wallet.name),
    h("span", { class: "caption" }, words),
    turn,
  );
}

/** @param {View} view @returns {Child} */
function refusal({ refused }) {
  if (!refused) return null;
  const { title, todo } = wordsOf(refused);
  const words = [h("b", null, title), " ", todo];
  return h("div", { role: "alert", class: "refusal" }, note("warn", words, "attention"));
}

/** Said to ears when something small was done. @param {View} view */
function status({ copied }) {
  return h("div", { class: "sr", role: "status" }, copied && text("copied"));
}
