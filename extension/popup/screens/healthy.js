/** Every account is in a proven copy. */

import { line, placeName, whereabouts } from "../../shared/line.js";
import { button, statement, timeOf } from "../../shared/parts.js";
import { plural, text } from "../../shared/text.js";
import { when } from "../../shared/format.js";
import { unwritten } from "../../shared/unwritten.js";
import { frame, pair, walletOf } from "../frame.js";

/**
 * @param {import("../view.js").View} view
 * @param {import("../frame.js").Actions} actions
 */
export function healthy(view, actions) {
  const { host, wallet } = walletOf(view);
  const saved = (wallet.last_backup?.copies ?? []).filter(({ state }) => state === "saved");
  const made_on = wallet.last_backup?.made_on;
  const opened = made_on && plural("copies_opened", saved.length, when(made_on, view.now));
  return frame(view, actions, {
    body: [
      statement(plural("all_backed_up", wallet.accounts), made_on && timeOf(made_on, opened ?? "")),
      saved.length > 0 && line(saved.map((copy) => place(copy, host.destinations))),
      unwritten(wallet, actions),
    ],
    acts: [
      button(text("backup"), () => actions.backup(), "btn-primary btn-big btn-wide"),
      pair(
        button(text("restore"), () => actions.restore()),
        button(text("open"), () => actions.open("")),
      ),
    ],
  });
}

/**
 * @param {import("../../shared/protocol.d.ts").ReceiptCopy} copy
 * @param {readonly import("../../shared/protocol.d.ts").Destination[]} destinations
 * @returns {import("../../shared/line.js").Place}
 */
function place(copy, destinations) {
  const known = destinations.find(({ token }) => token === copy.destination);
  return {
    knot: "proven",
    tie: "proven",
    name: placeName(known ?? copy),
    end: known ? whereabouts(known, destinations) : text("place_forgotten"),
  };
}
