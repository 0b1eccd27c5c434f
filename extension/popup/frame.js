/** The popup's frame: head, body, actions, foot, the same on every screen. */

import { h } from "../shared/h.js";
import { icon, logo } from "../shared/icons.js";
import { note, iconButton } from "../shared/parts.js";
import { text } from "../shared/text.js";
import { past } from "../shared/past.js";
import { switcher } from "./switcher.js";
import { wordsOf } from "../shared/words.js";

/**
 * @typedef {import("./view.js").View} View
 * @typedef {import("../shared/h.js").Child} Child
 * @typedef {import("../shared/protocol.d.ts").State} State
 * @typedef {import("../shared/protocol.d.ts").WalletState} WalletState
 */

/**
 * @typedef {object} Actions what a person can do in the popup
 * @property {() => void} backup
 * @property {() => void} restore
 * @property {() => void} create
 * @property {(open: boolean) => void} menu
 * @property {(handle: string) => void} choose
 * @property {(handle: string) => void} openWallet
 * @property {() => void} unlock
 * @property {() => void} lock
 * @property {() => void} reveal
 * @property {(route: string) => void} open the app's tab, at a route
 * @property {() => void} cancel
 * @property {() => void} showWindow
 * @property {() => void} dismiss
 * @property {(copy: string) => void} showCopy
 * @property {() => void} copyElsewhere
 * @property {() => void} retry
 * @property {(command: string) => void} copyCommand
 */

/**
 * @typedef {object} Parts
 * @property {readonly Child[]} body
 * @property {readonly Child[]} acts
 * @property {readonly Child[]} [foot]
 * @property {Child} [corner] stands at the head's end; a lock button by default
 */

/**
 * @param {View} view
 * @param {Actions} actions
 * @param {Parts} parts
 */
export function frame(view, actions, { body, acts, foot, corner }) {
  const wallet = view.session?.host?.wallet ?? null;
  const name = switcher(view, actions) ?? h("bdi", { class: "wallet" }, wallet?.name || text("product"));
  return h(
    "main",
    { class: "popup" },
    h("header", { class: "popup-head" }, logo(face(view)), name, corner ?? lock(wallet, actions)),
    h("div", { class: "popup-body" }, past(wallet), body, refusal(view)),
    h("div", { class: "popup-acts" }, acts),
    foot && h("footer", { class: "popup-foot caption" }, foot),
  );
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

/** Two secondary buttons side by side. @param {...Child} buttons */
export function pair(...buttons) {
  return h("div", { class: "pair" }, buttons);
}

/** @param {View} view @returns {"normal" | "attention" | "locked"} */
function face({ session }) {
  const wallet = session?.host?.wallet;
  if (session?.link.phase === "failed") return "attention";
  if (session?.flow || !wallet) return "normal";
  if (wallet.locked) return "locked";
  return wallet.uncovered > 0 ? "attention" : "normal";
}

/** @param {WalletState | null} wallet @param {Actions} actions @returns {Child} */
function lock(wallet, actions) {
  if (!wallet) return null;
  if (wallet.locked) return h("span", { class: "tag" }, icon("lock"), text("locked"));
  return iconButton("lock", text("lock"), () => actions.lock());
}

/** @param {View} view @returns {Child} */
function refusal({ refused }) {
  if (!refused) return null;
  const { title, todo } = wordsOf(refused);
  return h("div", { role: "alert" }, note("warn", [h("b", null, title), " ", todo], "attention"));
}
