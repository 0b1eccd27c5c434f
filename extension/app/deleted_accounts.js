/** The accounts that were deleted not long ago, each with its way back. */

import { h } from "../shared/h.js";
import { button } from "../shared/parts.js";
import { text } from "../shared/text.js";
import { date, shortAddress } from "../shared/format.js";
import { chainLetters, chainTitle } from "../shared/chains.js";
import { keptUntil } from "./wallet_rows.js";

/**
 * @typedef {import("./view.js").View} View
 * @typedef {import("./view.js").DeletedAccount} DeletedAccount
 * @typedef {import("./frame.js").Actions} Actions
 */

/** @param {View} view @param {Actions} actions */
export function deletedAccounts(view, actions) {
  const rows = view.deleted?.rows ?? [];
  if (rows.length === 0) return null;
  return h(
    "section",
    { class: "card group" },
    h("h2", null, text("deleted_accounts")),
    h("p", { class: "small quiet" }, text("deleted_accounts_lead")),
    h("ul", { class: "place-list" }, rows.map((row) => deletedRow(row, actions))),
  );
}

/** @param {DeletedAccount} account @param {Actions} actions */
function deletedRow({ id, name, chain, address, deleted_on }, actions) {
  const label = { "aria-label": text("bring_back_of", name) };
  return h(
    "li",
    { "data-key": `deleted-${id}` },
    h("span", { class: "chain", "aria-hidden": "true" }, chainLetters(chain)),
    h(
      "div",
      { class: "grow" },
      h("bdi", { class: "strong clip" }, name),
      h("span", { class: "sub" }, chainTitle(chain)),
    ),
    h("div", { class: "grow" }, h("bdi", { class: "mono quiet", dir: "ltr", title: address }, shortAddress(address))),
    h(
      "div",
      { class: "grow" },
      h("span", null, text("deleted_on", date(deleted_on))),
      h("span", { class: "sub" }, text("kept_until", keptUntil(deleted_on))),
    ),
    h("div", { class: "end" }, button(text("bring_back"), () => actions.undeleteAccount(id), "btn-small", label)),
  );
}
