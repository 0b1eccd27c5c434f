// The mark: three words and a picture that every later window shows.

import { h, fill, picture } from "./h.js";
import { t } from "./words.js";
import { primary, secondary, cancelButton } from "./shell.js";

export function mark(model, { answer, query, remark }) {
  let chosen = { words: model.words, picture: model.picture };
  const words = h("output.mark-words", { id: "words" }, chosen.words);

  function choose(part) {
    chosen = { ...chosen, ...part };
    fill(words, chosen.words);
    // While it is being changed the window goes on showing the one that it has.
    if (!model.change) remark(chosen);
  }

  const tiles = h(
    "div.tiles",
    { role: "radiogroup", "aria-label": t("mark.pictures") },
    model.pictures.map((name) => tile(name, name === chosen.picture, () => choose({ picture: name }))),
  );

  return {
    title: t(model.change ? "mark.title.change" : "mark.title"),
    lead: t(model.change ? "mark.lead.change" : "mark.lead"),
    mark: model.change ? null : chosen,
    body: [
      h(
        "div.mark-row",
        {},
        words,
        secondary(t("mark.another"), async () => choose(await query("another", {})), ".btn-small"),
      ),
      tiles,
    ],
    foot: [cancelButton(), primary(t(model.change ? "mark.save" : "button.continue"))],
    doing: t(model.change ? "mark.saving" : "mark.doing"),
    submit: () => answer("continue", chosen),
  };
}

function tile(name, checked, change) {
  const label = t(`picture.${name}`);
  return h(
    "label.tile",
    { title: label },
    h("input.sr", { type: "radio", name: "picture", value: name, checked, change, "aria-label": label }),
    picture(name),
  );
}
