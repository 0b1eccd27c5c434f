/** The person is wanted in Keystow's own window. */

import { h } from "../../shared/h.js";
import { button, note, statement } from "../../shared/parts.js";
import { text } from "../../shared/text.js";
import { waitingFor } from "../../shared/flows.js";
import { sheet } from "../frame.js";

/**
 * @param {import("../view.js").View} view
 * @param {import("../frame.js").Actions} actions
 */
export function waiting(view, actions) {
  const method = view.session?.flow?.method;
  const fresh = !view.session?.host?.wallet;
  const proof = fresh ? text("window_fresh") : text("window_proves");
  return sheet(
    view,
    actions,
    statement(text("continue_in_window"), method && waitingFor(method)),
    note("window", [proof, " ", h("b", null, text("unlock_only_there"))]),
    h(
      "div",
      { class: "acts" },
      button(text("show_window"), () => actions.showWindow(), "btn-primary btn-big"),
      button(text("cancel"), () => actions.cancel(), "btn-big"),
    ),
  );
}
