/** All screens of the popup by name. */

import { bare } from "./screens/bare.js";
import { empty } from "./screens/empty.js";
import { failed } from "./screens/failed.js";
import { healthy } from "./screens/healthy.js";
import { locked } from "./screens/locked.js";
import { problem } from "./screens/problem.js";
import { receipt } from "./screens/receipt.js";
import { results } from "./screens/results.js";
import { running } from "./screens/running.js";
import { shell } from "./screens/shell.js";
import { uncovered } from "./screens/uncovered.js";
import { waiting } from "./screens/waiting.js";

/**
 * @typedef {import("./view.js").View} View
 * @typedef {import("./frame.js").Actions} Actions
 * @type {Readonly<Record<import("./view.js").Screen, (view: View, actions: Actions) => HTMLElement>>}
 */
export const SCREENS = {
  bare,
  empty,
  failed,
  healthy,
  locked,
  problem,
  receipt,
  results,
  running,
  shell,
  uncovered,
  waiting,
};
