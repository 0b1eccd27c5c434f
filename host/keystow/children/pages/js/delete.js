// Delete: what goes and what stays, a backup offered first. Enter never deletes.

import { h } from "./h.js";
import { t, first } from "./words.js";
import { primary, secondary, callout, alert } from "./shell.js";
import { fact, groups } from "./facts.js";
import { tick } from "./fields.js";

export function remove(model, { answer, cancel }) {
  const { what, error } = model;
  const at_risk = model.uncovered > 0;
  const phrase = model.phrase && phraseToo(model.phrase);
  const go = secondary(t(`delete.${what}.go`), press, ".btn-danger.btn-arming.push");
  const safe = primary(t(at_risk ? "delete.backup" : `delete.${what}.keep`));

  /** @param {Event} event */
  function press(event) {
    const armed = /** @type {HTMLElement} */ (event.currentTarget).getAttribute("aria-disabled") !== "true";
    if (armed) answer("delete", { phrase: phrase?.input.checked === true });
  }

  return {
    title: t(`delete.${what}.title`, { name: model.name }),
    lead: t(`delete.${what}.lead`, { count: model.accounts }),
    body: [
      h("dl.facts", {}, model.address ? address(model) : null, fates(model)),
      phrase?.root,
      error ? alert(first([`error.${error.code}`, "error.NO_COPY_SAVED"])) : null,
      at_risk ? callout("warn", "attention", t(`delete.uncovered.${model.source ?? what}`, { count: model.uncovered })) : null,
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

/** What becomes of the parts. */
function fates(model) {
  const { what } = model;
  const goes = what === "wallet" ? t("delete.wallet.goes", { count: model.phrases }) : t(`delete.account.goes.${model.source}`);
  const stays = model.places > 0 ? t("delete.stays", { count: model.places }) : t("delete.stays.none");
  return [
    fact(t("delete.goes"), goes),
    fact(t("delete.copies"), stays),
    fact(t("delete.undo"), t(`delete.${what}.undo`)),
  ];
}

function phraseToo({ written_down }) {
  return tick({
    id: "phrase",
    label: t(written_down ? "delete.phrase.written" : "delete.phrase.unwritten"),
  });
}
