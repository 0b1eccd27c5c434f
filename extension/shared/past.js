/** A wallet that isn't as this computer saw it last: named wherever it is shown. */

import { note } from "./parts.js";
import { text } from "./text.js";

/** @param {import("./protocol.d.ts").WalletState | null | undefined} wallet */
export function past(wallet) {
  const of = wallet?.history;
  if (!of || of === "own") return null;
  return note("warn", text(of === "older" ? "history_older" : "history_foreign"), "attention");
}
