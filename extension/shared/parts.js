/** The small pieces every screen is made of: statement, button, note. */

import { h } from "./h.js";
import { icon } from "./icons.js";

/**
 * @typedef {import("./h.js").Child} Child
 * @typedef {import("./h.js").Children} Children
 * @typedef {import("./icons.js").IconName} IconName
 */

/**
 * The one sentence of a view, true or false, and what stands under it.
 * @param {string} title
 * @param {Child} [lead]
 * @param {"attention" | "danger" | null} [alarm]
 */
export function statement(title, lead = null, alarm = null) {
  const sign = alarm && icon(alarm === "danger" ? "damaged" : "warn", `icon-l is-${alarm}`);
  return h(
    "div",
    { class: "statement" },
    h("h1", null, sign, h("span", null, title)),
    lead && h("p", null, lead),
  );
}

/**
 * @param {Children} label
 * @param {(event: Event) => void} press
 * @param {string} [css] such as "btn-primary btn-big btn-wide"
 * @param {Record<string, unknown>} [attributes]
 */
export function button(label, press, css = "", attributes = {}) {
  const all = { type: "button", class: `btn ${css}`.trim(), on: { click: press }, ...attributes };
  return h("button", all, label);
}

/**
 * A button that shows only a drawing; its name is for ears and for the pointer at rest.
 * @param {IconName} name
 * @param {string} label
 * @param {(event: Event) => void} press
 * @param {Record<string, unknown>} [attributes]
 */
export function iconButton(name, label, press, attributes = {}) {
  const named = { "aria-label": label, title: label, ...attributes };
  return button(icon(name), press, "btn-icon", named);
}

/**
 * The one note of a view.
 * @param {IconName} name
 * @param {Children} words
 * @param {"" | "attention" | "danger"} [tone]
 */
export function note(name, words, tone = "") {
  const css = tone ? `callout callout-${tone}` : "callout";
  return h("div", { class: css }, icon(name), h("div", null, words));
}

/** A time with its exact form behind it. @param {string} time @param {string} words */
export function timeOf(time, words) {
  return h("time", { datetime: time, title: time }, words);
}
