// The words of the phrase: shown to be written on paper, and for nothing else.

import { h, fill, icon } from "./h.js";
import { t } from "./words.js";
import { primary, secondary, callout } from "./shell.js";

const COVERS_AFTER_MS = 120_000;

export function phrase(model, { answer }) {
  const first = model.position === "first_run";
  const box = h("div.phrase-box");
  const cover = secondary("", () => (covered ? uncover() : hide()));
  const count = model.words.length;
  let covered = false;
  let timer = 0;

  function uncover() {
    covered = false;
    fill(box, words(model.words));
    fill(cover, t("phrase.cover"));
    clearTimeout(timer);
    timer = setTimeout(hide, COVERS_AFTER_MS);
  }

  function hide() {
    covered = true;
    clearTimeout(timer);
    fill(box, blanks(model.words), h("p.covered", { role: "status" }, icon("eye-off"), h("span", {}, t("phrase.covered"))));
    fill(cover, t("phrase.uncover"));
  }

  uncover();
  const written = primary(t("phrase.written"), { arms: true });
  const late = first
    ? secondary(t("phrase.later"), () => answer("later"), ".push")
    : secondary(t("button.close"), () => answer("done"), ".push");
  return {
    title: t("phrase.title", { count }),
    lead: t("phrase.lead"),
    body: [
      box,
      callout("eye", "", h("b", {}, t("phrase.warning")), " ", t("phrase.advice")),
      h("p.caption", {}, t("phrase.timer")),
    ],
    foot: [late, cover, written],
    submit: () => answer("written"),
    escape: () => (covered ? null : hide()),
    leave: () => clearTimeout(timer),
  };
}

function words(all) {
  const cells = all.map((word, at) => h("li", {}, h("span", { "aria-hidden": "true" }, at + 1), h("bdi", {}, word)));
  return grid(h("ol.phrase", { dir: "ltr" }, cells), all.length);
}

/** The same grid without the words: covering takes them out of the page. */
function blanks(all) {
  const cells = all.map((_, at) => h("li", {}, h("span", {}, at + 1), h("i")));
  return grid(h("ol.phrase.is-covered", { "aria-hidden": "true" }, cells), all.length);
}

/** Read down, then across: two columns up to 12 words, three above. */
function grid(list, count) {
  const columns = count > 12 ? 3 : 2;
  list.classList.toggle("phrase-long", columns === 3);
  list.style.gridTemplateRows = `repeat(${Math.ceil(count / columns)}, auto)`;
  return list;
}
