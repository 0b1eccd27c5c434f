/** A backup at work: each place and how far its copy has come. */

import { h } from "../../shared/h.js";
import { button, statement } from "../../shared/parts.js";
import { line } from "../../shared/line.js";
import { progressOf } from "../../shared/progress.js";
import { plural, text } from "../../shared/text.js";
import { frame, walletOf } from "../frame.js";

/**
 * @param {import("../view.js").View} view
 * @param {import("../frame.js").Actions} actions
 */
export function running(view, actions) {
  const { host, wallet } = walletOf(view);
  const flow = view.session?.flow;
  const places = flow ? progressOf(flow, host.destinations) : [];
  return frame(view, actions, {
    corner: h("span"),
    body: [
      statement(plural("backing_up", wallet.accounts), text("backing_up_lead")),
      line(places, { "aria-live": "polite" }),
      h("p", { class: "caption" }, text("backing_up_how")),
    ],
    acts: [button(text("cancel"), () => actions.cancel(), "btn-big btn-wide")],
  });
}
