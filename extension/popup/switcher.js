/** The wallet's name in the popup's head: where a profile has several, it leads to the others. */

import { h } from "../shared/h.js";
import { icon } from "../shared/icons.js";
import { text } from "../shared/text.js";

/**
 * @typedef {import("./view.js").View} View
 * @typedef {import("./frame.js").Actions} Actions
 */

/** @param {View} view @param {Actions} actions @returns {HTMLElement | null} null with one wallet */
export function switcher(view, actions) {
  const shown = view.session?.host?.wallet;
  const handles = view.session?.handles ?? [];
  if (!shown || handles.length < 2 || view.session?.flow) return null;
  const mine = (view.wallets ?? []).filter(({ handle }) => handles.includes(handle));
  if (mine.length < 2) return null;
  const attributes = {
    type: "button",
    class: "wallet wallet-switch",
    "aria-haspopup": "menu",
    "aria-expanded": String(view.menu),
    "aria-label": text("switch_wallet_of", shown.name),
    "data-id": "switch",
  };
  const on = { click: () => actions.menu(!view.menu) };
  const toggle = h("button", { ...attributes, on }, h("bdi", { class: "clip" }, shown.name), icon("down"));
  return h("div", { class: "menu-anchor" }, toggle, view.menu && menu(mine, shown.handle, actions));
}

/**
 * @param {readonly import("./view.js").WalletRow[]} wallets
 * @param {string} shown
 * @param {Actions} actions
 */
function menu(wallets, shown, actions) {
  const on = { keydown: (/** @type {KeyboardEvent} */ event) => walk(event, actions) };
  return h(
    "ul",
    { class: "menu", role: "menu", "aria-label": text("nav_wallets"), on },
    wallets.map(({ handle, name, locked }) =>
      item(handle === shown, () => (handle === shown ? actions.menu(false) : actions.choose(handle)), [
        icon(handle === shown ? "tick" : locked ? "lock" : "locker"),
        h("bdi", { class: "clip" }, name),
      ]),
    ),
    item(false, () => actions.open("wallets"), [icon("end"), text("other_wallets")]),
  );
}

/** @param {boolean} current @param {() => void} press @param {import("../shared/h.js").Children} label */
function item(current, press, label) {
  const attributes = { type: "button", role: "menuitem", "aria-current": current ? "true" : null };
  return h(
    "li",
    { role: "none" },
    h("button", { ...attributes, "data-focus": current, on: { click: press } }, label),
  );
}

/** Arrow keys move, Escape closes the list and not the popup. @param {KeyboardEvent} event @param {Actions} actions */
function walk(event, actions) {
  if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    actions.menu(false);
    return;
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const items = [.../** @type {HTMLElement} */ (event.currentTarget).querySelectorAll("button")];
  const here = items.findIndex((one) => one.matches(":focus"));
  items[(here + step + items.length) % items.length]?.focus();
}
