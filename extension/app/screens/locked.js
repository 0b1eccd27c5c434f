/** The accounts of a locked wallet are not shown; what may be known is. */

import { h } from "../../shared/h.js";
import { button, note, statement } from "../../shared/parts.js";
import { plural, text } from "../../shared/text.js";
import { sheet, walletOf } from "../frame.js";

/**
 * @param {import("../view.js").View} view
 * @param {import("../frame.js").Actions} actions
 */
export function locked(view, actions) {
  const { uncovered } = walletOf(view).wallet;
  const title = uncovered > 0 ? plural("locked_uncovered", uncovered) : text("locked_title");
  const window = [text("unlock_window"), " ", h("b", null, text("unlock_only_there"))];
  return sheet(
    view,
    actions,
    statement(title, text("locked_lead"), uncovered > 0 ? "attention" : null),
    note("window", window),
    h(
      "div",
      { class: "acts" },
      button(text("unlock"), () => actions.unlock(), "btn-primary btn-big"),
    ),
  );
}
