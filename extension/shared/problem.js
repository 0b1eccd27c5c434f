/** A host that can't be reached: the words for each way, and what mends it. */

import { h } from "./h.js";
import { icon } from "./icons.js";
import { button } from "./parts.js";
import { text } from "./text.js";
import { wordsOf } from "./words.js";

/**
 * @typedef {import("./session.js").Session} Session
 * @typedef {import("./h.js").Child} Child
 */

/** The commands are the host's own and the same in every language. */
const MEND = "keystow register";
const LOOK = "keystow doctor";

/** Failures that a new registration may mend. */
const REGISTRATION = new Set(["HOST_NOT_FOUND", "HOST_FORBIDDEN", "CALLER_NOT_ALLOWED"]);

/**
 * @param {Session} session
 * @returns {{title: string, lead: string, code: string}}
 */
export function problemOf({ link, browser }) {
  const { failure } = link;
  if (!failure) return { title: "", lead: "", code: "" };
  if (browser === "firefox" && failure.code === "HOST_NOT_FOUND") {
    return { title: text("firefox_title"), lead: text("firefox_lead"), code: failure.code };
  }
  if (failure.code === "HOST_EXITED" && !link.hello) {
    return { title: text("exited_at_once"), lead: text("exited_at_once_lead"), code: failure.code };
  }
  const { title, todo } = wordsOf(failure);
  return { title, lead: todo, code: failure.code };
}

/**
 * What to do about it: causes where the browser doesn't tell them apart, and a command.
 * @param {Session} session
 * @param {boolean} copied
 * @param {(command: string) => void} copy
 * @returns {Child[]}
 */
export function remedy({ link, browser }, copied, copy) {
  const code = link.failure?.code ?? "";
  if (code === "PERMISSION_MISSING" || code === "PROTOCOL_UNSUPPORTED") return [];
  const mends = REGISTRATION.has(code);
  const command = mends ? MEND : LOOK;
  const heading = text(code === "HOST_NOT_FOUND" ? "mend_if_installed" : mends ? "mend_heading" : "look_heading");
  const after = text(mends ? "mend_note" : "look_note");
  return [
    browser === "firefox" && code === "HOST_NOT_FOUND" && causes(),
    h(
      "div",
      { class: "stack" },
      h("p", { class: "small strong" }, heading),
      commandBox(command, copied, () => copy(command)),
      h("p", { class: "caption" }, after),
    ),
    code === "HOST_NOT_FOUND" &&
      h("p", { class: "small" }, h("span", { class: "strong" }, text("install_if")), " ", text("install_todo")),
  ];
}

/** @param {string} command @param {boolean} copied @param {() => void} copy */
function commandBox(command, copied, copy) {
  const label = copied ? [icon("tick"), text("copied")] : [icon("copy"), text("copy")];
  return h(
    "div",
    { class: "command" },
    h("code", { dir: "ltr" }, command),
    button(label, copy, "btn-small btn-quiet", { "aria-live": "polite" }),
  );
}

function causes() {
  return h(
    "ul",
    { class: "causes small" },
    h("li", null, text("firefox_cause_missing")),
    h("li", null, text("firefox_cause_registration")),
    h("li", null, text("firefox_cause_sandbox")),
  );
}
