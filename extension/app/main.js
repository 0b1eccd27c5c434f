/** Entry of the tab: wires its state, its screens, the lists and the background script. */

import { draw } from "../shared/h.js";
import { BackgroundLink } from "../shared/link.js";
import { text } from "../shared/text.js";
import { actionsOf } from "./actions.js";
import { reader } from "./lists.js";
import { SCREENS } from "./screens.js";
import { FIRST, next, routeOf, screenOf } from "./view.js";

/**
 * @typedef {import("./view.js").ViewEvent} ViewEvent
 */

const TICK_MS = 20_000;

const root = /** @type {HTMLElement} */ (document.getElementById("root"));
document.documentElement.lang = text("language");
document.documentElement.dir = text("direction");

let view = next(
  { ...FIRST, version: chrome.runtime.getManifest().version },
  { type: "route", route: routeOf(location.hash.slice(1)) },
);

const link = new BackgroundLink("app", {
  session: (session) => {
    const before = view.session;
    take({ type: "session", session, now: Date.now() });
    if (session.asked_at !== before?.asked_at) readLists();
  },
  route: (route) => (location.hash = route),
});

const readAccounts = reader({
  read: async (offset, limit) => {
    const { total, accounts } = await link.ask("accounts.list", { wallet: handle(), offset, limit });
    return { total, rows: accounts };
  },
  show: (listing) => take({ type: "accounts", listing }),
});
const readCopies = reader({
  read: async (offset, limit) => {
    const { total, copies } = await link.ask("copies.list", { wallet: handle(), offset, limit });
    return { total, rows: copies };
  },
  show: (listing) => take({ type: "copies", listing }),
});

const readDeleted = reader({
  read: async (offset, limit) => {
    const params = { wallet: handle(), offset, limit };
    const { total, accounts } = await link.ask("accounts.deleted", params);
    return { total, rows: accounts };
  },
  show: (listing) => take({ type: "deleted", listing }),
});

const actions = actionsOf({ link, take, view: () => view, focus });

addEventListener("hashchange", () => {
  take({ type: "route", route: routeOf(location.hash.slice(1)) });
});
document.addEventListener("click", (event) => {
  const inside = event.target instanceof Element && event.target.closest(".menu-anchor");
  if (view.menu && !inside) take({ type: "menu", open: false });
});
setInterval(() => take({ type: "tick", now: Date.now() }), TICK_MS);

/** @param {ViewEvent} event */
function take(event) {
  view = next(view, event);
  const screen = screenOf(view);
  draw(root, SCREENS[screen](view, actions), screen);
}

function readLists() {
  readWallets();
  const wallet = view.session?.host?.wallet;
  if (!wallet) return;
  readCopies();
  if (wallet.locked) return;
  readAccounts();
  readDeleted();
}

async function readWallets() {
  try {
    take({ type: "wallets", wallets: await link.ask("wallet.list", {}) });
  } catch {
    take({ type: "wallets", wallets: view.wallets ?? { wallets: [], deleted: [] } });
  }
}

function handle() {
  return view.session?.host?.wallet?.handle ?? "";
}

/** @param {string} id of the control that a closed form or menu belongs to */
function focus(id) {
  const control = root.querySelector(`[data-id="${CSS.escape(id)}"]`);
  if (control instanceof HTMLElement) control.focus();
}

