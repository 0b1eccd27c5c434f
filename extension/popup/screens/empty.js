/** A profile without a wallet: make one, or bring one back. */

import { button, note, statement } from "../../shared/parts.js";
import { isolated, plural, text } from "../../shared/text.js";
import { frame, pair } from "../frame.js";

/**
 * With copies on this machine the likelier wish is to restore, so that is the primary.
 * @param {import("../view.js").View} view
 * @param {import("../frame.js").Actions} actions
 */
export function empty(view, actions) {
  const found = view.session?.host?.found_copies ?? 0;
  const wallets = view.wallets ?? [];
  if (wallets[0]) return here(view, actions, wallets, wallets[0]);
  const primary = "btn-primary btn-big btn-wide";
  const create = button(text("create_wallet"), () => actions.create(), found ? "btn-wide" : primary);
  const restore = button(text("restore_backup"), () => actions.restore(), found ? primary : "btn-wide");
  return frame(view, actions, {
    body: [
      found > 0
        ? statement(plural("found_copies", found), text("found_copies_lead"))
        : statement(text("welcome"), text("welcome_lead")),
      note("window", text("welcome_window")),
    ],
    acts: found ? [restore, create] : [create, restore],
  });
}

/**
 * Wallets of this computer that this profile doesn't know; the tab has the whole list.
 * @param {import("../view.js").View} view
 * @param {import("../frame.js").Actions} actions
 * @param {readonly import("../view.js").WalletRow[]} wallets
 * @param {import("../view.js").WalletRow} wallet the first of them
 */
function here(view, actions, wallets, wallet) {
  const more = wallets.length > 1;
  const label = more ? text("open") : text("open_wallet_of", isolated(wallet.name));
  const press = () => (more ? actions.open("") : actions.openWallet(wallet.handle));
  return frame(view, actions, {
    body: [statement(plural("wallets_found", wallets.length), text("wallets_found_lead"))],
    acts: [
      button(label, press, "btn-primary btn-big btn-wide"),
      pair(
        button(text("create_wallet"), () => actions.create()),
        button(text("restore_backup"), () => actions.restore()),
      ),
    ],
  });
}
