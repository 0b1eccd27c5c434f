/** First run in a profile: make a wallet, or bring one back. */

import { h } from "../../shared/h.js";
import { icon } from "../../shared/icons.js";
import { button, statement } from "../../shared/parts.js";
import { plural, text } from "../../shared/text.js";
import { sheet } from "../frame.js";
import { deletedWallets, walletRow } from "../wallet_rows.js";

/**
 * With copies on this machine the likelier wish is to restore, so that is the primary.
 * @param {import("../view.js").View} view
 * @param {import("../frame.js").Actions} actions
 */
export function welcome(view, actions) {
  const found = view.session?.host?.found_copies ?? 0;
  const wallets = view.wallets?.wallets ?? [];
  if (wallets.length > 0) return here(view, actions, wallets);
  const create = (/** @type {string} */ css) =>
    button(text("create_wallet"), () => actions.create(), css);
  const restore = (/** @type {string} */ css) =>
    button(text("restore_backup"), () => actions.restore(), css);
  const primary = "btn-primary btn-big";
  return sheet(
    view,
    actions,
    found > 0
      ? statement(plural("found_copies", found), text("found_copies_lead"))
      : statement(text("welcome"), text("welcome_lead")),
    h(
      "div",
      { class: "acts" },
      found > 0
        ? [restore(primary), create("btn-big")]
        : [create(primary), restore("btn-big")],
    ),
    deletedWallets(view, actions),
    h(
      "ol",
      { class: "steps-told" },
      told("window", "welcome_1_title", "welcome_1"),
      told("copies", "welcome_2_title", "welcome_2"),
      told("restore", "welcome_3_title", "welcome_3"),
    ),
  );
}

/**
 * Wallets of this computer that this profile doesn't know: opening one takes its password.
 * @param {import("../view.js").View} view
 * @param {import("../frame.js").Actions} actions
 * @param {readonly import("../wallet_rows.js").WalletRow[]} wallets
 */
function here(view, actions, wallets) {
  const rows = wallets.map((row, index) => {
    const label = { "aria-label": text("open_wallet_of", row.name) };
    const css = index === 0 ? "btn-primary" : "";
    return walletRow(row, view.now, button(text("open"), () => actions.openWallet(row.handle), css, label));
  });
  return sheet(
    view,
    actions,
    statement(plural("wallets_found", wallets.length), text("wallets_found_lead")),
    h("ul", { class: "place-list in-sheet" }, rows),
    h(
      "div",
      { class: "acts" },
      button(text("create_wallet"), () => actions.create()),
      button(text("restore_backup"), () => actions.restore()),
    ),
    deletedWallets(view, actions),
  );
}

/**
 * @param {import("../../shared/icons.js").IconName} sign
 * @param {import("../../shared/text.js").Key} title
 * @param {import("../../shared/text.js").Key} words
 */
function told(sign, title, words) {
  return h(
    "li",
    null,
    icon(sign, "icon-l"),
    h("div", null, h("p", { class: "strong" }, text(title)), h("p", { class: "small quiet" }, text(words))),
  );
}
