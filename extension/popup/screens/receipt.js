/** The receipt of a backup: what it holds, where it was saved and proven, what to do next. */

import { line } from "../../shared/line.js";
import { button, statement } from "../../shared/parts.js";
import { advice, contents, fileLines, headline, isSaved, receiptPlaces } from "../../shared/receipt.js";
import { text } from "../../shared/text.js";
import { unwritten } from "../../shared/unwritten.js";
import { frame, pair, walletOf } from "../frame.js";

/**
 * @param {import("../view.js").View} view
 * @param {import("../frame.js").Actions} actions
 */
export function receipt(view, actions) {
  const outcome = view.session?.outcome;
  if (outcome?.kind !== "receipt") throw new TypeError("this screen needs a receipt");
  const { host, wallet } = walletOf(view);
  const { destinations } = host;
  const { title, lead, alarm } = headline(outcome.receipt, destinations);
  return frame(view, actions, {
    body: [
      statement(title, lead ?? contents(outcome.receipt), alarm),
      line(receiptPlaces(outcome.receipt, destinations, (copy) => actions.showCopy(copy))),
      advice(outcome.receipt, destinations),
      unwritten(wallet, actions),
      fileLines(outcome.receipt),
    ],
    acts: isSaved(outcome.receipt) ? saved(actions) : unsaved(actions),
  });
}

/** @param {import("../frame.js").Actions} actions */
function saved(actions) {
  return [
    button(text("done"), () => actions.dismiss(), "btn-primary btn-big btn-wide"),
    button(text("copy_elsewhere"), () => actions.copyElsewhere(), "btn-wide"),
  ];
}

/** @param {import("../frame.js").Actions} actions */
function unsaved(actions) {
  return [
    button(text("another_place"), () => actions.copyElsewhere(), "btn-primary btn-big btn-wide"),
    pair(
      button(text("try_again"), () => actions.backup()),
      button(text("back"), () => actions.dismiss()),
    ),
  ];
}
