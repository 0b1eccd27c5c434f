/** A backup at work: each place and how far its copy has come. */

import { h } from "../../shared/h.js";
import { button, statement } from "../../shared/parts.js";
import { line } from "../../shared/line.js";
import { progressOf } from "../../shared/progress.js";
import { plural, text } from "../../shared/text.js";
import { sheet, walletOf } from "../frame.js";

/**
 * @param {import("../view.js").View} view
 * @param {import("../frame.js").Actions} actions
 */
export function running(view, actions) {
  const { host, wallet } = walletOf(view);
  const flow = view.session?.flow;
  return sheet(
    view,
    actions,
    statement(plural("backing_up", wallet.accounts), text("backing_up_lead")),
    line(flow ? progressOf(flow, host.destinations) : [], { "aria-live": "polite" }),
    h("p", { class: "caption" }, text("backing_up_how")),
    h("div", { class: "acts" }, button(text("cancel"), () => actions.cancel(), "btn-big")),
  );
}
