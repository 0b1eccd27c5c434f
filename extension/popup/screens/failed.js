/** A flow that ended without its result: what happened, what to do. */

import { h } from "../../shared/h.js";
import { button, statement } from "../../shared/parts.js";
import { text } from "../../shared/text.js";
import { wordsOf } from "../../shared/words.js";
import { alarmOf } from "../../shared/flows.js";
import { frame } from "../frame.js";

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
  const back = button(text("back"), () => actions.dismiss(), again ? "btn-wide" : "btn-primary btn-big btn-wide");
  return frame(view, actions, {
    body: [h("div", { role: "alert" }, statement(title, todo, alarmOf(failure)))],
    acts: again ? [button(text("try_again"), again, "btn-primary btn-big btn-wide"), back] : [back],
    ...(failure.kind === "user" ? {} : { foot: foot(failure) }),
  });
}

/** For whoever helps; a person's own choice needs no code. @param {import("../view.js").Failure} failure */
function foot({ code, ref }) {
  return [h("bdi", { class: "mono" }, code), ref && h("span", null, text("log_line", ref))];
}

/**
 * @param {import("../../shared/protocol.d.ts").Method} method
 * @param {import("../frame.js").Actions} actions
 * @returns {(() => void) | null}
 */
function retryOf(method, actions) {
  const again = { "backup.start": actions.backup, "restore.start": actions.restore };
  const flows = { ...again, "wallet.create": actions.create, "wallet.unlock": actions.unlock };
  return /** @type {Partial<Record<string, () => void>>} */ (flows)[method] ?? null;
}
