/** Before anything is known: the same head as the page came with, so that nothing jumps. */

import { h } from "../../shared/h.js";
import { logo } from "../../shared/icons.js";
import { text } from "../../shared/text.js";

export function shell() {
  return h(
    "main",
    { class: "popup", "aria-busy": "true" },
    h(
      "header",
      { class: "popup-head" },
      logo("normal"),
      h("span", { class: "wallet" }, text("product")),
    ),
    h("div", { class: "popup-body popup-shell" }, h("p", { class: "quiet late" }, text("connecting"))),
  );
}
