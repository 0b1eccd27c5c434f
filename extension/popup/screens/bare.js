/** A wallet that holds no account yet. */

import { button, statement } from "../../shared/parts.js";
import { text } from "../../shared/text.js";
import { frame, pair } from "../frame.js";

/**
 * @param {import("../view.js").View} view
 * @param {import("../frame.js").Actions} actions
 */
export function bare(view, actions) {
  return frame(view, actions, {
    body: [statement(text("no_accounts"), text("no_accounts_lead"))],
    acts: [
      button(text("open"), () => actions.open("accounts"), "btn-primary btn-big btn-wide"),
      pair(
        button(text("backup"), () => actions.backup()),
        button(text("restore"), () => actions.restore()),
      ),
    ],
  });
}
