/** The wallets: those of this profile, the others on this computer, and the deleted ones. */

import { h } from "../../shared/h.js";
import { icon } from "../../shared/icons.js";
import { button } from "../../shared/parts.js";
import { text } from "../../shared/text.js";
import { frame, walletOf } from "../frame.js";
import { deletedWallets, walletRow } from "../wallet_rows.js";

/**
 * @typedef {import("../view.js").View} View
 * @typedef {import("../frame.js").Actions} Actions
 */

/** @param {View} view @param {Actions} actions */
export function wallets(view, actions) {
  const shown = walletOf(view).wallet.handle;
  const handles = new Set(view.session?.handles ?? []);
  const all = view.wallets?.wallets ?? [];
  const [mine, others] = [true, false].map((here) => all.filter(({ handle }) => handles.has(handle) === here));
  const acts = [
    button([icon("restore"), text("restore_new")], () => actions.restoreNew()),
    button([icon("plus"), text("create_another")], () => actions.create(), "btn-primary"),
  ];
  return frame(
    view,
    actions,
    { title: text("nav_wallets"), lead: text("wallets_lead"), acts },
    list(text("wallets_here"), mine, (row) => (row.handle === shown ? current() : chooser(row, actions)), view),
    list(text("wallets_elsewhere"), others, (row) => opener(row, actions), view),
    deletedWallets(view, actions),
  );
}

/**
 * @param {string} title
 * @param {readonly import("../wallet_rows.js").WalletRow[] | undefined} rows
 * @param {(row: import("../wallet_rows.js").WalletRow) => HTMLElement} end
 * @param {View} view
 */
function list(title, rows, end, view) {
  if (!rows?.length) return null;
  return h(
    "section",
    { class: "card group" },
    h("h2", null, title),
    h("ul", { class: "place-list" }, rows.map((row) => walletRow(row, view.now, end(row)))),
  );
}

function current() {
  return h("span", { class: "tag tag-accent" }, text("wallet_shown"));
}

/** @param {import("../wallet_rows.js").WalletRow} row @param {Actions} actions */
function chooser({ handle, name }, actions) {
  const label = { "aria-label": text("switch_to_of", name) };
  return button(text("switch_to"), () => actions.choose(handle), "btn-small", label);
}

/** @param {import("../wallet_rows.js").WalletRow} row @param {Actions} actions */
function opener({ handle, name }, actions) {
  const label = { "aria-label": text("open_wallet_of", name) };
  return button([icon("window"), text("open")], () => actions.openWallet(handle), "btn-small", label);
}
