// A recovery code: shown to be written on paper, then some of it asked for.

import { h } from "./h.js";
import { t } from "./words.js";
import { field } from "./fields.js";
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

export function recoveryCheck(model, { answer }) {
  const groups = model.asked.map((number) => {
    const one = field({ name: `group-${number}`, label: t("recovery.group", { number }), mono: true, max: 20 });
    one.input.setAttribute("dir", "ltr");
    return one;
  });
  const last = groups[groups.length - 1];
  return {
    title: t("recovery_check.title"),
    lead: t("recovery_check.lead"),
    body: [groups.map((one) => one.root), callout("paper", "", t("recovery_check.note"))],
    foot: [secondary(t("recovery_check.back"), () => answer("back"), ".push"), primary(t("recovery_check.go"))],
    doing: t("button.checking"),
    focus: () => groups[0].input,
    shown() {
      if (model.error) last.wrong(t(`recovery_check.${model.error.code}`));
    },
    submit() {
      const empty = groups.find((one) => !one.input.value.trim());
      if (empty) {
        empty.wrong(t("recovery_check.empty"));
        empty.input.focus();
      } else answer("check", { recovery_code: groups.map((one) => one.input.value).join(" ") });
    },
  };
}
