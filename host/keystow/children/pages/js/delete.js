// Delete: what goes and what stays, a backup offered first. Enter never deletes.

import { h, fill } from "./h.js";
import { t, first } from "./words.js";
import { primary, secondary, callout, alert } from "./shell.js";
import { fact, groups } from "./facts.js";
import { tick } from "./fields.js";

export function remove(model, { answer, cancel }) {
  const { what, error } = model;
  const at_risk = model.uncovered > 0;
  const phrase = model.phrase && phraseToo(model.phrase, draw);
  const goes = h("span");
  const risk = h("span");
  const go = secondary(t("delete.go"), press, ".btn-danger.btn-arming.push");
  const safe = primary(t(at_risk ? "delete.backup" : "delete.keep"));

  /** Say what becomes of the parts; with its phrase an account can't be made again. */
  function draw() {
    const part = what === "wallet" ? what : phrase?.input.checked ? "both" : model.source;
    fill(goes, t(`delete.goes.${part}`, { count: model.phrases }));
    fill(risk, t(`delete.uncovered.${part}`, { count: model.uncovered }));
  }

  /** @param {Event} event */
  function press(event) {
    const armed = /** @type {HTMLElement} */ (event.currentTarget).getAttribute("aria-disabled") !== "true";
    if (armed) answer("delete", { phrase: phrase?.input.checked === true });
  }

  draw();
  return {
    title: t("delete.title", { name: model.name }),
    lead: t(`delete.lead.${what}`, { count: model.accounts }),
    body: [
      h(
        "dl.facts",
        {},
        model.address ? address(model) : null,
        fact(t("delete.goes"), goes),
        fact(t("delete.stays"), stays(model)),
        fact(t("delete.undo"), t(`delete.undo.${what}`)),
      ),
      phrase?.root,
      error ? alert(first([`error.${error.code}`, "error.NO_COPY_SAVED"])) : null,
      at_risk ? callout("warn", "attention", risk) : null,
    ],
    foot: at_risk ? [go, secondary(t("button.cancel"), cancel), safe] : [go, safe],
    doing: t("delete.doing"),
    focus: () => safe,
    submit: at_risk ? () => answer("backup") : cancel,
  };
}

function address(model) {
  return fact(model.chain_title, h("bdi.mono.whole-address", { dir: "ltr" }, groups(model.address)));
}

function stays({ places }) {
  return places > 0 ? t("delete.copies", { count: places }) : t("delete.copies.none");
}

function phraseToo({ written_down }, change) {
  const label = t(written_down ? "delete.phrase.written" : "delete.phrase.unwritten");
  return tick({ id: "phrase", label, change });
}
