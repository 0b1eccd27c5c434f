// Unlock: the mark shown big, one secret, wrong ones said in place.

import { h } from "./h.js";
import { t, when, first } from "./words.js";
import { secret } from "./secret.js";
import { primary, cancelButton, callout } from "./shell.js";

export function unlock(model, { answer, memory }) {
  const last = model.last_unlocked ? t("unlock.last", { when: when(model.last_unlocked) }) : "";
  const note = callout("window", "", t("unlock.check"));
  const after = callout("key", "", t("code.then"));
  const hint = model.error && model.hint ? hintBox(model.hint, model.hint_made_on) : null;
  const way = secret({
    label: t("unlock.password"),
    help: last,
    memory,
    code: model.code === true,
    error: model.error,
    turned: draw,
  });

  function draw() {
    if (hint) hint.hidden = way.byCode();
    after.hidden = !way.byCode();
    note.hidden = way.byCode() || Boolean(model.error);
  }

  draw();
  return {
    title: model.wallet_name ? t("unlock.title", { name: model.wallet_name }) : t("unlock.title.unnamed"),
    lead: lead(model),
    big: true,
    body: [
      way.root,
      hint,
      note,
      after,
    ],
    foot: [cancelButton(), primary(t("unlock.go"))],
    doing: t("button.checking"),
    focus: () => way.input(),
    shown() {
      if (!model.error) return;
      const { code } = model.error;
      way.wrong(first([way.byCode() ? `code.${code}` : `unlock.${code}`, `error.${code}`, "error.INTERNAL"]));
    },
    submit() {
      if (way.input().value) answer(way.byCode() ? "code" : "unlock", way.fields());
      else way.wrong(t(way.byCode() ? "code.empty" : "error.empty"));
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
