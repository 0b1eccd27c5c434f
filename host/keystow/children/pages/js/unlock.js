// Unlock: the mark shown big, one password, wrong ones said in place.

import { h } from "./h.js";
import { t, when, first } from "./words.js";
import { field } from "./fields.js";
import { primary, cancelButton, callout } from "./shell.js";

export function unlock(model, { answer }) {
  const last = model.last_unlocked ? t("unlock.last", { when: when(model.last_unlocked) }) : "";
  const password = field({ name: "password", label: t("unlock.password"), secret: true, help: last });
  return {
    title: model.wallet_name ? t("unlock.title", { name: model.wallet_name }) : t("unlock.title.unnamed"),
    lead: lead(model),
    big: true,
    body: [
      password.root,
      model.error && model.hint ? hintBox(model.hint, model.hint_made_on) : null,
      model.error ? null : callout("window", "", t("unlock.check")),
    ],
    foot: [cancelButton(), primary(t("unlock.go"))],
    doing: t("button.checking"),
    focus: () => password.input,
    shown() {
      if (model.error) password.wrong(first([`unlock.${model.error.code}`, `error.${model.error.code}`, "error.INTERNAL"]));
    },
    submit() {
      if (password.input.value) answer("unlock", { password: password.input.value });
      else password.wrong(t("error.empty"));
    },
  };
}

/** A hint is whoever's words wrote the file: shown as that, never as ours. */
export function hintBox(hint, madeOn) {
  return h("div.callout.hint", {}, hintLines(hint, madeOn));
}

export function hintLines(hint, madeOn) {
  const by = madeOn ? t("hint.by", { when: when(madeOn) }) : t("hint.by.unknown");
  return h("p.hint-lines", {}, h("bdi", {}, hint), h("span.caption", {}, by));
}

function lead(model) {
  const accounts = t("count.accounts", { count: model.accounts });
  const places = t("count.places", { count: model.destinations });
  return first([`unlock.lead.${model.purpose}`, "unlock.lead.change"], { accounts, places });
}
