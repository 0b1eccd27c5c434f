/** Entry of the popup: wires its state, its screens and the background script. */

import { draw } from "../shared/h.js";
import { BackgroundLink, Refused } from "../shared/link.js";
import { text } from "../shared/text.js";
import { recentUncovered } from "./recent.js";
import { SCREENS } from "./screens.js";
import { FIRST, next, screenOf } from "./view.js";

/**
 * @typedef {import("./frame.js").Actions} Actions
 * @typedef {import("./view.js").ViewEvent} ViewEvent
 */

const TICK_MS = 20_000;
const COPIED_MS = 2_000;

let view = FIRST;
const root = /** @type {HTMLElement} */ (document.getElementById("root"));
document.documentElement.lang = text("language");
document.documentElement.dir = text("direction");

const link = new BackgroundLink("popup", {
  session: (session) => {
    const before = view.session?.asked_at;
    take({ type: "session", session, now: Date.now() });
    if (session.asked_at === before) return;
    loadUncovered();
    loadWallets();
  },
});
document.addEventListener("click", (event) => {
  const inside = event.target instanceof Element && event.target.closest(".menu-anchor");
  if (view.menu && !inside) take({ type: "menu", open: false });
});
setInterval(() => take({ type: "tick", now: Date.now() }), TICK_MS);

/** @type {Actions} */
const actions = {
  backup: () => quietly(link.ask("backup.start", { wallet: handle() })),
  restore: () => {
    const wallet = view.session?.host?.wallet;
    quietly(link.ask("restore.start", wallet ? { wallet: wallet.handle } : {}));
    leaveFor("");
  },
  create: () => {
    quietly(link.ask("wallet.create", {}));
    leaveFor("");
  },
  menu: (open) => {
    take({ type: "menu", open });
    const toggle = root.querySelector("[data-id=switch]");
    if (!open && toggle instanceof HTMLElement) toggle.focus();
  },
  choose: (wallet) => orSay(link.tell("page.choose", { wallet })),
  openWallet: async (wallet) => {
    await link.tell("page.choose", { wallet });
    quietly(link.ask("wallet.unlock", { wallet }));
  },
  unlock: () => quietly(link.ask("wallet.unlock", { wallet: handle() })),
  lock: () => orSay(link.ask("wallet.lock", { wallet: handle() })),
  reveal: () => quietly(link.ask("phrase.reveal", { wallet: handle() })),
  open: (route) => leaveFor(route),
  cancel: () => orSay(link.tell("page.cancel", {})),
  showWindow: () => orSay(link.tell("page.show", {})),
  dismiss: () => orSay(link.tell("page.dismiss", {})),
  showCopy: (copy) => orSay(link.ask("copies.show", { wallet: handle(), copy })),
  copyElsewhere: () => quietly(link.tell("page.elsewhere", { wallet: handle() })),
  retry: () => orSay(link.tell("page.retry", {})),
  copyCommand: async (command) => {
    await navigator.clipboard.writeText(command);
    take({ type: "copied", copied: true });
    setTimeout(() => take({ type: "copied", copied: false }), COPIED_MS);
  },
};

/** @param {ViewEvent} event */
function take(event) {
  view = next(view, event);
  const screen = screenOf(view);
  draw(root, SCREENS[screen](view, actions), screen);
}

/** A flow's end arrives with the session. @param {Promise<unknown>} flow */
function quietly(flow) {
  flow.catch(() => {});
}

/** @param {Promise<unknown>} request */
function orSay(request) {
  request.catch((error) => {
    if (error instanceof Refused) take({ type: "refused", failure: error.failure });
  });
}

/** @param {string} route */
async function leaveFor(route) {
  await link.tell("page.open", { route });
  // Only a real popup closes; opened as a page of its own, it stays.
  if (chrome.extension.getViews({ type: "popup" }).includes(window)) window.close();
}

async function loadUncovered() {
  const wallet = view.session?.host?.wallet;
  if (!wallet || wallet.locked || wallet.uncovered === 0) return;
  try {
    take({ type: "uncovered", accounts: await recentUncovered(link, wallet) });
  } catch {
    // The count alone says enough; the session tells of a lost host.
  }
}

/** The names behind the switcher; a profile with one wallet has none. */
async function loadWallets() {
  const { host, handles = [] } = view.session ?? {};
  if (!host || (host.wallet && handles.length < 2)) return;
  try {
    take({ type: "wallets", wallets: (await link.ask("wallet.list", {})).wallets });
  } catch {
    take({ type: "wallets", wallets: view.wallets ?? [] }); // as with one wallet, or none
  }
}

function handle() {
  return view.session?.host?.wallet?.handle ?? "";
}
