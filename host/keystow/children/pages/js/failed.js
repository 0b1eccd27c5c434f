// What failed, in words, with its code small in the foot.

import { h } from "./h.js";
import { t, first } from "./words.js";
import { primary, secondary, cancel } from "./shell.js";

export function failed(model, { answer }) {
  return {
    title: first([`failed.${model.code}`, "failed.title"]),
    glyph: "warn",
    glyphClass: "is-danger",
    lead: first([`error.${model.code}`, "error.INTERNAL"]),
    body: [h("p.quiet", {}, t("failed.unharmed"))],
    foot: [
      h("code.caption.push", {}, model.code),
      model.retry ? secondary(t("button.close"), cancel) : null,
      primary(t(model.retry ? "button.retry" : "button.close")),
    ],
    submit: () => (model.retry ? answer("retry") : cancel()),
  };
}
