// What a wallet can show: its phrases, those never written down first, and each account's key.

import { h, icon } from "./h.js";
import { t, list, first } from "./words.js";
import { primary, alert } from "./shell.js";
import { filledAsSeen } from "./long_list.js";
import { address } from "./preview.js";

export function secrets(model, { answer }) {
  const done = () => answer("done");
  const phrases = model.phrases.map((one) => phraseRow(one, () => answer("phrase", { id: one.id })));
  return {
    title: t("secrets.title"),
    lead: t("secrets.lead"),
    body: [
      model.error ? alert(first([`error.${model.error.code}`, "error.INTERNAL"])) : null,
      phrases.length ? h("h2.label", {}, t("secrets.phrases", { count: phrases.length })) : null,
      phrases.length ? h("ul.opens", {}, phrases) : null,
      model.accounts.length ? h("h2.label", {}, t("secrets.keys", { count: model.accounts.length })) : null,
      model.accounts.length ? filledAsSeen(h("ul.opens"), model.accounts, (one) => keyRow(one, () => answer("key", { id: one.id }))) : null,
    ],
    foot: [h("span.push"), primary(t("button.done"))],
    focus: () => document.querySelector(".opens button"),
    submit: done,
    escape: done,
  };
}

function phraseRow(one, click) {
  const facts = [t("secrets.words", { count: one.count }), t(`language.${one.language}`)];
  if (one.passphrase) facts.push(t("secrets.passphrase"));
  const names = [...one.names, ...(one.more ? [t("secrets.more", { count: one.more })] : [])];
  return row("paper", facts.join(", "), names.length ? t("secrets.for", { names: list(names) }) : null, click,
    one.written_down ? null : h("span.tag.tag-attention", {}, t("secrets.unwritten")));
}

function keyRow(one, click) {
  return row("key", h("bdi", {}, one.name), [one.chain_title, " ", address(one.address)], click);
}

function row(glyph, title, sub, click, tag = null) {
  return h("li", {}, h("button.open", { type: "button", click },
    icon(glyph, "icon-l"),
    h("span", {}, h("span.strong", {}, title), sub ? h("span.sub", {}, sub) : null),
    tag));
}
