/** The person is wanted in Keystow's own window. */

import { h } from "../../shared/h.js";
import { button, note, statement } from "../../shared/parts.js";
import { text } from "../../shared/text.js";
import { waitingFor } from "../../shared/flows.js";
import { frame } from "../frame.js";

/**
 * @param {import("../view.js").View} view
 * @param {import("../frame.js").Actions} actions
 */
export function waiting(view, actions) {
  const method = view.session?.flow?.method;
  const only_there = [text("window_proves"), " ", h("b", null, text("unlock_only_there"))];
  return frame(view, actions, {
    corner: h("span"),
    body: [
      statement(text("continue_in_window"), method && waitingFor(method)),
      note("window", only_there),
    ],
    acts: [
      button(text("show_window"), () => actions.showWindow(), "btn-primary btn-big btn-wide"),
      button(text("cancel"), () => actions.cancel(), "btn-wide"),
    ],
  });
}
