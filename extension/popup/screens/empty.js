/** A profile without a wallet: make one, or bring one back. */

import { button, note, statement } from "../../shared/parts.js";
import { plural, text } from "../../shared/text.js";
import { frame } from "../frame.js";

/**
 * With copies on this machine the likelier wish is to restore, so that is the primary.
 * @param {import("../view.js").View} view
 * @param {import("../frame.js").Actions} actions
 */
export function empty(view, actions) {
  const found = view.session?.host?.found_copies ?? 0;
  const primary = "btn-primary btn-big btn-wide";
  const create = button(text("create_wallet"), () => actions.create(), found ? "btn-wide" : primary);
  const restore = button(text("restore_backup"), () => actions.restore(), found ? primary : "btn-wide");
  return frame(view, actions, {
    body: [
      found > 0
        ? statement(plural("found_copies", found), text("found_copies_lead"))
        : statement(text("welcome"), text("welcome_lead")),
      note("window", text("welcome_window")),
    ],
    acts: found ? [restore, create] : [create, restore],
  });
}
