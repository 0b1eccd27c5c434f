/** The line: places in a column, joined by a solid line where each was proven, dotted elsewhere. */

import { h } from "./h.js";
import { icon } from "./icons.js";
import { text } from "./text.js";

/**
 * @typedef {import("./icons.js").IconName} IconName
 * @typedef {import("./protocol.d.ts").Destination} Destination
 * @typedef {import("./h.js").Child} Child
 */

/**
 * @typedef {object} Place
 * @property {IconName} knot
 * @property {string} name
 * @property {"proven" | "loose" | "attention" | "danger"} tie
 * @property {Child} end what stands at the row's end: a word or a button
 * @property {Child} [note] a second line
 * @property {{done: number, now: boolean, proven: boolean}} [steps] of the four of a running copy
 */

const STEPS = 4;

/**
 * @param {readonly Place[]} places
 * @param {Record<string, unknown>} [attributes]
 */
export function line(places, attributes = {}) {
  return h("ul", { class: "line", ...attributes }, places.map(row));
}

/**
 * Where a place is, in a word or two.
 * @param {Destination} destination
 * @param {readonly Destination[]} all
 */
export function whereabouts(destination, all) {
  if (!destination.reachable) {
    return destination.removable ? text("place_not_plugged_in") : text("place_not_there");
  }
  if (destination.removable) return text("place_plugged_in");
  const home = all.find(({ kind }) => kind === "safety") ?? destination;
  return destination.disk === home.disk ? text("place_this_disk") : text("place_other_disk");
}

/** @param {Destination | undefined} destination @returns {IconName} */
export function placeIcon(destination) {
  if (destination?.removable) return "usb";
  return destination?.kind === "safety" ? "locker" : "folder";
}

/**
 * A place's name; the two that the host itself knows are worded here.
 * @param {{name: string, kind?: string}} destination
 */
export function placeName(destination) {
  if (destination.kind === "downloads") return text("place_downloads");
  if (destination.kind === "safety") return text("place_safety");
  return destination.name;
}

/** @param {Place} place */
function row({ knot, name, tie, end, note, steps }) {
  const colour = tie === "attention" || tie === "danger" ? `is-${tie}` : "";
  return h(
    "li",
    { class: tie === "proven" ? "" : "loose", "data-tie": tie },
    icon(knot, `knot ${colour}`.trim()),
    h("div", null, h("bdi", { class: "where" }, name), note && h("span", { class: "note" }, note)),
    h("span", { class: `end ${steps?.proven ? "is-proven strong" : colour}`.trim() }, end),
    steps && stepBar(steps),
  );
}

/** @param {NonNullable<Place["steps"]>} steps */
function stepBar({ done, now, proven }) {
  const state = (/** @type {number} */ index) => {
    if (index < done) return "done";
    return index === done && now ? "now" : null;
  };
  const bars = Array.from({ length: STEPS }, (_, index) => h("i", { class: state(index) }));
  return h("div", { class: proven ? "steps proven" : "steps", "aria-hidden": "true" }, bars);
}
