/** What the popup shows, as one frozen object, and how each event changes it. */

import { screenOfOutcome } from "../shared/flows.js";
import { unreachable } from "../shared/unreachable.js";

/**
 * @typedef {import("../shared/session.js").Session} Session
 * @typedef {import("../shared/protocol.d.ts").Account} Account
 * @typedef {import("../shared/protocol.d.ts").Failure} Failure
 * @typedef {import("../shared/protocol.d.ts").WalletRow} WalletRow
 */

/**
 * @typedef {object} View
 * @property {Session | null} session
 * @property {readonly Account[]} uncovered the newest accounts that no backup holds
 * @property {readonly WalletRow[] | null} wallets of this computer; null until asked for
 * @property {boolean} menu whether the list of wallets is open
 * @property {Failure | null} refused a small request that failed, such as showing a folder
 * @property {boolean} copied the command was copied just now
 * @property {number} now ms since 1970
 */

/**
 * @typedef {{type: "session", session: Session, now: number}
 *   | {type: "uncovered", accounts: readonly Account[]}
 *   | {type: "wallets", wallets: readonly WalletRow[]}
 *   | {type: "menu", open: boolean}
 *   | {type: "refused", failure: Failure}
 *   | {type: "copied", copied: boolean}
 *   | {type: "tick", now: number}} ViewEvent
 */

/**
 * @typedef {"shell" | "problem" | "waiting" | "running" | "receipt" | "results" | "failed"
 *   | "empty" | "locked" | "bare" | "uncovered" | "healthy"} Screen
 */

/** @type {View} */
export const FIRST = Object.freeze({
  session: null,
  uncovered: [],
  wallets: null,
  menu: false,
  refused: null,
  copied: false,
  now: 0,
});

/**
 * @param {View} view
 * @param {ViewEvent} event
 * @returns {View}
 */
export function next(view, event) {
  switch (event.type) {
    case "session":
      return Object.freeze({ ...view, ...changed(view, event) });
    case "uncovered":
      return Object.freeze({ ...view, uncovered: event.accounts });
    case "wallets":
      return Object.freeze({ ...view, wallets: event.wallets });
    case "menu":
      return Object.freeze({ ...view, menu: event.open });
    case "refused":
      return Object.freeze({ ...view, refused: event.failure });
    case "copied":
      return Object.freeze({ ...view, copied: event.copied });
    case "tick":
      return Object.freeze({ ...view, now: event.now });
    default:
      return unreachable(event);
  }
}

/**
 * Another wallet's accounts don't stay on screen.
 * @param {View} view
 * @param {{session: Session, now: number}} event
 */
function changed({ session: before, uncovered, menu }, { session, now }) {
  const same = before?.host?.wallet?.handle === session.host?.wallet?.handle;
  return { session, now, refused: null, uncovered: same ? uncovered : [], menu: same && menu };
}

/**
 * The one screen for a view.
 * @param {View} view
 * @returns {Screen}
 */
export function screenOf({ session, wallets }) {
  if (!session) return "shell";
  if (session.link.phase === "failed") return "problem";
  if (session.flow) return session.flow.window ? "waiting" : "running";
  if (session.outcome) return screenOfOutcome(session.outcome);
  if (!session.host) return "shell";
  const { wallet } = session.host;
  // What the first button is hangs on them: it must not change under the pointer.
  if (!wallet) return wallets ? "empty" : "shell";
  if (wallet.locked) return "locked";
  if (wallet.accounts === 0) return "bare";
  return wallet.uncovered > 0 ? "uncovered" : "healthy";
}
