// The words of the phrase: shown to be written on paper, and for nothing else.

import { h } from "./h.js";
import { t } from "./words.js";
import { primary, secondary, callout } from "./shell.js";
import { coverable } from "./cover.js";
import { fact } from "./facts.js";

export function phrase(model, { answer }) {
  const count = model.words.length;
  const { box, button, escape, leave } = coverable({
    shown: () => [words(model.words), model.passphrase ? passphrase(h("bdi.mono", {}, model.passphrase)) : null],
    hidden: () => [blanks(model.words), model.passphrase ? passphrase(h("i.blank")) : null],
    covered: t("phrase.covered"),
  });
  const first = model.position === "first_run";
  return {
    title: t("phrase.title", { count }),
    lead: t(model.passphrase ? "phrase.lead.passphrase" : "phrase.lead"),
    body: [
      box,
      callout("eye", "", h("b", {}, t("phrase.warning")), " ", t("phrase.advice")),
      h("p.caption", {}, t("phrase.timer")),
    ],
    foot: [
      secondary(t(first ? "phrase.later" : "button.back"), () => answer(first ? "later" : "done"), ".push"),
      button,
      primary(t("phrase.written"), { arms: true }),
    ],
    submit: () => answer("written"),
    escape,
    leave,
  };
}

/** Numbered words in a grid; `after` stands behind each but the last. */
export function words(all, after = "") {
  const cells = all.map((word, at) =>
    h("li", {}, h("span", { "aria-hidden": "true" }, at + 1), h("bdi", {}, word, at < all.length - 1 ? after : "")));
  return grid(h("ol.phrase", { dir: "ltr" }, cells), all.length);
}

/** The same grid without the words: covering takes them out of the page. */
export function blanks(all) {
  const cells = all.map((_, at) => h("li", {}, h("span", {}, at + 1), h("i")));
  return grid(h("ol.phrase.is-covered", { "aria-hidden": "true" }, cells), all.length);
}

function passphrase(value) {
  return h("dl.facts.beside", {}, fact(t("phrase.passphrase"), value));
}

/** Read down, then across: two columns up to 12 words, three above. */
function grid(list, count) {
  const columns = count > 12 ? 3 : 2;
  list.classList.toggle("phrase-long", columns === 3);
  list.style.gridTemplateRows = `repeat(${Math.ceil(count / columns)}, auto)`;
  return list;
}
