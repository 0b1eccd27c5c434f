/** Rows of wallets, as the welcome and the wallets' own page show them. */

import { h } from "../shared/h.js";
import { icon } from "../shared/icons.js";
import { button } from "../shared/parts.js";
import { plural, text } from "../shared/text.js";
import { date, when } from "../shared/format.js";

/**
 * @typedef {import("../shared/protocol.d.ts").WalletRow} WalletRow
 * @typedef {import("../shared/protocol.d.ts").DeletedWallet} DeletedWallet
 * @typedef {import("./view.js").View} View
 * @typedef {import("./frame.js").Actions} Actions
 */

const KEPT_MS = 30 * 24 * 60 * 60_000;

/** @param {WalletRow} row @param {number} now @param {HTMLElement} end */
export function walletRow({ handle, name, accounts, locked, last_backup }, now, end) {
  const backup = last_backup ? text("wallet_backup", when(last_backup, now)) : text("wallet_no_backup");
  return h(
    "li",
    { "data-key": handle },
    icon(locked ? "lock" : "locker", "icon-l"),
    h(
      "div",
      { class: "grow" },
      h("bdi", { class: "strong clip" }, name),
      h("span", { class: "sub" }, plural("n_accounts", accounts)),
    ),
    h(
      "div",
      { class: "grow" },
      h("span", null, text(locked ? "locked" : "unlocked")),
      h("span", { class: "sub" }, backup),
    ),
    h("div", { class: "end" }, end),
  );
}

/** @param {View} view @param {Actions} actions */
export function deletedWallets(view, actions) {
  const rows = view.wallets?.deleted ?? [];
  if (rows.length === 0) return null;
  return h(
    "section",
    { class: "card group" },
    h("h2", null, text("deleted_wallets")),
    h("ul", { class: "place-list" }, rows.map((row) => deletedRow(row, actions))),
  );
}

/** Until when something that was deleted can be brought back. @param {string} deleted_on */
export function keptUntil(deleted_on) {
  return date(new Date(Date.parse(deleted_on) + KEPT_MS).toISOString());
}

/** @param {DeletedWallet} row @param {Actions} actions */
function deletedRow({ handle, name, accounts, deleted_on }, actions) {
  const label = { "aria-label": text("bring_back_of", name) };
  return h(
    "li",
    { "data-key": handle },
    icon("bin", "icon-l"),
    h(
      "div",
      { class: "grow" },
      h("bdi", { class: "strong clip" }, name),
      h("span", { class: "sub" }, plural("n_accounts", accounts)),
    ),
    h(
      "div",
      { class: "grow" },
      h("span", null, deleted_on ? text("deleted_on", date(deleted_on)) : text("deleted")),
      h("span", { class: "sub" }, deleted_on && text("kept_until", keptUntil(deleted_on))),
    ),
    h("div", { class: "end" }, button(text("bring_back"), () => actions.undeleteWallet(handle), "btn-small", label)),
  );
}
