// A password of words that Keystow made: shown to be written on paper with its hyphens.

import { h } from "./h.js";
import { t, rich } from "./words.js";
import { primary, secondary, callout } from "./shell.js";
import { words } from "./phrase.js";

export function madePassword(model, { answer }) {
  const count = model.words.length;
  return {
    title: t("made_password.title", { count }),
    lead: t(`create.lead.${model.purpose}`),
    detour: true,
    body: [
      words(model.words, model.joint),
      h("p.small", {}, t("made_password.how"), " ",
        rich("strength.guesses.made", { power: h("sup", {}, Math.floor(model.guesses_log10)) })),
      callout("eye", "", h("b", {}, t("recovery.warning")), " ", t("made_password.advice")),
    ],
    foot: [
      secondary(t("made_password.own"), () => answer("back"), ".push"),
      secondary(t("made_password.another"), () => answer("another")),
      primary(t("made_password.written"), { arms: true }),
    ],
    submit: () => answer("written"),
    escape: () => answer("back"),
  };
}
