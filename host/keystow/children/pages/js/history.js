// Unlocked, and told: this isn't the wallet as this computer saw it last.

import { h, icon } from "./h.js";
import { t, rich, when } from "./words.js";
import { placeName } from "./copies.js";
import { primary, secondary, cancelButton, callout } from "./shell.js";

export function history(model, { answer }) {
  const kind = model.origin;
  const onward = () => answer("go_on");
  const foot = model.newer
    ? [secondary(t("history.go_on"), onward, ".push"), primary(t("history.newer"))]
    : [cancelButton(), primary(t("history.go_on"), { arms: true })];
  return {
    title: t(`history.title.${kind}`),
    lead: t(`history.lead.${kind}`, {
      when: model.saved ? when(model.saved) : t("time.unknown"),
      accounts: t("count.accounts", { count: model.accounts }),
    }),
    body: [
      model.copies.length
        ? [h("p.small", {}, t("history.copies")), h("ul.line", {}, model.copies.map(copy))]
        : null,
      callout("warn", "attention", t(`history.note.${kind}`)),
    ],
    foot,
    submit: () => answer(model.newer ? "newer" : "go_on"),
    escape: () => {},
  };
}

function copy({ made_on: made, place, accounts }) {
  return h("li.loose", {}, icon("paper"), h("span.where", {}, when(made, "time.today.first"),
    h("span.note", {}, t("count.accounts", { count: accounts }), ", ", rich("copy.in", { place: h("bdi", {}, placeName(place)) }))));
}
