/** The host is missing, refuses or fell silent: the way out, and help that needs no network. */

import { h } from "../../shared/h.js";
import { icon } from "../../shared/icons.js";
import { button, statement } from "../../shared/parts.js";
import { problemOf, remedy } from "../../shared/problem.js";
import { text } from "../../shared/text.js";
import { sheet } from "../frame.js";

const ANSWERS = /** @type {const} */ (["help_program", "help_copies", "help_never"]);

/**
 * @param {import("../view.js").View} view
 * @param {import("../frame.js").Actions} actions
 */
export function problem(view, actions) {
  const { session } = view;
  if (!session?.link.failure) throw new TypeError("this screen needs a failure");
  const { title, lead, code } = problemOf(session);
  const copied = view.copied === "command";
  return sheet(
    view,
    actions,
    statement(title, lead, "attention"),
    ...remedy(session, copied, (command) => actions.copyCommand(command)),
    h(
      "div",
      { class: "acts" },
      button(text("try_again"), () => actions.retry(), "btn-primary btn-big"),
    ),
    h("section", { class: "help" }, ANSWERS.map(answer)),
    h("p", { class: "caption" }, h("bdi", { class: "mono" }, code)),
  );
}

/** @param {typeof ANSWERS[number]} key */
function answer(key) {
  return h(
    "details",
    null,
    h("summary", null, icon("end", "flip"), text(`${key}_title`)),
    h("p", { class: "small quiet" }, text(key)),
  );
}
