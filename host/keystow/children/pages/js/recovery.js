// A recovery code: shown to be written on paper.

import { h } from "./h.js";
import { t } from "./words.js";
import { primary, secondary, callout } from "./shell.js";

export function recovery(model, { answer }) {
  return {
    title: t("recovery.title"),
    lead: t("recovery.lead"),
    body: [
      h("ol.phrase.groups", { dir: "ltr" }, model.groups.map((group, at) =>
        h("li", {}, h("span", { "aria-hidden": "true" }, at + 1), h("bdi.mono", {}, group)))),
      callout("eye", "", h("b", {}, t("recovery.warning")), " ", t("recovery.advice")),
      model.replaces || model.old_ends
        ? h("p.small", {}, t(model.old_ends ? "recovery.old_ends" : "recovery.replaces"))
        : null,
    ],
    foot: [
      secondary(t(model.old_ends ? "recovery.without" : "recovery.later"), () => answer("later"), ".push"),
      primary(t("phrase.written"), { arms: true }),
    ],
    submit: () => answer("written"),
    escape: () => {},
  };
}
