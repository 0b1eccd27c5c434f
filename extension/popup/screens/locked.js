/** The wallet is locked; what is known without opening it. */

import { h } from "../../shared/h.js";
import { button, note, statement } from "../../shared/parts.js";
import { plural, text } from "../../shared/text.js";
import { when } from "../../shared/format.js";
import { frame, pair, walletOf } from "../frame.js";

/**
 * @param {import("../view.js").View} view
 * @param {import("../frame.js").Actions} actions
 */
export function locked(view, actions) {
  const { wallet } = walletOf(view);
  const at_risk = wallet.uncovered > 0;
  const unlock = { label: text("unlock"), press: () => actions.unlock() };
  const backup = { label: text("backup"), press: () => actions.backup() };
  const [first, second] = at_risk ? [backup, unlock] : [unlock, backup];
  const window = [text("unlock_window"), " ", h("b", null, text("unlock_only_there"))];
  return frame(view, actions, {
    body: [at_risk ? risk(wallet) : calm(wallet, view.now), note("window", window)],
    acts: [
      button(first.label, first.press, "btn-primary btn-big btn-wide"),
      pair(
        button(second.label, second.press),
        button(text("restore"), () => actions.restore()),
      ),
    ],
  });
}

/** @param {import("../../shared/protocol.d.ts").WalletState} wallet */
function risk({ uncovered }) {
  return statement(plural("uncovered", uncovered), plural("uncovered_lead", uncovered), "attention");
}

/**
 * @param {import("../../shared/protocol.d.ts").WalletState} wallet
 * @param {number} now
 */
function calm({ accounts, last_backup }, now) {
  if (accounts === 0 || !last_backup) return statement(text("locked_plain"));
  const saved = last_backup.copies.filter(({ state }) => state === "saved").length;
  return statement(text("locked_covered"), plural("last_backup", saved, when(last_backup.made_on, now)));
}
