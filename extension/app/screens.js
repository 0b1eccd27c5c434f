/** All screens of the tab by name. */

import { accounts } from "./screens/accounts.js";
import { backup } from "./screens/backup.js";
import { copies } from "./screens/copies.js";
import { failed } from "./screens/failed.js";
import { locked } from "./screens/locked.js";
import { places } from "./screens/places.js";
import { problem } from "./screens/problem.js";
import { receipt } from "./screens/receipt.js";
import { results } from "./screens/results.js";
import { running } from "./screens/running.js";
import { settings } from "./screens/settings.js";
import { shell } from "./screens/shell.js";
import { waiting } from "./screens/waiting.js";
import { wallets } from "./screens/wallets.js";
import { welcome } from "./screens/welcome.js";

/**
 * @typedef {import("./view.js").View} View
 * @typedef {import("./frame.js").Actions} Actions
 * @type {Readonly<Record<import("./view.js").Screen, (view: View, actions: Actions) => HTMLElement>>}
 */
export const SCREENS = {
  accounts,
  backup,
  copies,
  failed,
  locked,
  places,
  problem,
  receipt,
  results,
  running,
  settings,
  shell,
  waiting,
  wallets,
  welcome,
};
