/** Before anything is known: the frame alone, and after a while a word of what is awaited. */

import { h } from "../../shared/h.js";
import { logo } from "../../shared/icons.js";
import { text } from "../../shared/text.js";

export function shell() {
  return h(
    "div",
    { class: "app", "aria-busy": "true" },
    h("nav", { class: "side" }, h("div", { class: "brand" }, logo("normal"), text("product"))),
    h("main", { class: "main" }, h("p", { class: "quiet late" }, text("connecting"))),
  );
}
