/** The reminder that phrases were never written down, with the way to do it. */

import { h } from "./h.js";
import { button, note } from "./parts.js";
import { plural, text } from "./text.js";

/**
 * Null where all are. It stands beside a backup and never in its way.
 * @param {import("./protocol.d.ts").WalletState} wallet
 * @param {{reveal: () => void}} actions
 * @param {"" | "attention"} [tone]
 */
export function unwritten({ phrases_unwritten: count }, actions, tone = "") {
  if (count === 0) return null;
  const words = h("b", null, plural("phrases_unwritten", count));
  const show = button(text("write_down"), () => actions.reveal(), "btn-link");
  return note("paper", [words, " ", show], tone);
}
