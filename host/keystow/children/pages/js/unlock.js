// Unlock: the mark shown big, one secret, wrong ones said in place.

import { h } from "./h.js";
import { t, when, first } from "./words.js";
import { secret } from "./secret.js";
import { primary, cancelButton, callout } from "./shell.js";
import { keyFileLine } from "./key_file.js";

export function unlock(model, { answer, query, memory }) {
  const last = model.last_unlocked ? t("unlock.last", { when: when(model.last_unlocked) }) : "";
  const note = callout("window", "", t("unlock.check"));
  const after = callout("key", "", t("code.then"));
  const refused = h("p.small.quiet", {}, t("code.refused"));
  const file = model.key_file
    ? keyFileLine({ ...model.key_file, pick: () => query("pick_key_file", {}) })
    : null;
  const hint = model.error && model.hint ? hintBox(model.hint, model.hint_made_on) : null;
  const way = secret({
    label: t("unlock.password"),
    help: last,
    memory,
    code: model.code === "renews" || model.code === "opens",
    error: model.error,
    turned: draw,
  });

  function draw() {
    if (hint) hint.hidden = way.byCode();
    after.hidden = !way.byCode() || model.code !== "renews";
    refused.hidden = model.code !== "refused";
    if (file) file.root.hidden = way.byCode();
    note.hidden = way.byCode() || Boolean(model.error);
  }

  draw();
  return {
    title: model.wallet_name ? t("unlock.title", { name: model.wallet_name }) : t("unlock.title.unnamed"),
    lead: lead(model),
    big: true,
    body: [
      way.root,
      file?.root,
      hint,
      note,
      after,
      refused,
    ],
    foot: [cancelButton(), primary(t("unlock.go"))],
    doing: t("button.checking"),
    focus: () => way.input(),
    shown() {
      if (!model.error) return;
      const { code, field } = model.error;
      if (field === "key_file") file?.wrong(model.error);
      else if (way.byCode()) way.wrong(first(wrongWords(`code.${code}`, code, null)));
      else way.wrong(first(wrongWords(`unlock.${code}`, code, file)));
    },
    submit() {
      if (!way.input().value) way.wrong(t(way.byCode() ? "code.empty" : "error.empty"));
      else if (!way.byCode() && file?.missing()) file.wrong({ code: "KEY_FILE_MISSING" });
      else answer(way.byCode() ? "code" : "unlock", way.fields());
    },
  };
}

/** A password and its key file are tried together: nobody can tell which of them is the wrong one. */
export function wrongWords(usual, code, file) {
  const both = code === "WRONG_PASSWORD" && file?.named() ? ["key_file.WRONG_PASSWORD"] : [];
  return [...both, usual, `error.${code}`, "error.INTERNAL"];
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
