/** Some accounts are in no backup: which, and the button that mends it. */

import { h } from "../../shared/h.js";
import { button, statement } from "../../shared/parts.js";
import { plural, text } from "../../shared/text.js";
import { date, shortAddress } from "../../shared/format.js";
import { unwritten } from "../../shared/unwritten.js";
import { chainLetters, chainTitle } from "../../shared/chains.js";
import { frame, pair, walletOf } from "../frame.js";

const ROWS = 3;

/**
 * @param {import("../view.js").View} view
 * @param {import("../frame.js").Actions} actions
 */
export function uncovered(view, actions) {
  const { wallet } = walletOf(view);
  const rows = view.uncovered.slice(0, ROWS);
  return frame(view, actions, {
    body: [
      statement(plural("uncovered", wallet.uncovered), plural("uncovered_lead", wallet.uncovered), "attention"),
      rows.length > 0 && h("ul", { class: "rows" }, rows.map(row)),
      h("p", { class: "small quiet" }, rest(wallet, rows.length)),
      unwritten(wallet, actions),
    ],
    acts: [
      button(text("backup"), () => actions.backup(), "btn-primary btn-big btn-wide"),
      pair(
        button(text("restore"), () => actions.restore()),
        button(text("open"), () => actions.open("")),
      ),
    ],
  });
}

/** @param {import("../../shared/protocol.d.ts").Account} account */
function row({ name, chain, address }) {
  return h(
    "li",
    null,
    h("span", { class: "chain", "aria-hidden": "true" }, chainLetters(chain)),
    h(
      "div",
      { class: "grow" },
      h("bdi", { class: "strong clip" }, name),
      h("div", { class: "caption" }, chainTitle(chain)),
    ),
    h("bdi", { class: "mono small quiet", dir: "ltr", title: address }, shortAddress(address)),
  );
}

/**
 * What becomes of those not listed.
 * @param {import("../../shared/protocol.d.ts").WalletState} wallet
 * @param {number} listed
 */
function rest(wallet, listed) {
  const more = wallet.uncovered - listed;
  if (listed > 0 && more > 0) return plural("uncovered_more", more);
  const covered = wallet.accounts - wallet.uncovered;
  const { last_backup } = wallet;
  if (!last_backup || covered <= 0) return text("no_backup_yet");
  return plural("covered_others", covered, date(last_backup.made_on));
}
