/** A running backup as rows of the line. */

import { placeName } from "./line.js";
import { text } from "./text.js";

/**
 * @typedef {import("./session.js").Flow} Flow
 * @typedef {import("./protocol.d.ts").Destination} Destination
 * @typedef {import("./protocol.d.ts").Phase} Phase
 * @typedef {import("./line.js").Place} Place
 */

/** The phases of one copy, in order; each fills one of the four steps. */
const COPYING = /** @type {const} */ (["write", "read_back", "prove", "place"]);

/**
 * @param {Flow} flow
 * @param {readonly Destination[]} destinations
 * @returns {Place[]}
 */
export function progressOf(flow, destinations) {
  const asked = flow.destinations;
  const taking_part = destinations.filter(
    ({ token, reachable }) => token in flow.steps || (asked ? asked.includes(token) : reachable),
  );
  return taking_part.map((destination) => placeOf(destination, flow));
}

/** @param {Destination} destination @param {Flow} flow @returns {Place} */
function placeOf(destination, flow) {
  const phase = flow.steps[destination.token];
  const name = placeName(destination);
  const total = COPYING.length;
  if (phase === "done") {
    const steps = { done: total, now: false, proven: true };
    return { name, knot: "proven", tie: "proven", end: text("step_done"), steps };
  }
  const done = COPYING.findIndex((step) => step === phase);
  if (done < 0) {
    const steps = { done: 0, now: false, proven: false };
    return { name, knot: "wait", tie: "loose", end: waitingWord(flow), steps };
  }
  const steps = { done, now: true, proven: false };
  return { name, knot: "busy", tie: "loose", end: stepWord(COPYING[done]), steps };
}

/** @param {Flow} flow */
function waitingWord(flow) {
  return flow.phase === "seal" || flow.phase === "open" ? text("step_seal") : text("step_waiting");
}

/** @param {typeof COPYING[number] | undefined} phase */
function stepWord(phase) {
  switch (phase) {
    case "read_back":
      return text("step_read_back");
    case "prove":
      return text("step_prove");
    case "place":
      return text("step_place");
    default:
      return text("step_write");
  }
}
