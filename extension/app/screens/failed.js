/** A flow that ended without its result: what happened, what to do. */

import { h } from "../../shared/h.js";
import { button, statement } from "../../shared/parts.js";
import { text } from "../../shared/text.js";
import { wordsOf } from "../../shared/words.js";
import { alarmOf } from "../../shared/flows.js";
import { sheet } from "../frame.js";

/**
 * @param {import("../view.js").View} view
 * @param {import("../frame.js").Actions} actions
 */
export function failed(view, actions) {
  const outcome = view.session?.outcome;
  if (outcome?.kind !== "failed") throw new TypeError("this screen needs a failure");
  const { failure, method } = outcome;
  const { title, todo } = wordsOf(failure);
  const again = failure.retry ? retryOf(method, actions) : null;
  const back = button(text("back"), () => actions.dismiss(), again ? "btn-big" : "btn-primary btn-big");
  return sheet(
    view,
    actions,
    h("div", { role: "alert" }, statement(title, todo, alarmOf(failure))),
    h(
      "div",
      { class: "acts" },
      again && button(text("try_again"), again, "btn-primary btn-big"),
      back,
    ),
    failure.kind !== "user" && small(failure),
  );
}

/** For whoever helps; a person's own choice needs no code. @param {import("../view.js").Failure} failure */
function small({ code, ref }) {
  const line = ref ? [" · ", text("log_line", ref)] : [];
  return h("p", { class: "caption" }, h("bdi", { class: "mono" }, code), line);
}

/**
 * @param {import("../../shared/protocol.d.ts").Method} method
 * @param {import("../frame.js").Actions} actions
 * @returns {(() => void) | null}
 */
function retryOf(method, actions) {
  /** @type {Partial<Record<string, () => void>>} */
  const flows = {
    "backup.start": () => {
      actions.dismiss();
      actions.go("backup");
    },
    "restore.start": () => actions.restore(),
    "wallet.create": () => actions.create(),
    "wallet.unlock": () => actions.unlock(),
    "accounts.import": () => actions.importKeys(),
    "phrase.reveal": () => actions.reveal(),
    "password.change": () => actions.changePassword(),
    "password.backup": () => actions.setBackupPassword(),
    "recovery.make": () => actions.makeRecoveryCode(),
    "mark.change": () => actions.changeMark(),
    "wallet.delete": () => actions.deleteWallet(),
    "destinations.add": () => actions.addPlace(),
  };
  return flows[method] ?? null;
}
