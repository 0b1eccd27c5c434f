/** The host is missing, refuses or fell silent: what stands in the way, and the way out. */

import { h } from "../../shared/h.js";
import { button, statement } from "../../shared/parts.js";
import { problemOf, remedy } from "../../shared/problem.js";
import { text } from "../../shared/text.js";
import { frame } from "../frame.js";

/**
 * @param {import("../view.js").View} view
 * @param {import("../frame.js").Actions} actions
 */
export function problem(view, actions) {
  const { session } = view;
  if (!session?.link.failure) throw new TypeError("this screen needs a failure");
  const { title, lead, code } = problemOf(session);
  return frame(view, actions, {
    corner: h("span"),
    body: [
      statement(title, lead, "attention"),
      ...remedy(session, view.copied, (command) => actions.copyCommand(command)),
    ],
    acts: [button(text("try_again"), () => actions.retry(), "btn-primary btn-big btn-wide")],
    foot: [
      h("bdi", { class: "mono" }, code),
      button(text("what_this_means"), () => actions.open("connection"), "btn-link"),
    ],
  });
}
