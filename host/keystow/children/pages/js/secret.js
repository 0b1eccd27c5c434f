// One secret that opens something: its password or, where there is one, its recovery code.

import { h, fill } from "./h.js";
import { t } from "./words.js";
import { field } from "./fields.js";

/**
 * A field for the password, with a way to the recovery code and back; `memory` keeps the choice.
 * @param {{label: string, help?: string, memory: any, code: boolean, error: any, turned: () => void}} given
 */
export function secret({ label, help, memory, code, error, turned }) {
  const password = field({ name: "password", label, secret: true, help });
  const typed = field({ name: "recovery_code", label: t("code.label"), secret: true, help: t("code.help"), max: 100 });
  const other = h("button.link.small", { type: "button", id: "other-way", click: turn });
  const root = h("div");
  let offered = code;
  if (error) memory.byCode = error.field === "recovery_code";

  const byCode = () => offered && memory.byCode === true;
  const current = () => (byCode() ? typed : password);

  function draw() {
    fill(other, t(byCode() ? "code.not" : "code.use"));
    fill(root, current().root, offered ? other : null);
  }

  function turn() {
    memory.byCode = !byCode();
    draw();
    turned();
    current().input.focus();
  }

  draw();
  return {
    root,
    byCode,
    input: () => current().input,
    wrong: (words) => current().wrong(words),
    clear: () => current().clear(),
    /** Offer the code, or no longer: another file was chosen. */
    offer(has) {
      offered = has;
      draw();
    },
    /** What was typed, by the name that the job knows it by. */
    fields: () => ({ [byCode() ? "recovery_code" : "password"]: current().input.value }),
  };
}
