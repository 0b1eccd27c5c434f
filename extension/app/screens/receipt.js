/** The receipt of a backup: what it holds, where each copy was saved and proven. */

import { h } from "../../shared/h.js";
import { line } from "../../shared/line.js";
import { button, statement } from "../../shared/parts.js";
import { advice, contents, fileLines, headline, isSaved, receiptPlaces } from "../../shared/receipt.js";
import { text } from "../../shared/text.js";
import { unwritten } from "../../shared/unwritten.js";
import { sheet, walletOf } from "../frame.js";

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
  const saved = isSaved(outcome.receipt);
  return sheet(
    view,
    actions,
    statement(title, lead ?? contents(outcome.receipt), alarm),
    line(receiptPlaces(outcome.receipt, destinations, (copy) => actions.showCopy(copy))),
    advice(outcome.receipt, destinations),
    unwritten(wallet, actions),
    fileLines(outcome.receipt),
    h(
      "div",
      { class: "acts" },
      saved && button(text("done"), () => actions.dismiss(), "btn-primary btn-big"),
      saved && button(text("copy_elsewhere"), () => actions.copyElsewhere(), "btn-big"),
      !saved && button(text("another_place"), () => actions.copyElsewhere(), "btn-primary btn-big"),
      !saved && button(text("back"), () => actions.dismiss(), "btn-big"),
    ),
  );
}
