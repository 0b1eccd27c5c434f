/** The receipt of a backup: what it holds, where it was saved and proven, what to do next. */

import { h } from "../../shared/h.js";
import { line } from "../../shared/line.js";
import { button, statement } from "../../shared/parts.js";
import { advice, contents, fileLines, headline, receiptPlaces } from "../../shared/receipt.js";
import { text } from "../../shared/text.js";
import { frame, walletOf } from "../frame.js";

/**
 * @param {import("../view.js").View} view
 * @param {import("../frame.js").Actions} actions
 */
export function receipt(view, actions) {
  const outcome = view.session?.outcome;
  if (outcome?.kind !== "receipt") throw new TypeError("this screen needs a receipt");
  const { destinations } = walletOf(view).host;
  const { title, lead, alarm } = headline(outcome.receipt, destinations);
  const [name, facts] = fileLines(outcome.receipt);
  return frame(view, actions, {
    body: [
      statement(title, lead ?? contents(outcome.receipt), alarm),
      line(receiptPlaces(outcome.receipt, destinations, (copy) => actions.showCopy(copy))),
      advice(outcome.receipt, destinations),
      h(
        "p",
        { class: "caption" },
        h("bdi", { class: "mono break", dir: "ltr" }, name),
        h("br"),
        facts,
      ),
    ],
    acts: [
      button(text("done"), () => actions.dismiss(), "btn-primary btn-big btn-wide"),
      button(text("copy_elsewhere"), () => actions.copyElsewhere(), "btn-wide"),
    ],
  });
}
